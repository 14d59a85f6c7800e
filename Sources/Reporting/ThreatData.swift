// The same for programs: JSON (docs/threats.schema.json describes it) and CSV, a line for each set.
// Counts, never times: the same model gives the same bytes.

import ProtocolModel
import Verification

package struct ThreatData {
  package static let schemaVersion = 1
  private let tables: [ThreatTable]
  package init(_ tables: [ThreatTable]) { self.tables = tables }

  // MARK: JSON

  package var json: String {
    let object = JSON.object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("toolVersion", .string(ToolVersion.current)),
      .init("interrupted", .bool(tables.contains(where: \.isInterrupted))),
      .init("models", .array(tables.map(model))),
    ])
    return object.description + "\n"
  }

  private func model(_ table: ThreatTable) -> JSON {
    .object([
      .init("model", .string(table.path)),
      .init("configuration", .optional(table.model.configuration)),
      .init("options", .strings(table.model.options)),
      .init("compromises", texts(table.compromises, table)),
      .init("sets", .integer(table.setCount)),
      .init("withoutThreat", .strings(table.withoutThreat)),
      .init("properties", .array(table.rows.map { row($0, table) })),
    ])
  }

  private func row(_ row: ThreatTable.Row, _ table: ThreatTable) -> JSON {
    .object([
      .init("property", .string(row.property.name)),
      .init(
        "declared",
        row.declared.map { compromises, standing in
          .object([
            .init("compromises", texts(compromises, table)),
            .init("standing", .string(standing.rawValue)),
          ])
        } ?? .null),
      .init("breaks", .array(row.breaks.map { entry($0, table) })),
      .init("survives", .array(row.survives.map { entry($0, table) })),
      .init("vacuous", .array(row.vacuous.map { entry($0, table) })),
      .init("open", .array(row.open.map { entry($0, table) })),
      .init("decided", .integer(row.decided)),
      .init("unsettled", .integer(row.unsettled)),
    ])
  }

  private func entry(_ entry: ThreatTable.Entry, _ table: ThreatTable) -> JSON {
    .object([
      .init("compromises", texts(entry.compromises, table)),
      .init("verdict", .string(entry.result.verdict.rawValue)),
      .init("scope", .string(entry.result.scope.description)),
      .init("extreme", .bool(entry.isExtreme)),
      .init("note", .optional(entry.result.note)),
    ])
  }

  private func texts(_ compromises: [Compromise], _ table: ThreatTable) -> JSON {
    .strings(compromises.map { table.model.text($0) })
  }

  // MARK: CSV

  package var csv: String {
    let heading = [
      "options", "property", "standing", "compromises", "verdict", "scope", "extreme", "note",
    ]
    let lines = tables.flatMap { table in
      table.rows.flatMap { row in
        let kinds = [
          ("breaks", row.breaks), ("survives", row.survives), ("vacuous", row.vacuous),
          ("unknown", row.open),
        ]
        return kinds.flatMap { self.lines($0, $1, row, table) }
      }
    }
    return CSV.text([heading] + lines)
  }

  private func lines(
    _ standing: String, _ entries: [ThreatTable.Entry], _ row: ThreatTable.Row,
    _ table: ThreatTable
  ) -> [[String]] {
    entries.map { entry in
      [
        table.model.options.joined(separator: " "), row.property.name, standing,
        entry.compromises.map { table.model.text($0) }.joined(separator: "; "),
        entry.result.verdict.rawValue, entry.result.scope.description,
        entry.isExtreme ? "yes" : "no", entry.result.note ?? "",
      ]
    }
  }
}
