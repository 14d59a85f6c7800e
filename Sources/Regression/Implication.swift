// Whether one property says at least as much as another, by its form alone. Each rule is sufficient
// and none is necessary: what no rule settles, either way round, is called changed, and somebody has
// to look at it. docs/lock.md has the rules in words.

/// How a property differs from the one that was locked.
package enum GoalDifference: Hashable, Sendable {
  case same
  /// It says less.
  case weakened
  /// It says more.
  case strengthened
  /// Neither is known to say what the other says.
  case changed
}

extension LockedGoal {
  /// How `new` differs from this.
  ///
  /// - Parameter roster: every variable of the role that the new one speaks of, if that is known.
  package func difference(to new: LockedGoal, among roster: [Landmark] = []) -> GoalDifference {
    guard let old = inWords(of: new, among: roster), recordsAlike(new) else { return .changed }
    let (before, after) = (old.markingKinds, new.markingKinds)
    return switch (before.implies(after), after.implies(before)) {
    case (true, true): .same
    case (true, false): .weakened
    case (false, true): .strengthened
    case (false, false): .changed
    }
  }

  /// Whether the events that both name are recorded at the same places, and a secret is sent as before.
  private func recordsAlike(_ other: LockedGoal) -> Bool {
    let common = Set(events).intersection(other.events)
    func sites(_ goal: LockedGoal) -> [String] {
      goal.sites.filter { site in
        site.hasPrefix(Self.termSite) || common.contains { site.hasPrefix($0 + "(") }
      }.sorted()
    }
    return sites(self) == sites(other)
  }

  /// The same property with what the new role calls its variables and its state; nil if it is not
  /// known which they are.
  private func inWords(of new: LockedGoal, among roster: [Landmark]) -> LockedGoal? {
    guard speaksOfRole else { return self }
    var names: [String: String] = [:]
    var goal = self
    for mark in landmarks {
      let same = new.landmarks.filter(mark.isSame)
        .max { mark.likeness(to: $0) < mark.likeness(to: $1) }
      if let same, roster.contains(where: { mark.isUsedAs($0, rather: same) }) { return nil }
      // What only an excuse or `at` mentioned may be gone: no name of a model has a quote.
      let name = same?.name ?? mark.name + "'"
      if !mark.isState {
        names[mark.name] = name
      } else if state == mark.name {
        goal.state = name
      }
    }
    if Set(names.values).count < names.count { return nil }
    return goal.renaming { names[$0] ?? $0 }
  }

  /// With restricted variables marked by what they range over, so that none matches another.
  private var markingKinds: LockedGoal {
    let kinds = landmarks.filter { $0.kind.hasSuffix(LockedTerm.restriction) }
      .map { ($0.name, $0.kind) }
    let marks = Dictionary(kinds) { first, _ in first }
    return renaming { name in marks[name].map { "\(name)!\($0)" } ?? name }
  }

  // MARK: Rules

  private func implies(_ other: LockedGoal) -> Bool {
    switch (kind, other.kind) {
    case (.secret, .secret), (.guessableSafe, .guessableSafe), (.guessableSafe, .secret),
      (.hidden, .hidden):
      impliesSecret(other)
    case (.injective, .injective), (.injective, .correspondence),
      (.correspondence, .correspondence):
      impliesCorrespondence(other)
    case (.reachable, .reachable):
      excuses == other.excuses
        && alternatives[0].provides(other.alternatives[0], [:], fixing: [])
    case (.invariant, .invariant): hash == other.hash
    default: false
    }
  }

  /// match: the same term of the same role, from an earlier moment (without `at` from the first),
  /// with no more excuses
  /// sound because: what violates the other violates this.
  private func impliesSecret(_ other: LockedGoal) -> Bool {
    term == other.term && role == other.role && viewer == other.viewer
      && (state == nil || state == other.state)
      && Set(excuses).isSubset(of: other.excuses)
  }

  /// match: the other's trigger is an instance of this one's; each alternative, so instantiated, gives
  /// one of the other's; no more excuses
  /// sound because: an event that needs something by the other needs it by this, and what it then
  /// has by this is enough for the other. Of two injective ones: the earlier events that each event
  /// has of its own are those that the other asks for.
  private func impliesCorrespondence(_ other: LockedGoal) -> Bool {
    guard let trigger, let theirs = other.trigger, let values = trigger.matching(theirs, [:])
    else { return false }
    // An existential variable of this one means nothing in the other.
    let existential = Set(terms.flatMap(\.variables)).subtracting(trigger.variables)
    let apart = values.merging(existential.map { ($0, .variable("'" + $0)) }) { $1 }
    let fixed = Set(theirs.variables)
    let excused = excuses.map { $0.substituting(apart) }
    return Set(excused).isSubset(of: other.excuses)
      && alternatives.allSatisfy { mine in
        let mine = mine.map { $0.map { $0.substituting(apart) } }
        return other.alternatives.contains { mine.provides($0, [:], fixing: fixed) }
      }
  }
}

extension [[LockedTerm]] {
  /// Whether events that match these chains match the others, with one value for each variable: each
  /// other chain is a part of one of these, in its order.
  fileprivate func provides(
    _ others: [[LockedTerm]], _ known: [String: LockedTerm], fixing fixed: Set<String>
  ) -> Bool {
    guard let first = others.first else { return true }
    let rest = Array(others.dropFirst())
    return contains { chain in
      first.embeddings(in: chain[...], known, fixing: fixed)
        .contains { provides(rest, $0, fixing: fixed) }
    }
  }
}

extension [LockedTerm] {
  /// The values under which these patterns ask for no more than some of a chain's, in its order.
  fileprivate func embeddings(
    in chain: ArraySlice<LockedTerm>, _ known: [String: LockedTerm], fixing fixed: Set<String>
  ) -> [[String: LockedTerm]] {
    guard let first else { return [known] }
    return chain.indices.flatMap { index -> [[String: LockedTerm]] in
      guard let values = first.matching(chain[index], known, fixing: fixed) else { return [] }
      return Array(dropFirst())
        .embeddings(in: chain[(index + 1)...], values, fixing: fixed)
    }
  }
}
