// Condensation: a hypothesis that says no more than the others is dropped (Joyner 1976). Without
// it, clauses collect events and messages of sessions that nothing else in them speaks of.

extension Saturator {
  /// match:  σ fixes the variables of the conclusion and maps all hypotheses to the others
  /// result: without that hypothesis
  /// sound because: a clause with fewer hypotheses says more. (It says the same: what is left is
  ///         an instance of the clause, and subsumes it.)
  mutating func condense(_ clause: inout Clause) {
    guard clause.hypotheses.count > 1 else { return }
    var isFixed: [Bool] = []
    var index = 0
    while index < clause.hypotheses.count {
      if mayBeRedundant(index, in: clause) {
        if isFixed.isEmpty { isFixed = fixedVariables(of: clause) }
        if isRedundant(index, in: clause, isFixed) {
          clause.hypotheses.remove(at: index)
          index = 0
          continue
        }
      }
      index += 1
    }
  }

  /// Whether another hypothesis has its predicate.
  private func mayBeRedundant(_ index: Int, in clause: Clause) -> Bool {
    let symbol = terms.node(clause.hypotheses[index]).symbol
    for (other, fact) in clause.hypotheses.enumerated()
    where other != index && terms.node(fact).symbol == symbol {
      return true
    }
    return false
  }

  private func fixedVariables(of clause: Clause) -> [Bool] {
    var isFixed = Array(repeating: false, count: clause.domains.count)
    terms.markVariables(clause.conclusion, &isFixed)
    for constraint in clause.constraints {
      terms.markVariables(constraint.left, &isFixed)
      terms.markVariables(constraint.right, &isFixed)
    }
    return isFixed
  }

  private mutating func isRedundant(
    _ index: Int, in clause: Clause, _ isFixed: [Bool]
  ) -> Bool {
    if terms.variablesAreMarked(clause.hypotheses[index], isFixed) { return false }
    matcher.start(pattern: clause.domains, target: clause.domains)
    for variable in isFixed.indices where isFixed[variable] {
      matcher.fix(variable, to: terms.variable(variable))
    }
    return map(order(startingWith: index, in: clause)[...], of: clause, without: index)
  }

  /// The largest first: `knows(x)` maps to anything, until a larger hypothesis has said what x is.
  private func order(startingWith first: Int, in clause: Clause) -> [Int] {
    let others = clause.hypotheses.indices.filter { $0 != first }
    let sizes = clause.hypotheses.map { terms.node($0).size }
    return [first] + others.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
  }

  /// Maps the hypotheses, each to itself if possible.
  private mutating func map(
    _ order: ArraySlice<Int>, of clause: Clause, without dropped: Int
  ) -> Bool {
    guard let index = order.first else { return true }
    let fact = clause.hypotheses[index]
    let symbol = terms.node(fact).symbol
    let others = clause.hypotheses.indices.filter { $0 != index }
    for place in [index] + others where place != dropped {
      guard terms.node(clause.hypotheses[place]).symbol == symbol else { continue }
      checkWork()
      if reachedLimit { return false }
      let mark = matcher.mark
      if matcher.match(fact, clause.hypotheses[place], terms),
        map(order.dropFirst(), of: clause, without: dropped)
      {
        return true
      }
      matcher.undo(to: mark)
    }
    return false
  }
}
