// Judges a run: S7, for one property. What a property needs to remember of a run is kept in the
// state (its log and its obligations); everything else about it is decided here.

import ProtocolModel
import Terms

struct Monitor {
  let model: ProtocolModel
  let property: Property
  let terms: GroundTerms
  let setting: Setting

  // MARK: What is remembered

  /// The events that the property speaks about.
  private let events: Set<EventID>

  init(model: ProtocolModel, property: Property, terms: GroundTerms, setting: Setting) {
    self.model = model
    self.property = property
    self.terms = terms
    self.setting = setting
    events = Self.events(of: property)
  }

  private static func events(of property: Property) -> Set<EventID> {
    var patterns: [EventPattern] = []
    switch property.goal {
    case .correspondence(let trigger, let alternatives, _):
      patterns = [trigger] + alternatives.flatMap { $0.flatMap { $0 } }
    case .reachable(let goals): patterns = goals
    case .secret, .guessableSafe, .hidden, .invariant: break
    }
    for case .revealed(_, let before?) in property.excuses { patterns.append(before) }
    return Set(patterns.map(\.event))
  }

  func record(_ entry: LogEntry, in execution: inout Execution) {
    if case .event(let event, _) = entry, !events.contains(event) { return }
    execution.state.log.append(entry)
  }

  func recordsReveals() -> Bool {
    property.excuses.contains { if case .revealed = $0 { true } else { false } }
  }

  /// The role whose variables the property uses, with the state that has to be reached.
  private var subject: (term: Term, role: RoleID, state: StateID?)? {
    switch property.goal {
    case .secret(let term, let role, let state), .guessableSafe(let term, let role, let state):
      (term, role, state)
    case .hidden(let term, let role, _): (term, role, nil)
    default: nil
    }
  }

  private func neededVariables(_ role: Role, _ term: Term) -> Set<Variable> {
    var needed = Set(term.variables)
    for excuse in property.excuses {
      switch excuse {
      case .dishonest(let term): needed.formUnion(term.variables)
      case .revealed(let term, let before):
        needed.formUnion(term.variables)
        for argument in before?.arguments ?? [] { needed.formUnion(argument.variables) }
      }
    }
    return needed.filter { !role.variables[$0.index].isHidden }
  }

  /// S7.1: once a session has bound the variables and been in the state, the values count.
  func addObligations(
    _ session: Int, _ own: SessionState, _ environment: Environment, to execution: inout Execution
  ) {
    guard let subject, setting.cast.sessions[session].role == subject.role else { return }
    if let state = subject.state, !own.visited[state.index] { return }
    let needed = neededVariables(model.roles[subject.role.index], subject.term)
    guard needed.allSatisfy({ environment[$0.index] != nil }) else { return }
    let kept = environment.enumerated().map { index, value in
      needed.contains(Variable(index)) ? value : nil
    }
    execution.state.obligations.insert(Obligation(session: session, environment: kept))
  }

  // MARK: Judging

  /// Whether the run that led to this state violates the property (or is a witness).
  func isViolated(_ state: OracleState, isStart: Bool) -> Bool {
    switch property.goal {
    case .secret(let term, _, _):
      return state.obligations.contains { obligation in
        guard let value = terms.build(term, obligation.environment) else { return false }
        return setting.attacker.derives(value, from: state.attacker)
          && !isExcused(obligation.environment, state)
      }
    case .guessableSafe(let term, _, _):
      return state.obligations.contains { obligation in
        guard let value = terms.build(term, obligation.environment) else { return false }
        return setting.attacker.confirms(value, from: state.attacker)
          && !isExcused(obligation.environment, state)
      }
    case .hidden(let term, _, let from):
      return state.obligations.contains { obligation in
        guard let value = terms.build(term, obligation.environment) else { return false }
        return isSeen(value, by: from, state) && !isExcused(obligation.environment, state)
      }
    case .correspondence(let trigger, let alternatives, let injective):
      let judge = CorrespondenceJudge(
        log: state.log, trigger: trigger, alternatives: alternatives,
        variables: property.variables, terms: terms)
      return judge.isViolated(injective: injective) { isExcused($0, state) }
    case .reachable(let patterns):
      let judge = CorrespondenceJudge(
        log: state.log, trigger: patterns[0], alternatives: [], variables: property.variables,
        terms: terms)
      return judge.isReached(patterns)
    case .invariant(let left, let relation, let right, let role):
      guard !isStart else { return false }
      let judge = InvariantJudge(
        left: left, relation: relation, right: right, variables: property.variables,
        terms: terms)
      return setting.cast.sessions.contains { session in
        session.role == role
          && judge.isViolated { state.entries(of: $0, owner: session.parameters[0]) }
      }
    }
  }

  /// Whether the property's trigger was reached (S8.3).
  func isTriggered(_ state: OracleState, inserted: Set<TableID>) -> Bool {
    switch property.goal {
    case .secret, .guessableSafe, .hidden: return !state.obligations.isEmpty
    case .reachable: return true
    case .correspondence(let trigger, let alternatives, _):
      let judge = CorrespondenceJudge(
        log: state.log, trigger: trigger, alternatives: alternatives,
        variables: property.variables, terms: terms)
      return !judge.triggers().isEmpty
    case .invariant(let left, _, let right, _):
      return (left.sums + right.sums).contains { inserted.contains($0.table) }
    }
  }

  private func isSeen(_ value: Ground, by role: RoleID, _ state: OracleState) -> Bool {
    setting.cast.sessions.indices.contains { session in
      guard setting.cast.sessions[session].role == role else { return false }
      let viewer = setting.viewerOf[session]
      return setting.viewers[viewer].deduction.derives(value, from: state.views[viewer])
    }
  }

  /// S7.7
  private func isExcused(_ environment: Environment, _ state: OracleState) -> Bool {
    property.excuses.contains { excuse in
      switch excuse {
      case .dishonest(let term):
        guard let value = terms.build(term, environment) else { return false }
        return setting.cast.dishonest.contains(value)
      case .revealed(let term, let before):
        guard let value = terms.build(term, environment) else { return false }
        for entry in state.log {
          if entry == .reveal(value) { return true }
          if let before, matches(before, entry, environment) { return false }
        }
        return false
      }
    }
  }

  private func matches(_ pattern: EventPattern, _ entry: LogEntry, _ environment: Environment)
    -> Bool
  {
    guard case .event(pattern.event, let values) = entry else { return false }
    var environment = environment
    return terms.match(pattern.arguments, values, &environment, [])
  }
}
