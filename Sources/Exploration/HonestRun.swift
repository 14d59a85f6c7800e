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

/// Finds the honest run of a model: the first complete one in the order of the source.
package func honestRun(
  of model: ProtocolModel, limits: ExplorationLimits = ExplorationLimits(steps: 200_000),
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> HonestRunSearch {
  let threat = ThreatModel(
    controls: [], plays: [], reveals: [], onlyDelivers: true, separatesRoles: false)
  guard let scenario = model.scenarios.first else { return .none(longest: []) }
  let counts = scenario.counts.map { min($0, 1) }
  let single = Scenario(
    name: scenario.name, counts: counts, total: nil, loops: max(1, scenario.loops))
  let compiled = CompiledModel(model, threat: threat, scenario: single, properties: [])
  var search = Search(
    compiled: compiled, properties: [], reductions: [.eagerSteps], limits: limits,
    isCancelled: isCancelled)
  search.seeksCompletion = true
  search.runHonestly(counts)
  return search.honestRunSearch
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
    checkCompletion()
    for index in sessions.indices {
      for other in sessions.indices where other < index {
        system.requireDifferent([(owner(of: index), owner(of: other))])
      }
      let role = compiled.model.roles[sessions[index].role]
      for parameter in role.parameters {
        guard let partner = parameter.partnerRole,
          let session = sessions.firstIndex(where: { $0.role == partner.index }),
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
      let stops = sessions.map {
        HonestRunStop(role: RoleID($0.role), state: StateID($0.state), isFinal: isFinal($0))
      }
      longestHonestRun = (path.count, stops)
    }
    if !path.isEmpty && sessions.allSatisfy({ isFinal($0) }) {
      completedRun = concreteTrace(.completed)
    }
  }

  private func isFinal(_ session: Session) -> Bool {
    hasFinalState(session.role)
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
