// The report of `assay check` as workflow commands of GitHub Actions, one line for each finding
// that is not as expected; GitHub shows them at the lines of the model, and of each step of a job
// the first ten errors and ten warnings. The last line is the summary of the text report.
//
// A message is data, so nothing in a model or a file name may end it or begin another command:
// `%`, CR and LF are escaped, in properties also `:` and `,`.

import Diagnostics
import Verification

package struct GitHubAnnotations {
  private let report: Report
  package init(_ report: Report) { self.report = report }

  package var text: String {
    let commands =
      report.complaints.map(Self.command)
      + Finding.all(of: report).compactMap(Self.command)
    let summary = TextReport.summary(of: report).replacing(String(StoryText.glue), with: " ")
    let isEmpty = report.models.isEmpty && !report.isInterrupted
    return (commands + (isEmpty ? [] : [summary])).map { $0 + "\n" }.joined()
  }

  private static func command(_ complaint: Complaint) -> String {
    command(
      complaint.severity == .error ? "error" : "warning", at: complaint.place, end: nil,
      title: complaint.code?.rawValue ?? "assay",
      ([complaint.message] + complaint.notes).joined(separator: "\n"))
  }

  private static func command(_ finding: Finding) -> String? {
    let level: String
    switch finding.level {
    case .passed: return nil
    case .unsettled: level = "warning"
    case .violated, .failed: level = "error"
    }
    let variant = finding.variant.isEmpty ? "" : " (\(finding.variant))"
    let story = (finding.story?.steps ?? []).map { "\($0.number). \($0.sentence.capitalisedFirst)" }
    let ending = (finding.story?.ending ?? []).map { "→ \($0.capitalisedFirst)" }
    return command(
      level, at: finding.place, end: finding.model.end(of: finding.result.property.span),
      title: finding.result.property.name + variant,
      ([finding.sentence] + story + ending).joined(separator: "\n"))
  }

  private static func command(
    _ level: String, at place: Place?, end: (line: Int, column: Int)?, title: String,
    _ message: String
  ) -> String {
    var properties: [String] = []
    if let place {
      let path = place.path.hasPrefix("./") ? String(place.path.dropFirst(2)) : place.path
      properties += ["file=\(escape(path, isProperty: true))", "line=\(place.line)"]
      // Columns only where the end is on the same line: GitHub takes no others.
      if let end, end.line == place.line {
        properties += ["col=\(place.column)", "endColumn=\(end.column)"]
      }
    }
    properties.append("title=\(escape(title, isProperty: true))")
    return "::\(level) \(properties.joined(separator: ","))::\(escape(message, isProperty: false))"
  }

  static func escape(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result += escaped(String(scalar))
      }
    }
    return result
  }
}
