// The honest run is complete (rule S9): every session is in a final state.

import ProtocolModel
import Terms

struct HonestRunClaim {
  let model: ProtocolModel
  let run: ReplayedRun

  init(_ model: ProtocolModel, _ run: ReplayedRun) {
    self.model = model
    self.run = run
  }

  func finding() throws(Refusal) -> Finding {
    guard run.trace.claim == .completed else {
      throw Refusal("the honest run claims nothing but to be complete")
    }
    for (index, session) in run.trace.sessions.enumerated() {
      guard isFinal(session: index, model.roles[session.role.index]) else {
        throw Refusal("session \(index + 1) is not in a final state")
      }
    }
    return Finding(kind: .completed, step: run.steps.count - 1)
  }

  /// A state without outgoing transitions; in a role that has none, any state after a step. States
  /// that only switched-off transitions mention do not count.
  private func isFinal(session: Int, _ role: Role) -> Bool {
    let sources = Set(role.transitions.map(\.source))
    let entered = Set(role.transitions.map(\.target) + [role.initial])
    let last = run.steps.last { $0.session == session }
    if entered.isSubset(of: sources) { return last != nil }
    return !sources.contains(last?.target ?? role.initial)
  }
}
