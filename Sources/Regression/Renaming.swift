// A pin in the words of a model whose role, events or functions have other names now. A name is taken
// for a new one only if the model has the old one no longer and the new one stands where the old one
// stood; whatever else is pinned of it (where events are recorded, what a variable is, what a role
// brings) is compared as ever.
//
// Several roles that were renamed at once are not paired: each could be any.

import ProtocolModel

extension ProtocolModel {
  /// What pins speak with: roles, events, functions and messages, and the words of excuses.
  var spokenNames: Set<String> {
    Set(roles.map(\.name)).union(events.map(\.name)).union(signature.symbols.map(\.name))
      .union(["dishonest", "revealed"])
  }
}

/// What one model's names became, put together from all of its pins: a function is named by the
/// attacker's means of one property and by the claim of another.
struct Renaming {
  private var names: [String: String] = [:]
  /// Names that would be two.
  private var unclear: Set<String> = []

  mutating func add(_ old: Pin, _ new: Pin, having known: Set<String>) {
    for (name, other) in old.pairs(with: new, having: known) {
      if let earlier = names.updateValue(other, forKey: name), earlier != other {
        unclear.insert(name)
      }
    }
  }

  func callAsFunction(_ pin: Pin) -> Pin {
    let clear = names.filter { !unclear.contains($0.key) }
    if clear.isEmpty || Set(clear.values).count < clear.count { return pin }
    return pin.renaming(clear)
  }
}

extension Pin {
  /// Names of this pin's that the new model has no longer, with what stands in their place.
  fileprivate func pairs(with new: Pin, having known: Set<String>) -> [String: String] {
    var names: [String: String] = [:]
    let (before, after) = (Set(threat.roles), Set(new.threat.roles))
    let (gone, come) = (before.subtracting(known), after.subtracting(before))
    if let old = gone.first, let other = come.first, gone.count == 1, come.count == 1 {
      names[old] = other
    }
    for (old, other) in zip(goal.terms, new.goal.terms) { old.pair(with: other, in: &names) }
    return names.filter { !known.contains($0.key) && $0.key != $0.value }
  }

  fileprivate func renaming(_ names: [String: String]) -> Pin {
    func words(_ text: String) -> String { text.renamingWords(names) }
    var pin = self
    pin.goal = goal.renamingSymbols(names)
    pin.goal.role = goal.role.map(words)
    pin.goal.viewer = goal.viewer.map(words)
    pin.goal.sites = goal.sites.map(words).sorted()
    pin.threat.powers = threat.powers.map(words).sorted()
    pin.threat.means = threat.means.map(words).sorted()
    pin.threat.assumptions = threat.assumptions.map(words).sorted()
    pin.threat.sessions = threat.sessions
      .map { LockedThreat.Sessions(role: words($0.role), count: $0.count) }
      .sorted { $0.role < $1.role }
    pin.scope = words(scope)
    pin.attack = attack.map { attack in
      AttackShape(
        sessions: attack.sessions.map(words), steps: attack.steps.map(words),
        ending: words(attack.ending))
    }
    return pin
  }
}

extension LockedThreat {
  fileprivate var roles: [String] { sessions.map(\.role) }
}

extension LockedGoal {
  fileprivate func renamingSymbols(_ names: [String: String]) -> LockedGoal {
    var goal = self
    goal.term = term?.renamingSymbols(names)
    goal.trigger = trigger?.renamingSymbols(names)
    goal.alternatives = alternatives.map { $0.map { $0.map { $0.renamingSymbols(names) } } }
    goal.excuses = excuses.map {
      LockedExcuse(
        condition: $0.condition.renamingSymbols(names), before: $0.before?.renamingSymbols(names))
    }
    return goal
  }
}

extension LockedTerm {
  fileprivate func renamingSymbols(_ names: [String: String]) -> LockedTerm {
    guard case .apply(let name, let arguments) = self else { return self }
    return .apply(names[name] ?? name, arguments.map { $0.renamingSymbols(names) })
  }

  /// Pairs symbols at the same place of two terms; the first pair of a symbol counts.
  fileprivate func pair(with other: LockedTerm, in names: inout [String: String]) {
    guard case .apply(let name, let mine) = self, case .apply(let new, let theirs) = other,
      mine.count == theirs.count
    else { return }
    if names[name] == nil { names[name] = new }
    for (left, right) in zip(mine, theirs) { left.pair(with: right, in: &names) }
  }
}

extension String {
  /// Replaces whole words.
  func renamingWords(_ names: [String: String]) -> String {
    var text = ""
    var word = ""
    for character in self + " " {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        text += (names[word] ?? word) + String(character)
        word = ""
      }
    }
    return String(text.dropLast())
  }
}
