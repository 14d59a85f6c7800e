// Reduction: steps that cannot happen or lead nowhere are not taken.
//
// Computed anew for every multiset of sessions, because what one role can do depends on which
// others take part:
//
// match:  a step that receives on a channel where nobody who takes part sends and the attacker
//         cannot; or a step after which, and at which, nothing happens that a violation can need:
//         no message that somebody can receive or read, no table entry that somebody reads, no
//         trigger, no claim, no reveal
// result: it is not taken
// sound because: docs/exploration.md, "Useless steps". A step of the first kind is in no run;
//         leaving the others out of a run leaves a run that violates the same properties.

import ProtocolModel
import Terms

/// The steps worth taking, by role and state. Roles that do not take part have no states here: of
/// hundreds of roles three or four do, and what is computed for each multiset has to be as small.
struct ActiveSteps {
  private(set) var steps: [[[Step]]]
  /// The roles that take part.
  private let present: [Int]
  /// The same steps in one list: the search knows a step by its number and copies none.
  private(set) var numbered: [Step] = []
  /// The numbers of the steps of each role that leave each state.
  private(set) var numbers: [[Range<Int>]] = []

  /// Everything: for the honest run, and where the reduction is off.
  init(all compiled: CompiledModel, _ properties: [CompiledProperty]) {
    steps = compiled.roles.map(\.steps)
    present = Array(steps.indices)
    number(compiled, properties)
  }

  init(_ compiled: CompiledModel, counts: [Int], _ properties: [CompiledProperty]) {
    present = counts.indices.filter { counts[$0] > 0 }
    steps = Array(repeating: [], count: counts.count)
    for role in present { steps[role] = compiled.roles[role].steps }
    keepPossible(compiled)
    // A viewer's view grows with everything it does.
    if !compiled.threat.separatesRoles { keepUseful(compiled, properties) }
    number(compiled, properties)
  }

  private mutating func number(_ compiled: CompiledModel, _ properties: [CompiledProperty]) {
    numbers = Array(repeating: [], count: steps.count)
    for role in present {
      for leaving in steps[role] {
        numbers[role].append(numbered.count..<numbered.count + leaving.count)
        for var step in leaving {
          step.mayViolate = properties.indices.filter {
            properties[$0].isViolated(by: step, of: role, compiled)
          }
          numbered.append(step)
        }
      }
    }
  }

  /// Whether sessions of the role can do anything that matters.
  func isUseful(_ role: Int, _ compiled: CompiledModel) -> Bool {
    !steps[role][compiled.model.roles[role].initial.index].isEmpty
  }

  /// Whether some step is left that satisfies the condition.
  func contains(where condition: (Step) -> Bool) -> Bool {
    present.contains { steps[$0].contains { $0.contains(where: condition) } }
  }

  // MARK: What can happen

  private mutating func keepPossible(_ compiled: CompiledModel) {
    var reached: [Set<Int>] = Array(repeating: [], count: steps.count)
    for role in present { reached[role] = [compiled.model.roles[role].initial.index] }
    // A pair (channel, sending role).
    var senders: Set<[Int]> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      forEachStep { role, state, step in
        guard reached[role].contains(state), isPossible(step, by: role, compiled, senders) else {
          return
        }
        var isNew = reached[role].insert(step.target.index).inserted
        for channel in step.sends {
          isNew = senders.insert([channel.index, role]).inserted || isNew
        }
        isGrowing = isGrowing || isNew
      }
    }
    let all = self
    filter { role, state, step in
      reached[role].contains(state) && all.isPossible(step, by: role, compiled, senders)
    }
  }

  private func isPossible(
    _ step: Step, by role: Int, _ compiled: CompiledModel, _ senders: Set<[Int]>
  ) -> Bool {
    guard let channel = step.receivesOver else { return true }
    if compiled.mayInject(over: channel, to: role) { return true }
    guard let endpoints = compiled.model.channels[channel.index].endpoints,
      compiled.model.channels[channel.index].security != .insecure
    else { return senders.contains { $0[0] == channel.index } }
    return senders.contains([channel.index, endpoints.opposite(RoleID(role)).index])
  }

  // MARK: What matters

  private mutating func keepUseful(_ compiled: CompiledModel, _ properties: [CompiledProperty]) {
    var received: Set<ChannelID> = []
    var readTables = Mask()
    forEachStep { _, _, step in
      if let channel = step.receivesOver { received.insert(channel) }
      readTables.formUnion(step.tablesRead)
    }
    for table in properties.flatMap(\.summedTables) { readTables.insert(table.index) }
    let all = self
    func contributes(_ step: Step, by role: Int) -> Bool {
      step.tablesWritten.meets(readTables)
        || step.sends.contains {
          received.contains($0) || compiled.mayRead(over: $0, from: role)
        }
    }
    for role in present {
      let waits = Waits(role: role, properties, compiled)
      let info = compiled.model.roles[role]
      var isUseful = Array(repeating: false, count: info.states.count)
      func leadsOn(_ step: Step) -> Bool {
        let bound = info.states[info.transitions[step.transition].source.index].bound
        return contributes(step, by: role) || waits.states.contains(step.target.index)
          || info.binds(waits.variables.subtracting(bound), in: step.transition)
          || isUseful[step.target.index]
      }
      func matters(_ step: Step) -> Bool { step.recordsHelpfulEvent || leadsOn(step) }
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for state in isUseful.indices
        where !isUseful[state] && all.steps[role][state].contains(where: matters) {
          isUseful[state] = true
          isGrowing = true
        }
      }
      for state in steps[role].indices {
        steps[role][state].removeAll { !matters($0) }
        for index in steps[role][state].indices where !leadsOn(steps[role][state][index]) {
          steps[role][state][index].onlyTriggers = compiled.triggerExcuses(
            of: steps[role][state][index], properties)
        }
      }
    }
  }

  // MARK: Walking

  private func forEachStep(_ visit: (Int, Int, Step) -> Void) {
    for role in present {
      for state in steps[role].indices {
        for step in steps[role][state] { visit(role, state, step) }
      }
    }
  }

  private mutating func filter(_ isKept: (Int, Int, Step) -> Bool) {
    for role in present {
      for state in steps[role].indices {
        steps[role][state] = steps[role][state].filter { isKept(role, state, $0) }
      }
    }
  }
}

/// What claims and reveals wait for in one role.
private struct Waits {
  var states: Set<Int> = []
  var variables: Set<Variable> = []

  init(role: Int, _ properties: [CompiledProperty], _ compiled: CompiledModel) {
    for property in properties {
      switch property.goal {
      case .secret(_, role, let state, let needed),
        .guessableSafe(_, role, let state, let needed):
        if let state { states.insert(state.index) }
        variables.formUnion(needed.map { Variable($0) })
      default: continue
      }
    }
    for reveal in compiled.threat.reveals where reveal.role.index == role {
      if let state = reveal.state { states.insert(state.index) }
      variables.formUnion(reveal.term.variables)
    }
  }
}

extension CompiledModel {
  /// Whether the attacker may send to sessions of a role there, in somebody's name.
  func mayInject(over channel: ChannelID, to role: Int) -> Bool {
    if threat.onlyDelivers { return false }
    switch model.channels[channel.index].security {
    case .insecure, .confidential: return true
    case .authentic, .secure: return mayPlay(oppositeOf: role, channel)
    }
  }

  /// Whether the attacker may read what sessions of a role send there.
  func mayRead(over channel: ChannelID, from role: Int) -> Bool {
    if threat.onlyDelivers { return false }
    switch model.channels[channel.index].security {
    case .authentic: return true
    case .insecure: return threat.controls.contains(channel) || !threat.plays.isEmpty
    case .confidential, .secure: return mayPlay(oppositeOf: role, channel)
    }
  }

  /// Whether dishonest principals may act at the other end of a channel.
  func mayPlay(oppositeOf role: Int, _ channel: ChannelID) -> Bool {
    guard let endpoints = model.channels[channel.index].endpoints else {
      return !threat.plays.isEmpty
    }
    return threat.plays.contains(endpoints.opposite(RoleID(role)))
  }
}

extension Step {
  /// The channel it receives on.
  var receivesOver: ChannelID? {
    for case .receive(_, let channel, _) in actions { return channel }
    return nil
  }

  /// The channels it sends on.
  var sends: [ChannelID] {
    actions.compactMap { if case .send(_, let channel, _) = $0 { channel } else { nil } }
  }

  var tablesRead: Mask {
    actions.reduce(into: Mask()) { tables, action in
      switch action {
      case .member(let table, _), .notMember(let table, _): tables.insert(table.index)
      default: break
      }
    }
  }

  var tablesWritten: Mask {
    actions.reduce(into: Mask()) { tables, action in
      switch action {
      case .insert(let table, _), .delete(let table, _): tables.insert(table.index)
      default: break
      }
    }
  }

  func records(_ event: EventID) -> Bool {
    actions.contains { if case .event(event, _) = $0 { true } else { false } }
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
