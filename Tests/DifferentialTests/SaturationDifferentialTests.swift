// The unbounded engine against the bounded one and the oracle on random protocols: nothing that
// is proved is ever attacked, and no trigger that is called unreachable is ever reached.
//
// `ASSAY_PROOFS=N` tries N seeds from `ASSAY_CAMPAIGN_START` (default 1000) on and prints the
// split of answers.

import Diagnostics
import Exploration
import Foundation
import OracleSupport
import ProtocolModel
import Saturation
import Testing

@Suite struct SaturationOracleDifferentialTests {
  /// What became of one property.
  struct Line {
    var seed: UInt64
    var property: String
    var form: String
    var answer: String
    var search: String
    var isWrong: Bool
  }

  @Test func fixedSeeds() {
    let lines = (0..<400).flatMap { compare(seed: $0) }
    expectSoundness(lines)
    #expect(lines.count { $0.answer == "proved" } > 250)
    #expect(lines.count { $0.answer == "proved" && $0.form == "correspondence" } > 40)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_PROOFS"] != nil))
  func longCampaign() {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_PROOFS"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_CAMPAIGN_START"] ?? "") ?? 1000
    let lines = (start..<(start + count)).flatMap { compare(seed: $0) }
    expectSoundness(lines)
    let kinds = lines.map { "\($0.form) \($0.answer), search: \($0.search)" }
    for kind in Set(kinds).sorted() { print(kinds.count { $0 == kind }, kind) }
  }

  private func expectSoundness(_ lines: [Line]) {
    for line in lines where line.isWrong {
      let text = ProtocolGenerator.generate(seed: line.seed, features: .all).text
      Issue.record("seed \(line.seed), \(line.property): \(line.answer), \(line.search)\n\(text)")
    }
  }

  // MARK: One protocol

  private func compare(seed: UInt64) -> [Line] {
    let text = ProtocolGenerator.generate(seed: seed, features: .all).text
    let (models, errors) = Campaign().models(text)
    guard errors.isEmpty else { return [] }
    return models.flatMap { model in
      model.properties.indices.map { compare(model, $0, seed) }
    }
  }

  private func compare(_ model: ProtocolModel, _ property: Int, _ seed: UInt64) -> Line {
    let job = SaturationJob(
      model: model, property: property, limits: SaturationLimits(steps: 2000))
    var line = Line(
      seed: seed, property: model.properties[property].name, form: form(of: model, property),
      answer: "", search: "not searched", isWrong: false)
    switch saturate(job).outcome {
    case .notProved: line.answer = "not proved"
    case .unknown: line.answer = "unknown"
    case .notHandled: line.answer = "not handled"
    case .proved(let proof):
      line.answer = proof.isVacuous ? "vacuous" : "proved"
      check(model, property, proof, &line)
    }
    return line
  }

  private func form(of model: ProtocolModel, _ property: Int) -> String {
    switch model.properties[property].goal {
    case .secret: "secret"
    case .hidden: "hidden"
    case .correspondence(_, requires: _, injective: let injective):
      injective ? "injective" : "correspondence"
    case .reachable: "reachable"
    case .invariant: "invariant"
    }
  }

  private func check(
    _ model: ProtocolModel, _ property: Int, _ proof: SaturationProof, _ line: inout Line
  ) {
    let job = ExplorationJob(
      model: model, properties: [property], limits: ExplorationLimits(steps: 5000))
    switch explore(job).outcomes[0] {
    case .found:
      line.search = "attack"
      line.isWrong = true
    case .none(let isTriggered):
      line.search = "none"
      line.isWrong = isTriggered && proof.isVacuous
    case .undecided: line.search = "undecided"
    }
    var bounds = OracleBounds()
    bounds.states = 1000
    bounds.steps = 5000
    switch Oracle(model, property: property, bounds: bounds).decide() {
    case .violated, .witness:
      line.search += ", attack by the oracle"
      line.isWrong = true
    case .none, .tooLarge: break
    }
  }
}
