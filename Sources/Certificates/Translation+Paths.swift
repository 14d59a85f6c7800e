// A role as paths: from its initial state and from its cuts, each transition and each alternative
// of its conditions in turn, with the values of the variables found by unification. A run of a
// session is made of instances of paths (docs/saturation.md, "Sessions").

import ProtocolModel
import Terms

/// A part of a session: from its start, or from a cut.
struct Path {
  let role: Int
  /// `Customer:start>1>4`
  var place: String
  let session: ClauseTerm
  /// Which of the session's stretches this is; nil on paths from the start, and where there is one.
  let point: ClauseTerm?
  var unification: Unification
  var environment: Environment
  /// What the transitions so far required and recorded.
  var hypotheses: [ClauseTerm] = []
  var constraints: [Disequality] = []
  /// The states in which the session is or has been, or may have been.
  var visited: Set<Int>
  var keys: [PathKey] = []

  /// These determine, with a place, what happened there.
  var identifiers: [ClauseTerm] { [session] + (point.map { [$0] } ?? []) }
  var sessionAndPoint: [ClauseTerm] { [session, point ?? session] }
}

extension Translator {
  /// Adds everything that sessions of a role do.
  mutating func unfold(_ role: Int) throws(TranslationRefusal) {
    let cuts = try Cuts(model.roles[role])
    var performed = 0
    let start = startingPath(role)
    addMoment(start, start.environment, [])
    let initial = model.roles[role].initial
    if cuts.states.contains(initial) {
      add(at(initial, start), where: start.constraints, start.unification)
    } else {
      try follow(start, at: initial, cuts, &performed)
    }
    for cut in cuts.states {
      let path = path(of: role, from: cut, hasPoint: cuts.hasCycle)
      try follow(path, at: cut, cuts, &performed)
    }
  }

  private mutating func startingPath(_ role: Int) -> Path {
    let initial = model.roles[role].initial
    var path = emptyPath(role, from: initial, hasPoint: false)
    give(model.roles[role].parameters.map(\.variable), to: &path)
    path.visited = [initial.index]
    path.constraints = distinct(model.roles[role], path.environment)
    return path
  }

  /// The session was in the cut, with any values. Whatever state it may have been in before counts
  /// as visited.
  private mutating func path(of role: Int, from cut: StateID, hasPoint: Bool) -> Path {
    var path = emptyPath(role, from: cut, hasPoint: hasPoint)
    give(model.roles[role].states[cut.index].bound, to: &path)
    path.visited = statesBefore(cut, in: model.roles[role])
    path.constraints = distinct(model.roles[role], path.environment)
    path.hypotheses = [at(cut, path)]
    return path
  }

  private mutating func emptyPath(_ role: Int, from state: StateID, hasPoint: Bool) -> Path {
    var unification = Unification()
    let session = unification.add(.session, &terms)
    let point = hasPoint ? unification.add(.session, &terms) : nil
    let name = model.roles[role].name
    return Path(
      role: role, place: "\(name):\(model.roles[role].states[state.index].name)",
      session: session, point: point, unification: unification,
      environment: Environment(model.roles[role].variables), visited: [])
  }

  /// Gives variables any values that they can have in a session.
  private mutating func give(_ variables: [Variable], to path: inout Path) {
    for variable in variables {
      let domain = domain(of: variable, in: path.role)
      path.environment.values[variable.index] = path.unification.add(domain, &terms)
    }
  }

  /// `at R q(s, v…)`
  private mutating func at(_ state: StateID, _ path: Path) -> ClauseTerm {
    let role = model.roles[path.role]
    let values = role.states[state.index].bound.map { variable in
      guard let value = path.environment.values[variable.index] else {
        preconditionFailure("every path into a state binds the state's variables")
      }
      return value
    }
    return fact(
      "at \(role.name) \(role.states[state.index].name)", .plain, [path.session] + values)
  }

  private mutating func follow(
    _ path: Path, at state: StateID, _ cuts: Cuts, _ performed: inout Int
  ) throws(TranslationRefusal) {
    for (index, transition) in model.roles[path.role].transitions.enumerated()
    where transition.source == state {
      let lists = try alternatives(of: transition)
      for (number, actions) in lists.enumerated() {
        performed += 1
        if performed > 10_000 {
          throw TranslationRefusal("\(model.roles[path.role].name) has too many paths")
        }
        var next = path
        next.place += ">\(index + 1)" + (lists.count > 1 ? "/\(number + 1)" : "")
        guard take(actions, to: transition.target, &next) else { continue }
        if cuts.states.contains(transition.target) {
          add(
            at(transition.target, next), from: next.hypotheses, where: next.constraints,
            next.unification)
        } else {
          try follow(next, at: transition.target, cuts, &performed)
        }
      }
    }
  }

  /// Takes a transition with one list of its actions, and adds what follows from that.
  ///
  /// - Returns: whether it is possible.
  private mutating func take(
    _ actions: [Action], to target: StateID, _ path: inout Path
  ) -> Bool {
    guard var step = perform(actions, &path) else { return false }
    if assumptions.tracesSteps {
      // Nothing depends on the order in which steps were taken, only on that they were.
      step.taken = [
        fact(
          "step \(path.place)", .happened(identifiers: 2),
          path.environment.all + path.sessionAndPoint)
      ]
    }
    addEffects(step, path)
    path.hypotheses += step.all
    path.visited.insert(target.index)
    let before = path.environment
    let bound = model.roles[path.role].states[target.index].bound
    for index in before.values.indices where !bound.contains(Variable(index)) {
      path.environment.values[index] = nil
    }
    addMoment(path, before, path.hypotheses)
    return true
  }

  /// The states from which transitions lead to this one, itself included.
  private func statesBefore(_ state: StateID, in role: Role) -> Set<Int> {
    var found: Set<Int> = [state.index]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for transition in role.transitions where found.contains(transition.target.index) {
        if found.insert(transition.source.index).inserted { isGrowing = true }
      }
    }
    return found
  }
}
