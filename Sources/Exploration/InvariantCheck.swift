// `invariant a <= b of R`: sums over the tables of one principal compare as they must (S7.6).

import ArithmeticConstraints
import Deduction
import ProtocolModel
import Terms

extension Search {
  mutating func checkInvariant(
    _ property: Int, _ left: LinearTerm, _ right: LinearTerm, _ relation: IntegerRelation,
    _ sums: [CompiledSum]
  ) {
    let domains = properties[property].domains
    // Some entry of some sum fixes the owner and the free variables.
    for sum in sums {
      for index in entries.indices
      where entries[index].isLive && entries[index].table == sum.table && !isFinished {
        let mark = self.mark
        let free = beginValues(domains.count)
        defer { end(free) }
        guard matchEntry(sum, index, free, domains) else {
          undo(to: mark)
          continue
        }
        for slot in sum.bound { values[free.index(slot)] = nil }
        fixRemaining(sums, free, domains)
        let owner = entries[index].owner
        forEachSolution(undoingTo: mark) { search in
          search.findings[property].isTriggered = true
          let cells = search.cells(of: sums)
          search.decide(property, sums, cells[...], owner, free, total: LinearExpression(0)) {
            $0.refute(property, left, relation, right, free, $1)
          }
        }
      }
    }
  }

  /// Free variables that the entry does not fix take any value, the same one in all sums.
  private mutating func fixRemaining(
    _ sums: [CompiledSum], _ free: PropertyValues, _ domains: [VariableDomain]
  ) {
    for slot in 0..<free.count
    where values[free.index(slot)] == nil && !sums.contains(where: { $0.bound.contains(slot) }) {
      values[free.index(slot)] = system.substitution.makeVariable(domains[slot], in: &system.store)
    }
  }

  /// Judges owners whose tables are empty after the first step; a property with free variables has
  /// nothing to say of them.
  mutating func checkEmptyTables(
    _ property: Int, _ goal: (left: LinearTerm, IntegerRelation, right: LinearTerm),
    _ sums: [CompiledSum], role: Int, after context: StepContext
  ) {
    let variables = properties[property].domains.indices
    guard variables.allSatisfy({ slot in sums.contains { $0.bound.contains(slot) } }) else {
      return
    }
    let free = beginValues(variables.count)
    defer { end(free) }
    for session in sessions.indices where sessions[session].role == role {
      let mark = self.mark
      if active.numbered[context.step].writesTables {
        system.requireDifferent(owner(of: session), owner(of: context.session))
      }
      forEachSolution(undoingTo: mark) {
        $0.refute(property, goal.left, goal.1, goal.right, free, LinearExpression(0))
      }
    }
  }

  private func cells(of sums: [CompiledSum]) -> [(sum: Int, entry: Int)] {
    sums.indices.flatMap { sum in
      entries.indices.filter { entries[$0].isLive && entries[$0].table == sums[sum].table }
        .map { (sum, $0) }
    }
  }

  private mutating func matchEntry(
    _ sum: CompiledSum, _ index: Int, _ values: PropertyValues, _ domains: [VariableDomain]
  ) -> Bool {
    for position in sum.entry.indices {
      let term = instantiate(sum.entry[position], values, domains)
      if !system.unify(term, value(position, ofEntry: index)) { return false }
    }
    return true
  }

  /// Decides for every sum and entry whether the entry counts, adding up the values.
  private mutating func decide(
    _ property: Int, _ sums: [CompiledSum], _ cells: ArraySlice<(sum: Int, entry: Int)>,
    _ owner: TermID, _ free: PropertyValues, total: LinearExpression,
    _ body: (inout Search, LinearExpression) -> Void
  ) {
    guard let cell = cells.first else { return body(&self, total) }
    if isFinished || !canImprove(property) { return }
    let domains = properties[property].domains
    let sum = sums[cell.sum]
    let mark = self.mark
    let own = copyValues(free)
    defer { end(own) }
    if system.unify(owner, entries[cell.entry].owner),
      matchEntry(sum, cell.entry, own, domains),
      let value = expression(sum.value, { values[own.index($0.index)] })
    {
      forEachSolution(undoingTo: mark) {
        $0.decide(
          property, sums, cells.dropFirst(), owner, free,
          total: total + sum.coefficient * value, body)
      }
    } else {
      undo(to: mark)
    }
    let others = copyValues(free)
    let start = system.beginDisequality()
    system.addDifference(owner, entries[cell.entry].owner)
    for position in sum.entry.indices {
      let term = instantiate(sum.entry[position], others, domains)
      system.addDifference(term, value(position, ofEntry: cell.entry))
    }
    system.endDisequality(start)
    forEachSolution(undoingTo: mark) {
      $0.decide(property, sums, cells.dropFirst(), owner, free, total: total, body)
    }
  }

  /// Requires `left + total ⋈ right` to be false.
  private mutating func refute(
    _ property: Int, _ left: LinearTerm, _ relation: IntegerRelation, _ right: LinearTerm,
    _ free: PropertyValues, _ total: LinearExpression
  ) {
    guard let a = expression(left, { values[free.index($0.index)] }),
      let b = expression(right, { values[free.index($0.index)] })
    else { return }
    let mark = self.mark
    let literal = ArithmeticLiteral(a + total, Comparison(relation), b).negated
    guard system.require(ArithmeticClause(literal)) else { return undo(to: mark) }
    let excuses = ground(excusesOf: property, free, properties[property].domains)
    withoutExcuse(excuses) { $0.report(property, .violated) }
    end(excuses)
    undo(to: mark)
  }
}
