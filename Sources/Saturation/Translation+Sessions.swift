// Sessions: a role's paths, unfolded from its initial state and from its cuts.
// docs/saturation.md, "Sessions".

import ProtocolModel
import Terms

extension Translation {
  mutating func addSessions(of role: RoleID) {
    let declared = model.roles[role.index]
    let cuts = declared.cuts(pathsAreMany: declared.pathCount > Self.fewPaths)
    start(role, cuts)
    for cut in cuts.sorted(by: { $0.index < $1.index }) { resume(role, at: cut, cuts) }
  }

  private mutating func emptyPath(
    _ role: RoleID, from start: StateID, isRepeated: Bool
  ) -> Path {
    var path = Path(role, from: start, isRepeated: isRepeated, &vocabulary)
    path.revealed = Array(repeating: nil, count: setting.threat.reveals.count)
    return path
  }

  /// Every value of the parameters.
  private mutating func start(_ role: RoleID, _ cuts: Set<StateID>) {
    let declared = model.roles[role.index]
    var path = emptyPath(role, from: declared.initial, isRepeated: false)
    for parameter in declared.parameters {
      path.values[parameter.variable.index] = path.newVariable(
        setting.domain(of: parameter.variable, in: role), &vocabulary)
    }
    addDistinct(&path)
    path.visited = [declared.initial]
    claim(&path)
    reveal(&path)
    go(on: path, from: declared.initial, cuts)
  }

  private func addDistinct(_ path: inout Path) {
    for pair in model.roles[path.role.index].distinct {
      guard let first = path.values[pair.first.index], let second = path.values[pair.second.index]
      else { continue }
      path.constraints.append(Disequality(left: first, right: second))
    }
  }

  /// Every value that the state's variables can have.
  private mutating func resume(_ role: RoleID, at cut: StateID, _ cuts: Set<StateID>) {
    let declared = model.roles[role.index]
    var path = emptyPath(role, from: cut, isRepeated: declared.hasCycle)
    for variable in declared.states[cut.index].bound {
      path.values[variable.index] = path.newVariable(
        setting.domain(of: variable, in: role), &vocabulary)
    }
    addDistinct(&path)
    path.visited = declared.states(before: cut)
    path.hypotheses = [at(cut, path)]
    unfold(path, from: cut, cuts)
  }

  private mutating func at(_ state: StateID, _ path: Path) -> ClauseTerm {
    let declared = model.roles[path.role.index]
    let values = declared.states[state.index].bound.map { variable -> ClauseTerm in
      guard let value = path.values[variable.index] else {
        preconditionFailure("a state's variables are bound on every path into it")
      }
      return value
    }
    return vocabulary.fact(
      .at, "at \(declared.name) \(declared.states[state.index].name)", [path.session] + values)
  }

  /// Goes on from a state, or ends the path there if it is a cut.
  private mutating func go(on path: Path, from state: StateID, _ cuts: Set<StateID>) {
    if cuts.contains(state) {
      emit(
        at(state, path), path, path.hypotheses,
        ClauseSource(text: "\(name(of: path)) enters a state", role: path.role))
    } else {
      unfold(path, from: state, cuts)
    }
  }

  private mutating func unfold(_ path: Path, from state: StateID, _ cuts: Set<StateID>) {
    if pathCount > Self.mostPaths { return }
    let declared = model.roles[path.role.index]
    for (index, transition) in declared.transitions.enumerated()
    where transition.source == state {
      let lists = disjuncts(of: transition.actions[...])
      for (number, actions) in lists.enumerated() {
        pathCount += 1
        var path = path
        path.place += ">\(index + 1)" + (lists.count > 1 ? "/\(number + 1)" : "")
        guard var next = take(transition, actions, path) else { continue }
        forget(&next, at: transition.target)
        reveal(&next)
        go(on: next, from: transition.target, cuts)
      }
    }
  }

  private func forget(_ path: inout Path, at state: StateID) {
    let bound = model.roles[path.role.index].states[state.index].bound
    for index in path.values.indices where !bound.contains(Variable(index)) {
      path.values[index] = nil
    }
  }

  mutating func emit(
    _ conclusion: ClauseTerm, _ path: Path, _ hypotheses: [ClauseTerm], _ source: ClauseSource
  ) {
    rules.append(
      TranslatedClause(
        conclusion: conclusion, hypotheses: hypotheses, constraints: path.constraints,
        unifier: path.unifier, source: source))
  }
}

// MARK: - Conditions

/// One list of actions for each way to choose among alternatives; no `any` or `all` is left.
private func disjuncts(of actions: ArraySlice<Action>) -> [[Action]] {
  guard let action = actions.first else { return [[]] }
  var heads = [[action]]
  if case .require(let condition) = action {
    heads = disjuncts(of: condition).map { $0.map { .require($0) } }
  }
  let tails = disjuncts(of: actions.dropFirst())
  return heads.flatMap { head in tails.map { head + $0 } }
}

private func disjuncts(of condition: Condition) -> [[Condition]] {
  switch condition {
  case .any(let parts): parts.flatMap { disjuncts(of: $0) }
  case .all(let parts):
    parts.reduce([[]]) { lists, part in
      lists.flatMap { list in disjuncts(of: part).map { list + $0 } }
    }
  default: [[condition]]
  }
}

// MARK: - The graph of a role

extension Role {
  /// The states at which paths end and others begin.
  func cuts(pathsAreMany: Bool) -> Set<StateID> {
    var cuts: Set<StateID> = []
    var isOpen: Set<StateID> = []
    var isDone: Set<StateID> = []
    func visit(_ state: StateID) {
      isOpen.insert(state)
      for transition in transitions where transition.source == state {
        if isOpen.contains(transition.target) {
          cuts.insert(transition.target)
        } else if isDone.contains(transition.target) {
          if pathsAreMany { cuts.insert(transition.target) }
        } else {
          visit(transition.target)
        }
      }
      isOpen.remove(state)
      isDone.insert(state)
    }
    visit(initial)
    return cuts
  }

  var hasCycle: Bool { !cuts(pathsAreMany: false).isEmpty }

  /// How many paths there are, each branch counted once per way into it; at most 10000, which
  /// stands for more.
  var pathCount: Int {
    let cuts = cuts(pathsAreMany: false)
    var known: [StateID: Int] = [:]
    func count(_ state: StateID) -> Int {
      if let known = known[state] { return known }
      var sum = 0
      for transition in transitions where transition.source == state {
        let below = cuts.contains(transition.target) ? 0 : count(transition.target)
        sum = min(10_000, sum + 1 + below)
      }
      known[state] = sum
      return sum
    }
    return min(10_000, cuts.union([initial]).reduce(0) { $0 + count($1) })
  }

  /// The states that a session may have been in when it enters this one, which is among them.
  func states(before state: StateID) -> Set<StateID> {
    var found: Set<StateID> = [state]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for transition in transitions where found.contains(transition.target) {
        if found.insert(transition.source).inserted { isGrowing = true }
      }
    }
    return found
  }
}
