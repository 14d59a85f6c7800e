// What each reduction contributes: the table in docs/exploration.md is what the engine counts.

import Exploration
import ProtocolModel
import Testing

@Suite struct ReductionTableOracleTests {
  static let page = "docs/exploration.md"
  static let stepLimit = 50_000

  @Test func theTableIsWhatTheEngineCounts() throws {
    let rows = try Repository.text(Self.page).split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("| `models/") }
    try #require(rows.count >= 8)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimming(" `") }
      let model = try #require(
        try models(ofFile: cells[0]).first { $0.configuration == cells[1] }, "\(row)")
      let counts =
        [states(of: model, .all)]
        + ReductionOracleTests.choices.map { states(of: model, $0.reductions) }
      let expected =
        "| `\(cells[0])` | \(cells[1]) | " + counts.joined(separator: " | ") + " |"
      #expect(row == expected)
    }
  }

  /// The states of all searches of the model; "cut" if one of them came to the step limit.
  private func states(of model: ProtocolModel, _ reductions: Reductions) -> String {
    var sum = 0
    for group in model.searches(deciding: model.properties.indices) {
      let result = explore(
        ExplorationJob(
          model: model, properties: group, limits: ExplorationLimits(steps: Self.stepLimit),
          reductions: reductions, cutting: .never))
      for case .undecided in result.outcomes { return "cut" }
      sum += result.statistics.states
    }
    return "\(sum)"
  }
}

extension Substring {
  fileprivate func trimming(_ characters: String) -> String {
    var rest = self
    while let first = rest.first, characters.contains(first) { rest.removeFirst() }
    while let last = rest.last, characters.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
