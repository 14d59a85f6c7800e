// What a role sends and when it has received, whichever transitions its steps are cut into.

import ProtocolModel
import Terms

extension Role {
  /// The variables that are part of a sent message, in whatever they were put before.
  var sentVariables: Set<Variable> {
    let actions = transitions.flatMap(\.actions)
    var sent: Set<Variable> = []
    for case .send(let term, _, _) in actions { sent.formUnion(term.variables) }
    var count = -1
    while count != sent.count {
      count = sent.count
      for case .match(let term, let pattern) in actions
      where !sent.isDisjoint(with: pattern.variables) {
        sent.formUnion(term.variables)
      }
    }
    return sent
  }

  /// Whether a term, or every element of a tuple, is part of what the role sends. What is never sent
  /// is easily kept secret.
  func sends(_ term: Term) -> Bool {
    let actions = transitions.flatMap(\.actions)
    let variables = sentVariables
    let sent = actions.compactMap { action -> Term? in
      switch action {
      case .send(let term, _, _): term
      case .match(let term, let pattern) where !variables.isDisjoint(with: pattern.variables): term
      default: nil
      }
    }
    return term.tupleElements.allSatisfy { element in
      if case .variable(let variable) = element { return variables.contains(variable) }
      return sent.contains { $0.contains(element) }
    }
  }

  /// How many messages a session has received at least when it enters each state; nil for states
  /// that it cannot enter.
  var receivedBefore: [Int?] {
    var counts: [Int?] = states.map { _ in nil }
    counts[initial.index] = 0
    var isSettled = false
    while !isSettled {
      isSettled = true
      for transition in transitions {
        guard let before = counts[transition.source.index] else { continue }
        let after = before + (transition.receives ? 1 : 0)
        if counts[transition.target.index].map({ after < $0 }) ?? true {
          counts[transition.target.index] = after
          isSettled = false
        }
      }
    }
    return counts
  }
}

extension Transition {
  var receives: Bool {
    actions.contains { if case .receive = $0 { true } else { false } }
  }
}
