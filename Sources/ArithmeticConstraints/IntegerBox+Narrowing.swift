// How a literal that has to hold narrows a box. Both rules only remove points at which the
// literal is false, so no solution is lost.

extension IntegerBox {
  /// match:  c · x + k ⋈ 0, one variable
  /// result: the range of x is cut to the solutions
  /// sound because: it is exactly them, so the literal needs no further attention.
  ///
  /// - Returns: false, with the box unchanged, if it does not match or its bound does not fit.
  mutating func narrow(by literal: ArithmeticLiteral) -> Bool {
    let expression = literal.expression
    guard !expression.isOverflowed, expression.terms.count == 1 else { return false }
    let term = expression.terms[0]
    let right = -Int128(expression.constant)
    // Without an integer root, `truth(of:)` has decided an equality or its negation already.
    return switch literal.comparison {
    case .lessOrEqual: self[term.variable].restrict(term.coefficient, atMost: right)
    case .less: self[term.variable].restrict(term.coefficient, atMost: right - 1)
    case .equal: self[term.variable].restrict(term.coefficient, toRoot: true, of: right)
    case .notEqual: self[term.variable].restrict(term.coefficient, toRoot: false, of: right)
    }
  }

  /// match:  c · x + e ≤ 0 (or <, or =), e of least value m in the box
  /// result: c · x ≤ -m
  /// sound because: e ≥ m at each solution. The literal is not used up by this.
  mutating func tighten(by literal: ArithmeticLiteral) {
    let expression = literal.expression
    if expression.isOverflowed || literal.comparison == .notEqual { return }
    let strictness: Int128 = literal.comparison == .less ? 1 : 0
    for term in expression.terms {
      if let least = least(of: expression, without: term) {
        _ = self[term.variable].restrict(term.coefficient, atMost: -least - strictness)
      }
      // An equality is also -c · x - e ≤ 0. A coefficient that has no negative is left alone.
      if literal.comparison == .equal, term.coefficient != .min,
        let greatest = greatest(of: expression, without: term)
      {
        _ = self[term.variable].restrict(-term.coefficient, atMost: greatest)
      }
    }
  }
}
