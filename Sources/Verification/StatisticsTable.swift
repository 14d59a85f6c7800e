// The counts of work that a search reports: one row each, from which the text and the JSON report
// and the documentation come. Counts only: the same job gives the same numbers on any machine.

import Exploration
import Saturation

package struct StatisticInfo<Statistics>: Sendable {
  /// The key in JSON.
  package let key: String
  /// The noun after the number in text.
  package let noun: String
  package let help: String
  package let value: @Sendable (Statistics) -> Int
}

package enum StatisticsTable {
  package static let exploration: [StatisticInfo<ExplorationStatistics>] = [
    StatisticInfo(key: "states", noun: "states", help: "symbolic states entered") { $0.states },
    StatisticInfo(key: "steps", noun: "steps", help: "transitions tried") { $0.steps },
    StatisticInfo(key: "goals", noun: "goals", help: "deduction goals solved or refuted") {
      $0.goals
    },
    StatisticInfo(
      key: "arithmeticChecks", noun: "arithmetic checks", help: "checks of integer constraints"
    ) { $0.arithmeticChecks },
    StatisticInfo(
      key: "solverCalls", noun: "solver calls", help: "integer checks that needed Z3"
    ) { $0.solverCalls },
  ]

  package static let proof: [StatisticInfo<SaturationStatistics>] = [
    StatisticInfo(key: "resolvents", noun: "resolvents", help: "clauses built by resolution") {
      $0.resolvents
    },
    StatisticInfo(key: "clauses", noun: "clauses", help: "clauses of the closed sets") {
      $0.keptClauses
    },
  ]
}
