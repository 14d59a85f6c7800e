// What the text of a role says about its variables and states, for the property at hand.

import ProtocolModel
import Terms

struct RoleFacts {
  /// Whether the role's transitions can lead back to a state (S8.1).
  let hasLoop: Bool
  /// Wildcards whose value makes no difference: they occur once in the role, and nobody's view
  /// contains what was received.
  let idle: Set<Variable>
  /// By state and variable: whether the variable is bound there and anything still reads it. A
  /// value that nothing reads is forgotten, so that runs that differ in it only are one.
  let keeps: [[Bool]]

  init(_ model: ProtocolModel, _ id: RoleID, _ property: Property) {
    let role = model.roles[id.index]
    let reached = role.states.indices.map { Self.states(from: $0, role) }
    hasLoop = role.states.indices.contains { start in
      role.transitions.contains {
        $0.target.index == start && reached[start].contains($0.source.index)
      }
    }
    var counts: [Variable: Int] = [:]
    for variable in role.transitions.flatMap({ $0.actions.flatMap(\.variables) }) {
      counts[variable, default: 0] += 1
    }
    if case .hidden = property.goal {
      idle = []
    } else {
      let once = counts.filter { $0.value == 1 && role.variables[$0.key.index].isHidden }
      idle = Set(once.keys)
    }
    let judged = property.variablesOfRole(id)
    keeps = role.states.indices.map { state in
      let later = role.transitions.filter { reached[state].contains($0.source.index) }
      let read = judged.union(later.flatMap { $0.actions.flatMap(\.variables) })
      let bound = Set(role.states[state].bound)
      return role.variables.indices.map {
        bound.contains(Variable($0)) && read.contains(Variable($0))
      }
    }
  }

  /// The states that transitions lead to, the start included.
  private static func states(from start: Int, _ role: Role) -> Set<Int> {
    var reached: Set<Int> = [start]
    var pending = [start]
    while let state = pending.popLast() {
      for transition in role.transitions where transition.source.index == state {
        if reached.insert(transition.target.index).inserted {
          pending.append(transition.target.index)
        }
      }
    }
    return reached
  }
}

extension Property {
  /// The variables of a role that reveals, the goal and the excuses read.
  fileprivate func variablesOfRole(_ id: RoleID) -> Set<Variable> {
    var found: Set<Variable> = []
    for reveal in threat.reveals where reveal.role == id {
      found.formUnion(reveal.term.variables)
    }
    switch goal {
    case .secret(let term, id, _), .guessableSafe(let term, id, _), .hidden(let term, id, _):
      found.formUnion(term.variables)
    default: return found
    }
    for excuse in excuses {
      switch excuse {
      case .dishonest(let term): found.formUnion(term.variables)
      case .revealed(let term, let before):
        found.formUnion(term.variables)
        found.formUnion((before?.arguments ?? []).flatMap(\.variables))
      }
    }
    return found
  }
}

extension Action {
  /// Every occurrence of a variable.
  fileprivate var variables: [Variable] {
    var found: [Variable] = []
    func add(_ terms: [Term]) {
      for term in terms { term.forEachVariable { found.append($0) } }
    }
    func add(_ linear: LinearTerm) { found += linear.summands.map(\.variable) }
    func add(_ condition: Condition) {
      switch condition {
      case .equal(let left, let right), .notEqual(let left, let right): add([left, right])
      case .compare(let left, _, let right):
        add(left)
        add(right)
      case .member(_, let entry), .notMember(_, let entry): add(entry)
      case .all(let parts), .any(let parts): parts.forEach { add($0) }
      }
    }
    switch self {
    case .receive(let term, _, let other), .send(let term, _, let other):
      add([term] + (other.map { [$0] } ?? []))
    case .match(let term, let pattern): add([term, pattern])
    case .fresh(let variable): found.append(variable)
    case .define(let variable, let linear):
      found.append(variable)
      add(linear)
    case .require(let condition): add(condition)
    case .event(_, let terms), .insert(_, let terms), .delete(_, let terms): add(terms)
    }
    return found
  }
}
