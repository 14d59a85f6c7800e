// Terms as a lock file writes them: by name, so that a declaration before them that comes or goes
// changes nothing, and with marks that say what a name is. The model's own trees go by numbers,
// which are those of one version of one model.

import ProtocolModel
import Terms

package indirect enum LockedTerm: Hashable, Sendable {
  /// `?n`
  case variable(String)
  /// `_`: a value of its own that nothing compares with.
  case wildcard
  /// `@Authority`, `#visa:Brand`, `-5`
  case atom(String)
  /// `f(…)`: a symbol, or an event in a pattern.
  case apply(String, [LockedTerm])
}

extension LockedTerm: CustomStringConvertible {
  package var description: String {
    switch self {
    case .variable(let name): "?" + name
    case .wildcard: "_"
    case .atom(let text): text
    case .apply(let name, let arguments):
      name + "(" + arguments.map(\.description).joined(separator: ", ") + ")"
    }
  }

  /// The variables in order of their first occurrence, each once.
  var variables: [String] {
    switch self {
    case .variable(let name): [name]
    case .wildcard, .atom: []
    case .apply(_, let arguments): arguments.flatMap(\.variables).uniqued
    }
  }

  func renaming(_ rename: (String) -> String) -> LockedTerm {
    switch self {
    case .variable(let name): .variable(rename(name))
    case .wildcard, .atom: self
    case .apply(let name, let arguments): .apply(name, arguments.map { $0.renaming(rename) })
    }
  }

  /// Replaces variables that have a value.
  func substituting(_ values: [String: LockedTerm]) -> LockedTerm {
    switch self {
    case .variable(let name): values[name] ?? self
    case .wildcard, .atom: self
    case .apply(let name, let arguments): .apply(name, arguments.map { $0.substituting(values) })
    }
  }

  /// Values of this pattern's variables (but those that are fixed) under which it says what `other`
  /// says, or less: a wildcard stands for anything.
  func matching(
    _ other: LockedTerm, _ known: [String: LockedTerm], fixing fixed: Set<String> = []
  ) -> [String: LockedTerm]? {
    switch (self, other) {
    case (.wildcard, _): return known
    case (.variable(let name), _) where !fixed.contains(name):
      if let value = known[name] { return value == other ? known : nil }
      // Two occurrences of one wildcard would be two values.
      if other == .wildcard || !Self.accepts(name, other) { return nil }
      return known.merging([name: other]) { $1 }
    case (.apply(let name, let mine), .apply(let symbol, let theirs))
    where name == symbol && mine.count == theirs.count:
      var values = known
      for (left, right) in zip(mine, theirs) {
        guard let more = left.matching(right, values, fixing: fixed) else { return nil }
        values = more
      }
      return values
    default: return self == other ? known : nil
    }
  }
}

extension LockedTerm {
  /// How the kinds of restricted variables end. A marked variable is `n!Int only`.
  static let restriction = " only"

  private static func accepts(_ name: String, _ term: LockedTerm) -> Bool {
    guard let mark = name.firstIndex(of: "!") else { return true }
    guard case .variable(let other) = term else { return false }
    return other.hasSuffix(name[mark...])
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it occurs first.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

// MARK: - From a model

extension ProtocolModel {
  /// A term by names.
  ///
  /// - Parameter name: what a variable is called; nil for one that the source does not name.
  func locked(_ term: Term, _ name: (Variable) -> String?) -> LockedTerm {
    switch term {
    case .variable(let variable): name(variable).map { .variable($0) } ?? .wildcard
    case .integer(let value): .atom(String(value))
    case .name(.principal(let name)): .atom("@" + name)
    case .name(.constant(let name, let sort)):
      .atom("#\(name):\(sorts[Int(sort.index)].name)")
    case .name(let name): preconditionFailure("a model has no \(name)")
    case .apply(let symbol, let arguments):
      .apply(signature[symbol].name, arguments.map { locked($0, name) })
    }
  }

  func locked(_ pattern: EventPattern, _ name: (Variable) -> String?) -> LockedTerm {
    .apply(events[pattern.event.index].name, pattern.arguments.map { locked($0, name) })
  }
}

extension [VariableInfo] {
  /// What the source calls a variable.
  func name(_ variable: Variable) -> String? {
    let info = self[variable.index]
    return info.isHidden ? nil : info.name
  }
}
