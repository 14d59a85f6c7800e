// Steps that nothing repeats: `require k not in T` with `insert k into T` in one transition, where
// nothing is ever deleted from T. Two such steps of one owner with equal k are one and the same,
// because the later of two would find k in the table. docs/saturation.md, "Injectivity".

import ProtocolModel
import Terms

extension Translation {
  /// Notes the keys that a transition inserts for the first time.
  mutating func addKeys(_ transition: Transition, _ actions: [Action], _ path: inout Path) {
    guard isInjective, let owner = path.owner(model) else { return }
    let bound = Set(model.roles[path.role.index].states[transition.source.index].bound)
    for (index, action) in actions.enumerated() {
      guard case .require(.notMember(let table, let pattern)) = action, !isDeletedFrom(table) else {
        continue
      }
      let known = actions[..<index].reduce(into: bound) { $0.formUnion($1.binds(given: $0)) }
      guard let kind = kind(of: pattern, table, given: known, path.role) else { continue }
      for case .insert(table, let entry) in actions[(index + 1)...]
      where matches(entry, pattern, kind, path.role) {
        let values = kind.columns.map { instantiate(entry[$0], &path) }
        path.keys.append(UniqueKey(kind: kind, step: pathCount, values: [owner] + values))
      }
    }
  }

  /// Which columns a pattern compares, if each of the others takes whatever its kind takes.
  private func kind(
    of pattern: [Term], _ table: TableID, given bound: Set<Variable>, _ role: RoleID
  ) -> UniqueKey.Kind? {
    var seen: Set<Variable> = []
    var kind = UniqueKey.Kind(table: table, columns: [], wildcards: [])
    for (column, term) in pattern.enumerated() {
      if case .variable(let variable) = term, !bound.contains(variable) {
        guard seen.insert(variable).inserted else { return nil }
        kind.wildcards.append(model.roles[role.index].variables[variable.index].kind)
      } else if term.variables.allSatisfy(bound.contains) {
        kind.columns.append(column)
      } else {
        return nil
      }
    }
    return kind
  }

  /// Whether a pattern of this kind with the entry's key matches the entry for certain.
  private func matches(
    _ entry: [Term], _ pattern: [Term], _ kind: UniqueKey.Kind, _ role: RoleID
  ) -> Bool {
    var wildcards = kind.wildcards[...]
    for (column, term) in entry.enumerated() {
      if kind.columns.contains(column) {
        if term != pattern[column] { return false }
      } else if let wildcard = wildcards.popFirst(), !isCertainly(term, wildcard, role) {
        return false
      }
    }
    return true
  }

  private func isCertainly(_ term: Term, _ kind: VariableKind, _ role: RoleID) -> Bool {
    switch (kind, term) {
    case (.any, _), (.integer, .integer): true
    case (_, .variable(let variable)):
      model.roles[role.index].variables[variable.index].kind == kind
    default: false
    }
  }

  private func isDeletedFrom(_ table: TableID) -> Bool {
    model.roles.contains { role in
      role.transitions.contains { transition in
        transition.actions.contains { if case .delete(table, _) = $0 { true } else { false } }
      }
    }
  }
}
