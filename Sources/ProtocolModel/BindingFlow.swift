// Definite assignment over a role's state machine: a state carries the variables that are bound
// on every path into it (S3.5).
//
// The greatest solution of bound(s) = ⋂ (bound(source) ∪ binds(t)) over the transitions t into s,
// found by iterating downwards from "everything". States that no path reaches stay at
// "everything", which is the value of an empty intersection; they are returned as nil.

import ProtocolLanguage
import Terms

struct BindingFlow {
  var initial: StateID
  var parameters: Set<Variable>
  /// By state index; nil for a state that cannot be reached.
  var bound: [Set<Variable>?]
}

extension Elaborator {
  /// The flow of a role's transitions that are on; slots of all variables exist already.
  func bindingFlow(of transitions: [TransitionSyntax], in role: Role) -> BindingFlow {
    let initial = transitions.first.map { stateID($0.source, in: role) } ?? StateID(0)
    let parameters = Set(role.parameters.map(\.variable))
    var bound: [Set<Variable>?] = Array(repeating: nil, count: role.states.count)
    bound[initial.index] = parameters
    let binds = transitions.map { bindings(of: $0) }
    var isChanging = true
    while isChanging {
      isChanging = false
      for (transition, new) in zip(transitions, binds) {
        let (source, target) = (
          stateID(transition.source, in: role), stateID(transition.target, in: role)
        )
        guard let before = bound[source.index] else { continue }
        let after = before.union(new)
        let met = bound[target.index]?.intersection(after) ?? after
        if met != bound[target.index] {
          bound[target.index] = met
          isChanging = true
        }
      }
    }
    return BindingFlow(initial: initial, parameters: parameters, bound: bound)
  }

  private func bindings(of transition: TransitionSyntax) -> Set<Variable> {
    var names: [Identifier] = []
    for action in transition.actions where isOn(action.guardFormula) {
      names += binders(of: action.kind)
    }
    return Set(names.compactMap { scope.slots[$0.text] })
  }
}
