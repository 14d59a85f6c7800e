// The naive oracle: decides a property of a tiny scope by visiting every explicit state of every
// cast, breadth first, with ground terms and no reductions. It is written from docs/semantics.md
// to be obviously right and is as slow as that allows; the engines are compared with it.
//
// It is incomplete in one respect: the attacker's choice for a variable ranges over a finite set
// of values (see `Deduction.derivableValues`). What it finds is always a run of the model; that it
// finds nothing says so about those values only. `extraTerms` widens them.

import ProtocolModel
import Terms

package struct Oracle {
  let model: ProtocolModel
  let property: Property
  let bounds: OracleBounds

  package init(_ model: ProtocolModel, property: Int, bounds: OracleBounds = OracleBounds()) {
    self.model = model
    self.property = model.properties[property]
    self.bounds = bounds
  }

  package func decide() -> OracleVerdict { search().verdict }

  /// The verdict, and the run that it is about in words, one line for each step.
  package func explain() -> (verdict: OracleVerdict, run: [String]) {
    let search = search()
    return (search.verdict, search.describeRun())
  }

  private func search() -> OracleSearch {
    let search = OracleSearch(model: model, property: property, bounds: bounds)
    search.run()
    return search
  }
}

final class OracleSearch {
  private let model: ProtocolModel
  private let property: Property
  private let bounds: OracleBounds
  private let terms: GroundTerms
  private var executors: [Executor] = []
  private var states: [OracleState] = []
  private var origins: [Origin?] = []
  private var visited: Set<OracleState> = []
  private var isTriggered = false
  private var wasCut = false
  private var final: Int?

  private struct Origin {
    var parent: Int
    var depth: Int
    var session: Int
    var step: Step
    enum Step { case transition(Int, received: Ground?), reveal(Ground) }
  }

  init(model: ProtocolModel, property: Property, bounds: OracleBounds) {
    self.model = model
    self.property = property
    self.bounds = bounds
    terms = GroundTerms(signature: model.signature, rules: model.theory.rewriteRules)
  }

  var verdict: OracleVerdict {
    if let final {
      if case .reachable = property.goal { return .witness }
      return .violated(steps: origins[final]?.depth ?? 0)
    }
    return wasCut ? .tooLarge : .none(isTriggered: isTriggered)
  }

  // MARK: Searching

  func run() {
    start()
    var next = 0
    while next < states.count, final == nil {
      if states.count > bounds.states {
        wasCut = true
        return
      }
      expand(next)
      next += 1
    }
  }

  private func start() {
    let vocabulary = Vocabulary(model: model, terms: terms)
    var casts = CastEnumeration(
      model: model, property: property, bounds: bounds, terms: terms, vocabulary: vocabulary
    ).casts()
    if casts.count > bounds.casts {
      // Evenly spread, so that the choice is not one-sided.
      wasCut = true
      casts = (0..<bounds.casts).map { casts[$0 * casts.count / bounds.casts] }
    }
    let idle = model.roles.map(idleVariables)
    for (index, cast) in casts.enumerated() {
      let setting = Setting(
        cast: cast, model: model, property: property, bounds: bounds, terms: terms,
        vocabulary: vocabulary)
      let monitor = Monitor(model: model, property: property, terms: terms, setting: setting)
      executors.append(
        Executor(
          model: model, terms: terms, bounds: bounds, setting: setting,
          channels: ChannelRules(model: model, threat: property.threat, cast: cast),
          monitor: monitor, idle: idle))
      enter(initialExecution(index), origin: nil)
      if final != nil { return }
    }
  }

  private func initialExecution(_ cast: Int) -> Execution {
    let executor = executors[cast]
    let setting = executor.setting
    let sessions = setting.cast.sessions.map(initialSession)
    var execution = Execution(
      state: OracleState(
        cast: cast, sessions: sessions, attacker: setting.initialKnowledge,
        views: setting.initialViews, messages: [], tables: [], log: [], obligations: []),
      environment: [])
    for (index, session) in sessions.enumerated() {
      executor.monitor.addObligations(index, session, session.environment, to: &execution)
    }
    return execution
  }

  private func initialSession(_ session: Cast.Session) -> SessionState {
    let role = model.roles[session.role.index]
    var environment = Environment(repeating: nil, count: role.variables.count)
    for (parameter, value) in zip(role.parameters, session.parameters) {
      environment[parameter.variable.index] = value
    }
    var visited = Array(repeating: false, count: role.states.count)
    visited[role.initial.index] = true
    return SessionState(
      control: role.initial, environment: environment, visited: visited,
      taken: Array(repeating: 0, count: role.transitions.count), freshCount: 0,
      revealed: Array(repeating: false, count: property.threat.reveals.count))
  }

  private func enter(_ execution: Execution, origin: Origin?) {
    let state = execution.state
    guard visited.insert(state).inserted else { return }
    states.append(state)
    origins.append(origin)
    let monitor = executors[state.cast].monitor
    isTriggered = isTriggered || monitor.isTriggered(state, inserted: execution.inserted)
    if final == nil, monitor.isViolated(state, isStart: origin == nil) {
      final = states.count - 1
    }
  }

  private func expand(_ index: Int) {
    let state = states[index]
    for session in state.sessions.indices {
      takeTransitions(index, state, session)
      useReveals(index, state, session)
      if final != nil { return }
    }
  }

  private func takeTransitions(_ index: Int, _ state: OracleState, _ session: Int) {
    let executor = executors[state.cast]
    let roleID = executor.setting.cast.sessions[session].role
    let role = model.roles[roleID.index]
    let loops = model.scenarios[property.scenario].loops
    for (number, transition) in role.transitions.enumerated()
    where transition.source == state.sessions[session].control {
      guard state.sessions[session].taken[number] < loops || !hasLoop[roleID.index] else {
        continue
      }
      guard
        let executions = try? executor.executions(transition, session: session, in: state)
      else {
        wasCut = true
        continue
      }
      for var execution in executions {
        if hasLoop[roleID.index] { execution.state.sessions[session].taken[number] += 1 }
        let step = Origin.Step.transition(number, received: execution.received)
        enter(execution, origin: origin(index, session, step))
      }
    }
  }

  private func origin(_ parent: Int, _ session: Int, _ step: Origin.Step) -> Origin {
    Origin(
      parent: parent, depth: (origins[parent]?.depth ?? 0) + 1, session: session, step: step)
  }

  /// S6.3
  private func useReveals(_ index: Int, _ state: OracleState, _ session: Int) {
    let executor = executors[state.cast]
    let own = state.sessions[session]
    for (number, reveal) in property.threat.reveals.enumerated() {
      guard executor.setting.cast.sessions[session].role == reveal.role, !own.revealed[number],
        reveal.state.map({ own.visited[$0.index] }) ?? true,
        let value = terms.build(reveal.term, own.environment)
      else { continue }
      var execution = Execution(state: state, environment: [])
      execution.state.sessions[session].revealed[number] = true
      execution.state.attacker = executor.setting.attacker.knowledge(
        state.attacker, adding: [value])
      if executor.monitor.recordsReveals() {
        executor.monitor.record(.reveal(value), in: &execution)
      }
      enter(execution, origin: origin(index, session, .reveal(value)))
    }
  }

  // MARK: About roles

  /// Whether a role's transitions can lead back to a state (S8.1).
  private lazy var hasLoop: [Bool] = model.roles.map { role in
    role.states.indices.contains { start in
      var reached: Set<Int> = []
      var pending = [start]
      while let state = pending.popLast() {
        for transition in role.transitions where transition.source.index == state {
          if reached.insert(transition.target.index).inserted {
            pending.append(transition.target.index)
          }
        }
      }
      return reached.contains(start)
    }
  }

  /// Wildcards whose value makes no difference: they occur once in the role, and nobody's view
  /// contains what was received.
  private func idleVariables(_ role: Role) -> Set<Variable> {
    if case .hidden = property.goal { return [] }
    var counts: [Variable: Int] = [:]
    for transition in role.transitions {
      for action in transition.actions {
        for variable in action.variables { counts[variable, default: 0] += 1 }
      }
    }
    return Set(counts.filter { $0.value == 1 && role.variables[$0.key.index].isHidden }.keys)
  }

  // MARK: Telling

  func describeRun() -> [String] {
    guard var current = final else { return [] }
    let executor = executors[states[current].cast]
    var lines: [String] = []
    while let origin = origins[current] {
      let role = model.roles[executor.setting.cast.sessions[origin.session].role.index]
      var line = "\(role.name) \(origin.session) "
      switch origin.step {
      case .reveal(let value): line += "reveals \(terms.describe(value))"
      case .transition(let number, let received):
        let transition = role.transitions[number]
        line += "\(role.states[transition.source.index].name) -> "
        line += "\(role.states[transition.target.index].name) (\(number))"
        if let received { line += " receives \(terms.describe(received))" }
      }
      lines.append(line)
      current = origin.parent
    }
    let cast = executor.setting.cast.sessions.enumerated().map { index, session in
      let parameters = session.parameters.map(terms.describe).joined(separator: ", ")
      return "\(model.roles[session.role.index].name) \(index): (\(parameters))"
    }
    return cast + lines.reversed()
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
