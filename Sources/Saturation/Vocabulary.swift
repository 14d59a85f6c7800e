// The symbols of one translation, and the model's terms in them: the signature's symbols under
// their own numbers, then names, places where values are made, and predicates as they are met.
// docs/certificates.md, "Words", says how they are written.

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
  /// By their texts.
  private var predicates: [String: Int32] = [:]
  private var places: [String: Int32] = [:]

  init(_ model: ProtocolModel, dishonest: Set<String>, tellsOccurrences: Bool) {
    self.model = model
    self.dishonest = dishonest
    self.tellsOccurrences = tellsOccurrences
    for symbol in model.signature.symbols {
      _ = terms.addSymbol(
        SymbolRecord(
          name: symbol.name, kind: .function, arity: symbol.arity, result: symbol.result,
          isData: symbol.kind == .message || symbol.name == "pair" && symbol.kind == .builtin,
          isPrivate: !symbol.isPublic, isConstant: symbol.arity == 0 && symbol.isPublic))
    }
  }

  // MARK: Symbols

  private mutating func symbol(of name: Name) -> Int32 {
    if let known = names[name] { return known }
    let record: SymbolRecord
    switch name {
    case .principal(let principal):
      record = SymbolRecord(
        name: "@\(principal)", kind: .principal, arity: 0, result: .principal,
        honesty: dishonest.contains(principal) ? .dishonest : .honest)
    case .constant(let constant, let sort):
      record = SymbolRecord(
        name: "#\(constant):\(model.sorts[Int(sort.index)].name)", kind: .constant, arity: 0,
        result: sort, isConstant: true)
    case .fresh, .attacker: preconditionFailure("a model has no \(name)")
    }
    let symbol = terms.addSymbol(record)
    names[name] = symbol
    return symbol
  }

  /// A new symbol for the values of a variable that are made at one place.
  mutating func fresh(
    _ variable: VariableInfo, at place: String, arity: Int, identifiers: Int
  ) -> Int32 {
    terms.addSymbol(
      SymbolRecord(
        name: "new \(variable.name) \(place)", kind: .fresh, arity: arity, result: variable.sort,
        identifiers: identifiers))
  }

  mutating func own(_ sort: SortID) -> Int32 {
    let name = model.isTyped ? "own:\(model.sorts[Int(sort.index)].name)" : "own"
    return terms.addSymbol(SymbolRecord(name: name, kind: .own, arity: 1, result: sort))
  }

  /// The place of an event.
  mutating func place(_ text: String) -> ClauseTerm {
    if let known = places[text] { return terms.apply(known, []) }
    let symbol = terms.addSymbol(
      SymbolRecord(name: text, kind: .place, arity: 0, result: .message))
    places[text] = symbol
    return terms.apply(symbol, [])
  }

  /// - Parameters:
  ///   - text: what the predicate is known by.
  ///   - identifiers: how many of the last arguments determine the others; 0: nothing is
  ///     determined.
  mutating func fact(
    _ predicate: Predicate, _ text: String, _ arguments: [ClauseTerm], identifiers: Int = 0
  ) -> ClauseTerm {
    if let known = predicates[text] { return terms.apply(known, arguments) }
    let symbol = terms.addSymbol(
      SymbolRecord(
        name: text, kind: .predicate(predicate), arity: arguments.count, result: .message,
        identifiers: identifiers))
    predicates[text] = symbol
    return terms.apply(symbol, arguments)
  }

  /// That an event was recorded before.
  ///
  /// - Parameter arguments: which occurrence it is comes last, if that is told.
  mutating func happened(_ event: EventID, _ arguments: [ClauseTerm]) -> ClauseTerm {
    fact(
      .happened, "happened \(model.events[event.index].name)", arguments,
      identifiers: tellsOccurrences ? 3 : 0)
  }

  mutating func knows(_ term: ClauseTerm) -> ClauseTerm { fact(.knows, "knows", [term]) }

  mutating func sees(_ viewer: ClauseTerm, _ term: ClauseTerm) -> ClauseTerm {
    fact(.sees, "sees", [viewer, term])
  }

  mutating func tests(_ guess: ClauseTerm, _ term: ClauseTerm) -> ClauseTerm {
    fact(.tests, "tests", [guess, term])
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
