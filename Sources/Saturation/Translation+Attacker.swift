// What somebody can derive: the attacker (`knows`), and for `hidden` the owner of sessions of a
// role (`sees`). docs/saturation.md, "The attacker" and "Properties".

import ProtocolModel
import Terms

extension Translation {
  /// Who derives, and how its facts are written.
  private enum Observer { case attacker, viewer }

  private mutating func fact(
    _ observer: Observer, _ term: ClauseTerm, viewer: ClauseTerm?
  ) -> ClauseTerm {
    switch (observer, viewer) {
    case (.viewer, let viewer?): vocabulary.sees(viewer, term)
    default: vocabulary.knows(term)
    }
  }

  mutating func addAttacker() {
    // Where the network only delivers, nobody reads and nobody injects.
    if setting.threat.onlyDelivers { return }
    addPublicTerms(.attacker)
    addComposition(.attacker)
    addAnalysis(.attacker)
    addOwnValues()
    if setting.hasDishonest { addCredentials() }
  }

  /// What the owner of sessions of a role knows before any of them, and how it derives (S7.2).
  mutating func addView() {
    guard case .hidden(_, role: _, from: let role) = property.goal else { return }
    addPublicTerms(.viewer)
    addComposition(.viewer)
    addAnalysis(.viewer)
    addOwnKeys(of: role)
    addKnowledge(of: role)
  }

  private var viewerDomain: Domain {
    guard case .hidden(_, role: _, from: let role) = property.goal else { return .honest }
    return Domain(.role, Int32(role.index))
  }

  /// Variables with these domains, and with the viewer behind them.
  private mutating func scope(_ observer: Observer, _ domains: [Domain])
    -> (unifier: Unifier, variables: [ClauseTerm], viewer: ClauseTerm?)
  {
    let all = observer == .viewer ? domains + [viewerDomain] : domains
    let (unifier, variables) = self.variables(all)
    return (unifier, variables, observer == .viewer ? variables.last : nil)
  }

  // MARK: Public terms

  private mutating func addPublicTerms(_ observer: Observer) {
    for symbol in [Signature.publicKey, Signature.verificationKey] {
      let scope = scope(observer, [setting.principal, .any])
      let principal = scope.variables[0]
      let use = scope.variables[1]
      let key = vocabulary.apply(Signature.secretKey, [principal])
      let keyForUse = vocabulary.apply(Signature.secretKeyForUse, [principal, use])
      let name = "everybody has \(model.signature[symbol].name)"
      rule(
        fact(observer, vocabulary.apply(symbol, [key]), viewer: scope.viewer),
        under: scope.unifier, name)
      rule(
        fact(observer, vocabulary.apply(symbol, [keyForUse]), viewer: scope.viewer),
        from: [fact(observer, use, viewer: scope.viewer)], under: scope.unifier, name)
    }
  }

  private mutating func addOwnValues() {
    let sorts = model.isTyped ? model.sorts.indices.map { SortID($0) } : [.message]
    for sort in sorts where sort != .principal && sort != .integer {
      let scope = scope(.attacker, [.session])
      let value = vocabulary.terms.apply(vocabulary.own(sort), scope.variables)
      rule(vocabulary.knows(value), under: scope.unifier, "the attacker makes a value")
    }
  }

  // MARK: Composition and analysis

  private mutating func addComposition(_ observer: Observer) {
    for index in model.signature.symbols.indices {
      let symbol = model.signature.symbols[index]
      let record = vocabulary.terms.symbols[index]
      // Tuples and messages are taken apart, constants known without a rule.
      if !symbol.isPublic || record.isData || symbol.arity == 0 { continue }
      let scope = scope(observer, Array(repeating: .any, count: symbol.arity))
      let arguments = Array(scope.variables.prefix(symbol.arity))
      let hypotheses = arguments.map { fact(observer, $0, viewer: scope.viewer) }
      let whole = vocabulary.apply(SymbolID(index), arguments)
      rule(
        fact(observer, whole, viewer: scope.viewer), from: hypotheses, under: scope.unifier,
        "everybody applies \(symbol.name)")
    }
  }

  private mutating func addAnalysis(_ observer: Observer) {
    for analysis in model.theory.analysisRules {
      let terms = analysis.premises + [analysis.conclusion]
      let count = max(analysis.variableCount, terms.map(\.variableBound).max() ?? 0)
      let scope = scope(observer, Array(repeating: .any, count: count))
      let facts = terms.map { term in
        let built = vocabulary.term(term) { scope.variables[$0.index] }
        return fact(observer, built, viewer: scope.viewer)
      }
      rule(
        facts[facts.count - 1], from: Array(facts.dropLast()), under: scope.unifier,
        analysis.name)
    }
  }

  // MARK: What is known from the start

  /// What dishonest principals hand over (S2.2).
  private mutating func addCredentials() {
    for role in setting.threat.plays {
      let declared = model.roles[role.index]
      for term in declared.knows {
        for domains in setting.knownDomains(
          of: term, in: declared, fixed: [declared.owner: .dishonest])
        {
          let scope = scope(.attacker, domains)
          let built = vocabulary.term(term) { scope.variables[$0.index] }
          rule(
            vocabulary.knows(built), under: scope.unifier,
            "a dishonest \(declared.name) hands over what it knows")
        }
      }
    }
  }

  private mutating func addOwnKeys(of role: RoleID) {
    let scope = scope(.viewer, [.any])
    guard let viewer = scope.viewer else { return }
    let use = scope.variables[0]
    let key = vocabulary.apply(Signature.secretKey, [viewer])
    let keyForUse = vocabulary.apply(Signature.secretKeyForUse, [viewer, use])
    let name = "\(model.roles[role.index].name) has its own keys"
    rule(vocabulary.sees(viewer, key), under: scope.unifier, name)
    rule(vocabulary.sees(viewer, keyForUse), under: scope.unifier, name)
  }

  /// The `knows` terms of a viewer's sessions, for all values of the wildcards.
  private mutating func addKnowledge(of role: RoleID) {
    let declared = model.roles[role.index]
    var fixed: [Variable: Domain] = [:]
    for parameter in declared.parameters {
      fixed[parameter.variable] = setting.domain(of: parameter.variable, in: role)
    }
    for term in declared.knows {
      for domains in setting.knownDomains(of: term, in: declared, fixed: fixed) {
        let (unifier, variables) = self.variables(domains)
        let built = vocabulary.term(term) { variables[$0.index] }
        rule(
          vocabulary.sees(variables[declared.owner.index], built), under: unifier,
          "\(declared.name) knows it from the start")
      }
    }
  }
}
