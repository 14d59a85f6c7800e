// The bounded engine: every interleaving of every multiset of sessions within the scenario.
//
// One exploration serves all properties of a job. Multisets of sessions are explored by size, so
// that small attacks come first; within a multiset the search is depth first and, once a property
// was violated, goes on only above the depth of the shortest violation known (branch and bound):
// that gives shortest attacks without searching anything twice, which iterative deepening would.

import Deduction
import ProtocolModel
import Terms
import Traces

/// Explores every run within the scenario of the job's properties.
///
/// - Parameter workers: who shares the work of a long search; the result does not depend on it.
/// - Complexity: exponential in the number of sessions; memory grows with the length of a run.
package func explore(
  _ job: ExplorationJob, workers: Workers = .alone,
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> ExplorationResult {
  guard let plan = SearchPlan(job, isCancelled: isCancelled) else {
    return ExplorationResult(outcomes: [], statistics: ExplorationStatistics())
  }
  if let schedule = job.schedule { return plan.follow(schedule) }
  var search = plan.makeSearch()
  search.prefix = job.prefix
  let triggers = Triggers(plan)
  var tried = TriedMultisets(limit: job.limits.steps)
  var wholeSize = 0
  for (index, multiset) in sessionMultisets(of: plan.scenario).enumerated()
  where search.isInPrefix(multiset: index) {
    // Many multisets may pass without a single step.
    if isCancelled() { search.stopped = .interrupted }
    if tried.areTooMany { search.stopped = .stepLimit }
    if search.stopped != nil { break }
    wholeSize = multiset.reduce(0, +) - 1
    if !triggers.occur(in: multiset, search.isOpen) {
      tried.notePassed()
      continue
    }
    tried.notePrepared()
    search.activate(multiset)
    if !search.mayViolate(multiset) { continue }
    if job.prefix.isEmpty {
      search = plan.search(MultisetNumber(index, multiset), after: search, workers)
    } else {
      search.run(multiset)
    }
    search.closeFound()
    if search.stopped != nil || !search.isOpen.contains(true) { break }
  }
  var result = search.tally.result()
  result.wholeSize = wholeSize
  return result
}

/// Where steps are limited, sets of sessions are as well: many roles have more of them than can be
/// looked at, and few steps. A model of a few roles has far fewer than are free.
private struct TriedMultisets {
  private static let free = 1_000
  /// So many are a step: those that are prepared, and those in which no role triggers anything.
  private static let preparedTogether = 10
  private static let passedTogether = 1_000
  let limit: Int
  private var prepared = 0
  private var passed = 0

  init(limit: Int) { self.limit = limit }

  mutating func notePassed() { passed += 1 }
  mutating func notePrepared() { prepared += 1 }

  var areTooMany: Bool {
    limit > 0
      && prepared / Self.preparedTogether + passed / Self.passedTogether - Self.free > limit
  }
}

/// Which roles can trigger a property, whoever else takes part: most multisets of many roles have
/// none of them, and are passed over before anything is computed for them.
private struct Triggers {
  /// By property; nil if every multiset is searched.
  private let roles: [[Int]]?

  init(_ plan: SearchPlan) {
    guard plan.job.reductions.contains(.usefulSteps) else {
      roles = nil
      return
    }
    roles = plan.properties.map { property in
      plan.compiled.roles.indices.filter { role in
        property.looks(at: role)
          || plan.compiled.roles[role].steps.joined().contains {
            property.isTriggered(by: $0, of: role, plan.compiled)
          }
      }
    }
  }

  func occur(in counts: [Int], _ isOpen: [Bool]) -> Bool {
    guard let roles else { return true }
    return roles.indices.contains { property in
      isOpen[property] && roles[property].contains { counts[$0] > 0 }
    }
  }
}

/// What all searches of a job start from.
struct SearchPlan: Sendable {
  let compiled: CompiledModel
  let properties: [CompiledProperty]
  let job: ExplorationJob
  let scenario: Scenario
  var isCancelled: @Sendable () -> Bool

  init?(_ job: ExplorationJob, isCancelled: @escaping @Sendable () -> Bool) {
    guard let first = job.properties.first else { return nil }
    let properties = job.properties.map { job.model.properties[$0] }
    scenario = job.model.scenarios[job.model.properties[first].scenario]
    var compiled = CompiledModel(
      job.model, threat: job.model.properties[first].threat, scenario: scenario,
      properties: properties)
    self.properties = properties.map { CompiledProperty($0, in: &compiled) }
    self.compiled = compiled
    self.job = job
    self.isCancelled = isCancelled
  }

  func makeSearch() -> Search {
    Search(
      compiled: compiled, properties: properties, reductions: job.reductions, limits: job.limits,
      isCancelled: isCancelled)
  }
}

extension Search {
  /// Explores all runs of these sessions (a count per role).
  mutating func run(_ counts: [Int]) {
    let mark = self.mark
    let opening = interchangeable.mark
    noteOwner(-1)
    for (role, count) in counts.enumerated() {
      for _ in 0..<count {
        addSession(role)
        noteOwner(sessions.count - 1)
      }
    }
    separatePrincipals()
    if system.solveOnce() {
      checkInitially()
      explore()
    }
    undo(to: mark)
    interchangeable.undo(to: opening)
    sessions.cut(to: 0)
    slots.cut(to: 0)
    slotTrail.cut(to: 0)
    taken.cut(to: 0)
    flags.cut(to: 0)
  }

  /// What was violated by these sessions is not looked for among more.
  mutating func closeFound() {
    for index in findings.indices where findings[index].trace != nil { isOpen[index] = false }
  }

  /// Prepares for sessions of these roles.
  mutating func activate(_ counts: [Int]) {
    if reductions.contains(.usefulSteps) {
      active = ActiveSteps(compiled, counts: counts, properties)
    }
    hopes = Hopes(compiled, active, properties)
  }

  /// Whether sessions of these roles can do anything that the smaller multisets cannot, and can
  /// trigger an open property.
  func mayViolate(_ counts: [Int]) -> Bool {
    if !reductions.contains(.usefulSteps) { return true }
    for (role, count) in counts.enumerated() where count > 0 && !active.isUseful(role, compiled) {
      let isRevealed = compiled.threat.reveals.contains { $0.role.index == role }
      if !isRevealed, !properties.contains(where: { $0.looks(at: role) }) { return false }
    }
    return properties.indices.contains { index in
      isOpen[index]
        && counts.indices.contains { role in
          counts[role] > 0 && mayTrigger(index, role)
        }
    }
  }

  private func mayTrigger(_ property: Int, _ role: Int) -> Bool {
    properties[property].looks(at: role)
      || active.steps[role].joined().contains {
        properties[property].isTriggered(by: $0, of: role, compiled)
      }
  }

  mutating func addSession(_ role: Int) {
    let compiledRole = compiled.roles[role]
    let info = compiled.model.roles[role]
    let firstSlot = slots.count
    for _ in 0..<compiledRole.slotCount { slots.append(nil) }
    for slot in compiledRole.parameters {
      let domain = compiledRole.domains[slot]
      slots[firstSlot + slot] = system.substitution.makeVariable(domain, in: &system.store)
    }
    sessions.append(
      Session(
        role: role, state: info.initial.index, firstSlot: firstSlot, firstCount: taken.count,
        firstFlag: flags.count))
    for _ in 0..<info.states.count + compiled.threat.reveals.count { flags.append(false) }
    flags[sessions[sessions.count - 1].firstFlag + info.initial.index] = true
    for _ in info.transitions { taken.append(0) }
    let index = sessions.count - 1
    guard system.decide(.honest, for: owner(of: index)) else {
      preconditionFailure("a new variable can be honest")
    }
    for pair in info.distinct {
      if let a = slots[firstSlot + pair.first.index], let b = slots[firstSlot + pair.second.index] {
        system.requireDifferent(a, b)
      }
    }
  }

  /// `hidden`: principals play one role each (S7.2).
  private mutating func separatePrincipals() {
    guard compiled.threat.separatesRoles else { return }
    var players: [(role: Int, term: TermID)] = []
    for index in sessions.indices {
      let session = sessions[index]
      players.append((session.role, owner(of: index)))
      for parameter in compiled.model.roles[session.role].parameters {
        if let role = parameter.partnerRole,
          let term = slots[session.firstSlot + parameter.variable.index]
        {
          players.append((role.index, term))
        }
      }
    }
    for (index, player) in players.enumerated() {
      for other in players[..<index] where other.role != player.role {
        system.requireDifferent(player.term, other.term)
      }
    }
  }

  /// Explores everything that can happen from here.
  mutating func explore() {
    if isFinished || isTooDeep || isHopeless || isOffSchedule { return }
    if let (session, step) = eagerStep() {
      isContinuation = true
      take(step, by: session, before: nil) { $0.explore() }
      return
    }
    enterNode()
    let opening = interchangeable.mark
    if !opening.isOpeningOver { endOpening() }
    defer {
      interchangeable.undo(to: opening)
      leaveNode()
    }
    var choice = -1
    let turn = turn
    for session in sessions.indices where turn == nil || turns[session] == turn {
      for step in active.numbers[sessions[session].role][sessions[session].state] {
        if isFinished { return }
        choice += 1
        let transition = active.numbered[step].transition
        guard isOnSchedule(.transition(session: session, transition: transition)),
          isInPrefix(choice: choice), mayStart(session), isFirst(session),
          mayRepeat(step, by: session)
        else {
          continue
        }
        let place = earlierPlace(of: step, by: session)
        if let place, !mayNeed(stretchFrom: place, step) { continue }
        isContinuation = false
        follow(choice) { $0.takeUnexcused(step, by: session, before: place) }
      }
    }
    exploreReveals(choicesFrom: choice + 1)
  }

  /// Takes a step; one that matters only as a trigger, only where that is not excused.
  private mutating func takeUnexcused(_ step: Int, by session: Int, before place: Int?) {
    if active.numbered[step].onlyTriggers.isEmpty {
      return take(step, by: session, before: place) { $0.explore() }
    }
    let mark = self.mark
    if supposeUnexcused(step, by: session) {
      take(step, by: session, before: place) { $0.explore() }
    }
    undo(to: mark)
  }

  /// A longer run cannot improve on what was found for every property.
  private var isTooDeep: Bool {
    if seeksCompletion { return false }
    for index in findings.indices where isOpen[index] {
      guard let length = findings[index].length, path.count >= length - 1 else { return false }
    }
    return true
  }

  /// The bound on loops (S8.1).
  func mayRepeat(_ step: Int, by session: Int) -> Bool {
    return !compiled.roles[sessions[session].role].hasCycle
      || taken[sessions[session].firstCount + active.numbered[step].transition]
        < compiled.scenario.loops
  }

  var tally: Tally {
    Tally(
      findings: findings, statistics: counts, stopped: stopped,
      wasCut: system.wasCut || piece.wasCutBefore,
      gaveUp: system.arithmetic.gaveUp || piece.gaveUpBefore)
  }
}
