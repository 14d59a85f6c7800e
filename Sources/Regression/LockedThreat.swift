// Against whom a property is claimed and how far a search for attacks goes, as sets of short lines
// that can be compared: what the attacker may do, what is assumed in its way, and how many sessions
// there are.

import Certificates

package struct LockedThreat: Hashable, Sendable {
  package struct Sessions: Hashable, Sendable {
    package var role: String
    package var count: Int
  }
  /// What the attacker may do: `controls network`, `plays Bank`, `reveals …`.
  package var powers: [String] = []
  /// What it may make use of because the protocol has it: `equation …`, `brings …`, `applies …`. A
  /// protocol that grows has more of it, which is no news; to lose some makes the attacker weaker.
  package var means: [String] = []
  /// What keeps it from something: `typed`, `honest Authority`, `channel interbank secure …`.
  package var assumptions: [String] = []
  /// The roles with at least one session, by name.
  package var sessions: [Sessions] = []
  /// At most so many altogether; nil: as many as there are.
  package var total: Int?
  package var loops = 0

  /// The SHA-256 of all of it.
  package var hash: String {
    var lines = powers.map { "power " + $0 } + means.map { "means " + $0 }
    lines += assumptions.map { "assumes " + $0 }
    lines += sessions.map { "sessions \($0.count) \($0.role)" }
    lines.append("total \(total.map(String.init) ?? "-") loops \(loops)")
    return SHA256.digest(lines.joined(separator: "\n"))
  }
}

/// What was lost and what came, as the lines of a lock.
package struct LineDifference: Hashable, Sendable {
  package var lost: [String] = []
  package var gained: [String] = []
}

extension LockedThreat {
  /// What the attacker lost (`lost`) and won (`gained`).
  package func attackerDifference(to new: LockedThreat) -> LineDifference {
    func missing(_ lines: [String], in others: [String], _ mark: String) -> [String] {
      let others = Set(others)
      return lines.filter { !others.contains($0) }.map { mark + $0 }
    }
    return LineDifference(
      lost: missing(powers, in: new.powers, "no longer: ")
        + missing(means, in: new.means, "no longer: ")
        + missing(new.assumptions, in: assumptions, "now assumed: "),
      gained: missing(new.powers, in: powers, "now also: ")
        + missing(assumptions, in: new.assumptions, "no longer assumed: "))
  }

  /// Which bounds became smaller (`lost`) and larger (`gained`).
  package func scopeDifference(to new: LockedThreat) -> LineDifference {
    var difference = LineDifference()
    func compare(_ what: String, _ old: Int?, _ new: Int?) {
      if old == new { return }
      func text(_ count: Int?) -> String { count.map(String.init) ?? "any number" }
      let line = "\(what): \(text(old)), now \(text(new))"
      if new ?? .max < old ?? .max {
        difference.lost.append(line)
      } else {
        difference.gained.append(line)
      }
    }
    for role in Set((sessions + new.sessions).map(\.role)).sorted() {
      compare("sessions of \(role)", count(of: role), new.count(of: role))
    }
    compare("sessions altogether", total, new.total)
    compare("rounds of a loop", loops, new.loops)
    return difference
  }

  private func count(of role: String) -> Int {
    sessions.first { $0.role == role }?.count ?? 0
  }
}
