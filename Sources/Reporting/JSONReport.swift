// The report of `assay check` for programs; docs/report.schema.json describes it. Counts, never
// times: the same job gives the same bytes.

import Certificates
import ProtocolModel
import Verification

package struct JSONReport {
  package static let schemaVersion = 1

  private let report: Report
  package init(_ report: Report) { self.report = report }

  package var text: String { json.description + "\n" }

  package var json: JSON {
    .object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("toolVersion", .string(ToolVersion.current)),
      .init("interrupted", .bool(report.isInterrupted)),
      .init("exitCode", .integer(Int(report.exitCode.rawValue))),
      .init("diagnostics", .array(report.complaints.map(Self.diagnostic))),
      .init("results", .array(report.models.flatMap(Self.results))),
      .init("notBegun", .array(report.notBegun.map(Self.notBegun))),
    ])
  }

  private static func notBegun(_ job: VerificationJob) -> JSON {
    .object([
      .init("model", .string(job.path)), .init("configuration", .optional(job.configuration)),
    ])
  }

  private static func diagnostic(_ complaint: Complaint) -> JSON {
    .object([
      .init("code", .optional(complaint.code?.rawValue)),
      .init("severity", .string(complaint.severity.rawValue)),
      .init("message", .string(complaint.message)),
      .init("place", place(complaint.place)),
      .init("notes", .strings(complaint.notes)),
    ])
  }

  private static func place(_ place: Place?) -> JSON {
    guard let place else { return .null }
    return .object([
      .init("path", .string(place.path)), .init("line", .integer(place.line)),
      .init("column", .integer(place.column)),
    ])
  }

  private static func results(_ model: ModelReport) -> [JSON] {
    model.results.map { result in
      let story = result.run.map { Storyteller(model).story(of: $0, property: result.property) }
      return .object([
        .init("model", .string(model.path)),
        .init("protocol", .string(model.model.name)),
        .init("property", .string(result.property.name)),
        .init("goal", .string(result.property.text)),
        .init("place", place(model.place(of: result.property.span))),
        .init("configuration", .optional(model.model.configuration)),
        .init("options", .strings(model.model.options)),
        .init("verdict", .string(result.verdict.rawValue)),
        .init("expected", .optional(result.expected?.rawValue)),
        .init("asExpected", result.isAsExpected.map(JSON.bool) ?? .null),
        .init("scope", scope(result.scope)),
        .init("engine", .string(result.engine.rawValue)),
        .init("statistics", statistics(result)),
        .init("note", .optional(result.note)),
        .init("trace", story.map { StoryJSON($0).json(dishonest: result.run!.dishonest) } ?? .null),
        .init("certificate", certificate(result)),
        .init("unproved", unproved(result)),
      ])
    }
  }

  private static func scope(_ scope: Scope) -> JSON {
    .object([
      .init("text", .string(scope.description)),
      .init(
        "roles",
        .array(
          scope.counts.map {
            .object([.init("role", .string($0.role)), .init("sessions", .integer($0.sessions))])
          })),
      .init("total", scope.total.map(JSON.integer) ?? .null),
      .init("loops", scope.loops.map(JSON.integer) ?? .null),
    ])
  }

  private static func statistics(_ result: PropertyResult) -> JSON {
    .object(
      StatisticsTable.exploration.map { .init($0.key, .integer($0.value(result.statistics))) }
        + StatisticsTable.proof.map { .init($0.key, .integer($0.value(result.proofStatistics))) })
  }

  private static func unproved(_ result: PropertyResult) -> JSON {
    guard let gap = result.gap else { return .null }
    return .object([
      .init("reason", .string(gap.reason)),
      .init("details", .strings(gap.details)),
    ])
  }

  /// What stands for a proof in a report: the certificate itself is a file of its own.
  private static func certificate(_ result: PropertyResult) -> JSON {
    guard let proof = result.proof else { return .null }
    return .object([
      .init("clauses", .integer(proof.clauses)),
      .init("sha256", .string(proof.digest)),
    ])
  }
}
