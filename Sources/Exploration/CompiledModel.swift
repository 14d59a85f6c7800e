// The model as the search reads it: terms compiled, disjunctions split, everything that a step
// needs to know precomputed once.

import ProtocolModel
import Terms

/// An action of a step; `require` is split into one action per condition.
enum StepAction {
  case receive(TermCode, over: ChannelID, from: TermCode?)
  case match(TermCode, pattern: TermCode)
  case fresh(slot: Int)
  case define(slot: Int, LinearTerm)
  case equal(TermCode, TermCode)
  case different(TermCode, TermCode)
  case compare(LinearTerm, IntegerRelation, LinearTerm)
  case member(TableID, [TermCode])
  case notMember(TableID, [TermCode])
  case event(EventID, [TermCode])
  case insert(TableID, [TermCode])
  case delete(TableID, [TermCode])
  case send(TermCode, over: ChannelID, to: TermCode?)
}

/// A transition, or one disjunct of a transition whose conditions say `or`.
struct Step {
  /// The transition's index in the role.
  var transition: Int
  var target: StateID
  var actions: [StepAction]
  var receives: Bool
  /// What its place among the steps of other sessions depends on.
  var order = StepOrder()
  var writesTables: Bool
  /// Records an event that stands on the right of a `requires` or in an excuse.
  var recordsOrderedEvent: Bool
  /// Records an event that a violation can need: one that is not only on the right of `requires`.
  var recordsHelpfulEvent: Bool
  /// Set where the step matters only as a trigger of these properties; see ExcusedTriggers.
  var onlyTriggers: [TriggerExcuse] = []
  /// The properties to look at after the step, besides those about secrets.
  var mayViolate: [Int] = []
  /// Can always be taken: nothing is received, checked, looked up or compared.
  var isUnconditional: Bool
}

struct CompiledRole {
  var parameters: [Int]
  var slotCount: Int
  var domains: [VariableDomain]
  /// The steps that leave each state.
  var steps: [[Step]]
  /// The slots that are forgotten on entering each state.
  var unbound: [[Int]]
  var hasCycle: Bool
}

struct CompiledModel {
  let model: ProtocolModel
  let threat: ThreatModel
  let scenario: Scenario
  var terms = CompiledTerms()
  /// Those of all alternatives of all properties.
  var chainedPatterns: [ChainedPattern] = []
  var roles: [CompiledRole] = []
  private let ordered: Set<EventID>
  private let properties: [Property]
  private let helpful: Set<EventID>

  init(_ model: ProtocolModel, threat: ThreatModel, scenario: Scenario, properties: [Property]) {
    self.model = model
    self.threat = threat
    self.scenario = scenario
    ordered = Self.orderedEvents(properties)
    self.properties = properties
    helpful = Self.helpfulEvents(properties)
    for role in model.roles { roles.append(compile(role)) }
  }

  // MARK: Events that matter

  private static func orderedEvents(_ properties: [Property]) -> Set<EventID> {
    var events: Set<EventID> = []
    for property in properties {
      if case .correspondence(_, let alternatives, _) = property.goal {
        for pattern in alternatives.joined().joined() { events.insert(pattern.event) }
      }
      for case .revealed(_, let before?) in property.excuses { events.insert(before.event) }
    }
    return events
  }

  private static func helpfulEvents(_ properties: [Property]) -> Set<EventID> {
    var events: Set<EventID> = []
    for property in properties {
      switch property.goal {
      case .correspondence(let trigger, _, _): events.insert(trigger.event)
      case .reachable(let patterns): for pattern in patterns { events.insert(pattern.event) }
      case .secret, .guessableSafe, .hidden, .invariant: break
      }
      for case .revealed(_, let before?) in property.excuses { events.insert(before.event) }
    }
    return events
  }

  // MARK: Roles

  private mutating func compile(_ role: Role) -> CompiledRole {
    var steps = Array(repeating: [Step](), count: role.states.count)
    for (index, transition) in role.transitions.enumerated() {
      for actions in disjuncts(of: transition.actions[...]) {
        steps[transition.source.index].append(step(index, of: role, actions))
      }
    }
    return CompiledRole(
      parameters: role.parameters.map(\.variable.index), slotCount: role.variables.count,
      domains: role.variables.map { VariableDomain($0.kind) }, steps: steps,
      unbound: role.states.map { state in
        role.variables.indices.filter { !state.bound.contains(Variable($0)) }
      }, hasCycle: role.hasCycle)
  }

  private func step(_ index: Int, of role: Role, _ actions: [StepAction]) -> Step {
    let transition = role.transitions[index]
    var step = Step(
      transition: index, target: transition.target, actions: actions, receives: false,
      writesTables: false, recordsOrderedEvent: false, recordsHelpfulEvent: false,
      isUnconditional: true)
    for action in actions {
      switch action {
      case .receive:
        step.receives = true
        step.isUnconditional = false
      case .match:
        if !role.onlyNamesTerms(in: transition) { step.isUnconditional = false }
      case .equal, .different, .compare, .define: step.isUnconditional = false
      case .member(let table, _), .notMember(let table, _):
        step.order.tables.insert(table.index)
        step.isUnconditional = false
      case .insert(let table, _), .delete(let table, _):
        step.order.tables.insert(table.index)
        step.writesTables = true
        step.isUnconditional = false
      case .event(let event, _):
        if ordered.contains(event) { step.recordsOrderedEvent = true }
        step.order.add(event, of: properties)
        if helpful.contains(event) { step.recordsHelpfulEvent = true }
      case .fresh, .send: break
      }
    }
    return step
  }

  /// One action list per disjunct of the conditions.
  private mutating func disjuncts(of actions: ArraySlice<Action>) -> [[StepAction]] {
    guard let action = actions.first else { return [[]] }
    let heads = compile(action)
    let tails = disjuncts(of: actions.dropFirst())
    return heads.flatMap { head in tails.map { head + $0 } }
  }

  private mutating func compile(_ action: Action) -> [[StepAction]] {
    switch action {
    case .receive(let pattern, let channel, let sender):
      [[.receive(terms.compile(pattern), over: channel, from: sender.map { terms.compile($0) })]]
    case .match(let term, let pattern):
      [[.match(terms.compile(term), pattern: terms.compile(pattern))]]
    case .fresh(let variable): [[.fresh(slot: variable.index)]]
    case .define(let variable, let value): [[.define(slot: variable.index, value)]]
    case .require(let condition): compile(condition)
    case .event(let event, let arguments): [[.event(event, compile(arguments))]]
    case .insert(let table, let arguments): [[.insert(table, compile(arguments))]]
    case .delete(let table, let arguments): [[.delete(table, compile(arguments))]]
    case .send(let term, let channel, let recipient):
      [[.send(terms.compile(term), over: channel, to: recipient.map { terms.compile($0) })]]
    }
  }

  private mutating func compile(_ condition: Condition) -> [[StepAction]] {
    switch condition {
    case .equal(let left, let right): return [[.equal(terms.compile(left), terms.compile(right))]]
    case .notEqual(let left, let right):
      return [[.different(terms.compile(left), terms.compile(right))]]
    case .compare(let left, let relation, let right): return [[.compare(left, relation, right)]]
    case .member(let table, let arguments): return [[.member(table, compile(arguments))]]
    case .notMember(let table, let arguments): return [[.notMember(table, compile(arguments))]]
    case .any(let conditions): return conditions.flatMap { compile($0) }
    case .all(let conditions):
      var lists: [[StepAction]] = [[]]
      for part in conditions {
        let disjuncts = compile(part)
        lists = lists.flatMap { list in disjuncts.map { list + $0 } }
      }
      return lists
    }
  }

  mutating func compile(_ terms: [Term]) -> [TermCode] {
    terms.map { self.terms.compile($0) }
  }

  mutating func compile(_ pattern: EventPattern) -> CompiledPattern {
    let arguments = terms.compile(pattern.arguments)
    return CompiledPattern(
      event: pattern.event, firstArgument: Int32(arguments.lowerBound),
      argumentCount: Int32(arguments.count))
  }

  mutating func compile(_ chains: [[EventPattern]]) -> CompiledAlternative {
    let first = chainedPatterns.count
    for chain in chains {
      for (place, pattern) in chain.enumerated() {
        chainedPatterns.append(
          ChainedPattern(pattern: compile(pattern), continuesChain: place > 0))
      }
    }
    return CompiledAlternative(first: Int32(first), count: Int32(chainedPatterns.count - first))
  }
}

extension VariableInfo {
  /// What it ranges over in a `knows` term (S2.2): a principal, an integer or a public constant of
  /// the sort; every principal if the sort says nothing else.
  var knownDomain: VariableDomain {
    switch (kind, sort) {
    case (.any, .message), (.any, .principal), (.any, .nonce), (.any, .key): .principal
    case (.any, .integer): .integer
    case (.any, let sort): .constant(sort)
    default: VariableDomain(kind) == .any ? .principal : VariableDomain(kind)
    }
  }
}

extension VariableDomain {
  init(_ kind: VariableKind) {
    switch kind {
    case .any, .sorted(.message): self = .any
    case .integer, .sorted(.integer): self = .integer
    case .principal, .sorted(.principal): self = .principal
    case .constant(let sort): self = .constant(sort)
    case .sorted(let sort): self = .sorted(sort)
    }
  }
}

extension Role {
  /// Whether every `match` of the transition is like `let x = t`: it binds one variable that takes
  /// anything, and so cannot fail.
  fileprivate func onlyNamesTerms(in transition: Transition) -> Bool {
    var bound = Set(states[transition.source.index].bound)
    for action in transition.actions {
      if case .match(_, let pattern) = action {
        guard case .variable(let variable) = pattern, !bound.contains(variable),
          VariableDomain(variables[variable.index].kind) == .any
        else { return false }
      }
      bound.formUnion(action.terms.flatMap(\.variables))
      switch action {
      case .fresh(let variable), .define(let variable, _): bound.insert(variable)
      default: break
      }
    }
    return true
  }

  /// Whether some state can be entered twice.
  package var hasCycle: Bool {
    // States that nothing enters, or only such states, are on none (Kahn 1962).
    var entries = Array(repeating: 0, count: states.count)
    var targets: [[Int]] = Array(repeating: [], count: states.count)
    for transition in transitions {
      entries[transition.target.index] += 1
      targets[transition.source.index].append(transition.target.index)
    }
    var open = entries.indices.filter { entries[$0] == 0 }
    var count = 0
    while let state = open.popLast() {
      count += 1
      for target in targets[state] {
        entries[target] -= 1
        if entries[target] == 0 { open.append(target) }
      }
    }
    return count < states.count
  }
}
