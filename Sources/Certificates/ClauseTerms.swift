// The terms of certificates. Equal terms are one term, so that a checker that does nothing cleverly
// still compares quickly; otherwise this is as plain as it can be, and shares nothing with the engines.

import Terms

/// Names a term of one `ClauseTerms`.
package struct ClauseTerm: Hashable, Sendable {
  let index: Int
}

/// A symbol, known by its text and its number of arguments (docs/certificates.md, "Words").
package struct ClauseSymbol: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A function of the signature that is neither a tuple's, nor a message's, nor a constant.
    case function
    /// A tuple's or a message's: equivalent to its arguments.
    case data
    /// A constant that everybody knows.
    case constant
    case principal(isDishonest: Bool)
    /// Values that a session makes; the first so many arguments determine the others.
    case fresh(identifiers: Int)
    /// The attacker's own values.
    case own
    /// Where an event stands.
    case place
    case predicate(Predicate)
  }

  package enum Predicate: Hashable, Sendable {
    case knows
    case sees
    /// `message`, `entry`, `at`, `event`: nothing is special about them.
    case plain
    /// `happened` and `step`; the last so many arguments determine the others (0: nothing is
    /// determined).
    case happened(identifiers: Int)
    case revealed
    case violated
    case claim
    case triggered
  }

  package var text: String
  package var arity: Int
  package var kind: Kind
  /// The sort of its applications; `message` for predicates and places.
  package var result: SortID

  package init(_ text: String, _ arity: Int, _ kind: Kind, result: SortID = .message) {
    self.text = text
    self.arity = arity
    self.kind = kind
    self.result = result
  }
}

package struct ClauseTerms: Sendable {
  package enum Node: Hashable, Sendable {
    case variable(Int)
    case integer(Int)
    /// A symbol's number and its arguments.
    case apply(Int, [ClauseTerm])
  }

  private struct Key: Hashable {
    var text: String
    var arity: Int
  }

  package private(set) var symbols: [ClauseSymbol] = []
  private var numbers: [Key: Int] = [:]
  private var nodes: [Node] = []
  private var known: [Node: ClauseTerm] = [:]
  private var ground: [Bool] = []
  private var sizes: [Int] = []
  private var depths: [Int] = []

  package init() {}

  // MARK: Reading

  package subscript(term: ClauseTerm) -> Node { nodes[term.index] }

  /// Whether no variable occurs in the term.
  package func isGround(_ term: ClauseTerm) -> Bool { ground[term.index] }

  /// How many symbols, variables and integers it has, up to 2³¹.
  package func size(_ term: ClauseTerm) -> Int { sizes[term.index] }

  /// How deeply the term nests: 1 for a variable.
  func depth(_ term: ClauseTerm) -> Int { depths[term.index] }

  /// How many terms there are.
  var count: Int { nodes.count }

  /// The symbol that a term starts with; nil for variables and integers.
  package func symbol(_ term: ClauseTerm) -> ClauseSymbol? {
    if case .apply(let symbol, _) = nodes[term.index] { symbols[symbol] } else { nil }
  }

  package func arguments(_ term: ClauseTerm) -> [ClauseTerm] {
    if case .apply(_, let arguments) = nodes[term.index] { arguments } else { [] }
  }

  /// The number of a variable; nil for other terms.
  package func variable(_ term: ClauseTerm) -> Int? {
    if case .variable(let number) = nodes[term.index] { number } else { nil }
  }

  package func predicate(_ fact: ClauseTerm) -> ClauseSymbol.Predicate {
    guard case .predicate(let predicate)? = symbol(fact)?.kind else {
      preconditionFailure("a fact starts with a predicate")
    }
    return predicate
  }

  /// The variables of a term in the order of their first occurrence. A part that occurs often is
  /// looked at once: values that a session makes contain those that it made before.
  package func variables(_ term: ClauseTerm) -> [Int] {
    var found: [Int] = []
    var seen: Set<ClauseTerm> = []
    func visit(_ term: ClauseTerm) {
      if isGround(term) || !seen.insert(term).inserted { return }
      if let number = variable(term) { found.append(number) }
      for argument in arguments(term) { visit(argument) }
    }
    visit(term)
    return found
  }

  // MARK: Making

  /// Declares a symbol; the same text and number of arguments give the same symbol.
  ///
  /// - Returns: its number.
  package mutating func declare(_ symbol: ClauseSymbol) -> Int {
    let key = Key(text: symbol.text, arity: symbol.arity)
    if let number = numbers[key] {
      precondition(symbols[number] == symbol, "a symbol has one meaning")
      return number
    }
    symbols.append(symbol)
    numbers[key] = symbols.count - 1
    return symbols.count - 1
  }

  /// The number of a declared symbol; nil if there is none.
  package func number(_ text: String, arity: Int) -> Int? {
    numbers[Key(text: text, arity: arity)]
  }

  package mutating func variable(_ number: Int) -> ClauseTerm { make(.variable(number)) }

  package mutating func integer(_ value: Int) -> ClauseTerm { make(.integer(value)) }

  package mutating func apply(_ symbol: Int, _ arguments: [ClauseTerm]) -> ClauseTerm {
    precondition(symbols[symbol].arity == arguments.count, "a symbol has its arguments")
    return make(.apply(symbol, arguments))
  }

  private mutating func make(_ node: Node) -> ClauseTerm {
    if let term = known[node] { return term }
    let term = ClauseTerm(index: nodes.count)
    switch node {
    case .variable: ground.append(false)
    case .integer: ground.append(true)
    case .apply(_, let arguments): ground.append(arguments.allSatisfy { isGround($0) })
    }
    nodes.append(node)
    known[node] = term
    if case .apply(_, let arguments) = node {
      sizes.append(arguments.reduce(1) { min($0 + size($1), 1 << 31) })
      depths.append((arguments.map { depth($0) }.max() ?? 0) + 1)
    } else {
      sizes.append(1)
      depths.append(1)
    }
    return term
  }

  /// All terms that occur in these, each once.
  func parts(of terms: [ClauseTerm]) -> [ClauseTerm] {
    var parts: [ClauseTerm] = []
    var seen: Set<ClauseTerm> = []
    var open = Array(terms.reversed())
    while let term = open.popLast() {
      guard seen.insert(term).inserted else { continue }
      parts.append(term)
      open += arguments(term).reversed()
    }
    return parts
  }

  /// The term with each variable replaced, each part once.
  package mutating func replacing(
    _ term: ClauseTerm, _ value: (Int, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    var known: [ClauseTerm: ClauseTerm] = [:]
    return replacing(term, &known, value)
  }

  private mutating func replacing(
    _ term: ClauseTerm, _ known: inout [ClauseTerm: ClauseTerm],
    _ value: (Int, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    if isGround(term) { return term }
    if let replaced = known[term] { return replaced }
    let result: ClauseTerm
    switch nodes[term.index] {
    case .variable(let number): result = value(number, &self)
    case .integer: result = term
    case .apply(let symbol, let arguments):
      var replaced: [ClauseTerm] = []
      for argument in arguments { replaced.append(replacing(argument, &known, value)) }
      result = make(.apply(symbol, replaced))
    }
    known[term] = result
    return result
  }
}
