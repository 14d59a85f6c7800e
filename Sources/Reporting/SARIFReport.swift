// The report of `assay check` as SARIF 2.1.0 (OASIS, 2020), for code scanning and for editors.
//
// Results are what wants attention: whatever is not as expected. What is as expected but would be a
// violation by itself, such as an attack that the model knows of, is a result that is suppressed
// in the source, by the line of the property that expects it. What holds is not listed as a result
// of kind `pass`, because the readers that people use show every result as an alert; the run's
// properties have all verdicts.

import Diagnostics
import ProtocolModel
import Verification

package struct SARIFReport {
  private let report: Report
  package init(_ report: Report) { self.report = report }

  package var text: String { json.description + "\n" }

  package var json: JSON {
    .object([
      .init("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      .init("version", .string("2.1.0")),
      .init("runs", .array([run])),
    ])
  }

  private var run: JSON {
    let findings = Finding.all(of: report)
    let results = findings.filter(\.isListed).map { SARIFResult($0).json }
    return .object([
      .init("tool", .object([.init("driver", driver)])),
      .init("invocations", .array([invocation])),
      .init("columnKind", .string("unicodeCodePoints")),
      .init("results", .array(results + report.complaints.compactMap(SARIFRules.result))),
      .init("properties", .object([.init("verdicts", .array(findings.map(Self.verdict)))])),
    ])
  }

  private var driver: JSON {
    .object([
      .init("name", .string("Assay")),
      .init("version", .string(ToolVersion.current)),
      .init("semanticVersion", .string(ToolVersion.current)),
      .init("rules", .array(SARIFRules.all)),
    ])
  }

  private var invocation: JSON {
    let isSound = report.exitCode != .failure && report.exitCode != .interrupted
    return .object([
      .init("executionSuccessful", .bool(isSound && report.exitCode != .usage)),
      .init("exitCode", .integer(Int(report.exitCode.rawValue))),
      .init(
        "toolConfigurationNotifications",
        .array(report.complaints.compactMap(SARIFRules.notification))),
      .init("toolExecutionNotifications", .array(interruption)),
    ])
  }

  private var interruption: [JSON] {
    guard report.isInterrupted else { return [] }
    let missing = report.notBegun.map { job in
      job.path + (job.configuration.map { " (\($0))" } ?? "")
    }
    let rest = missing.isEmpty ? "" : " Not begun: \(missing.joined(separator: ", "))."
    return [
      .object([
        .init("level", .string("error")),
        .init("message", .message("Interrupted: what is missing was not searched." + rest)),
      ])
    ]
  }

  private static func verdict(_ finding: Finding) -> JSON {
    .object([
      .init("model", .string(finding.model.path)),
      .init("configuration", .optional(finding.model.model.configuration)),
      .init("options", .strings(finding.model.model.options)),
      .init("property", .string(finding.result.property.name)),
      .init("verdict", .string(finding.result.verdict.rawValue)),
      .init("scope", .string(finding.result.scope.description)),
    ])
  }
}

extension Finding {
  /// Whether SARIF has a result for it.
  fileprivate var isListed: Bool { level != .passed || result.verdict.exitCode != .success }
}

extension JSON {
  static func message(_ text: String) -> JSON { .object([.init("text", .string(text))]) }
}
