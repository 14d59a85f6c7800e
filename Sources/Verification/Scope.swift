// The bound that a verdict was found within, as data and as the words that stand beside it
// everywhere.

import ProtocolModel

package struct Scope: Hashable, Sendable {
  package struct Count: Hashable, Sendable {
    package var role: String
    package var sessions: Int
    package init(role: String, sessions: Int) {
      self.role = role
      self.sessions = sessions
    }
  }
  /// The roles with at least one session, in the model's order.
  package var counts: [Count]
  package var total: Int?
  /// How often one session may take one transition; nil if no role has a loop.
  package var loops: Int?

  package init(counts: [Count], total: Int?, loops: Int?) {
    self.counts = counts
    self.total = total
    self.loops = loops
  }

  package init(of scenario: Scenario, in model: ProtocolModel) {
    let roles = model.roles.indices.filter { scenario.counts[$0] > 0 }
    self.init(
      counts: roles.map { Count(role: model.roles[$0].name, sessions: scenario.counts[$0]) },
      total: scenario.total,
      loops: roles.contains { model.roles[$0].hasLoop } ? scenario.loops : nil)
  }
}

extension Scope: CustomStringConvertible {
  /// `2 Customer, 1 Bank, at most 2 sessions, each loop at most 2 times`
  package var description: String {
    var parts = counts.map { "\($0.sessions) \($0.role)" }
    if let total { parts.append("at most \(total) session\(total == 1 ? "" : "s")") }
    if let loops { parts.append("each loop at most " + (loops == 1 ? "once" : "\(loops) times")) }
    return parts.joined(separator: ", ")
  }
}

extension Role {
  /// Whether a session can come back to a state it has left.
  package var hasLoop: Bool {
    states.indices.contains { start in
      var seen: Set<Int> = []
      var pending = [start]
      while let state = pending.popLast() {
        for transition in transitions where transition.source.index == state {
          if transition.target.index == start { return true }
          if seen.insert(transition.target.index).inserted {
            pending.append(transition.target.index)
          }
        }
      }
      return false
    }
  }
}
