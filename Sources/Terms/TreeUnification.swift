// Unification over trees: the most general unifier of two terms in the free algebra, by
// Robinson's algorithm with the occurs check, substituting as it goes. Exponential in the worst
// case and meant to be obviously right: static checks and tests use it, the engines unify in
// their term store.
//
// Equations are not handled here: terms of a theory are split into variants first.

/// The most general unifier, idempotent (no value contains a variable that has a value), or nil
/// if no instances of the two terms are equal. The terms share their variables.
package func unify(_ a: Term, _ b: Term) -> [Variable: Term]? {
  var unifier: [Variable: Term] = [:]
  var pending = [(a, b)]
  while let (left, right) = pending.popLast() {
    switch (left.substituting(unifier), right.substituting(unifier)) {
    case (let left, let right) where left == right: continue
    case (.variable(let variable), let value), (let value, .variable(let variable)):
      guard !value.contains(.variable(variable)) else { return nil }
      for key in unifier.keys { unifier[key] = unifier[key]?.substituting([variable: value]) }
      unifier[variable] = value
    case (.apply(let symbol, let arguments), .apply(let other, let others)):
      guard symbol == other, arguments.count == others.count else { return nil }
      pending += zip(arguments, others)
    default: return nil
    }
  }
  return unifier
}

extension Term {
  /// The term with every variable's index moved up, so that it shares none with terms whose
  /// indices are below `offset`.
  package func renamedApart(by offset: Int) -> Term {
    mappingVariables { Variable($0.index + offset) }
  }

  /// One more than the greatest index of a variable; 0 for a ground term.
  package var variableBound: Int {
    var bound = 0
    forEachVariable { bound = max(bound, $0.index + 1) }
    return bound
  }
}
