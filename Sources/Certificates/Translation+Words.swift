// How symbols and facts are called, and what variables range over (docs/certificates.md, "Words").

import ProtocolModel
import Terms

/// The values of the variables of a role, a property or a rule; nil: none yet.
struct Environment {
  let variables: [VariableInfo]
  var values: [ClauseTerm?]

  init(_ variables: [VariableInfo]) {
    self.variables = variables
    values = Array(repeating: nil, count: variables.count)
  }

  func has(_ wanted: [Variable]) -> Bool { wanted.allSatisfy { values[$0.index] != nil } }
  /// All values, in the order of the variables' numbers.
  var all: [ClauseTerm] { values.compactMap { $0 } }
}

extension ClauseSymbol {
  /// A symbol of the signature. What everybody has without any part is a constant, tags included.
  init(_ id: SymbolID, _ signature: Signature) {
    let symbol = signature[id]
    let kind: Kind =
      if symbol.arity == 0, symbol.isPublic {
        .constant
      } else if symbol.kind == .message || id == Signature.pair {
        .data
      } else {
        .function
      }
    self.init(symbol.name, symbol.arity, kind, result: symbol.result)
  }
}

// MARK: - Terms

extension Translator {
  /// The symbol with this text and meaning, applied.
  mutating func apply(
    _ text: String, _ kind: ClauseSymbol.Kind, _ arguments: [ClauseTerm] = [],
    result: SortID = .message
  ) -> ClauseTerm {
    let symbol = ClauseSymbol(text, arguments.count, kind, result: result)
    return terms.apply(terms.declare(symbol), arguments)
  }

  /// A symbol of the signature, applied.
  mutating func apply(_ symbol: SymbolID, _ arguments: [ClauseTerm]) -> ClauseTerm {
    terms.apply(symbols[Int(symbol.index)], arguments)
  }

  mutating func principal(_ name: String) -> ClauseTerm {
    apply(
      "@\(name)", .principal(isDishonest: assumptions.dishonest.contains(name)),
      result: .principal)
  }

  /// A term of the model. Variables without a value get one: a new variable that ranges over what
  /// their kind takes.
  mutating func term(
    _ term: Term, _ environment: inout Environment, _ unification: inout Unification
  ) -> ClauseTerm {
    switch term {
    case .variable(let variable):
      if let value = environment.values[variable.index] { return value }
      let kind = environment.variables[variable.index].kind
      let value = unification.add(domain(of: kind), &terms)
      environment.values[variable.index] = value
      return value
    case .integer(let value): return terms.integer(value)
    case .name(.principal(let name)): return principal(name)
    case .name(.constant(let name, let sort)):
      return apply("#\(name):\(sortName(sort))", .constant, result: sort)
    case .name(.fresh), .name(.attacker):
      preconditionFailure("the terms of a model have no names that a run makes")
    case .apply(let symbol, let arguments):
      return apply(symbol, self.terms(arguments, &environment, &unification))
    }
  }

  mutating func terms(
    _ list: [Term], _ environment: inout Environment, _ unification: inout Unification
  ) -> [ClauseTerm] {
    var result: [ClauseTerm] = []
    for term in list { result.append(self.term(term, &environment, &unification)) }
    return result
  }

  func sortName(_ sort: SortID) -> String { model.sorts[Int(sort.index)].name }
}

// MARK: - Facts

extension Translator {
  mutating func fact(
    _ text: String, _ predicate: ClauseSymbol.Predicate, _ arguments: [ClauseTerm] = []
  ) -> ClauseTerm {
    apply(text, .predicate(predicate), arguments)
  }

  mutating func knows(_ term: ClauseTerm) -> ClauseTerm { fact("knows", .knows, [term]) }

  mutating func sees(_ viewer: ClauseTerm, _ term: ClauseTerm) -> ClauseTerm {
    fact("sees", .sees, [viewer, term])
  }

  mutating func tests(_ guess: ClauseTerm, _ term: ClauseTerm) -> ClauseTerm {
    fact("tests", .plain, [guess, term])
  }

  mutating func entry(
    _ table: TableID, _ owner: ClauseTerm, _ columns: [ClauseTerm]
  ) -> ClauseTerm {
    fact("entry \(model.tables[table.index].name)", .plain, [owner] + columns)
  }
}

// MARK: - Domains

extension Translator {
  /// A principal of unknown honesty.
  var aPrincipal: Domain { everyoneIsHonest ? .honest : .principal }

  func domain(of kind: VariableKind) -> Domain {
    switch kind {
    case .any, .sorted(.message): .everything
    case .integer, .sorted(.integer): .integer
    case .principal, .sorted(.principal): aPrincipal
    case .constant(let sort): .constant(sort)
    case .sorted(let sort): .sort(sort)
    }
  }

  /// What a variable of a role ranges over in a session. Sessions have honest owners (S2.3); where
  /// principals play one role each (S7.2), owners and marked partners play theirs.
  func domain(of variable: Variable, in role: Int) -> Domain {
    let parameters = model.roles[role].parameters
    let kind = domain(of: model.roles[role].variables[variable.index].kind)
    guard let index = parameters.firstIndex(where: { $0.variable == variable }) else {
      return kind
    }
    if threat.separatesRoles {
      if index == 0 { return .role(role) }
      if let partner = parameters[index].partnerRole { return .role(partner.index) }
    }
    return index == 0 ? .honest : kind
  }
}
