// Terms: variables, applications, tuples and linear arithmetic.
//
//     term    = product { ("+" | "-") product }
//     product = factor { "*" factor }
//     factor  = "-" factor | primary
//     primary = "?" name [":" sort] | "_" | integer | name ["(" arguments ")"] | "(" … ")"
//
// A parenthesis is read by `Parser+Conditions.swift`, where it may also hold a condition.

import Diagnostics

extension Parser {
  mutating func term() throws(Unwind) -> TermSyntax { try sum(startingWith: nil) }

  /// Continues a sum whose first factor has perhaps been read already.
  mutating func sum(startingWith first: TermSyntax?) throws(Unwind) -> TermSyntax {
    var left = try product(startingWith: first)
    while at(.plus) || at(.minus) {
      let symbol: ArithmeticOperator = accept(.plus) ? .add : .subtract
      if symbol == .subtract { advance() }
      let below = height
      let right = try product(startingWith: nil)
      try grow(over: below)
      left = .arithmetic(symbol, left, right, left.span.joined(with: right.span))
    }
    return left
  }

  private mutating func product(startingWith first: TermSyntax?) throws(Unwind) -> TermSyntax {
    var left = if let first { first } else { try factor() }
    while accept(.star) {
      let below = height
      let right = try factor()
      try grow(over: below)
      left = .arithmetic(.multiply, left, right, left.span.joined(with: right.span))
    }
    return left
  }

  private mutating func factor() throws(Unwind) -> TermSyntax {
    guard at(.minus) else { return try primary() }
    let first = index
    advance()
    let operand = try nested { parser throws(Unwind) in try parser.factor() }
    return .negated(operand, span(from: first))
  }

  private mutating func primary() throws(Unwind) -> TermSyntax {
    let token = token
    height = 1
    switch token.kind {
    case .question:
      return try binder()
    case .wildcard:
      advance()
      return .wildcard(span(token))
    case .integer:
      advance()
      guard let value = Int(text(token)) else {
        preconditionFailure("the lexer lets no integer pass that does not fit")
      }
      return .integer(value, span(token))
    case .leftParenthesis:
      return try parenthesizedTerm()
    default:
      let name = try name("a term")
      return at(.leftParenthesis) ? try application(of: name) : .name(name)
    }
  }

  private mutating func binder() throws(Unwind) -> TermSyntax {
    let first = index
    advance()
    let name = try name("the name of a variable after `?`")
    let sort = accept(.colon) ? try self.name("a sort") : nil
    return .bind(name, sort: sort, span(from: first))
  }

  /// `f(t, …)`, and `sum(t for (p, …) in table)`
  private mutating func application(of name: Identifier) throws(Unwind) -> TermSyntax {
    let first = index - 1
    let isSum = tokens[first].keyword == .sum
    return try nested { parser throws(Unwind) in
      try parser.expect(.leftParenthesis, "`(`")
      if parser.accept(.rightParenthesis) { return .apply(name, [], parser.span(from: first)) }
      var arguments = [try parser.argument()]
      if isSum, parser.accept(.for) {
        let entry = try parser.columns()
        try parser.expect(.in)
        let table = try parser.name("a table")
        try parser.expect(.rightParenthesis, "`)`")
        return .sum(arguments[0].term, entry: entry, table: table, parser.span(from: first))
      }
      try parser.moreArguments(after: &arguments)
      return .apply(name, arguments, parser.span(from: first))
    }
  }

  /// `{, argument} )`
  mutating func moreArguments(after arguments: inout [ArgumentSyntax]) throws(Unwind) {
    try moreElements(after: &arguments) { parser throws(Unwind) in try parser.argument() }
    try expect(.rightParenthesis, "`,` or `)`")
  }

  /// `{, element}` behind the first one. A tuple means nested pairs, so that every element
  /// counts as a level.
  mutating func moreElements(
    after elements: inout [ArgumentSyntax],
    _ element: (inout Parser) throws(Unwind) -> ArgumentSyntax
  ) throws(Unwind) {
    var tallest = height
    while accept(.comma) {
      elements.append(try element(&self))
      tallest = max(tallest, height + elements.count - 1)
      if tallest > ProtocolParser.tallestTerm { throw tooLong() }
    }
    height = tallest
  }

  /// `term [when formula]`; `(term when formula)` is the same.
  mutating func argument() throws(Unwind) -> ArgumentSyntax {
    let term = try term()
    let below = height
    let formula = try guardFormula()
    height = max(below, height)
    return formula == nil ? element(term) : ArgumentSyntax(term, when: formula)
  }

  /// A parenthesis with one guarded term stands for that element of the list around it.
  func element(_ term: TermSyntax) -> ArgumentSyntax {
    if case .tuple(let elements, _) = term, elements.count == 1 { return elements[0] }
    return ArgumentSyntax(term)
  }

  /// - Parameter isWrapped: whether a further parenthesis stood around the term, which makes a
  ///   tuple one column.
  func columns(of term: TermSyntax, isWrapped: Bool) -> [ArgumentSyntax] {
    if case .tuple(let elements, _) = term, !isWrapped || elements.count == 1 { return elements }
    return [ArgumentSyntax(term)]
  }
}

// MARK: - Nesting

extension Parser {
  /// Parses what stands one level deeper, if that is not too deep.
  mutating func nested<Node>(
    _ parse: (inout Parser) throws(Unwind) -> Node
  ) throws(Unwind) -> Node {
    guard depth < ProtocolParser.deepestNesting else { throw tooDeep() }
    depth += 1
    defer { depth -= 1 }
    let node = try parse(&self)
    height += 1
    return node
  }

  /// Records that an operator now stands over an operand of height `below` and the last one.
  mutating func grow(over below: Int) throws(Unwind) {
    height = max(below, height) + 1
    if height > 2 * ProtocolParser.deepestNesting { throw tooDeep() }
  }

  private mutating func tooDeep() -> Unwind {
    fail(
      "this is nested too deeply", .nestingTooDeep,
      notes: ["at most \(ProtocolParser.deepestNesting) levels are read"])
  }

  private mutating func tooLong() -> Unwind {
    fail(
      "this list is too long", .nestingTooDeep,
      notes: [
        "at most \(ProtocolParser.tallestTerm) levels are read, and every element counts as one"
      ])
  }
}
