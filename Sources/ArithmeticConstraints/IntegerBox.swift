// A box: for each variable a range. It contains all solutions of the clauses that narrowed it,
// and says of a literal whether it is true, or false, on all of its points.

/// One range for each variable; all of ℤ for those never narrowed.
struct IntegerBox {
  private var ranges: [IntegerVariable: IntegerRange] = [:]
  /// Counts changes, so that a fixed point is noticed.
  private(set) var revision = 0

  subscript(variable: IntegerVariable) -> IntegerRange {
    get { ranges[variable] ?? IntegerRange() }
    set {
      guard newValue != self[variable] else { return }
      ranges[variable] = newValue
      revision += 1
    }
  }

  /// What a literal says about every point of the box; nil if it depends on the point.
  func truth(of literal: ArithmeticLiteral) -> Bool? {
    let expression = literal.expression
    if expression.isOverflowed { return nil }
    let least = least(of: expression)
    let greatest = greatest(of: expression)
    switch literal.comparison {
    case .lessOrEqual:
      if let greatest, greatest <= 0 { return true }
      return least.map { $0 > 0 } == true ? false : nil
    case .less:
      if let greatest, greatest < 0 { return true }
      return least.map { $0 >= 0 } == true ? false : nil
    case .equal: return isZero(expression, least, greatest)
    case .notEqual: return isZero(expression, least, greatest).map { !$0 }
    }
  }

  private func isZero(
    _ expression: LinearExpression, _ least: Int128?, _ greatest: Int128?
  ) -> Bool? {
    if let least, let greatest, least == 0, greatest == 0 { return true }
    if let least, least > 0 { return false }
    if let greatest, greatest < 0 { return false }
    return expression.hasNoIntegerRoot ? false : nil
  }

  /// The least value that an expression (that is not overflowed) has in the box, without the
  /// given term of it; nil if unbounded, or too large to compute, which is treated alike.
  func least(
    of expression: LinearExpression, without omitted: LinearExpression.Term? = nil
  ) -> Int128? {
    sum(expression, omitted) {
      $0.coefficient > 0 ? self[$0.variable].lower : self[$0.variable].upper
    }
  }

  /// The greatest value, in the same way.
  func greatest(
    of expression: LinearExpression, without omitted: LinearExpression.Term? = nil
  ) -> Int128? {
    sum(expression, omitted) {
      $0.coefficient > 0 ? self[$0.variable].upper : self[$0.variable].lower
    }
  }

  private func sum(
    _ expression: LinearExpression, _ omitted: LinearExpression.Term?,
    _ bound: (LinearExpression.Term) -> Int?
  ) -> Int128? {
    var sum = Int128(expression.constant)
    for term in expression.terms where term != omitted {
      guard let bound = bound(term) else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(
        Int128(term.coefficient) * Int128(bound))
      if overflow { return nil }
      sum = next
    }
    return sum
  }
}

extension LinearExpression {
  /// No integer point makes it zero, because the coefficients' greatest common divisor does not
  /// divide the constant.
  fileprivate var hasNoIntegerRoot: Bool {
    let divisor = terms.reduce(UInt(0)) { greatestCommonDivisor($0, $1.coefficient.magnitude) }
    return divisor == 0 ? constant != 0 : constant.magnitude % divisor != 0
  }
}

private func greatestCommonDivisor(_ left: UInt, _ right: UInt) -> UInt {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
