// A box: for each variable an interval of ℤ, possibly unbounded, without finitely many values.
// It over-approximates the solutions of some clauses and is exact for literals over a single
// variable. All bounds are machine integers; what does not fit is refused, never rounded.

/// The integers from `lower` to `upper` (nil: unbounded) except `excluded`.
struct IntegerRange: Hashable {
  private(set) var lower: Int?
  private(set) var upper: Int?
  private(set) var excluded: [Int] = []

  mutating func raiseLower(to bound: Int) { lower = lower.map { max($0, bound) } ?? bound }
  mutating func reduceUpper(to bound: Int) { upper = upper.map { min($0, bound) } ?? bound }
  mutating func exclude(_ value: Int) {
    if !excluded.contains(value) { excluded.append(value) }
  }

  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower > upper { return true }
    let missing = excluded.count { lower <= $0 && $0 <= upper }
    return Int128(missing) == Int128(upper) - Int128(lower) + 1
  }

  /// The element of least absolute value, of two the positive one; nil if there is none or it
  /// does not fit.
  var nearestToZero: Int? {
    var magnitude = max(Int128(lower ?? 0), -Int128(upper ?? 0), 0)
    // Each round meets an excluded value, leaves the range, or ends.
    for _ in 0...excluded.count {
      for candidate in [magnitude, -magnitude] {
        if let value = Int(exactly: candidate), contains(value) { return value }
      }
      magnitude += 1
    }
    return nil
  }

  private func contains(_ value: Int) -> Bool {
    value >= lower ?? .min && value <= upper ?? .max && !excluded.contains(value)
  }
}

/// One range for each variable; all of ℤ for those never narrowed.
struct IntegerBox {
  private var ranges: [IntegerVariable: IntegerRange] = [:]

  subscript(variable: IntegerVariable) -> IntegerRange { ranges[variable] ?? IntegerRange() }

  /// What a literal says about every point of the box; nil if it depends on the point.
  func truth(of literal: ArithmeticLiteral) -> Bool? {
    guard let (least, greatest) = hull(of: literal.expression) else { return nil }
    switch literal.comparison {
    case .lessOrEqual:
      if let greatest, greatest <= 0 { return true }
      return least.map { $0 > 0 } == true ? false : nil
    case .less:
      if let greatest, greatest < 0 { return true }
      return least.map { $0 >= 0 } == true ? false : nil
    case .equal: return isZero(literal.expression, least, greatest)
    case .notEqual: return isZero(literal.expression, least, greatest).map { !$0 }
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

  /// The least and the greatest value an expression can have in the box, nil where unbounded
  /// (or too large to compute, which is treated alike); nil as a whole if it is overflowed.
  private func hull(
    of expression: LinearExpression
  ) -> (least: Int128?, greatest: Int128?)? {
    if expression.isOverflowed { return nil }
    var least: Int128? = Int128(expression.constant)
    var greatest = least
    for term in expression.terms {
      let range = self[term.variable]
      let (low, high) =
        term.coefficient > 0 ? (range.lower, range.upper) : (range.upper, range.lower)
      least = add(least, term.coefficient, low)
      greatest = add(greatest, term.coefficient, high)
    }
    return (least, greatest)
  }

  private func add(_ sum: Int128?, _ coefficient: Int, _ bound: Int?) -> Int128? {
    guard let sum, let bound else { return nil }
    let (next, overflow) = sum.addingReportingOverflow(Int128(coefficient) * Int128(bound))
    return overflow ? nil : next
  }

  /// Removes the points where a literal over one variable is false.
  ///
  /// - Returns: the range that is left; nil, with the box unchanged, if the literal is not over
  ///   exactly one variable or its bound does not fit.
  mutating func narrow(by literal: ArithmeticLiteral) -> IntegerRange? {
    let expression = literal.expression
    guard !expression.isOverflowed, expression.terms.count == 1 else { return nil }
    let term = expression.terms[0]
    // coefficient · x ⋈ right, with `less` made `lessOrEqual`.
    let right = -Int128(expression.constant) - (literal.comparison == .less ? 1 : 0)
    let (quotient, remainder) = right.flooredDivision(by: Int128(term.coefficient))
    var range = self[term.variable]
    switch literal.comparison {
    case .lessOrEqual, .less:
      let rounded = term.coefficient < 0 && remainder != 0 ? quotient + 1 : quotient
      guard let bound = Int(exactly: rounded) else { return nil }
      if term.coefficient > 0 { range.reduceUpper(to: bound) } else { range.raiseLower(to: bound) }
    case .equal, .notEqual:
      // Without an integer root `truth(of:)` has decided the literal already.
      guard remainder == 0, let root = Int(exactly: quotient) else { return nil }
      if literal.comparison == .notEqual {
        range.exclude(root)
      } else {
        range.raiseLower(to: root)
        range.reduceUpper(to: root)
      }
    }
    ranges[term.variable] = range
    return range
  }
}

extension LinearExpression {
  /// No integer point makes it zero, because the coefficients' greatest common divisor does not
  /// divide the constant.
  var hasNoIntegerRoot: Bool {
    let divisor = terms.reduce(UInt(0)) { greatestCommonDivisor($0, $1.coefficient.magnitude) }
    return divisor == 0 ? constant != 0 : constant.magnitude % divisor != 0
  }
}

private func greatestCommonDivisor(_ left: UInt, _ right: UInt) -> UInt {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

extension Int128 {
  fileprivate func flooredDivision(by divisor: Int128) -> (quotient: Int128, remainder: Int128) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    let isBelow = remainder != 0 && (remainder < 0) != (divisor < 0)
    return isBelow ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
