// The symbols of one translation, and the model's terms in them: the signature's symbols under
// their own numbers, then names, places where values are made, and predicates as they are met.

import ProtocolModel
import Terms

struct Vocabulary {
  var terms = ClauseTerms()
  let model: ProtocolModel
  /// Who the named principals are; those that are left out are honest.
  let dishonest: Set<String>
  /// Whether `happened` ends with the event's place, session and point.
  let tellsOccurrences: Bool
  private var names: [Name: Int32] = [:]
  private var predicates: [PredicateKey: Int32] = [:]

  private struct PredicateKey: Hashable {
    var predicate: Predicate
    /// The channel, table, event, …
    var first: Int
    /// The role, state, …
    var second: Int
  }

  init(_ model: ProtocolModel, dishonest: Set<String>, tellsOccurrences: Bool) {
    self.model = model
    self.dishonest = dishonest
    self.tellsOccurrences = tellsOccurrences
    for symbol in model.signature.symbols {
      _ = terms.addSymbol(
        SymbolRecord(
          name: symbol.name, kind: .function, arity: symbol.arity, result: symbol.result,
          isData: symbol.kind == .message || symbol.name == "pair" && symbol.kind == .builtin,
          isConstant: symbol.arity == 0 && symbol.isPublic))
    }
  }

  // MARK: Symbols

  private mutating func symbol(of name: Name) -> Int32 {
    if let known = names[name] { return known }
    let record: SymbolRecord
    switch name {
    case .principal(let principal):
      record = SymbolRecord(
        name: principal, kind: .principal, arity: 0, result: .principal,
        honesty: dishonest.contains(principal) ? .dishonest : .honest)
    case .constant(let constant, let sort):
      record = SymbolRecord(
        name: constant, kind: .constant, arity: 0, result: sort, isConstant: true)
    case .fresh, .attacker: preconditionFailure("a model has no \(name)")
    }
    let symbol = terms.addSymbol(record)
    names[name] = symbol
    return symbol
  }

  /// A new symbol for the values that are made at one place.
  mutating func place(_ name: String, sort: SortID, arity: Int, identifiers: Int) -> Int32 {
    terms.addSymbol(
      SymbolRecord(
        name: name, kind: .fresh, arity: arity, result: sort, identifiers: identifiers))
  }

  mutating func own(_ sort: SortID) -> Int32 {
    terms.addSymbol(SymbolRecord(name: "own", kind: .own, arity: 1, result: sort))
  }

  /// The symbol of facts about a channel, a table, an event.
  mutating func predicate(
    _ predicate: Predicate, _ name: String, arity: Int, _ first: Int = 0, _ second: Int = 0
  ) -> Int32 {
    let key = PredicateKey(predicate: predicate, first: first, second: second)
    if let known = predicates[key] { return known }
    let symbol = terms.addSymbol(
      SymbolRecord(
        name: name, kind: .predicate(predicate), arity: arity, result: .message,
        identifiers: tellsOccurrences && predicate == .happened && first != -1 ? 3 : 0))
    predicates[key] = symbol
    return symbol
  }

  mutating func fact(
    _ predicate: Predicate, _ name: String, _ arguments: [ClauseTerm], _ first: Int = 0,
    _ second: Int = 0
  ) -> ClauseTerm {
    let symbol = self.predicate(predicate, name, arity: arguments.count, first, second)
    return terms.apply(symbol, arguments)
  }

  mutating func knows(_ term: ClauseTerm) -> ClauseTerm { fact(.knows, "knows", [term]) }

  mutating func sees(_ viewer: ClauseTerm, _ term: ClauseTerm) -> ClauseTerm {
    fact(.sees, "sees", [viewer, term])
  }

  mutating func apply(_ symbol: SymbolID, _ arguments: [ClauseTerm]) -> ClauseTerm {
    terms.apply(symbol.index, arguments)
  }

  // MARK: Terms

  /// A term with its variables replaced.
  mutating func term(_ term: Term, _ value: (Variable) -> ClauseTerm) -> ClauseTerm {
    switch term {
    case .variable(let variable): return value(variable)
    case .name(let name): return terms.apply(symbol(of: name), [])
    case .integer(let value): return terms.integer(value)
    case .apply(let symbol, let arguments):
      let arguments = arguments.map { self.term($0, value) }
      return terms.apply(symbol.index, arguments)
    }
  }

  /// The left sides of the declared equations.
  mutating func rewritePatterns() -> RewritePatterns {
    var patterns = RewritePatterns()
    for rule in model.theory.rewriteRules {
      guard case .apply(let symbol, _) = rule.left else { continue }
      let variables = (0..<rule.left.variableBound).map { terms.variable($0) }
      let left = term(rule.left) { variables[$0.index] }
      patterns.patterns.append(
        RewritePatterns.Pattern(
          left: left, symbol: symbol.index, variableCount: rule.left.variableBound))
    }
    return patterns
  }
}
