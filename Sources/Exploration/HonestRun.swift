// The honest run (S9): one session of each role, the network delivers, everyone finishes.

import Deduction
import ProtocolModel
import Terms
import Traces

/// What a search for the honest run came to.
package enum HonestRunSearch: Hashable, Sendable {
  case found(Trace)
  /// Every run of one session of each role was tried; where the sessions of the longest stop, or
  /// of the first of several.
  case none(longest: [HonestRunStop])
  /// The search was cut before it could tell.
  case cut(ExplorationCut)
}

/// Finds the honest run of a model: the first complete one in the order of the source, or where
/// that takes long, the first in which the sessions of partners finish before others begin. Hundreds
/// of sessions that take each other's messages have more ways to get stuck than can be tried.
package func honestRun(
  of model: ProtocolModel, limits: ExplorationLimits = ExplorationLimits(steps: 200_000),
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> HonestRunSearch {
  guard let attempt = HonestAttempt(model, isCancelled: isCancelled) else {
    return .none(longest: [])
  }
  let isShort = limits.steps > 0 && limits.steps <= HonestAttempt.trialSteps
  let trial = isShort ? limits : ExplorationLimits(steps: HonestAttempt.trialSteps)
  let first = attempt.search(trial, inGroups: false)
  guard case .cut(.stepLimit) = first, !isShort else { return first }
  let grouped = attempt.search(limits, inGroups: true)
  if case .found = grouped { return grouped }
  return attempt.search(limits, inGroups: false)
}

private struct HonestAttempt {
  static let trialSteps = 2_000
  private let compiled: CompiledModel
  private let counts: [Int]
  private let isCancelled: @Sendable () -> Bool

  init?(_ model: ProtocolModel, isCancelled: @escaping @Sendable () -> Bool) {
    guard let scenario = model.scenarios.first else { return nil }
    let threat = ThreatModel(
      controls: [], plays: [], reveals: [], onlyDelivers: true, separatesRoles: false)
    counts = scenario.counts.map { min($0, 1) }
    let single = Scenario(
      name: scenario.name, counts: counts, total: nil, loops: max(1, scenario.loops))
    compiled = CompiledModel(model, threat: threat, scenario: single, properties: [])
    self.isCancelled = isCancelled
  }

  func search(_ limits: ExplorationLimits, inGroups: Bool) -> HonestRunSearch {
    var search = Search(
      compiled: compiled, properties: [], reductions: [.eagerSteps], limits: limits,
      isCancelled: isCancelled)
    search.seeksCompletion = true
    if inGroups { search.turns = groups }
    search.runHonestly(counts)
    return search.honestRunSearch
  }

  /// By session, of one of each role: sessions of partners, and of their partners, have one number.
  private var groups: [Int] {
    let roles = counts.indices.filter { counts[$0] > 0 }
    var groups = Array(roles.indices)
    for (session, role) in roles.enumerated() {
      for partner in compiled.model.roles[role].parameters.compactMap(\.partnerRole) {
        guard let other = roles.firstIndex(of: partner.index) else { continue }
        let (kept, merged) = (
          min(groups[session], groups[other]), max(groups[session], groups[other])
        )
        for index in groups.indices where groups[index] == merged { groups[index] = kept }
      }
    }
    return groups
  }
}

extension Search {
  fileprivate var honestRunSearch: HonestRunSearch {
    if let completedRun { return .found(completedRun) }
    if let stopped { return .cut(stopped) }
    if system.wasCut { return .cut(.derivationDepth) }
    return system.arithmetic.gaveUp ? .cut(.arithmetic) : .none(longest: longestHonestRun.stops)
  }

  /// Wires one session of each role: distinct owners, partners are the owners of their sessions.
  mutating func runHonestly(_ counts: [Int]) {
    for (role, count) in counts.enumerated() where count > 0 { addSession(role) }
    haveFinalState = compiled.roles.indices.map { hasFinalState($0) }
    system.requireAllDifferent(sessions.indices.map { owner(of: $0) })
    checkCompletion()
    for index in sessions.indices {
      let role = compiled.model.roles[sessions[index].role]
      for parameter in role.parameters {
        guard let partner = parameter.partnerRole,
          let session = sessions.indices.first(where: { sessions[$0].role == partner.index }),
          let term = slots[sessions[index].firstSlot + parameter.variable.index]
        else { continue }
        guard system.unify(term, owner(of: session)) else { return }
      }
    }
    if system.solveOnce() { explore() }
  }

  /// Notes a run in which every session is in a final state, or that is longer than all others.
  mutating func checkCompletion() {
    if path.count > longestHonestRun.length {
      let stops = sessions.indices.map {
        HonestRunStop(
          role: RoleID(sessions[$0].role), state: StateID(sessions[$0].state),
          isFinal: isFinal(sessions[$0]))
      }
      longestHonestRun = (path.count, stops)
    }
    if !path.isEmpty && sessions.indices.allSatisfy({ isFinal(sessions[$0]) }) {
      completedRun = concreteTrace(.completed)
    }
  }

  /// Whose turn it is in an honest run: the first group with a session that is not final; nil if it
  /// is everybody's.
  var turn: Int? {
    if turns.isEmpty { return nil }
    var first = Int.max
    for (session, group) in turns.enumerated() where group < first {
      if !isFinal(sessions[session]) { first = group }
    }
    return first
  }

  private func isFinal(_ session: Session) -> Bool {
    haveFinalState[session.role]
      ? compiled.roles[session.role].steps[session.state].isEmpty : session.hasStarted
  }

  /// Whether the role has a state that sessions enter and never leave. States that only
  /// switched-off transitions mention do not count.
  private func hasFinalState(_ index: Int) -> Bool {
    let role = compiled.model.roles[index]
    let entered = role.transitions.map(\.target) + [role.initial]
    return entered.contains { compiled.roles[index].steps[$0.index].isEmpty }
  }
}
