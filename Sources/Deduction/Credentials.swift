// Credentials: `knows` terms with free variables, as families of terms.
//
// Dishonest principals hand the `knows` terms of their roles to the attacker (S2.2), with every
// other variable free; a principal whose view is looked at has those of its sessions, with the
// wildcards free (S7.2). Each stands for infinitely many terms, so it is not an item but a rule:
// a goal may be met by an instance of it. The families are taken apart by the analysis rules once
// and for all, when the search starts.

import Terms

package struct Credential: Equatable {
  var term: Term
  var premises: [Term]
  /// The principal that must be dishonest; nil in a view.
  var owner: Variable?
  var domains: [VariableDomain]
  /// What every instance starts with.
  var head: HeadKey {
    guard case .apply(let symbol, _) = term else { return .variable }
    return HeadKey(value: symbol.index)
  }
  /// The values of the variables that are not free, by index; shorter than `domains`.
  package var values: [TermID?] = []

  /// The same family with its variables numbered in the order of their occurrence. Roles often hand
  /// over the same terms, and each family that a goal may be an instance of is one more branch.
  fileprivate var canonical: Credential {
    var order: [Variable] = []
    for variable in ([term] + premises + [owner.map { Term.variable($0) }].compactMap { $0 })
      .flatMap(\.variables)
    where !order.contains(variable) {
      order.append(variable)
    }
    func renamed(_ term: Term) -> Term {
      term.mappingVariables { Variable(order.firstIndex(of: $0) ?? $0.index) }
    }
    return Credential(
      term: renamed(term), premises: premises.map(renamed),
      owner: owner.flatMap { order.firstIndex(of: $0) }.map { Variable($0) },
      domains: order.map { domains[$0.index] })
  }
}

extension ConstraintSystem {
  /// Adds the family of instances of `term` with a dishonest `owner`.
  package mutating func addCredential(_ term: Term, owner: Variable, domains: [VariableDomain]) {
    let credential = Credential(term: term, premises: [], owner: owner, domains: domains)
    for family in analysed(credential) {
      let canonical = family.canonical
      if !credentials.contains(where: { $0 == canonical }) { credentials.append(canonical) }
    }
  }

  /// The families that a view has from a `knows` term; give them the session's `values`.
  package func viewCredentials(_ term: Term, domains: [VariableDomain]) -> [Credential] {
    analysed(Credential(term: term, premises: [], owner: nil, domains: domains))
  }

  /// The family and what the analysis rules give from it.
  private func analysed(_ credential: Credential) -> [Credential] {
    guard case .apply(let symbol, _) = credential.term else { return [] }
    var families = [credential]
    for rule in theory.rules[Int(symbol.index)] {
      let offset = credential.domains.count
      let premises = rule.premises.map { $0.mappingVariables { Variable($0.index + offset) } }
      guard let unifier = Terms.unify(premises[0], credential.term) else { continue }
      let conclusion = rule.conclusion.mappingVariables { Variable($0.index + offset) }
      families += analysed(
        Credential(
          term: conclusion.substituting(unifier),
          premises: (credential.premises + premises.dropFirst()).map { $0.substituting(unifier) },
          owner: credential.owner,
          domains: credential.domains + Array(repeating: .any, count: rule.variableCount)))
    }
    return families
  }

  /// What the observer has from the start.
  func families(of observer: Observer) -> [Credential] {
    observer == .attacker ? credentials : viewerCredentials
  }

  /// Whether a resolved goal may be an instance: no two symbols clash at the same place.
  func mayBeInstance(
    _ goal: TermID, _ head: HeadKey, of credential: Int, _ observer: Observer
  ) -> Bool {
    switch observer {
    case .attacker:
      credentials[credential].head == head && !clashes(credentials[credential].term, goal)
    case .viewer:
      viewerCredentials[credential].head == head
        && !clashes(viewerCredentials[credential].term, goal)
    }
  }

  private func clashes(_ pattern: Term, _ term: TermID) -> Bool {
    let term = resolve(term)
    switch (pattern, store.head(term)) {
    case (.variable, _), (_, .variable): return false
    case (.integer(let value), .integer(let other)): return value != other
    case (.name(let name), .atom): return names[name] != term
    case (.apply(let symbol, let arguments), .application(let head)):
      guard symbol == head else { return true }
      for (position, argument) in arguments.enumerated()
      where clashes(argument, store.argument(position, of: term)) {
        return true
      }
      return false
    default: return true
    }
  }
}
