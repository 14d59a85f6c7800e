// Terms, conditions and formulas as one line of source text. Parentheses stand only where the
// tree would otherwise be read differently, so writing and parsing gives the same tree.

extension OptionFormula {
  /// The formula as it is written after `when`.
  package var written: String { written(binding: 1) }

  /// The operands of the outermost chain of `and` or of `or`, each behind its operator.
  func writtenOperands() -> [String] {
    switch self {
    case .and(let left, let right):
      if case .and = left { return left.writtenOperands() + ["and " + right.written(binding: 3)] }
      return [left.written(binding: 2), "and " + right.written(binding: 3)]
    case .or(let left, let right):
      if case .or = left { return left.writtenOperands() + ["or " + right.written(binding: 2)] }
      return [left.written(binding: 1), "or " + right.written(binding: 2)]
    default: return [written]
    }
  }

  /// In parentheses if it binds less tightly than `level`: 1 `or`, 2 `and`, 3 `not`.
  private func written(binding level: Int) -> String {
    switch self {
    case .option(let name): return name.text
    case .not(let formula): return "not " + formula.written(binding: 3)
    case .and(let left, let right):
      let text = left.written(binding: 2) + " and " + right.written(binding: 3)
      return level > 2 ? "(\(text))" : text
    case .or(let left, let right):
      let text = left.written(binding: 1) + " or " + right.written(binding: 2)
      return level > 1 ? "(\(text))" : text
    }
  }
}

extension TermSyntax {
  package var written: String { written(binding: 1) }

  /// In parentheses if it binds less tightly than `level`: 1 sums, 2 products, 3 negations.
  private func written(binding level: Int) -> String {
    switch self {
    case .bind(let name, let sort, _):
      return "?" + name.text + (sort.map { ": " + $0.text } ?? "")
    case .name(let name): return name.text
    case .wildcard: return "_"
    case .integer(let value, _): return String(value)
    case .apply(let name, let arguments, _): return name.text + "(\(arguments.written))"
    case .tuple(let elements, _): return "(\(elements.written))"
    case .arithmetic(let symbol, let left, let right, _):
      let own = symbol == .multiply ? 2 : 1
      let text =
        "\(left.written(binding: own)) \(symbol.rawValue) \(right.written(binding: own + 1))"
      return own < level ? "(\(text))" : text
    case .negated(let operand, _): return "-" + operand.written(binding: 3)
    case .sum(let term, let entry, let table, _):
      return "sum(\(term.written) for \(entry.writtenAsColumns) in \(table.text))"
    }
  }
}

extension ArgumentSyntax {
  package var written: String { term.written + suffix(when: guardFormula) }
}

extension [ArgumentSyntax] {
  /// The elements of a parenthesis.
  package var written: String { map(\.written).joined(separator: ", ") }

  /// A table entry; one column needs no parentheses unless it is a tuple itself.
  var writtenAsColumns: String { needsParentheses ? "(\(written))" : written }

  var needsParentheses: Bool {
    guard count == 1, self[0].guardFormula == nil else { return true }
    if case .tuple = self[0].term { return true }
    return false
  }
}

extension ConditionSyntax {
  package var written: String { written(binding: 1) }

  /// In parentheses if it binds less tightly than `level`: 1 `or`, 2 `and`, 3 `not`, 4 the rest.
  func written(binding level: Int) -> String {
    switch self {
    case .compare(let left, let relation, let right, _):
      return "\(left.written) \(relation.rawValue) \(right.written)"
    case .member(let columns, let table, _): return "\(columns.writtenAsColumns) in \(table.text)"
    case .notMember(let columns, let table, _):
      return "\(columns.writtenAsColumns) not in \(table.text)"
    case .not(let condition, _): return "not " + condition.writtenUnderNot
    case .and(let left, let right):
      let text = left.written(binding: 2) + " and " + right.written(binding: 3)
      return level > 2 ? "(\(text))" : text
    case .or(let left, let right):
      let text = left.written(binding: 1) + " or " + right.written(binding: 2)
      return level > 1 ? "(\(text))" : text
    }
  }

  /// `not (a == b)`: not needed by the grammar, but by the reader.
  private var writtenUnderNot: String {
    if case .not = self { written } else { "(\(written))" }
  }
}

extension EventSyntax {
  package var written: String { name.text + (arguments.isEmpty ? "" : "(\(arguments.written))") }
}

/// ` when formula`, or nothing.
func suffix(when formula: OptionFormula?) -> String {
  formula.map { " when " + $0.written } ?? ""
}
