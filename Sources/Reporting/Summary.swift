// The last line of a text report: how many of what, whether that was expected, and the exit code.

import Verification

extension TextReport {
  static func summary(of report: Report) -> String {
    let results = report.models.flatMap(\.results)
    var line = "\(results.count.of("property", "properties"))"
    if report.models.count > 1 { line += ", \(report.models.count.of("configuration"))" }
    let counts = Self.counts(results)
    if !counts.isEmpty { line += ": " + counts.joined(separator: ", ") }
    line += Self.expectation(results) + "."
    let errors = report.complaints.count { $0.severity == .error }
    if errors > 0 { line += " \(errors.of("error")): not everything was checked." }
    if report.isInterrupted { line += " Interrupted: what is missing was not searched." }
    return line + " \(glue)\(glue)exit\(glue)\(report.exitCode.rawValue)"
  }

  private static var glue: Character { StoryText.glue }

  var summary: String { Self.summary(of: report) }

  private static func counts(_ results: [PropertyResult]) -> [String] {
    Verdict.allCases.compactMap { verdict in
      let count = results.count { $0.verdict == verdict }
      if count == 0 { return nil }
      return switch verdict {
      case .holds: "\(count.grouped) within a bound"
      case .witness: count.of("witness", "witnesses")
      case .attack: count.of("attack")
      case .error: count.of("error")
      case .unknown: "\(count.grouped) undecided"
      case .proved, .unreachable, .vacuous: "\(count.grouped) \(verdict.rawValue)"
      }
    }
  }

  /// What was not settled is neither as expected nor against it: it has a count of its own.
  private static func expectation(_ results: [PropertyResult]) -> String {
    let wrong = results.count { $0.expected != nil && $0.exitCode == .violated }
    if wrong > 0 { return ", \(wrong.grouped) not as expected" }
    return !results.isEmpty && results.allSatisfy { $0.isAsExpected == true }
      ? ", all as expected" : ""
  }
}
