// The unbounded engine against the bounded one and the oracle on random protocols: nothing that
// is proved is ever attacked, and no trigger that is called unreachable is ever reached.
//
// `ASSAY_PROOFS=N` tries N seeds from `ASSAY_CAMPAIGN_START` (default 1000) on and prints the
// split of answers.

import Certificates
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
    #expect(lines.count { $0.answer == "proved" && $0.form == "ordered" } > 3)
    #expect(lines.count { $0.answer != "proved" && $0.form == "ordered" } > 3)
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

  func expectSoundness(_ lines: [Line]) {
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
      let model = model.addingOrders
      let sets = ClosedSets()
      return model.properties.indices.map { compare(model, $0, seed, sharing: sets) }
    }
  }

  func compare(
    _ model: ProtocolModel, _ property: Int, _ seed: UInt64, sharing sets: ClosedSets = ClosedSets()
  ) -> Line {
    let job = SaturationJob(
      model: model, property: property,
      limits: SaturationLimits(
        steps: 2000, widening: seed % 2 == 0 ? .whereTheyGrow : .always))
    var line = Line(
      seed: seed, property: model.properties[property].name, form: form(of: model, property),
      answer: "", search: "not searched", isWrong: false)
    switch saturate(job, sharing: sets).outcome {
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
    case .guessableSafe: "guessable-safe"
    case .hidden: "hidden"
    case .correspondence(_, requires: let alternatives, injective: let injective):
      alternatives.joined().contains { $0.count > 1 }
        ? "ordered" : injective ? "injective" : "correspondence"
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
    if let reason = rejection(model, property, proof) {
      line.search += ", rejected: \(reason)"
      line.isWrong = true
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

extension SaturationOracleDifferentialTests {
  /// Why the checker does not accept a proof that it could read; nil if it does.
  private func rejection(
    _ model: ProtocolModel, _ property: Int, _ proof: SaturationProof
  ) -> String? {
    var claim = Certificate.Claim.proved
    if proof.isVacuous { claim = .vacuous }
    if case .reachable = model.properties[property].goal { claim = .unreachable }
    let certificate = Certificate(
      of: property, in: IdentifiedModel(model), at: "random", claiming: claim,
      cases: proof.vacuity ?? proof.cases)
    if case .failure(let rejection) = Certificates.check(certificate, model, property: property) {
      return refusal(of: property, in: model) == nil ? rejection.description : nil
    }
    return nil
  }
}

extension ProtocolModel {
  /// With the events of each conjunction in both orders besides: generated models seldom ask for one.
  fileprivate var addingOrders: ProtocolModel {
    var model = self
    for property in properties {
      guard case .correspondence(let trigger, let alternatives, let injective) = property.goal,
        let pair = alternatives.first(where: { $0.count == 2 })?.joined(), pair.count == 2
      else { continue }
      for chain in [Array(pair), pair.reversed()] {
        var ordered = property
        ordered.goal = .correspondence(trigger, requires: [[chain]], injective: injective)
        model.properties.append(ordered)
      }
    }
    return model
  }
}
