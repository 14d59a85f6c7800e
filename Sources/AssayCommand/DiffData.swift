// The same comparison for programs; docs/diff.md says what the fields are.

import AssayKit

struct DiffData {
  static let schemaVersion = 1
  private let difference: ProtocolDifference
  init(_ difference: ProtocolDifference) { self.difference = difference }

  var json: String {
    let object = JSON.object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("toolVersion", .string(ToolVersion.current)),
      .init("exitCode", .integer(Int(difference.exitCode.rawValue))),
      .init("models", .integer(difference.count)),
      .init("differences", .array(difference.files.flatMap(differences))),
      .init(
        "verdicts",
        difference.verdicts.map { .array($0.entries.map(verdict)) } ?? .null),
    ])
    return object.description + "\n"
  }

  private func differences(_ file: ProtocolDifference.File) -> [JSON] {
    file.items.map { item in
      .object([
        .init("model", .string(file.path)),
        .init("kind", .string(item.difference.kind.rawValue)),
        .init("role", .optional(item.difference.role)),
        .init("text", .string(item.difference.text)),
        .init("configurations", .strings(item.configurations)),
      ])
    }
  }

  private func verdict(_ entry: LockComparison.Entry) -> JSON {
    .object([
      .init("model", .string(entry.key.model)),
      .init("configuration", .optional(entry.key.configuration)),
      .init("property", .string(entry.key.property)),
      .init("old", .optional(entry.old?.verdict.rawValue)),
      .init("new", .optional(entry.new?.verdict.rawValue)),
      .init(
        "changes",
        .array(
          entry.changes.map { change in
            .object([
              .init("kind", .string(change.kind.rawValue)),
              .init("summary", .string(change.summary)),
              .init("details", .strings(change.details)),
            ])
          })),
      .init("partsAtStep", entry.parting.map { .integer($0.step) } ?? .null),
    ])
  }
}
