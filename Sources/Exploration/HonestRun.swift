// The honest run (S9): one session of each role, the network delivers, everyone finishes.

import Deduction
import ProtocolModel
import Terms
import Traces

/// Finds the honest run of a model: the first complete one in the order of the source.
///
/// - Returns: nil if there is none within the step limit.
package func honestRun(
  of model: ProtocolModel, limits: ExplorationLimits = ExplorationLimits(steps: 200_000)
) -> Trace? {
  let threat = ThreatModel(
    controls: [], plays: [], reveals: [], onlyDelivers: true, separatesRoles: false)
  guard let scenario = model.scenarios.first else { return nil }
  let counts = scenario.counts.map { min($0, 1) }
  let single = Scenario(
    name: scenario.name, counts: counts, total: nil, loops: max(1, scenario.loops))
  let compiled = CompiledModel(model, threat: threat, scenario: single, properties: [])
  var search = Search(
    compiled: compiled, properties: [], reductions: [.eagerSteps], limits: limits,
    isCancelled: { false })
  search.seeksCompletion = true
  search.runHonestly(counts)
  return search.completedRun
}

extension Search {
  /// Wires one session of each role: distinct owners, partners are the owners of their sessions.
  mutating func runHonestly(_ counts: [Int]) {
    for (role, count) in counts.enumerated() where count > 0 { addSession(role) }
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

  /// Whether every session is in a final state.
  mutating func checkCompletion() {
    for session in sessions {
      let role = compiled.roles[session.role]
      let isFinal =
        hasFinalState(session.role) ? role.steps[session.state].isEmpty : session.hasStarted
      if !isFinal { return }
    }
    completedRun = concreteTrace(.completed)
  }

  /// Whether the role has a state that sessions enter and never leave. States that only
  /// switched-off transitions mention do not count.
  private func hasFinalState(_ index: Int) -> Bool {
    let role = compiled.model.roles[index]
    let entered = role.transitions.map(\.target) + [role.initial]
    return entered.contains { compiled.roles[index].steps[$0.index].isEmpty }
  }
}
