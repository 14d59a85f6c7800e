// Solves equalities for a variable and substitutes: two amounts that must be equal become one.
//
// Bounds cannot see that `x = y` and `x < y` exclude each other, and without bounds they cannot
// solve `x = y + 3`; after the elimination both are trivial. Only satisfiability survives it:
// the smallest solution of the remaining variables need not be the smallest of all, so smallest
// models are not looked for behind it. Equalities in which no coefficient is 1 or -1 are left to
// Z3.

extension [ArithmeticClause] {
  /// match:  a clause that is one literal, ±x + e = 0, e with some variable
  /// result: the other clauses with ∓e for x
  /// sound because: a solution of the result, with x the value of ∓e, solves the clause, and
  ///   each solution of all clauses gives x that value. What does not fit overflows.
  func eliminatingEqualities() -> [ArithmeticClause] {
    var clauses = self
    while let (index, variable, solution) = clauses.solvedEquality() {
      clauses.remove(at: index)
      for other in clauses.indices { clauses[other].substitute(solution, for: variable) }
    }
    return clauses
  }

  private func solvedEquality() -> (
    index: Int, variable: IntegerVariable, solution: LinearExpression
  )? {
    for index in indices where self[index].literals.count == 1 {
      let literal = self[index].literals[0]
      guard literal.comparison == .equal, literal.expression.terms.count > 1,
        let term = literal.expression.terms.last(where: { $0.coefficient.magnitude == 1 })
      else { continue }
      let rest = literal.expression - LinearExpression(constant: 0, terms: [term])
      return (index, term.variable, -term.coefficient * rest)
    }
    return nil
  }
}

extension ArithmeticClause {
  fileprivate mutating func substitute(
    _ solution: LinearExpression, for variable: IntegerVariable
  ) {
    guard literals.contains(where: { $0.expression.mentions(variable) }) else { return }
    self = ArithmeticClause(
      literals.map { literal in
        guard literal.expression.mentions(variable) else { return literal }
        let replaced = literal.expression.substituting {
          $0 == variable ? solution : LinearExpression($0)
        }
        return ArithmeticLiteral(replaced, literal.comparison)
      })
  }
}

extension LinearExpression {
  fileprivate func mentions(_ variable: IntegerVariable) -> Bool {
    terms.contains { $0.variable == variable }
  }
}
