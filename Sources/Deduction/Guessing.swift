// What the check of a guess needs to know of the attacker's knowledge: what it holds, and which keys
// open it. Exploration/GuessingCheck says what is done with that.

import Terms

extension ConstraintSystem {
  /// How many things the attacker holds: what it read, each taken apart, and the families of
  /// credentials.
  package var sourceCount: Int { items.count + credentials.count }

  /// The term of a source, and the demands under which the attacker has it.
  ///
  /// - Parameter point: how many items there were when the sources were counted; the keys on the way
  ///   are derived from these.
  /// - Returns: nil if the attacker cannot have it.
  package mutating func read(source: Int, before point: Int32) -> TermID? {
    if source >= Int(point) { return instance(ofCredential: source - Int(point), before: point) }
    let item = items[source]
    guard unifyEquations(of: item) else { return nil }
    for offset in 0..<item.premiseCount {
      demand(premises[Int(item.firstPremise + offset)], before: point)
    }
    return resolve(item.term)
  }

  private mutating func instance(ofCredential index: Int, before point: Int32) -> TermID? {
    let credential = credentials[index]
    let values = beginInstance(of: credential.variables)
    defer { endInstance(values) }
    let term = instance(of: credential.term, values)
    if let owner = credential.owner {
      let owner = resolve(instance(of: owner, values))
      guard substitution.decide(.dishonest, for: owner, in: store) else { return nil }
    }
    for offset in 0..<credential.premiseCount {
      let premise = familyPremises[Int(credential.firstPremise + offset)]
      demand(instance(of: premise, values), before: point)
    }
    return term
  }

  /// Demands that the attacker derives `term` from the first items.
  package mutating func demand(_ term: TermID, before point: Int32) {
    push(
      Goal(
        term: term, first: 0, deadline: point, observer: .attacker, ancestor: -1, next: pending))
  }

  /// The numbers of the analysis rules that take a resolved term apart.
  package func analysisRules(of term: TermID) -> Range<Int> {
    guard let symbol = store.symbol(term) else { return 0..<0 }
    let rules = theory.rulesBySymbol[Int(symbol.index)]
    return Int(rules.lowerBound)..<Int(rules.upperBound)
  }

  /// The keys with which a rule opens the term, which is narrowed to what it opens.
  package mutating func keys(of rule: Int, opening term: TermID) -> [TermID]? {
    let rule = theory.rules[rule]
    let values = beginInstance(of: rule.variables)
    defer { endInstance(values) }
    let premises = rule.premises.map { instance(of: theory.rulePremises[Int($0)], values) }
    guard unify(premises[0], term) else { return nil }
    return premises.dropFirst().map { resolve($0) }
  }

  /// The arguments of a resolved term if everybody can apply its symbol.
  package func composedArguments(of term: TermID) -> [TermID] {
    guard let symbol = store.symbol(term), theory.isPublic[Int(symbol.index)] else { return [] }
    return (0..<store.arity(term)).map { store.argument($0, of: term) }
  }
}
