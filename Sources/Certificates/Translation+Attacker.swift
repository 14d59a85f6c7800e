// What can be derived from the start, and what from what is derived already: by the attacker (S6.1,
// S2.2), and for `hidden` by a principal from its view (S7.2).
//
// Everybody has principals, integers and constants, takes tuples and messages apart and puts them
// together: the checker's simplification knows, so there need not be clauses for these.

import ProtocolModel
import Terms

extension Translator {
  mutating func addAttacker() {
    // Where nobody reads or injects, no clause asks what the attacker knows.
    guard needsAttacker else { return }
    addOwnValues()
    addCredentials()
    addDerivations(of: nil)
  }

  private var needsAttacker: Bool {
    switch property.goal {
    case .secret, .guessableSafe: true
    case .hidden, .correspondence, .reachable, .invariant: !threat.onlyDelivers
    }
  }

  /// Whoever derives these: the attacker, or a principal that plays the role `viewer`.
  private mutating func derives(
    _ term: ClauseTerm, _ viewer: ClauseTerm?
  ) -> ClauseTerm {
    viewer.map { sees($0, term) } ?? knows(term)
  }

  private mutating func addDerivations(of viewer: RoleID?) {
    addPublicKeys(viewer)
    for index in model.signature.symbols.indices { addComposition(SymbolID(index), viewer) }
    for rule in model.theory.analysisRules { addAnalysis(rule, viewer) }
  }

  /// A new variable for the viewer.
  private mutating func owner(
    _ viewer: RoleID?, _ unification: inout Unification
  ) -> ClauseTerm? {
    viewer.map { unification.add(.role($0.index), &terms) }
  }

  /// `pk(sk(X))` and `vk(sk(X))` of every principal, and those for a use that is derived.
  private mutating func addPublicKeys(_ viewer: RoleID?) {
    for key in [Signature.publicKey, Signature.verificationKey] {
      var unification = Unification()
      let owner = owner(viewer, &unification)
      let principal = unification.add(aPrincipal, &terms)
      let use = unification.add(.everything, &terms)
      let secret = apply(Signature.secretKey, [principal])
      let secretForUse = apply(Signature.secretKeyForUse, [principal, use])
      add(derives(apply(key, [secret]), owner), unification)
      add(
        derives(apply(key, [secretForUse]), owner), from: [derives(use, owner)], unification)
    }
  }

  private mutating func addComposition(_ symbol: SymbolID, _ viewer: RoleID?) {
    let kind = terms.symbols[symbols[Int(symbol.index)]].kind
    guard kind == .function, model.signature[symbol].isPublic else { return }
    var unification = Unification()
    let owner = owner(viewer, &unification)
    let arguments = (0..<model.signature[symbol].arity).map { _ in
      unification.add(.everything, &terms)
    }
    add(
      derives(apply(symbol, arguments), owner), from: arguments.map { derives($0, owner) },
      unification)
  }

  private mutating func addAnalysis(_ rule: AnalysisRule, _ viewer: RoleID?) {
    var unification = Unification()
    let owner = owner(viewer, &unification)
    var environment = Environment(anything: rule.variableCount)
    let premises = self.terms(rule.premises, &environment, &unification)
    let conclusion = term(rule.conclusion, &environment, &unification)
    add(derives(conclusion, owner), from: premises.map { derives($0, owner) }, unification)
  }

  /// The attacker makes as many names as it likes. In a typed model each has a sort (S1.6).
  private mutating func addOwnValues() {
    var unification = Unification()
    let number = unification.add(.session, &terms)
    guard model.isTyped else {
      add(knows(apply("own", .own, [number])), unification)
      return
    }
    for index in model.sorts.indices {
      let sort = SortID(index)
      guard sort != .principal, sort != .integer else { continue }
      add(knows(apply("own:\(sortName(sort))", .own, [number], result: sort)), unification)
    }
  }
}

extension Environment {
  /// Variables that take anything.
  init(anything count: Int) {
    let info = VariableInfo(name: "_", sort: .message, kind: .any)
    self.init(Array(repeating: info, count: count))
  }
}

// MARK: - Credentials

extension Translator {
  /// What dishonest owners of the roles that the attacker plays hand over (S2.2). `distinct` says
  /// something about sessions only.
  private mutating func addCredentials() {
    guard !everyoneIsHonest else { return }
    for role in threat.plays {
      for known in model.roles[role.index].knows {
        for variant in instances(known, in: role, { _, index in index == 0 ? .dishonest : nil }) {
          add(knows(variant.term), variant.unification)
        }
      }
    }
  }

  /// What the principals of a role know beforehand, see, and derive from it. Which keys a principal
  /// uses its sessions for is no matter: it has its secret keys of every use.
  mutating func addViewer() {
    guard case .hidden(_, role: _, from: let viewer) = property.goal else { return }
    var unification = Unification()
    let owner = unification.add(.role(viewer.index), &terms)
    let use = unification.add(.everything, &terms)
    add(sees(owner, apply(Signature.secretKey, [owner])), unification)
    add(sees(owner, apply(Signature.secretKeyForUse, [owner, use])), unification)
    let role = model.roles[viewer.index]
    for known in role.knows {
      let variants = instances(known, in: viewer) { translator, index in
        translator.domain(of: role.parameters[index].variable, in: viewer.index)
      }
      for var variant in variants {
        let owner = term(.variable(role.owner), &variant.environment, &variant.unification)
        add(
          sees(owner, variant.term), where: distinct(role, variant.environment),
          variant.unification)
      }
    }
    addDerivations(of: viewer)
  }

  struct KnownInstance {
    var term: ClauseTerm
    var environment: Environment
    var unification: Unification
  }

  /// A `knows` term with its variables over what they stand for; `parameter` says what else than by
  /// kind and sort a parameter ranges over.
  private mutating func instances(
    _ known: Term, in role: RoleID, _ parameter: (Translator, Int) -> Domain?
  ) -> [KnownInstance] {
    let parameters = model.roles[role.index].parameters
    let variables = model.roles[role.index].variables
    // Parameters first: `distinct` and the owner need them.
    let mentioned = Set(known.variables)
    let order =
      parameters.map(\.variable)
      + mentioned.sorted().filter { variable in
        !parameters.contains { $0.variable == variable }
      }
    var choices: [(environment: Environment, unification: Unification)] = [
      (Environment(variables), Unification())
    ]
    for variable in order {
      let index = parameters.firstIndex { $0.variable == variable }
      var domains =
        index.flatMap { parameter(self, $0) }.map { [$0] }
        ?? knownDomains(variables[variable.index])
      if !mentioned.contains(variable) { domains = [domains[0]] }
      if choices.count * domains.count > 64 { domains = [.everything] }
      choices = choices.flatMap { choice in
        domains.map { domain in
          var choice = choice
          choice.environment.values[variable.index] = choice.unification.add(domain, &terms)
          return choice
        }
      }
    }
    return choices.map { choice in
      var (environment, unification) = choice
      let term = self.term(known, &environment, &unification)
      return KnownInstance(term: term, environment: environment, unification: unification)
    }
  }

  /// What a variable of a `knows` term stands for, if it is not the owner (S2.2): a principal, an
  /// integer or a constant of its sort; principals too if a wildcard's sort says nothing.
  private func knownDomains(_ info: VariableInfo) -> [Domain] {
    if case .constant(let sort) = info.kind { return [.constant(sort)] }
    return switch info.sort {
    case .integer: [.integer]
    case .principal: [aPrincipal]
    case .message, .nonce, .key: [aPrincipal, .constant(info.sort)]
    default: [.constant(info.sort)]
    }
  }

  /// What `distinct` says of a session.
  func distinct(_ role: Role, _ environment: Environment) -> [Disequality] {
    role.distinct.compactMap { pair in
      guard let first = environment.values[pair.first.index],
        let second = environment.values[pair.second.index]
      else { return nil }
      return Disequality(first, second)
    }
  }
}
