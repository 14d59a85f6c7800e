// Unification: the most general unifier of two interned terms in the free algebra.
//
// Robinson's algorithm over the shared store, with variables bound in place (see Substitution).
// The recursion is over the terms' depth, which elaboration bounds.
//
// Not handled here: equations (roles are split into their finite variants before, see Variants)
// and arithmetic (integers are atoms; expressions are constraints on variables).

extension Substitution {
  /// Extends this substitution to the most general unifier of `left` and `right`.
  ///
  /// - Returns: false if there is none; the bindings made meanwhile stay on the trail, for the
  ///   caller to undo with the mark it took.
  /// - Complexity: linear in the terms read as trees; shared subterms are equal by index.
  package mutating func unify(
    _ left: TermID, _ right: TermID, in store: borrowing TermStore
  ) -> Bool {
    let a = resolve(left, in: store)
    let b = resolve(right, in: store)
    if a == b { return true }
    if let x = store.variable(a) {
      return (store.variable(b) != nil || !occurs(x, in: b, store)) && bind(x, to: b, in: store)
    }
    if let y = store.variable(b) { return !occurs(y, in: a, store) && bind(y, to: a, in: store) }
    // Equal atoms and integers have equal indices.
    guard let f = store.symbol(a), store.symbol(b) == f else { return false }
    for position in 0..<store.arity(a)
    where !unify(store.argument(position, of: a), store.argument(position, of: b), in: store) {
      return false
    }
    return true
  }

  /// Whether the unbound variable occurs in the term, read through the bindings.
  package func occurs(_ x: VariableID, in term: TermID, _ store: borrowing TermStore) -> Bool {
    let term = resolve(term, in: store)
    if store.isGround(term) { return false }
    if let variable = store.variable(term) { return variable == x }
    for position in 0..<store.arity(term)
    where occurs(x, in: store.argument(position, of: term), store) {
      return true
    }
    return false
  }

  /// Whether the terms differ in a symbol, an atom or an integer somewhere, so that no binding makes
  /// them equal.
  package func differ(
    _ left: TermID, _ right: TermID, in store: borrowing TermStore
  ) -> Bool {
    let a = resolve(left, in: store)
    let b = resolve(right, in: store)
    if a == b || store.variable(a) != nil || store.variable(b) != nil { return false }
    guard let f = store.symbol(a), store.symbol(b) == f else { return true }
    for position in 0..<store.arity(a)
    where differ(store.argument(position, of: a), store.argument(position, of: b), in: store) {
      return true
    }
    return false
  }

  /// Whether the terms are equal under the current bindings.
  package func areIdentical(
    _ left: TermID, _ right: TermID, in store: borrowing TermStore
  ) -> Bool {
    let a = resolve(left, in: store)
    let b = resolve(right, in: store)
    if a == b { return true }
    guard let f = store.symbol(a), store.symbol(b) == f else { return false }
    // Ground terms are equal by index.
    if store.isGround(a), store.isGround(b) { return false }
    for position in 0..<store.arity(a)
    where !areIdentical(store.argument(position, of: a), store.argument(position, of: b), in: store)
    {
      return false
    }
    return true
  }
}
