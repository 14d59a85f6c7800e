// No reduction of the search changes an answer: every property of every model, with each
// reduction switched off alone and with all of them off, is answered as with all on. Without a
// reduction some searches explode; those are cut at a step limit, counted and left out, and
// enough comparisons have to remain.

import Exploration
import ProtocolModel
import Testing
import Traces

@Suite struct ReductionOracleTests {
  static let stepLimit = 10_000
  static let enoughComparisons = 2_000

  static let choices: [(name: String, reductions: Reductions)] =
    [
      ("eagerSteps", Reductions.eagerSteps), ("sessionSymmetry", .sessionSymmetry),
      ("commutation", .commutation), ("differentiation", .differentiation),
      ("usefulSteps", .usefulSteps),
    ].map { ("without \($0)", Reductions.all.subtracting($1)) } + [("without any", [])]

  @Test func everyReductionIsSwitchedOff() {
    var switchedOff: Reductions = []
    for choice in Self.choices.dropLast() {
      switchedOff.formUnion(Reductions.all.subtracting(choice.reductions))
    }
    #expect(switchedOff == .all)
  }

  @Test func noReductionChangesAnAnswer() throws {
    var tally = Tally()
    for file in try modelFiles(below: "models") {
      for model in file.models {
        compare(model, place: "\(file.path) \(model.configuration ?? "-")", &tally)
      }
    }
    print("reductions: \(tally.summary)")
    #expect(tally.disagreements == [])
    #expect(tally.compared >= Self.enoughComparisons)
  }

  private func compare(_ model: ProtocolModel, place: String, _ tally: inout Tally) {
    for group in model.searches(deciding: model.properties.indices) {
      let expected = outcomes(of: model, group: group, steps: Self.stepLimit)
      for choice in Self.choices {
        let found = outcomes(
          of: model, group: group, steps: Self.stepLimit, reductions: choice.reductions)
        for (index, property) in group.enumerated() {
          tally.add(
            expected[index], found[index],
            "\(place) \(model.properties[property].name) \(choice.name)")
        }
      }
    }
  }
}

/// How often two answers were compared, and where they were different.
struct Tally {
  private(set) var compared = 0
  /// One of the two searches was cut.
  private(set) var skipped = 0
  private(set) var disagreements: [String] = []

  mutating func add(_ expected: Outcome, _ found: Outcome, _ place: String) {
    if expected == .undecided || found == .undecided {
      skipped += 1
      return
    }
    compared += 1
    if expected == .refused || expected != found {
      disagreements.append("\(place): \(expected.rawValue), then \(found.rawValue)")
    }
  }

  var summary: String { "\(compared) comparisons, \(skipped) skipped because a search was cut" }
}
