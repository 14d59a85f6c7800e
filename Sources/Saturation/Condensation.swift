// Condensation: a hypothesis that says no more than the others is dropped (Joyner 1976). Without
// it, clauses collect events and messages of sessions that nothing else in them speaks of.

extension Saturator {
  /// match:  σ fixes the variables of the conclusion and maps all hypotheses to the others
  /// result: without that hypothesis
  /// sound because: a clause with fewer hypotheses says more. (It says the same: what is left is
  ///         an instance of the clause, and subsumes it.)
  mutating func condense(_ clause: inout Clause) {
    var index = 0
    while index < clause.hypotheses.count {
      if isRedundant(index, in: clause) {
        clause.hypotheses.remove(at: index)
        index = 0
      } else {
        index += 1
      }
    }
  }

  private mutating func isRedundant(_ index: Int, in clause: Clause) -> Bool {
    let fact = clause.hypotheses[index]
    let symbol = terms.node(fact).symbol
    guard
      clause.hypotheses.indices.contains(where: {
        $0 != index && terms.node(clause.hypotheses[$0]).symbol == symbol
      })
    else { return false }
    var isFixed = Array(repeating: false, count: clause.domains.count)
    terms.markVariables(clause.conclusion, &isFixed)
    for constraint in clause.constraints {
      terms.markVariables(constraint.left, &isFixed)
      terms.markVariables(constraint.right, &isFixed)
    }
    if terms.variablesAreMarked(fact, isFixed) { return false }
    matcher.start(pattern: clause.domains, target: clause.domains)
    for variable in isFixed.indices where isFixed[variable] {
      matcher.fix(variable, to: terms.variable(variable))
    }
    var order = [index]
    order += clause.hypotheses.indices.filter { $0 != index }
    return map(order[...], of: clause, without: index)
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
