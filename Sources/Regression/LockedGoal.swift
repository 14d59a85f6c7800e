// What a property says, by names: enough to decide whether another one says less, and to show a
// reader both. Its hash is the same for properties that differ only in what variables are called.

import Certificates

package struct LockedExcuse: Hashable, Sendable {
  /// `dishonest(?B)`, `revealed(?k)`
  package var condition: LockedTerm
  /// The event that a reveal has to come before.
  package var before: LockedTerm?

  func substituting(_ values: [String: LockedTerm]) -> LockedExcuse {
    LockedExcuse(
      condition: condition.substituting(values), before: before?.substituting(values))
  }
}

package struct LockedGoal: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case secret, hidden, correspondence, injective, reachable, invariant
    case guessableSafe = "guessable-safe"
  }
  package var kind: Kind
  /// Of the kinds that speak of a role.
  package var term: LockedTerm?
  /// Whose secret it is, or whose tables an invariant speaks of.
  package var role: String?
  /// Where a secret is claimed.
  package var state: String?
  /// From whom it is hidden.
  package var viewer: String?
  package var trigger: LockedTerm?
  /// Alternatives of conjuncts of chains; for `reachable` one alternative of single events.
  package var alternatives: [[[LockedTerm]]] = []
  /// Both sides and the relation of an invariant, its variables written as in terms.
  package var comparison: String?
  package var excuses: [LockedExcuse] = []
  /// What the variables and the state are.
  package var landmarks: [Landmark] = []
  /// Where the events that it names are recorded: role, messages received by then, arguments.
  package var sites: [String] = []

  init(_ kind: Kind) { self.kind = kind }

  /// The terms in their order.
  var terms: [LockedTerm] {
    [term, trigger].compactMap { $0 } + alternatives.flatMap { $0.flatMap { $0 } }
      + excuses.flatMap { [$0.condition] + ($0.before.map { [$0] } ?? []) }
  }

  /// Whether the variables are those of a role.
  var speaksOfRole: Bool { [.secret, .guessableSafe, .hidden].contains(kind) }

  /// With other names for the variables of its terms.
  func renaming(_ rename: (String) -> String) -> LockedGoal {
    var goal = self
    goal.term = term?.renaming(rename)
    goal.trigger = trigger?.renaming(rename)
    goal.alternatives = alternatives.map { $0.map { $0.map { $0.renaming(rename) } } }
    goal.excuses = excuses.map {
      LockedExcuse(
        condition: $0.condition.renaming(rename), before: $0.before?.renaming(rename))
    }
    return goal
  }

  // MARK: The hash

  /// The SHA-256 of what it says, whatever variables and states are called.
  package var hash: String {
    let names = (terms.flatMap(\.variables) + comparisonVariables).uniqued
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, "\($0 + 1)") })
    let numbered = renaming { numbers[$0] ?? $0 }
    var lines = [kind.rawValue, role ?? "-", state == nil ? "-" : "at", viewer ?? "-"]
    lines += numbered.terms.map(\.description)
    lines.append(Self.renamingVariables(in: comparison ?? "-") { numbers[$0] ?? $0 })
    lines.append(
      alternatives.map { $0.map { "\($0.count)" }.joined(separator: " ") }.joined(separator: ";"))
    // In the order of the terms, not of their names.
    for name in names {
      for mark in landmarks where mark.name == name && !mark.isState {
        lines.append("\(mark.kind) \(mark.place)")
      }
    }
    for mark in landmarks where mark.isState { lines.append("state \(mark.place)") }
    return SHA256.digest((lines + sites).joined(separator: "\n"))
  }

  var comparisonVariables: [String] {
    var found: [String] = []
    _ = Self.renamingVariables(in: comparison ?? "") {
      found.append($0)
      return $0
    }
    return found
  }

  /// A text with other names after its question marks.
  static func renamingVariables(in text: String, _ rename: (String) -> String) -> String {
    var parts = text.split(separator: "?", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices.dropFirst() {
      let name = parts[index].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "'" }
      parts[index] = rename(String(name)) + parts[index].dropFirst(name.count)
    }
    return parts.joined(separator: "?")
  }
}
