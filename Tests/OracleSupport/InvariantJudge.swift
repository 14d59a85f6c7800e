// Invariants over sums of table entries (S7.6).

import ProtocolModel
import Terms

struct InvariantJudge {
  let left: TableExpression
  let relation: IntegerRelation
  let right: TableExpression
  let variables: [VariableInfo]
  let terms: GroundTerms

  /// Whether some values of the free variables make the comparison false.
  func isViolated(entries: (TableID) -> [[Ground]]) -> Bool {
    candidates(entries).contains { environment in
      guard let left = value(left, environment, entries),
        let right = value(right, environment, entries)
      else { return false }
      return !holds(left, relation, right)
    }
  }

  private var free: [Variable] {
    let sums = left.sums + right.sums
    var found = Set((left.linear.summands + right.linear.summands).map(\.variable))
    for sum in sums {
      let inside = Set(sum.entry.flatMap(\.variables) + sum.value.summands.map(\.variable))
      found.formUnion(inside.subtracting(sum.bound))
    }
    return found.sorted()
  }

  private func candidates(_ entries: (TableID) -> [[Ground]]) -> [Environment] {
    let blank = Environment(repeating: nil, count: variables.count)
    if free.isEmpty { return [blank] }
    let sums = left.sums + right.sums
    let values = Set(sums.flatMap { entries($0.table).flatMap { $0 } }).sorted()
    return sums.flatMap { sum in
      entries(sum.table).flatMap { entry -> [Environment] in
        var environment = blank
        guard terms.match(sum.entry, entry, &environment, variables) else { return [] }
        for variable in sum.bound { environment[variable.index] = nil }
        return completions(of: environment, values)
      }
    }
  }

  /// Free variables that the entry does not fix take any value: one that occurs in the tables, or
  /// one that does not.
  private func completions(of environment: Environment, _ values: [Ground]) -> [Environment] {
    let values = values + [terms.name(.attacker(-1))]
    var found = [environment]
    for variable in free where environment[variable.index] == nil {
      found = found.flatMap { environment in
        values.filter { terms.accepts(variable, $0, variables) }.map { value in
          var extended = environment
          extended[variable.index] = value
          return extended
        }
      }
    }
    return found
  }

  private func value(
    _ expression: TableExpression, _ environment: Environment,
    _ entries: (TableID) -> [[Ground]]
  ) -> Int? {
    guard var total = evaluate(expression.linear, environment, terms) else { return nil }
    for sum in expression.sums {
      for entry in entries(sum.table) {
        var inner = environment
        guard terms.match(sum.entry, entry, &inner, variables) else { continue }
        guard let value = evaluate(sum.value, inner, terms) else { return nil }
        total += sum.coefficient * value
      }
    }
    return total
  }
}
