// The table of properties and sets of options for people: a row for each set, a column for each
// property, whose names stand above, and below what the symbols mean. `holds` is not printed without
// its scope: each property's stands below the table.

import Diagnostics
import ProtocolModel
import Verification

package struct MatrixText {
  private let matrix: OptionMatrix
  private let style: Style
  package init(_ matrix: OptionMatrix, style: Style = .plain) {
    self.matrix = matrix
    self.style = style
  }

  package var text: String {
    (head + table + legend + scopes + notes + [""] + summary).map(\.withoutTrailingBlanks)
      .joined(separator: "\n") + "\n"
  }

  private var numberWidth: Int { String(matrix.properties.count).count }

  private var head: [String] {
    var lines = [escaped(matrix.path)]
    for (index, name) in matrix.properties.enumerated() {
      lines.append("  " + String(index + 1).leftPadded(to: numberWidth) + "  " + name)
    }
    return lines + [""]
  }

  // MARK: The table

  private static let widestName = 48

  private var table: [String] {
    let names = matrix.rows.map { MatrixNames(matrix).name(of: $0) }
    let width = min(Self.widestName, names.map(\.count).max() ?? 0)
    let numbers = matrix.properties.indices.map {
      String($0 + 1).leftPadded(to: numberWidth)
    }
    var lines = [
      "  " + String(repeating: " ", count: width) + "  " + numbers.joined(separator: " ")
    ]
    for (row, name) in zip(matrix.rows, names) {
      var wrapped = StoryText.wrap(name, indent: "  ", hanging: "    ", width: width + 2)
      let cells = matrix.properties.map { cell(row.result(of: $0)) }.joined(separator: " ")
      let last = wrapped.removeLast()
      lines += wrapped + [last.padded(to: width + 2) + "  " + cells]
    }
    return lines
  }

  private func cell(_ result: PropertyResult?) -> String {
    let blanks = String(repeating: " ", count: numberWidth - 1)
    guard let result else { return blanks + "·" }
    let verdict = VerdictText(result: result, steps: nil)
    let colour: Colour =
      switch result.verdict {
      case .proved, .holds, .witness: .green
      case .attack, .unreachable, .error: .red
      case .vacuous, .unknown: .yellow
      }
    return blanks + style.paint(verdict.symbol, colour)
  }

  // MARK: Below it

  private static let meanings: [(symbol: String, verdicts: [Verdict], meaning: String)] = [
    ("✓", [.proved], "proved for any number of sessions"),
    ("✓", [.witness], "a witness, for what should be reachable"),
    ("○", [.holds], "holds within the scope below"),
    ("✗", [.attack], "an attack"),
    ("✗", [.unreachable], "proved to be unreachable"),
    ("?", [.unknown, .vacuous], "not settled"),
    ("!", [.error], "a fault of Assay"),
  ]

  private var legend: [String] {
    let verdicts = Set(matrix.results.map(\.verdict))
    let isPartial = matrix.rows.contains { $0.results.count < matrix.properties.count }
    return [""]
      + Self.meanings.filter { !verdicts.isDisjoint(with: $0.verdicts) }
      .map { "  \($0.symbol)  \($0.meaning)" }
      + (isPartial ? ["  ·  no such property, or no model, under these options"] : [])
  }

  private var scopes: [String] {
    matrix.properties.enumerated().flatMap { index, name -> [String] in
      var scopes: [String] = []
      for row in matrix.rows {
        guard let result = row.result(of: name), result.verdict == .holds else { continue }
        let scope = result.scope.description
        if !scopes.contains(scope) { scopes.append(scope) }
      }
      return scopes.flatMap {
        StoryText.wrap("○ \(index + 1)  within \($0)", indent: "  ", hanging: "       ")
      }
    }
  }

  private var notes: [String] {
    matrix.rows.flatMap { row in
      problem(row)
        + row.results.filter { $0.note != nil }.flatMap { result in
          StoryText.wrap(
            "\(MatrixNames(matrix).name(of: row)), \(result.property.name): \(result.note!)",
            indent: "  ", hanging: "    ")
        }
    }
  }

  private func problem(_ row: OptionMatrix.Row) -> [String] {
    guard let problem = row.member.problem else { return [] }
    return StoryText.wrap(
      "\(MatrixNames(matrix).name(of: row)): no model: \(problem)", indent: "  ", hanging: "    ")
  }

  private var summary: [String] { StoryText.wrap(sentence, indent: "", hanging: "  ") }

  /// How many verdicts there are, and what they rest on.
  var sentence: String {
    let verdicts = matrix.results.count
    if matrix.rows.isEmpty { return "Interrupted before any set of options was decided." }
    let parts = EvidenceSource.allCases.filter { matrix.count($0) > 0 }.map {
      "\(matrix.count($0).grouped) \(Self.meaning(of: $0))"
    }
    let end = matrix.isInterrupted ? " Interrupted: more sets were asked for." : ""
    return "\(verdicts.of("verdict")) under \(matrix.rows.count.of("set")) of options: "
      + parts.joined(separator: ", ") + "." + end
  }

  private static func meaning(of evidence: EvidenceSource) -> String {
    switch evidence {
    case .found: "found under the set itself"
    case .replayed: "by replaying a run of another set"
    case .followed: "by taking the steps of another set's run"
    case .rechecked: "by checking a proof of another set again"
    }
  }
}

/// What sets of options are called.
struct MatrixNames {
  private let all: [String]
  init(_ matrix: OptionMatrix) { all = matrix.options }

  /// `none`, `all`, `all but tagged`, or the options.
  func name(of row: OptionMatrix.Row) -> String {
    let off = all.filter { !row.options.contains($0) }
    if row.options.isEmpty { return "none" }
    if off.isEmpty { return "all" }
    if off.count == 1 && all.count > 2 { return "all but \(off[0])" }
    return row.options.joined(separator: ", ")
  }
}
