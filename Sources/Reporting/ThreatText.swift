// What a protocol can lose, for people: what may be compromised, and for each property the smallest
// sets that break it and the largest that it survives, with what that rests on.

import Diagnostics
import ProtocolModel
import Verification

package struct ThreatText {
  private let tables: [ThreatTable]
  private let style: Style
  package init(_ tables: [ThreatTable], style: Style = .plain) {
    self.tables = tables
    self.style = style
  }

  package var text: String {
    let paths = tables.map(\.path)
    var lines: [String] = []
    for (number, table) in tables.enumerated() {
      if number > 0 { lines.append("") }
      if number == 0 || paths[number - 1] != table.path { lines.append(escaped(table.path)) }
      lines += section(table)
    }
    return (lines + [""] + summary).map(\.withoutTrailingBlanks).joined(separator: "\n") + "\n"
  }

  // MARK: One model

  private func section(_ table: ThreatTable) -> [String] {
    let names = table.compromises.map { table.model.text($0) }
    var lines: [String] = []
    if let heading = ThreatNames.heading(of: table.model) { lines.append("  " + heading) }
    lines += wrap("may happen: ", names.joined(separator: "; "), at: 4)
    for row in table.rows { lines += [""] + self.row(row, of: table) }
    if !table.withoutThreat.isEmpty {
      lines.append("")
      lines += wrap(
        "about honest principals only: ", table.withoutThreat.joined(separator: ", "), at: 4)
    }
    return lines
  }

  private func row(_ row: ThreatTable.Row, of table: ThreatTable) -> [String] {
    let names = ThreatNames(table)
    var lines = ["    " + style.paint(row.property.name, .bold)]
    lines += wrap("", escaped(row.property.text), at: 6)
    for entry in row.breaks {
      lines += self.entry(
        "✗ ", .red, names.name(of: entry), entry.isExtreme ? nil : "fewer may do")
    }
    for entry in row.survives {
      let isProved = entry.result.verdict == .proved
      let what = isProved ? "proved" : "holds within \(entry.result.scope)"
      let more = entry.isExtreme ? "" : "; it may survive more"
      lines += self.entry(isProved ? "✓ " : "○ ", .green, names.name(of: entry), what + more)
    }
    for entry in row.vacuous {
      lines += self.entry(
        "? ", .yellow, names.name(of: entry), "never comes up within \(entry.result.scope)")
    }
    for entry in row.open {
      let isError = entry.result.verdict == .error
      lines += self.entry(
        isError ? "! " : "? ", .yellow, names.name(of: entry),
        isError ? entry.result.note ?? "error" : entry.result.shortReason)
    }
    if row.unsettled > 0 {
      lines += wrap(
        "? ", "\(row.unsettled.grouped) of \(table.setCount.grouped) sets are not settled", at: 6)
    }
    guard let (compromises, standing) = row.declared else { return lines }
    return lines
      + wrap("", "declared  \(names.name(of: compromises)): \(standing.phrase)", at: 6)
  }

  private func entry(
    _ symbol: String, _ colour: Colour, _ name: String, _ what: String?
  ) -> [String] {
    var lines = wrap(symbol, name + (what.map { "  (\($0))" } ?? ""), at: 6)
    lines[0] = lines[0].replacing(symbol, with: style.paint(symbol, colour), maxReplacements: 1)
    return lines
  }

  /// The lines after the first are indented by as much as the label is long.
  private func wrap(_ label: String, _ text: String, at column: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    let hanging = indent + String(repeating: " ", count: max(2, label.count))
    return StoryText.wrap(label + text, indent: indent, hanging: hanging)
  }

  // MARK: What it took

  private var summary: [String] {
    let rows = tables.flatMap(\.rows)
    let decided = rows.reduce(0) { $0 + $1.decided }
    let sets = tables.reduce(0) { $0 + $1.rows.count * $1.setCount }
    let end = tables.contains(where: \.isInterrupted) ? " Interrupted: not all were looked at." : ""
    let share = sets == 0 ? 0 : decided * 1_000 / sets
    return StoryText.wrap(
      "\(sets.of("verdict")) on \(rows.count.of("property", "properties")): "
        + "\(decided.grouped) by searches and proofs (\(share / 10).\(share % 10) %), "
        + "the others by what they have more or less than these." + end, indent: "", hanging: "  ")
  }
}

extension PropertyResult {
  /// Why it is unknown, without what would help.
  fileprivate var shortReason: String {
    let reason = note?.prefix { $0 != ";" } ?? ""
    return reason.isEmpty ? verdict.rawValue : "\(verdict.rawValue): \(reason)"
  }
}

extension ThreatTable.Standing {
  fileprivate var phrase: String {
    switch self {
    case .survives: "it survives"
    case .breaks: "it breaks"
    case .vacuous: "it never comes up"
    case .unknown: "not settled"
    }
  }
}

/// What sets of compromises are called.
struct ThreatNames {
  private let table: ThreatTable
  init(_ table: ThreatTable) { self.table = table }

  func name(of entry: ThreatTable.Entry) -> String { name(of: entry.compromises) }

  /// `nothing`, `all of it`, `all but plays Bank`, or the compromises.
  func name(of compromises: [Compromise]) -> String {
    let off = table.compromises.filter { !compromises.contains($0) }
    if compromises.isEmpty { return "nothing" }
    if off.isEmpty { return "all of it" }
    return off.count < compromises.count && off.count <= 4
      ? "all but \(list(off))" : list(compromises)
  }

  private func list(_ compromises: [Compromise]) -> String {
    compromises.map { table.model.text($0) }.joined(separator: "; ")
  }

  /// `hardened: roleFlag`; nil for a model without options.
  static func heading(of model: ProtocolModel) -> String? {
    if model.declaredOptions.isEmpty && model.configuration == nil { return nil }
    let options = model.options.isEmpty ? "no options" : model.options.joined(separator: ", ")
    return model.configuration.map { model.options.isEmpty ? $0 : "\($0): \(options)" } ?? options
  }
}
