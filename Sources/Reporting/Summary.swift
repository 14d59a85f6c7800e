// The last line of a text report: how many of what, whether that was expected, and the exit code.

import Verification

extension TextReport {
  static func summary(of report: Report) -> String {
    let results = report.models.flatMap(\.results)
    // A number stays with its noun.
    let counts = (Self.counts(results) + Self.expectations(results)).map {
      $0.replacing(" ", with: String(glue))
    }
    var line = subject(report.models)
    if !counts.isEmpty { line += ": " + counts.joined(separator: ", ") }
    line += "."
    let errors = report.complaints.count { $0.severity == .error }
    if errors > 0 { line += " \(errors.of("error")): not everything was checked." }
    if report.isInterrupted { line += " Interrupted: what is missing was not searched." }
    return line + " \(glue)\(glue)exit\(glue)\(report.exitCode.rawValue)"
  }

  private static var glue: Character { StoryText.glue }

  var summary: String { Self.summary(of: report) }

  /// A verdict is on one property in one configuration.
  private static func subject(_ models: [ModelReport]) -> String {
    var properties: Set<[String]> = []
    for model in models {
      for result in model.results { properties.insert([model.path, result.property.name]) }
    }
    let verdicts = models.reduce(0) { $0 + $1.results.count }
    let repeated = verdicts == properties.count ? "" : verdicts.of("verdict") + " on "
    let place = models.count < 2 ? "" : " in " + models.count.of("configuration")
    return repeated + properties.count.of("property", "properties") + place
  }

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
  private static func expectations(_ results: [PropertyResult]) -> [String] {
    let met = results.count { $0.isAsExpected == true }
    let unmet = results.count { $0.isAsExpected == false }
    let unstated = results.count { $0.expected == nil }
    if unstated == results.count { return [] }
    var counts: [String] = []
    if unmet > 0 {
      counts.append("\(unmet.grouped) not as expected")
    } else if met > 0 {
      counts.append(met == results.count ? "all as expected" : "\(met.grouped) as expected")
    }
    if unstated > 0 { counts.append("\(unstated.grouped) without an expectation") }
    return counts
  }
}
