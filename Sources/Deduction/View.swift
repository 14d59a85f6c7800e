// Deduction from a principal's view, for `hidden` properties.

import Terms

extension ConstraintSystem {
  /// Demands that the viewer derives `term` from the items added since `first`, and from the
  /// attacker's items before `extra`.
  package mutating func demandFromView(_ term: TermID, itemsFrom first: Int32, extra: Int32) {
    viewerFirst = first
    viewerExtra = extra
    push(
      Goal(
        term: term, first: first, deadline: knowledgePoint, observer: .viewer, ancestor: -1,
        next: pending))
  }

  /// Visits the unbound variables in a term that the attacker may choose at will, with their
  /// deadlines.
  package func forEachOpenVariable(in term: TermID, _ visit: (TermID, Int32) -> Void) {
    let term = resolve(term)
    if store.isGround(term) { return }
    if let variable = store.variable(term) {
      let deadline = substitution.deadline(of: variable, for: .attacker)
      if substitution.domain(of: variable) == .any, deadline != Substitution.noDeadline {
        visit(term, deadline)
      }
      return
    }
    for position in 0..<store.arity(term) {
      forEachOpenVariable(in: store.argument(position, of: term), visit)
    }
  }
}
