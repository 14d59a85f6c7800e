// One transition of one session, action by action (S3.2 to S3.5). An action can go on in several
// ways (which message, which entry of a table), so each yields a list of executions.

import ProtocolModel
import Terms

/// A transition in progress.
struct Execution {
  var state: OracleState
  var transition = 0
  var environment: Environment
  var received: Ground?
  /// What the session received, made and sent so far, for its owner's view.
  var seen: [Ground] = []
  /// What the attacker reads once the transition is over: the transition is atomic.
  var read: [Ground] = []
  var inserted: Set<TableID> = []
  var isTriggered = false
}

struct Executor {
  let model: ProtocolModel
  let terms: GroundTerms
  let bounds: OracleBounds
  let setting: Setting
  let channels: ChannelRules
  let monitor: Monitor
  /// By role.
  let facts: [RoleFacts]

  struct Cut: Error {}

  /// All ways for a session to take a transition. Throws if they are too many.
  func executions(_ number: Int, session: Int, in state: OracleState) throws -> [Execution] {
    let transition = role(session).transitions[number]
    var executions = [
      Execution(
        state: state, transition: number, environment: state.sessions[session].environment)
    ]
    for action in transition.actions {
      var next: [Execution] = []
      for execution in executions { next += try perform(action, session, execution) }
      executions = next
    }
    return executions.map { finish($0, transition, session) }
  }

  private func role(_ session: Int) -> Role {
    model.roles[setting.cast.sessions[session].role.index]
  }

  private func owner(_ session: Int) -> Ground { setting.cast.sessions[session].parameters[0] }

  private func perform(_ action: Action, _ session: Int, _ start: Execution) throws
    -> [Execution]
  {
    var execution = start
    let kinds = role(session).variables
    switch action {
    case .receive(let pattern, let channel, let sender):
      return try injections(pattern, channel, sender, session, start)
        + deliveries(pattern, channel, sender, session, start)
    case .match(let term, let pattern):
      let value = build(term, start)
      return terms.match(pattern, value, &execution.environment, kinds) ? [execution] : []
    case .fresh(let variable):
      let count = execution.state.sessions[session].freshCount
      let info = kinds[variable.index]
      let name = Name.fresh(info.name, session: session, count: count)
      let value = terms.fresh(name, sort: info.sort)
      execution.environment[variable.index] = value
      execution.state.sessions[session].freshCount += 1
      execution.seen.append(value)
    case .define(let variable, let linear):
      guard let value = evaluate(linear, start.environment, terms) else { return [] }
      execution.environment[variable.index] = terms.integer(value)
    case .require(let condition):
      return satisfying(condition, session, start)
    case .event(let event, let arguments):
      monitor.record(.event(event, arguments.map { build($0, start) }), in: &execution)
    case .insert(let table, let entry):
      var entries = execution.state.entries(of: table, owner: owner(session))
      let values = entry.map { build($0, start) }
      if !entries.contains(values) { entries.append(values) }
      execution.state.setEntries(entries, of: table, owner: owner(session))
      execution.inserted.insert(table)
    case .delete(let table, let entry):
      var entries = execution.state.entries(of: table, owner: owner(session))
      entries.removeAll { matches(entry, $0, start.environment, kinds) }
      execution.state.setEntries(entries, of: table, owner: owner(session))
    case .send(let term, let channel, let receiver):
      send(build(term, start), channel, receiver.map { build($0, start) }, session, &execution)
    }
    return [execution]
  }

  /// Elaboration has checked that terms are built from bound variables (S3.4).
  private func build(_ term: Term, _ execution: Execution) -> Ground {
    guard let ground = terms.build(term, execution.environment) else {
      preconditionFailure("a term with an unbound variable: \(term)")
    }
    return ground
  }

  // MARK: Receiving and sending

  private func injections(
    _ pattern: Term, _ channel: ChannelID, _ sender: Term?, _ session: Int, _ start: Execution
  ) throws -> [Execution] {
    let role = setting.cast.sessions[session].role
    let kinds = model.roles[role.index].variables
    var senders = channels.injectionSenders(channel, receivingRole: role)
    if sender == nil { senders = Array(senders.prefix(1)) }
    var found: [Execution] = []
    for name in senders {
      var environment = start.environment
      if let sender, !terms.match(sender, name, &environment, kinds) { continue }
      let instances = setting.attacker.derivableInstances(
        of: pattern,
        InstanceQuestion(role: role, transition: start.transition, environment: environment),
        kinds: kinds, knowing: start.state.attacker, limit: bounds.instances,
        isIdle: facts[role.index].idle.contains)
      guard let instances else { throw Cut() }
      for instance in instances {
        var execution = start
        execution.environment = instance
        receive(build(pattern, execution), &execution)
        found.append(execution)
      }
    }
    return found
  }

  private func deliveries(
    _ pattern: Term, _ channel: ChannelID, _ sender: Term?, _ session: Int, _ start: Execution
  ) -> [Execution] {
    let kinds = role(session).variables
    var found: [Execution] = []
    for (index, message) in start.state.messages.enumerated()
    where channels.isOffered(message, over: channel, to: session) {
      var execution = start
      if let sender, !terms.match(sender, message.sender, &execution.environment, kinds) {
        continue
      }
      guard terms.match(pattern, message.content, &execution.environment, kinds) else { continue }
      if !channels.deliversOften(channel) { execution.state.messages.remove(at: index) }
      receive(message.content, &execution)
      found.append(execution)
    }
    return found
  }

  private func receive(_ content: Ground, _ execution: inout Execution) {
    execution.received = content
    execution.seen.append(content)
  }

  private func send(
    _ content: Ground, _ channel: ChannelID, _ receiver: Ground?, _ session: Int,
    _ execution: inout Execution
  ) {
    execution.seen.append(content)
    if channels.reads(channel, session: session, receiver: receiver) {
      execution.read.append(content)
    }
    let message = channels.message(content, over: channel, session: session, receiver: receiver)
    if let message, !channels.deliversOften(channel) || !execution.state.messages.contains(message)
    {
      execution.state.add(message)
    }
  }

  // MARK: Conditions and tables

  private func satisfying(_ condition: Condition, _ session: Int, _ start: Execution)
    -> [Execution]
  {
    let kinds = role(session).variables
    switch condition {
    case .equal(let left, let right):
      return build(left, start) == build(right, start) ? [start] : []
    case .notEqual(let left, let right):
      return differs(left, right, start, kinds) ? [start] : []
    case .compare(let left, let relation, let right):
      guard let left = evaluate(left, start.environment, terms),
        let right = evaluate(right, start.environment, terms)
      else { return [] }
      return holds(left, relation, right) ? [start] : []
    case .member(let table, let entry):
      return start.state.entries(of: table, owner: owner(session)).compactMap { values in
        var execution = start
        return terms.match(entry, values, &execution.environment, kinds) ? execution : nil
      }
    case .notMember(let table, let entry):
      let isThere = start.state.entries(of: table, owner: owner(session)).contains {
        matches(entry, $0, start.environment, kinds)
      }
      return isThere ? [] : [start]
    case .all(let parts):
      return parts.reduce([start]) { executions, part in
        executions.flatMap { satisfying(part, session, $0) }
      }
    case .any(let parts):
      // What only one alternative binds is bound on no path, so none of them binds.
      return parts.contains { !satisfying($0, session, start).isEmpty } ? [start] : []
    }
  }

  /// No values of the wildcards make the sides equal. They stand on one side of the comparison.
  private func differs(
    _ left: Term, _ right: Term, _ execution: Execution, _ kinds: [VariableInfo]
  ) -> Bool {
    var environment = execution.environment
    if let value = terms.build(left, environment) {
      return !terms.match(right, value, &environment, kinds)
    }
    guard let value = terms.build(right, environment) else {
      preconditionFailure("wildcards on both sides of a comparison")
    }
    return !terms.match(left, value, &environment, kinds)
  }

  private func matches(
    _ entry: [Term], _ values: [Ground], _ environment: Environment, _ kinds: [VariableInfo]
  ) -> Bool {
    var environment = environment
    return terms.match(entry, values, &environment, kinds)
  }

  // MARK: The end of a transition

  private func finish(_ start: Execution, _ transition: Transition, _ session: Int) -> Execution {
    var execution = start
    let role = setting.cast.sessions[session].role
    var own = execution.state.sessions[session]
    own.control = transition.target
    own.visited[transition.target.index] = true
    monitor.addObligations(session, own, execution.environment, to: &execution)
    let keeps = facts[role.index].keeps[transition.target.index]
    own.environment = zip(execution.environment, keeps).map { $1 ? $0 : nil }
    execution.state.sessions[session] = own
    execution.state.attacker = setting.attacker.knowledge(
      execution.state.attacker, adding: execution.read)
    if !setting.viewers.isEmpty {
      let viewer = setting.viewerOf[session]
      execution.state.views[viewer] = setting.viewers[viewer].deduction.knowledge(
        execution.state.views[viewer], adding: execution.seen)
    }
    return execution
  }
}

func evaluate(_ linear: LinearTerm, _ environment: Environment, _ terms: GroundTerms) -> Int? {
  var total = linear.constant
  for summand in linear.summands {
    guard let value = environment[summand.variable.index], let number = terms.integerValue(value)
    else { return nil }
    total += summand.coefficient * number
  }
  return total
}

func holds(_ left: Int, _ relation: IntegerRelation, _ right: Int) -> Bool {
  switch relation {
  case .equal: left == right
  case .notEqual: left != right
  case .less: left < right
  case .lessOrEqual: left <= right
  }
}
