// Conditions: comparisons and table look-ups under `not`, `and`, `or`.
//
//     condition  = clause { "or" clause }          clause = literal { "and" literal }
//     literal    = "not" literal | comparison
//     comparison = term relation term | columns ["not"] "in" table | "(" condition ")"
//
// A parenthesis may open a condition, a term or a tuple, and only what follows tells which.
// Backtracking would read n nested parentheses 2^n times; instead one set of functions reads
// either, as an `Operand`, and each operator asks for the kind that it needs.

import Diagnostics

/// What stands between logical operators: a condition, or a term not compared yet.
private enum Operand {
  case condition(ConditionSyntax)
  /// `isWrapped`: a tuple within a further pair of parentheses.
  case term(TermSyntax, isWrapped: Bool)
}

extension Parser {
  mutating func condition() throws(Unwind) -> ConditionSyntax {
    let operand = try disjunction()
    return try condition(operand)
  }

  private mutating func condition(_ operand: Operand) throws(Unwind) -> ConditionSyntax {
    guard case .condition(let condition) = operand else {
      throw expected("a comparison such as `==` or `in`")
    }
    return condition
  }

  private mutating func disjunction() throws(Unwind) -> Operand {
    var left = try conjunction()
    while at(.or) {
      let first = try condition(left)
      advance()
      let below = height
      let second = try condition(try conjunction())
      try grow(over: below)
      left = .condition(.or(first, second))
    }
    return left
  }

  private mutating func conjunction() throws(Unwind) -> Operand {
    var left = try literal()
    while at(.and) {
      let first = try condition(left)
      advance()
      let below = height
      let second = try condition(try literal())
      try grow(over: below)
      left = .condition(.and(first, second))
    }
    return left
  }

  private mutating func literal() throws(Unwind) -> Operand {
    guard at(.not) else { return try comparison() }
    let first = index
    advance()
    let negated = try nested { parser throws(Unwind) in try parser.literal() }
    return .condition(.not(try condition(negated), span(from: first)))
  }

  private mutating func comparison() throws(Unwind) -> Operand {
    let first = index
    let operand = try operand()
    guard case .term(let left, let isWrapped) = operand else { return operand }
    if let relation {
      advance()
      let below = height
      let right = try term()
      try grow(over: below)
      return .condition(.compare(left, relation, right, span(from: first)))
    }
    let isNegated = at(.not) && token(after: 1).keyword == .in
    if isNegated { advance() }
    guard accept(.in) else { return operand }
    let columns = columns(of: left, isWrapped: isWrapped)
    let table = try name("a table")
    return .condition(
      isNegated
        ? .notMember(columns, table: table, span(from: first))
        : .member(columns, table: table, span(from: first)))
  }

  /// The comparison sign at the current token.
  var relation: Relation? {
    switch kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// The columns of a table entry: `(t, …)`, or one term.
  mutating func columns() throws(Unwind) -> [ArgumentSyntax] {
    let first = index
    guard case .term(let term, let isWrapped) = try operand() else {
      throw fail("expected a table entry, found a condition", at: span(from: first))
    }
    return columns(of: term, isWrapped: isWrapped)
  }

  private mutating func operand() throws(Unwind) -> Operand {
    guard at(.leftParenthesis) else { return .term(try term(), isWrapped: false) }
    let inner = try parenthesis()
    guard case .term(let term, _) = inner, at(.plus) || at(.minus) || at(.star) else {
      return inner
    }
    return .term(try sum(startingWith: term), isWrapped: false)
  }
}

// MARK: - Parentheses

extension Parser {
  mutating func parenthesizedTerm() throws(Unwind) -> TermSyntax {
    let first = index
    guard case .term(let term, _) = try parenthesis() else {
      throw fail("expected a term, found a condition", at: span(from: first))
    }
    return term
  }

  /// `( condition )`, `( term )`, `( argument, … )` or `( term when formula )`
  private mutating func parenthesis() throws(Unwind) -> Operand {
    let first = index
    return try nested { parser throws(Unwind) in
      parser.advance()
      let operand = try parser.disjunction()
      guard case .term(let term, _) = operand else {
        try parser.expect(.rightParenthesis, "`and`, `or` or `)`")
        return operand
      }
      let below = parser.height
      let formula = try parser.guardFormula()
      parser.height = max(below, parser.height)
      if formula == nil, parser.accept(.rightParenthesis) {
        return .term(term, isWrapped: term.isTuple)
      }
      var elements =
        formula == nil ? [parser.element(term)] : [ArgumentSyntax(term, when: formula)]
      try parser.moreArguments(after: &elements)
      return .term(.tuple(elements, parser.span(from: first)), isWrapped: false)
    }
  }
}

extension TermSyntax {
  fileprivate var isTuple: Bool {
    if case .tuple = self { true } else { false }
  }
}
