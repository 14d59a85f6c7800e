// `guessable-safe` on random protocols: the bounded engine, the replayer and the oracle agree, and
// nothing that is proved is attacked. Every secret of a generated protocol is asked for as if its
// values could be tried.
//
// `ASSAY_GUESSES=N` tries N seeds from `ASSAY_CAMPAIGN_START` (default 1000) on.

import Foundation
import OracleSupport
import ProtocolModel
import Testing

@Suite struct GuessingOracleDifferentialTests {
  private struct Tally {
    var outcomes: [Comparison.Outcome: Int] = [:]
    var answers: [String: Int] = [:]
  }

  @Test func fixedSeeds() async {
    let tally = await run(0..<800)
    #expect(tally.outcomes[.bothFind, default: 0] > 100)
    #expect(tally.outcomes[.bothFindNothing, default: 0] > 60)
    #expect(tally.answers["proved", default: 0] > 60)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_GUESSES"] != nil))
  func longCampaign() async {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_GUESSES"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_CAMPAIGN_START"] ?? "") ?? 1000
    let tally = await run(start..<(start + count))
    for outcome in Comparison.Outcome.allCases {
      print(tally.outcomes[outcome, default: 0], outcome.rawValue)
    }
    for answer in tally.answers.keys.sorted() { print(tally.answers[answer]!, answer) }
  }

  private func run(_ seeds: Range<UInt64>) async -> Tally {
    let lanes: UInt64 = 2
    return await withTaskGroup(of: Tally.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var tally = Tally()
          for seed in seeds where seed % lanes == lane { judge(seed, &tally) }
          return tally
        }
      }
      var all = Tally()
      for await tally in group {
        all.outcomes.merge(tally.outcomes) { $0 + $1 }
        all.answers.merge(tally.answers) { $0 + $1 }
      }
      return all
    }
  }

  private func judge(_ seed: UInt64, _ tally: inout Tally) {
    let features = GeneratorFeatures.all.subtracting([.equations, .hidden])
    let text = ProtocolGenerator.generate(seed: seed, features: features).text
    let (models, _) = Campaign().models(text)
    for model in models where model.theory.rewriteRules.isEmpty {
      let model = model.askingForGuesses
      var comparison = Comparison(model: model)
      comparison.bounds.states = 3000
      comparison.bounds.steps = 20_000
      for finding in comparison.findings() {
        tally.outcomes[finding.outcome, default: 0] += 1
        if finding.outcome == .disagreement {
          Issue.record("seed \(seed), property \(finding.property): \(finding.detail)\n\(text)")
        }
      }
      for property in model.properties.indices {
        let proofs = SaturationOracleDifferentialTests()
        let line = proofs.compare(model, property, seed)
        tally.answers[line.answer, default: 0] += 1
        proofs.expectSoundness([line])
      }
    }
  }
}

extension ProtocolModel {
  /// With nothing but its secrets, each of which somebody guesses.
  fileprivate var askingForGuesses: ProtocolModel {
    var model = self
    model.properties = properties.compactMap { property in
      guard case .secret(let term, let role, let state) = property.goal else { return nil }
      var guessed = property
      guessed.goal = .guessableSafe(term, role: role, state: state)
      return guessed
    }
    return model
  }
}
