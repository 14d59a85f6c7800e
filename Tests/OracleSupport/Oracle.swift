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
  private let facts: [RoleFacts]
  private var executors: [Executor] = []
  private var states: [OracleState] = []
  private var origins: [Origin?] = []
  private var visited: Set<OracleState> = []
  private var steps = 0
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
    facts = model.roles.indices.map { RoleFacts(model, RoleID($0), property) }
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
      if states.count > bounds.states || steps > bounds.steps {
        wasCut = true
        return
      }
      expand(next)
      next += 1
    }
  }

  private func start() {
    let vocabulary = Vocabulary(model: model, terms: terms)
    let facts = self.facts
    var casts = CastEnumeration(
      model: model, property: property, bounds: bounds, terms: terms, vocabulary: vocabulary
    ).casts()
    if casts.count > bounds.casts {
      // Evenly spread, so that the choice is not one-sided.
      wasCut = true
      casts = (0..<bounds.casts).map { casts[$0 * casts.count / bounds.casts] }
    }
    for (index, cast) in casts.enumerated() {
      let setting = Setting(
        cast: cast, model: model, property: property, bounds: bounds, terms: terms,
        vocabulary: vocabulary)
      let monitor = Monitor(model: model, property: property, terms: terms, setting: setting)
      executors.append(
        Executor(
          model: model, terms: terms, bounds: bounds, setting: setting,
          channels: ChannelRules(model: model, threat: property.threat, cast: cast),
          monitor: monitor, facts: facts))
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
      guard state.sessions[session].taken[number] < loops || !facts[roleID.index].hasLoop else {
        continue
      }
      guard
        let executions = try? executor.executions(number, session: session, in: state)
      else {
        wasCut = true
        continue
      }
      steps += executions.count
      for var execution in executions {
        if facts[roleID.index].hasLoop { execution.state.sessions[session].taken[number] += 1 }
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
