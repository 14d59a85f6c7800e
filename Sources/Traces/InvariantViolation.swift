// `invariant a ≤ b of R` (rule S7.6), judged after every transition.
//
// Free variables take values that at least one entry of one of the sums matches. A free variable
// that this entry does not determine is tried with the entries of the other sums, and with a
// value that no entry has, for which the sums that mention it are zero.

import ProtocolModel
import Terms

extension RunJudge {
  private typealias Tables = [TableKey: [[Term]]]

  func firstBroken(
    _ left: TableExpression, _ relation: IntegerRelation, _ right: TableExpression,
    of role: RoleID
  ) throws(Refusal) -> Finding? {
    var tables: Tables = [:]
    for (number, step) in run.steps.enumerated() {
      for change in step.tableChanges { apply(change, to: &tables) }
      for owner in owners(of: role) {
        for values in assignments(left.sums + right.sums, tables, owner) {
          guard isDetermined(left, values), isDetermined(right, values),
            !isExcused(values, through: number)
          else { continue }
          let a = try value(of: left, values, tables, owner)
          let b = try value(of: right, values, tables, owner)
          if relation.holds(a, b) { continue }
          let listed = values.sorted { $0.key < $1.key }.map { Binding(variable: $0, value: $1) }
          return Finding(
            kind: .broken(owner: owner, left: a, right: b, values: listed), step: number)
        }
      }
    }
    return nil
  }

  private func apply(_ change: TableChange, to tables: inout Tables) {
    let key = TableKey(table: change.table, owner: change.owner)
    if change.isInsertion {
      tables[key, default: []].append(change.entry)
    } else {
      tables[key, default: []].removeAll { $0 == change.entry }
    }
  }

  /// The owners of the role's sessions, in the order of the sessions; all are honest.
  private func owners(of role: RoleID) -> [Term] {
    var owners: [Term] = []
    for session in run.trace.sessions where session.role == role {
      if !owners.contains(session.parameters[0]) { owners.append(session.parameters[0]) }
    }
    return owners
  }

  // MARK: Free variables

  private func freeVariables(_ sum: TableSum) -> [Variable] {
    (sum.entry.flatMap(\.variables) + sum.value.summands.map(\.variable))
      .filter { !sum.bound.contains($0) }
  }

  /// All values of the free variables that matter; a variable may stay without one.
  private func assignments(_ sums: [TableSum], _ tables: Tables, _ owner: Term) -> [Bindings] {
    var partial: [Bindings] = [[:]]
    for sum in sums {
      let free = freeVariables(sum)
      let entries = tables[TableKey(table: sum.table, owner: owner), default: []]
      let extended = partial.flatMap { values in
        entries.compactMap { entry in
          match(zip(sum.entry, entry).map { ($0, $1) }, values)?.filter {
            values[$0.key] != nil || free.contains($0.key)
          }
        }
      }
      for values in extended where !partial.contains(values) { partial.append(values) }
    }
    let hasFree = sums.contains { !freeVariables($0).isEmpty }
    return hasFree ? partial.filter { !$0.isEmpty } : partial
  }

  /// Whether all variables outside sums have values.
  private func isDetermined(_ expression: TableExpression, _ values: Bindings) -> Bool {
    expression.linear.summands.allSatisfy { values[$0.variable] != nil }
  }

  // MARK: Sums

  private func value(
    of expression: TableExpression, _ values: Bindings, _ tables: Tables, _ owner: Term
  ) throws(Refusal) -> Int {
    var result = try expression.linear.value(values)
    for sum in expression.sums {
      let total = try total(of: sum, values, tables, owner)
      result = try add(result, multiply(sum.coefficient, total))
    }
    return result
  }

  private func total(
    of sum: TableSum, _ values: Bindings, _ tables: Tables, _ owner: Term
  ) throws(Refusal) -> Int {
    guard freeVariables(sum).allSatisfy({ values[$0] != nil }) else { return 0 }
    var total = 0
    for entry in tables[TableKey(table: sum.table, owner: owner), default: []] {
      guard let extended = match(zip(sum.entry, entry).map { ($0, $1) }, values) else { continue }
      total = try add(total, sum.value.value(extended))
    }
    return total
  }
}
