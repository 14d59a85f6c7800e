// Which variables an action binds: the unbound ones of its patterns. Wildcards of negative
// conditions and of `delete` bind nothing.

import Terms

extension Action {
  /// The variables that this action binds, given those that are bound before it; ascending.
  package func binds(given bound: Set<Variable>) -> [Variable] {
    switch self {
    case .receive(let message, over: _, from: let sender):
      return unbound(in: [message] + (sender.map { [$0] } ?? []), given: bound)
    case .match(_, pattern: let pattern): return unbound(in: [pattern], given: bound)
    case .fresh(let variable), .define(let variable, _): return [variable]
    case .require(let condition): return condition.binds(given: bound)
    case .event, .insert, .delete, .send: return []
    }
  }

  /// All terms of this action, patterns included, in the order of the source.
  package var terms: [Term] {
    switch self {
    case .receive(let message, over: _, from: let sender): [message] + (sender.map { [$0] } ?? [])
    case .match(let term, pattern: let pattern): [term, pattern]
    case .fresh, .define: []
    case .require(let condition): condition.terms
    case .event(_, let terms), .insert(_, let terms), .delete(_, let terms): terms
    case .send(let message, over: _, to: let receiver):
      [message] + (receiver.map { [$0] } ?? [])
    }
  }

  /// All arithmetic of this action.
  package var linearTerms: [LinearTerm] {
    switch self {
    case .define(_, let value): [value]
    case .require(let condition): condition.linearTerms
    default: []
    }
  }
}

extension Condition {
  /// The variables of lookups; of alternatives, those that each of them binds.
  package func binds(given bound: Set<Variable>) -> [Variable] {
    switch self {
    case .equal, .notEqual, .compare, .notMember: return []
    case .member(_, let entry): return unbound(in: entry, given: bound)
    case .all(let conditions):
      return Set(conditions.flatMap { $0.binds(given: bound) }).sorted()
    case .any(let conditions):
      guard let first = conditions.first else { return [] }
      return conditions.dropFirst().reduce(Set(first.binds(given: bound))) {
        $0.intersection($1.binds(given: bound))
      }.sorted()
    }
  }

  package var terms: [Term] {
    switch self {
    case .equal(let left, let right), .notEqual(let left, let right): [left, right]
    case .compare: []
    case .member(_, let entry), .notMember(_, let entry): entry
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.terms)
    }
  }

  package var linearTerms: [LinearTerm] {
    switch self {
    case .compare(let left, _, let right): [left, right]
    case .equal, .notEqual, .member, .notMember: []
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.linearTerms)
    }
  }
}

private func unbound(in terms: [Term], given bound: Set<Variable>) -> [Variable] {
  Set(terms.flatMap(\.variables)).subtracting(bound).sorted()
}

extension Role {
  /// The variables bound before the first action of a transition from `state`.
  package func bound(at state: StateID) -> Set<Variable> { Set(states[state.index].bound) }
}
