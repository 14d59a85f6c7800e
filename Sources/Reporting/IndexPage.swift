// The first page of the HTML report: what it comes to, and a table for each model with a row for
// each property and a column for each configuration.

import ProtocolModel
import Verification

struct IndexPage {
  private let report: Report
  private let findings: [Finding]

  init(_ report: Report, _ findings: [Finding]) {
    self.report = report
    self.findings = findings
  }

  var page: HTMLPage {
    let summary = TextReport.summary(of: report).replacing(String(StoryText.glue), with: " ")
    var body = ["<p>\(XMLText.escape(summary))</p>"]
    if !report.complaints.isEmpty {
      body.append("<ul>\(report.complaints.map(complaint).joined(separator: "\n"))</ul>")
    }
    for path in paths { body += section(path) }
    if !report.notBegun.isEmpty {
      let names = report.notBegun.map { job in
        "<li>\(XMLText.escape(job.path + (job.configuration.map { " (\($0))" } ?? "")))</li>"
      }
      body.append("<h2>Not begun</h2><ul>\(names.joined(separator: "\n"))</ul>")
    }
    body.append(
      "<p class=\"place\">Assay \(ToolVersion.current). ✓ proved, or a witness; ○ holds within the "
        + "scope on its page; ✗ attack; ? not settled. Green is as expected.</p>")
    return HTMLPage(title: "Verdicts", body: body)
  }

  private var paths: [String] {
    var paths: [String] = []
    for model in report.models where !paths.contains(model.path) { paths.append(model.path) }
    return paths
  }

  private func complaint(_ complaint: Complaint) -> String {
    let place = complaint.place.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
    let code = complaint.code.map { "[\($0.rawValue)]" } ?? ""
    let text = "\(place)\(complaint.severity.rawValue)\(code): \(complaint.message)"
    return "<li class=\"failed\">\(XMLText.escape(text))</li>"
  }

  private func section(_ path: String) -> [String] {
    let models = report.models.filter { $0.path == path }
    let found = findings.filter { $0.model.path == path }
    var properties: [String] = []
    for finding in found where !properties.contains(finding.result.property.name) {
      properties.append(finding.result.property.name)
    }
    let rows = properties.map { property in
      [XMLText.escape(property)]
        + models.map { model in
          found.first {
            $0.result.property.name == property
              && $0.model.model.configuration
                == model.model.configuration
              && $0.model.model.options == model.model.options
          }.map(cell) ?? "·"
        }
    }
    let honest =
      ["the honest run"]
      + models.map { "<a href=\"\(HTMLPage.link(from: "", to: $0.honestPage))\">chart</a>" }
    let heads = models.map { XMLText.escape(TextReport.title(of: $0.model)) }
    return [
      "<h2>\(XMLText.escape(path))</h2>",
      HTMLPage.table(head: ["property"] + heads, rows: rows + [honest]),
    ]
  }

  private func cell(_ finding: Finding) -> String {
    let verdict = VerdictText(result: finding.result, steps: finding.story?.steps.count)
    return "<a class=\"verdict \(finding.level.name)\" href=\""
      + HTMLPage.link(from: "", to: finding.page) + "\" title=\""
      + XMLText.escape(finding.verdict) + "\">\(verdict.symbol) "
      + "\(finding.result.verdict.rawValue)</a>"
  }
}
