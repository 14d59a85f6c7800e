// Credentials: what dishonest principals hand to the attacker (S2.2), as families of terms.
//
// A credential is a `knows` term of a role that the attacker plays, with the role's owner
// dishonest and every other variable free. It stands for infinitely many terms, so it is not an
// item but a rule: a goal may be met by an instance of it. The families are taken apart by the
// analysis rules once and for all, when the search starts.

import Terms

package struct Credential {
  var term: Term
  var premises: [Term]
  /// The role's owner; nil once it was analysed away into a premise-free term without it.
  var owner: Variable
  var domains: [VariableDomain]
}

extension ConstraintSystem {
  /// Adds the family of instances of `term` with a dishonest `owner`.
  package mutating func addCredential(_ term: Term, owner: Variable, domains: [VariableDomain]) {
    analyse(Credential(term: term, premises: [], owner: owner, domains: domains))
  }

  private mutating func analyse(_ credential: Credential) {
    guard case .apply(let symbol, _) = credential.term else { return }
    credentials.append(credential)
    for rule in theory.rules[Int(symbol.index)] {
      let offset = credential.domains.count
      let premises = rule.premises.map { $0.mappingVariables { Variable($0.index + offset) } }
      guard let unifier = Terms.unify(premises[0], credential.term) else { continue }
      let conclusion = rule.conclusion.mappingVariables { Variable($0.index + offset) }
      analyse(
        Credential(
          term: conclusion.substituting(unifier),
          premises: (credential.premises + premises.dropFirst()).map { $0.substituting(unifier) },
          owner: credential.owner,
          domains: credential.domains + Array(repeating: .any, count: rule.variableCount)))
    }
  }

  /// Whether a resolved goal may be an instance: no two symbols clash at the same place.
  func mayBeInstance(_ goal: TermID, of credential: Int) -> Bool {
    !clashes(credentials[credential].term, goal)
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
