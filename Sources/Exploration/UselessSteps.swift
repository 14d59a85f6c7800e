// Reduction: steps that lead nowhere are not taken.
//
// match:  a step that sends nothing, writes no table, records no event that an open form of
//         property mentions, binds nothing that a claim or a reveal waits for, enters no state that
//         one names, and after which its session can take no step that does
// result: it is not taken; a role without any useful step has no sessions
// sound because: docs/exploration.md, "Useless steps". Leaving such steps out of a run leaves a run
//         that violates the same properties.

import ProtocolModel
import Terms

extension CompiledModel {
  /// Removes useless steps from all roles; `properties` are those of the job.
  mutating func removeUselessSteps(_ properties: [Property]) {
    // A viewer's view grows with everything it does.
    if threat.separatesRoles { return }
    for index in roles.indices {
      let waits = Waits(role: index, properties, threat.reveals)
      let info = model.roles[index]
      var isUseful = roles[index].steps.map { _ in false }
      var isGrowing = true
      func matters(_ step: Step, from state: Int) -> Bool {
        step.acts || waits.visit(step.target.index)
          || info.binds(waits.variables, in: step.transition) || isUseful[step.target.index]
      }
      while isGrowing {
        isGrowing = false
        for (state, steps) in roles[index].steps.enumerated()
        where !isUseful[state] && steps.contains(where: { matters($0, from: state) }) {
          isUseful[state] = true
          isGrowing = true
        }
      }
      for state in roles[index].steps.indices {
        roles[index].steps[state].removeAll { !matters($0, from: state) }
      }
    }
  }

  /// Whether sessions of the role can do anything that matters.
  func isUseful(_ role: Int) -> Bool {
    !roles[role].steps[model.roles[role].initial.index].isEmpty
  }
}

/// What claims and reveals wait for in one role.
private struct Waits {
  var states: Set<Int> = []
  var variables: Set<Variable> = []

  init(role: Int, _ properties: [Property], _ reveals: [Reveal]) {
    for property in properties {
      guard case .secret(let term, let claimant, let state) = property.goal,
        claimant.index == role
      else { continue }
      add(term, state)
      for excuse in property.excuses {
        switch excuse {
        case .dishonest(let term): add(term, nil)
        case .revealed(let term, _): add(term, nil)
        }
      }
    }
    for reveal in reveals where reveal.role.index == role { add(reveal.term, reveal.state) }
  }

  private mutating func add(_ term: Term, _ state: StateID?) {
    if let state { states.insert(state.index) }
    variables.formUnion(term.variables)
  }

  func visit(_ state: Int) -> Bool { states.contains(state) }
}

extension Step {
  /// Does something that others can notice.
  var acts: Bool {
    writesTables || recordsEvent
      || actions.contains { if case .send = $0 { true } else { false } }
  }
}

extension Role {
  /// Whether a transition may bind one of the variables: it occurs where a pattern stands.
  func binds(_ variables: Set<Variable>, in transition: Int) -> Bool {
    transitions[transition].actions.contains { action in
      switch action {
      case .fresh(let variable), .define(let variable, _): variables.contains(variable)
      case .receive, .match: action.terms.contains { !variables.isDisjoint(with: $0.variables) }
      case .require(let condition): condition.mentions(variables)
      case .event, .insert, .delete, .send: false
      }
    }
  }
}

extension Condition {
  fileprivate func mentions(_ variables: Set<Variable>) -> Bool {
    switch self {
    case .member(_, let pattern): pattern.contains { !variables.isDisjoint(with: $0.variables) }
    case .all(let parts), .any(let parts): parts.contains { $0.mentions(variables) }
    case .equal, .notEqual, .compare, .notMember: false
    }
  }
}
