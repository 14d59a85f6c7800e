// What plainly never happens in a role: states that no transition leads to, and transitions
// whose conditions contradict themselves whatever the variables are. Anything less plain is left
// to the honest run and to `reachable`.

import Diagnostics
import Terms

func warnings(for role: Role, in model: ProtocolModel) -> [Diagnostic] {
  let reachable = role.reachableStates
  var reported: Set<StateID> = []
  return role.transitions.compactMap { transition in
    guard reachable.contains(transition.source) else {
      guard reported.insert(transition.source).inserted else { return nil }
      let state = role.states[transition.source.index].name
      return Diagnostic(
        .stateNotReachable,
        "\(role.name) never gets to `\(state)`: no path from its first state leads there",
        at: transition.span,
        notes: ["a role starts in the source of its first transition"])
    }
    return neverFires(transition, role, model)
  }
}

private func neverFires(
  _ transition: Transition, _ role: Role, _ model: ProtocolModel
) -> Diagnostic? {
  for (action, span) in zip(transition.actions, transition.spans)
  where action.isImpossible(by: model.theory.rewriteRules) {
    let source = role.states[transition.source.index].name
    let target = role.states[transition.target.index].name
    return Diagnostic(
      .transitionNeverFires,
      "\(role.name) never goes from `\(source)` to `\(target)`: this is never so", at: span)
  }
  return nil
}

extension Role {
  fileprivate var reachableStates: Set<StateID> {
    var found: Set<StateID> = [initial]
    var pending = [initial]
    while let state = pending.popLast() {
      for transition in transitions
      where transition.source == state && found.insert(transition.target).inserted {
        pending.append(transition.target)
      }
    }
    return found
  }
}

extension Action {
  fileprivate func isImpossible(by rules: [RewriteRule]) -> Bool {
    switch self {
    case .match(let term, let pattern): !canBeEqual(term, pattern, rules)
    case .require(let condition): condition.isImpossible(by: rules)
    default: false
    }
  }
}

extension Condition {
  /// Whether no values of the variables make this true.
  fileprivate func isImpossible(by rules: [RewriteRule]) -> Bool {
    switch self {
    case .equal(let left, let right): !canBeEqual(left, right, rules)
    case .notEqual(let left, let right): left == right
    case .compare(let left, let relation, let right): relation.neverHolds(left, right)
    case .member, .notMember: false
    case .all(let conditions): conditions.contains { $0.isImpossible(by: rules) }
    case .any(let conditions): conditions.allSatisfy { $0.isImpossible(by: rules) }
    }
  }
}

/// Terms that the equations compute may come to anything.
private func canBeEqual(_ left: Term, _ right: Term, _ rules: [RewriteRule]) -> Bool {
  left.isReducible(by: rules) || right.isReducible(by: rules) || unify(left, right) != nil
}

extension IntegerRelation {
  /// Whether the comparison is false and depends on no variable.
  fileprivate func neverHolds(_ left: LinearTerm, _ right: LinearTerm) -> Bool {
    guard left.summands == right.summands else { return false }
    return switch self {
    case .equal: left.constant != right.constant
    case .notEqual: left.constant == right.constant
    case .less: left.constant >= right.constant
    case .lessOrEqual: left.constant > right.constant
    }
  }
}
