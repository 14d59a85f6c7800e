// Comparisons of linear expressions with zero, and disjunctions of them: the shape in which
// guards, equalities below constructors and their negations reach the solver.

package enum Comparison: Hashable, Sendable { case lessOrEqual, less, equal, notEqual }

/// `expression ⋈ 0` over ℤ.
package struct ArithmeticLiteral: Hashable, Sendable {
  package let expression: LinearExpression
  package let comparison: Comparison

  package init(_ expression: LinearExpression, _ comparison: Comparison) {
    self.expression = expression
    self.comparison = comparison
  }

  /// `left ⋈ right`
  package init(_ left: LinearExpression, _ comparison: Comparison, _ right: LinearExpression) {
    self.init(left - right, comparison)
  }

  /// True at exactly the points where this literal is false.
  package var negated: ArithmeticLiteral {
    switch comparison {
    case .lessOrEqual: ArithmeticLiteral(-expression, .less)
    case .less: ArithmeticLiteral(-expression, .lessOrEqual)
    case .equal: ArithmeticLiteral(expression, .notEqual)
    case .notEqual: ArithmeticLiteral(expression, .equal)
    }
  }

  /// Whether it holds at a point; nil if the value could not be computed.
  package func holds(at point: (IntegerVariable) -> Int) -> Bool? {
    expression.value(at: point).map { value in
      switch comparison {
      case .lessOrEqual: value <= 0
      case .less: value < 0
      case .equal: value == 0
      case .notEqual: value != 0
      }
    }
  }
}

/// A disjunction; the empty one is false.
package struct ArithmeticClause: Hashable, Sendable {
  package let literals: [ArithmeticLiteral]

  package init(_ literals: [ArithmeticLiteral]) { self.literals = literals }
  package init(_ literal: ArithmeticLiteral) { self.literals = [literal] }

  /// Nothing certain can be said about a clause with an overflowed literal, except that it
  /// holds where another of its literals does.
  package var isOverflowed: Bool { literals.contains { $0.expression.isOverflowed } }

  package func holds(at point: (IntegerVariable) -> Int) -> Bool {
    literals.contains { $0.holds(at: point) == true }
  }
}
