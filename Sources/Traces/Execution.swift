// The state of a run while it is re-executed, and the two kinds of steps (rules S3 and S6.3).
//
// A transition with alternatives (see Conditions) tries each on a copy of the state. Without them
// the first rule that is not kept ends the replay, so "all or none" (S3.2) needs no undoing.

import ProtocolModel
import Terms

/// Where a session stands.
struct SessionState {
  let role: RoleID
  let owner: Term
  var state: StateID
  /// The states that it is or has been in.
  var visited: Set<StateID>
  var values: Bindings
  var freshCount = 0
  /// How often each transition was taken.
  var taken: [Int: Int] = [:]
  var usedReveals: Set<Int> = []
}

struct TableKey: Hashable {
  let table: TableID
  let owner: Term
}

/// Says which insertion's entry a lookup takes: given its number within the step and all inserts
/// that were executed so far.
typealias EntryChoice = (_ ordinal: Int, _ insertions: [TableChange]) -> Int?

struct Execution {
  let model: ProtocolModel
  let ground: GroundTerms
  let threat: ThreatModel
  let dishonest: Set<String>
  let loops: Int
  var sessions: [SessionState]
  /// The live entries.
  var tables: [TableKey: [[Term]]] = [:]
  /// Every insert that was executed, whether or not the entry was there already.
  var insertions: [TableChange] = []
  var run: ReplayedRun

  init(_ model: ProtocolModel, _ trace: Trace, _ rules: SessionRules) {
    self.model = model
    ground = GroundTerms(model)
    threat = trace.threat
    dishonest = rules.dishonest
    loops = rules.loops
    sessions = trace.sessions.map { session in
      let role = model.roles[session.role.index]
      let variables = role.parameters.map(\.variable)
      return SessionState(
        role: session.role, owner: session.parameters[0], state: role.initial,
        visited: [role.initial],
        values: Dictionary(uniqueKeysWithValues: zip(variables, session.parameters)))
    }
    run = ReplayedRun(trace: trace, dishonest: rules.dishonest.sorted())
  }

  /// Performs one step; `choose` overrides which entries its lookups take.
  mutating func perform(_ step: TraceStep, choose: EntryChoice? = nil) throws(Refusal) {
    switch step {
    case .transition(let session, let transition, let message, let origin, let lookups):
      let input = TransitionInput(
        message: message, origin: origin, lookupCount: choose == nil ? lookups.count : nil,
        choose: choose ?? { ordinal, _ in lookups.at(ordinal) })
      try take(transition, of: session, input)
    case .reveal(let session, let reveal):
      try self.reveal(reveal, of: session)
    }
  }

  func text(_ term: Term) -> String { ground.signature.text(term) }

  func role(of session: Int) -> Role { model.roles[sessions[session].role.index] }

  // MARK: Transitions

  private mutating func take(
    _ index: Int, of session: Int, _ input: TransitionInput
  ) throws(Refusal) {
    guard sessions.indices.contains(session) else {
      throw Refusal("there is no session \(session + 1)")
    }
    guard let transition = role(of: session).transitions.at(index) else {
      throw Refusal("\(role(of: session).name) has no transition \(index)")
    }
    try checkStart(transition, index, of: session)
    try checkReceives(transition, input)
    let lists = alternatives(of: transition.actions)
    if lists.count == 1 {
      return try perform(lists[0], of: transition, index, session, input)
    }
    var refusal = Refusal("a `require` is not true")
    for actions in lists {
      var trial = self
      do {
        try trial.perform(actions, of: transition, index, session, input)
        self = trial
        return
      } catch { refusal = error }
    }
    throw refusal
  }

  private mutating func perform(
    _ actions: [Action], of transition: Transition, _ index: Int, _ session: Int,
    _ input: TransitionInput
  ) throws(Refusal) {
    var frame = Frame(
      session: session, number: run.steps.count, input: input,
      variables: role(of: session).variables, values: sessions[session].values,
      step: ReplayedStep(
        session: session, kind: .transition(index), target: transition.target,
        observedBefore: run.observed.count))
    for action in actions { try perform(action, &frame) }
    if let count = input.lookupCount, count != frame.lookups {
      throw Refusal("\(count) lookups are given, but \(frame.lookups) are made")
    }
    finish(transition, index, frame)
  }

  private func checkStart(
    _ transition: Transition, _ index: Int, of session: Int
  ) throws(Refusal) {
    let role = role(of: session)
    guard sessions[session].state == transition.source else {
      let here = role.states[sessions[session].state.index].name
      let there = role.states[transition.source.index].name
      throw Refusal("session \(session + 1) is in state `\(here)`, not in `\(there)`")
    }
    guard sessions[session].taken[index, default: 0] < loops else {
      throw Refusal("session \(session + 1) takes a transition more often than the scope allows")
    }
  }

  /// A message and its origin are given exactly if the transition begins with a `receive`.
  private func checkReceives(
    _ transition: Transition, _ input: TransitionInput
  ) throws(Refusal) {
    let isReceive = transition.actions.map { if case .receive = $0 { true } else { false } }
    guard !isReceive.dropFirst().contains(true) else {
      throw Refusal("the transition receives after its first action")
    }
    let receives = isReceive.first ?? false
    guard (input.message != nil) == receives, (input.origin != nil) == receives else {
      throw Refusal(
        receives
          ? "the transition receives, but the trace gives no message"
          : "the trace gives a message, but the transition receives nothing")
    }
  }

  /// Enters the target state, which forgets what is not bound there (S3.5).
  private mutating func finish(_ transition: Transition, _ index: Int, _ frame: Frame) {
    let session = frame.session
    let bound = Set(role(of: session).states[transition.target.index].bound)
    var step = frame.step
    step.values = frame.values
    run.steps.append(step)
    sessions[session].state = transition.target
    sessions[session].visited.insert(transition.target)
    sessions[session].values = frame.values.filter { bound.contains($0.key) }
    sessions[session].taken[index, default: 0] += 1
  }

  // MARK: Reveals

  /// The attacker takes the value of a reveal's term from a session, at most once (S6.3).
  private mutating func reveal(_ index: Int, of session: Int) throws(Refusal) {
    guard let reveal = threat.reveals.at(index) else {
      throw Refusal("the threat has no reveal \(index)")
    }
    guard sessions.indices.contains(session), sessions[session].role == reveal.role else {
      throw Refusal("the reveal is not of a session of its role")
    }
    if let state = reveal.state, !sessions[session].visited.contains(state) {
      throw Refusal("session \(session + 1) has not been in the state of the reveal")
    }
    guard reveal.term.isBound(sessions[session].values) else {
      throw Refusal("session \(session + 1) has not bound what the reveal takes")
    }
    guard sessions[session].usedReveals.insert(index).inserted else {
      throw Refusal("session \(session + 1) has suffered this reveal already")
    }
    let term = try ground.value(of: reveal.term, sessions[session].values)
    let number = run.steps.count
    var step = ReplayedStep(
      session: session, kind: .reveal(index, term), target: sessions[session].state,
      observedBefore: run.observed.count)
    step.values = sessions[session].values
    run.observed.append(ObservedTerm(step: number, term: term, sent: nil))
    run.steps.append(step)
  }
}
