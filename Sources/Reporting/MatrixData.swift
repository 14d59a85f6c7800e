// The same table for programs: JSON (docs/matrix.schema.json describes it) and CSV, a line for each
// verdict. Counts, never times: the same model gives the same bytes.

import ProtocolModel
import Verification

package struct MatrixData {
  package static let schemaVersion = 1
  private let matrix: OptionMatrix
  package init(_ matrix: OptionMatrix) { self.matrix = matrix }

  package var json: String {
    let object = JSON.object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("toolVersion", .string(ToolVersion.current)),
      .init("model", .string(matrix.path)),
      .init("interrupted", .bool(matrix.isInterrupted)),
      .init("options", .strings(matrix.options)),
      .init("properties", .strings(matrix.properties)),
      .init(
        "evidence",
        .object(EvidenceSource.allCases.map { .init($0.rawValue, .integer(matrix.count($0))) })),
      .init("rows", .array(matrix.rows.map(row))),
    ])
    return object.description + "\n"
  }

  private func row(_ row: OptionMatrix.Row) -> JSON {
    .object([
      .init("options", .strings(row.options)),
      .init("problem", .optional(row.member.problem)),
      .init(
        "verdicts",
        .array(
          row.results.map { result in
            .object([
              .init("property", .string(result.property.name)),
              .init("verdict", .string(result.verdict.rawValue)),
              .init("scope", .string(result.scope.description)),
              .init("evidence", .string(result.evidence.rawValue)),
              .init("note", .optional(result.note)),
            ])
          })),
    ])
  }

  package var csv: String {
    let heading = ["options", "property", "verdict", "scope", "evidence", "note"]
    let lines = matrix.rows.flatMap { row in
      row.results.map { result in
        [
          row.options.joined(separator: " "), result.property.name, result.verdict.rawValue,
          result.scope.description, result.evidence.rawValue, result.note ?? "",
        ]
      }
    }
    return CSV.text([heading] + lines)
  }
}
