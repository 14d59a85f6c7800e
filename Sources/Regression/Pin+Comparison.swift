// What is different between a pin and what was found now of the same property.

import Verification

extension Pin {
  /// Everything that somebody has to look at before `new` may stand in the place of this; the worst
  /// first.
  ///
  /// - Parameter roster: every variable of the role that the new property speaks of.
  package func changes(to new: Pin, among roster: [Landmark] = []) -> [Change] {
    var changes = verdictChanges(to: new)
    changes += goalChanges(to: new, among: roster)
    changes += expectationChanges(to: new)
    changes += attackerChanges(to: new)
    if options != new.options {
      changes.append(
        Change(kind: .options, summary: "options \(list(options)), now \(list(new.options))"))
    }
    return changes
  }

  private func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  // MARK: Verdicts

  private func verdictChanges(to new: Pin) -> [Change] {
    if verdict == new.verdict { return sameVerdictChanges(to: new) }
    let summary = "\(answer), now \(new.answer)"
    let kind: Change.Kind =
      if new.verdict == .vacuous && verdict.isGood {
        .emptied
      } else if new.verdict.isGood && new.verdict.rank > verdict.rank {
        .fixed
      } else if new.verdict.rank < verdict.rank {
        .regressed
      } else {
        .changed
      }
    return [Change(kind: kind, summary: summary)]
  }

  private func sameVerdictChanges(to new: Pin) -> [Change] {
    if let attack, let other = new.attack, attack.hash != other.hash {
      return [
        Change(
          kind: .otherAttack, summary: "the attack has another shape",
          details: differences(attack.lines, other.lines))
      ]
    }
    // Where the bound is that of the scenario, the scenario says so.
    let isBound = verdict == .holds || verdict == .vacuous
    if isBound && bounds != new.bounds && threat.scopeDifference(to: new.threat).isEmpty {
      return [Change(kind: .changed, summary: "\(answer), now \(new.answer)")]
    }
    return []
  }

  /// In no order: roles that have new names stand elsewhere.
  private var bounds: Set<Substring> {
    Set(scope.replacing("within ", with: "").split(separator: ", "))
  }

  // MARK: What is claimed

  private func goalChanges(to new: Pin, among roster: [Landmark]) -> [Change] {
    let kind: Change.Kind
    let summary: String
    switch goal.difference(to: new.goal, among: roster) {
    case .same: return []
    case .weakened: (kind, summary) = (.weakened, "the property says less")
    case .strengthened: (kind, summary) = (.strengthened, "the property says more")
    case .changed:
      (kind, summary) = (.changed, "the property says something else, or of something else")
    }
    return [
      Change(kind: kind, summary: summary, details: differences(goal.lines, new.goal.lines))
    ]
  }

  private func expectationChanges(to new: Pin) -> [Change] {
    if expected == new.expected { return [] }
    let now = new.expected?.rawValue
    guard let expected else {
      if new.verdict.meets(new.expected!) { return [] }
      return [
        Change(
          kind: .changed, summary: "now expected: \(now!), which \(new.verdict.rawValue) is not")
      ]
    }
    return [
      Change(
        kind: now == nil ? .unpinned : .changed,
        summary: "expected: \(expected.rawValue), now " + (now ?? "nothing"))
    ]
  }

  // MARK: Against whom

  private func attackerChanges(to new: Pin) -> [Change] {
    let attacker = threat.attackerDifference(to: new.threat)
    let scope = threat.scopeDifference(to: new.threat)
    func change(_ kind: Change.Kind, _ summary: String, _ lines: [String]) -> [Change] {
      lines.isEmpty ? [] : [Change(kind: kind, summary: summary, details: lines)]
    }
    return change(.narrowed, "the attacker can do less", attacker.lost)
      + change(.shrunken, "the scenario is smaller", scope.lost)
      + change(.widened, "the attacker can do more", attacker.gained)
      + change(.grown, "the scenario is larger", scope.gained)
  }

  /// The lines that only one of them has.
  private func differences(_ old: [String], _ new: [String]) -> [String] {
    old.filter { !new.contains($0) }.map { "- " + $0 }
      + new.filter { !old.contains($0) }.map { "+ " + $0 }
  }
}

extension LineDifference {
  fileprivate var isEmpty: Bool { lost.isEmpty && gained.isEmpty }
}

extension LockedGoal {
  /// Its fields without the digests, which say nothing to a reader.
  package var lines: [String] {
    fields.filter { $0.word != "property-hash" }.map { field in
      guard field.word == "variable" || field.word == "state" else { return field.text }
      let parts = field.value.split(separator: " ", maxSplits: 3)
      return "\(field.word) \(parts[0]): \(parts[3])" + (parts[1] == "0" ? "" : ", \(parts[1])")
    }
  }
}

extension AttackShape {
  package var lines: [String] { fields.filter { $0.word != "attack-hash" }.map(\.text) }
}

extension Verdict {
  /// Whether it speaks well of the model.
  fileprivate var isGood: Bool { self == .proved || self == .holds || self == .witness }

  /// How well it speaks of the model.
  fileprivate var rank: Int {
    switch self {
    case .proved: 3
    case .holds, .witness: 2
    case .unknown, .vacuous: 1
    case .attack, .unreachable: 0
    case .error: -1
    }
  }
}
