// Layouts of terms, events and conditions. Only applications and tuples are broken over lines,
// and conditions before their operators.

extension Layout {
  static func term(_ term: TermSyntax, close: String = "") -> Layout {
    switch term {
    case .apply(let name, let arguments, _):
      .list(name.text + "(", arguments.map { .argument($0) }, ")" + close)
    case .tuple(let elements, _): .list("(", elements.map { .argument($0) }, ")" + close)
    default: .text(term.written + close)
    }
  }

  static func argument(_ argument: ArgumentSyntax) -> Layout {
    term(argument.term, close: suffix(when: argument.guardFormula))
  }

  /// An element of `send` and `receive`, where a bare `when` would guard the action.
  static func messageElement(_ element: ArgumentSyntax) -> Layout {
    guard element.guardFormula != nil else { return .term(element.term) }
    return .list("(", [.argument(element)], ")")
  }

  static func columns(_ columns: [ArgumentSyntax], close: String) -> Layout {
    guard columns.needsParentheses else { return .term(columns[0].term, close: close) }
    return .list("(", columns.map { .argument($0) }, ")" + close)
  }

  static func event(_ event: EventSyntax, close: String = "") -> Layout {
    guard !event.arguments.isEmpty else { return .text(event.name.text + close) }
    return .list(event.name.text + "(", event.arguments.map { .argument($0) }, ")" + close)
  }

  static func field(_ field: FieldSyntax) -> Layout {
    .text("\(field.name.text): \(field.sort.text)" + suffix(when: field.guardFormula))
  }

  /// An operand of a chain that binds at `level`.
  static func operand(_ condition: ConditionSyntax, level: Int, close: String) -> Layout {
    switch condition {
    case .compare(let left, let relation, let right, _):
      .sequence([.term(left), .text(" \(relation.rawValue) "), .term(right, close: close)])
    case .member(let columns, let table, _):
      .columns(columns, close: " in \(table.text)" + close)
    case .notMember(let columns, let table, _):
      .columns(columns, close: " not in \(table.text)" + close)
    default: .text(condition.written(binding: level) + close)
    }
  }
}

extension ConditionSyntax {
  /// The operands of the outermost chain of `and` or of `or`, each with its operator and the
  /// level at which it is written without parentheses.
  func operands() -> [(operator: String, condition: ConditionSyntax, level: Int)] {
    switch self {
    case .and(let left, let right):
      if case .and = left { return left.operands() + [("and ", right, 3)] }
      return [("", left, 2), ("and ", right, 3)]
    case .or(let left, let right):
      if case .or = left { return left.operands() + [("or ", right, 2)] }
      return [("", left, 1), ("or ", right, 2)]
    default: return [("", self, 1)]
    }
  }
}
