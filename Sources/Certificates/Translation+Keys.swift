// Keys: a transition that requires an entry to be absent and inserts it can happen once for each
// value of the compared columns, if nothing is ever deleted from the table (docs/certificates.md,
// "Keys").

import ProtocolModel
import Terms

/// What a literal `not in` says.
struct Absence {
  var table: TableID
  var columns: [Term]
  /// By column: whether the entry is compared there, or else has a wildcard.
  var hasValue: [Bool]
  /// The literal's place in the list of actions.
  var position: Int
}

/// A key, and the owner and the columns of the step that inserted it.
struct PathKey {
  var key: ClaimKey
  var values: [ClauseTerm]
}

extension Translator {
  /// The keys of a transition, for its place and values.
  mutating func keys(
    of actions: [Action], _ absences: [Absence], _ path: inout Path
  ) -> [PathKey] {
    var found: [PathKey] = []
    for absence in absences where !isDeletedFrom(absence.table) {
      for case .insert(absence.table, let columns) in actions[(absence.position + 1)...]
      where absence.isEnded(by: columns, path.environment.variables) {
        found.append(key(absence, &path))
      }
    }
    return found
  }

  private mutating func key(_ absence: Absence, _ path: inout Path) -> PathKey {
    let compared = absence.columns.indices.filter { absence.hasValue[$0] }
    let kind = ClaimKey.Kind(
      table: absence.table, columns: compared,
      wildcards: absence.wildcards(path.environment.variables))
    let columns = self.terms(
      compared.map { absence.columns[$0] }, &path.environment, &path.unification)
    let key = ClaimKey(kind: kind, step: path.place, count: columns.count + 1)
    return PathKey(key: key, values: [owner(path)] + columns)
  }

  private func isDeletedFrom(_ table: TableID) -> Bool {
    model.roles.contains { role in
      role.transitions.contains { transition in
        transition.actions.contains { if case .delete(table, _) = $0 { true } else { false } }
      }
    }
  }
}

extension Absence {
  /// Whether the absence, after this insertion, is no longer so for any step with the same values in the
  /// compared columns: there the terms are the same, and each other column is a wildcard of its own
  /// that takes whatever is inserted there.
  fileprivate func isEnded(by inserted: [Term], _ variables: [VariableInfo]) -> Bool {
    guard inserted.count == columns.count else { return false }
    var wildcards: Set<Variable> = []
    for (index, column) in columns.enumerated() {
      if hasValue[index] {
        guard inserted[index] == column else { return false }
        continue
      }
      guard case .variable(let wildcard) = column, wildcards.insert(wildcard).inserted else {
        return false
      }
      guard takes(variables[wildcard.index].kind, inserted[index], variables) else { return false }
    }
    return true
  }

  /// Whether a wildcard of this kind takes the term, whatever its variables stand for.
  private func takes(
    _ kind: VariableKind, _ term: Term, _ variables: [VariableInfo]
  ) -> Bool {
    switch (kind, term) {
    case (.any, _), (.integer, .integer): true
    case (_, .variable(let variable)): variables[variable.index].kind == kind
    default: false
    }
  }

  fileprivate func wildcards(_ variables: [VariableInfo]) -> [VariableKind] {
    columns.indices.filter { !hasValue[$0] }.compactMap { index in
      if case .variable(let wildcard) = columns[index] {
        variables[wildcard.index].kind
      } else {
        nil
      }
    }
  }
}
