// The settings of a verification: one row each, from which the command's help and the
// documentation come. What a setting does to the meaning of a verdict is a column, not a footnote.

import ProtocolModel

package struct SettingInfo: Hashable, Sendable {
  package let name: String
  package let defaultValue: String
  package let range: String
  package let help: String
  package let effectOnSoundness: String
}

package enum OptionTable {
  package static let engine = SettingInfo(
    name: "engine", defaultValue: EngineChoice.auto.rawValue,
    range: EngineChoice.allCases.map(\.rawValue).joined(separator: ", "),
    help: "Which engine decides: auto tries both, explore searches the scope, prove only proves.",
    effectOnSoundness: "none: each verdict says what it means, whichever engine found it")
  package static let sessionRange = 1...Scenario.mostSessions
  package static let sessions = SettingInfo(
    name: "sessions", defaultValue: "as the scenario says", range: text(sessionRange),
    help: "Search this many sessions of each role of the scenario, whatever it says.",
    effectOnSoundness: "sets the scope, which is part of every verdict")
  package static let maximalSteps = SettingInfo(
    name: "max-steps", defaultValue: "0", range: "0 (no limit; of an .spdl file a million) or more",
    help:
      "At most this many steps of a search, and of a proof (0: as many as it takes; of "
      + "an .spdl file a million).",
    effectOnSoundness: "a search that it cuts ends in `unknown`")
  package static let jobsRange = 1...256
  package static let jobs = SettingInfo(
    name: "jobs", defaultValue: "the number of cores", range: text(jobsRange),
    help: "Search in this many threads (default: the number of cores). The report is the same.",
    effectOnSoundness: "none: how a search is cut into pieces does not depend on it")

  package static let all = [engine, sessions, maximalSteps, jobs]

  /// Without reflection, which a start of the program would pay for.
  private static func text(_ range: ClosedRange<Int>) -> String {
    "\(range.lowerBound)...\(range.upperBound)"
  }
}
