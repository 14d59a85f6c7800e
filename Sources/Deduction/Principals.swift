// Honest and dishonest principals, decided only where something depends on it.

import Terms

extension ConstraintSystem {
  /// Makes a term a principal's name if it can be one.
  package mutating func makePrincipal(_ term: TermID) -> Bool {
    let term = resolve(term)
    if substitution.honesty(term, in: store) != nil { return true }
    guard store.variable(term) != nil else { return false }
    let principal = substitution.makeVariable(.principal, in: &store)
    return unify(term, principal)
  }

  /// Makes a term a principal of this honesty; false if it is another or no principal.
  package mutating func decide(_ honesty: Honesty, for term: TermID) -> Bool {
    makePrincipal(term) && substitution.decide(honesty, for: resolve(term), in: store)
  }

  /// Excludes that a term is a dishonest principal, also if it is bound to one later.
  package mutating func decideNotDishonest(_ term: TermID) -> Bool {
    let term = resolve(term)
    if substitution.honesty(term, in: store) != nil {
      return substitution.decide(.honest, for: term, in: store)
    }
    if let variable = store.variable(term), substitution.domain(of: variable) == .any {
      substitution.exclude(variable)
    }
    return true
  }
}
