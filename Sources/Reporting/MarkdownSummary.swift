// The report of `assay check` as Markdown, for a merge request or for GITHUB_STEP_SUMMARY: the
// summary, one table with the scope of every verdict, and below it the runs that nobody expected,
// folded.
//
// Names of files and properties are data: outside code they are escaped character by character.

import Diagnostics
import Verification

package struct MarkdownSummary {
  private let report: Report
  package init(_ report: Report) { self.report = report }

  package var text: String {
    if report.models.isEmpty && report.complaints.isEmpty && !report.isInterrupted { return "" }
    let findings = Finding.all(of: report)
    let summary = TextReport.summary(of: report).replacing(String(StoryText.glue), with: " ")
    var blocks = ["## Assay: \(word)", Self.escape(summary)]
    if !report.complaints.isEmpty { blocks.append(complaints) }
    if !findings.isEmpty { blocks.append(table(findings)) }
    if !report.notBegun.isEmpty { blocks.append(notBegun) }
    blocks += findings.filter { $0.level != .passed && $0.story != nil }.map(Self.details)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var word: String {
    switch report.exitCode {
    case .success: "as expected"
    case .violated: "not as expected"
    case .undecided: "not settled"
    case .usage: "something is wrong with the input"
    case .failure: "Assay failed"
    case .interrupted: "interrupted"
    }
  }

  private var complaints: String {
    report.complaints.map { complaint in
      let place = complaint.place.map { " \($0.path):\($0.line):\($0.column):" } ?? ""
      let code = complaint.code.map { " \($0.rawValue)" } ?? ""
      let notes = complaint.notes.map { "\n  - " + Self.escape($0) }.joined()
      return "- **\(complaint.severity.rawValue)\(code)**"
        + Self.escape("\(place) \(complaint.message)") + notes
    }.joined(separator: "\n")
  }

  private var notBegun: String {
    "Not begun:\n\n"
      + report.notBegun.map { job in
        "- " + Self.escape(job.path + (job.configuration.map { " (\($0))" } ?? ""))
      }.joined(separator: "\n")
  }

  private func table(_ findings: [Finding]) -> String {
    let head = ["| | model | configuration | property | verdict | scope |", "|-|-|-|-|-|-|"]
    return (head + findings.map(Self.row)).joined(separator: "\n")
  }

  private static func row(_ finding: Finding) -> String {
    let result = finding.result
    let cells = [
      symbol(finding), finding.model.path, finding.variant, result.property.name, finding.verdict,
      scope(result),
    ]
    return "| " + cells.map(escape).joined(separator: " | ") + " |"
  }

  private static func symbol(_ finding: Finding) -> String {
    switch finding.level {
    case .passed: "✅"
    case .unsettled: "⚠️"
    case .violated, .failed: "❌"
    }
  }

  /// A run is what it is; a proof is for any number of sessions.
  private static func scope(_ result: PropertyResult) -> String {
    switch result.verdict {
    case .proved, .unreachable: "any number of sessions"
    case .attack, .witness: "replayed"
    case .holds, .vacuous, .unknown, .error: result.scope.description
    }
  }

  private static func details(_ finding: Finding) -> String {
    let variant = finding.variant.isEmpty ? "" : " (\(finding.variant))"
    let title = "\(finding.model.path)\(variant): \(finding.result.property.name)"
    let lines = [finding.sentence, ""] + finding.narration
    let code = lines.map { "    " + escaped($0) }.joined(separator: "\n")
    return "<details><summary>\(XMLText.escape(escaped(title)))</summary>\n\n\(code)\n\n</details>"
  }

  /// Whatever Markdown could read as more than text; a backslash before it makes it that.
  static func escape(_ text: String) -> String {
    var result = ""
    for character in escaped(text) {
      if "\\`*_{}[]()<>#+!|~&".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
