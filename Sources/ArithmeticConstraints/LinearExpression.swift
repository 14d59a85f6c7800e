// Linear integer expressions: a constant plus integer multiples of variables, in one canonical
// form, so that equal expressions are equal values.
//
// Variables range over ℤ, but coefficients and constants are machine integers. An operation
// whose exact result does not fit gives the `overflowed` expression, which stays overflowed and
// about which the solver claims nothing; it never wraps and never traps. Arbitrary precision was
// not worth a dependency: amounts in protocols are small.

/// Names an unknown integer. The numbering belongs to the caller.
package struct IntegerVariable: Hashable, Comparable, Sendable {
  package let index: Int32
  package init(_ index: Int32) { self.index = index }

  package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// `constant + Σ coefficient · variable`, variables ascending, no coefficient zero.
package struct LinearExpression: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package let coefficient: Int
    package let variable: IntegerVariable

    package init(coefficient: Int, variable: IntegerVariable) {
      self.coefficient = coefficient
      self.variable = variable
    }
  }

  package let constant: Int
  package let terms: [Term]
  /// An exact result did not fit; constant and terms say nothing.
  package let isOverflowed: Bool

  /// The result of arithmetic that does not fit.
  package static let overflowed = LinearExpression(
    canonical: [], constant: 0, isOverflowed: true)

  package init(_ constant: Int) { self.init(canonical: [], constant: constant) }

  package init(_ variable: IntegerVariable) {
    self.init(canonical: [Term(coefficient: 1, variable: variable)], constant: 0)
  }

  /// Sums `terms`, which may be in any order and repeat variables.
  package init(constant: Int, terms: [Term]) {
    self = terms.reduce(LinearExpression(constant)) { sum, term in
      sum
        + LinearExpression(
          canonical: term.coefficient == 0 ? [] : [term], constant: 0)
    }
  }

  private init(canonical terms: [Term], constant: Int, isOverflowed: Bool = false) {
    self.constant = constant
    self.terms = terms
    self.isOverflowed = isOverflowed
  }

  /// The value, if the expression has no variables.
  package var constantValue: Int? { terms.isEmpty && !isOverflowed ? constant : nil }
}

// MARK: - Arithmetic

extension LinearExpression {
  package static func + (left: Self, right: Self) -> Self {
    combine(left, right, scaledBy: 1)
  }

  package static func - (left: Self, right: Self) -> Self {
    combine(left, right, scaledBy: -1)
  }

  package static func * (factor: Int, expression: Self) -> Self {
    combine(LinearExpression(0), expression, scaledBy: factor)
  }

  package static prefix func - (expression: Self) -> Self { -1 * expression }

  /// The expression with every variable replaced; the replacements may share variables.
  package func substituting(_ replacement: (IntegerVariable) -> LinearExpression) -> Self {
    if isOverflowed { return self }
    return terms.reduce(LinearExpression(constant)) { sum, term in
      Self.combine(sum, replacement(term.variable), scaledBy: term.coefficient)
    }
  }

  /// `left + factor · right`, by merging the two ascending lists of terms.
  private static func combine(_ left: Self, _ right: Self, scaledBy factor: Int) -> Self {
    guard !left.isOverflowed, !right.isOverflowed,
      let constant = multiplyAdd(left.constant, factor, right.constant)
    else { return .overflowed }
    if factor == 0 || right.terms.isEmpty {
      return Self(canonical: left.terms, constant: constant)
    }
    var merged: [Term] = []
    merged.reserveCapacity(left.terms.count + right.terms.count)
    var rest = left.terms[...]
    for term in right.terms {
      while let first = rest.first, first.variable < term.variable {
        merged.append(rest.removeFirst())
      }
      let shared = rest.first?.variable == term.variable ? rest.removeFirst().coefficient : 0
      guard let coefficient = multiplyAdd(shared, factor, term.coefficient) else {
        return .overflowed
      }
      if coefficient != 0 {
        merged.append(Term(coefficient: coefficient, variable: term.variable))
      }
    }
    return Self(canonical: merged + rest, constant: constant)
  }

  /// `summand + factor · value` if it fits, computed exactly in between.
  private static func multiplyAdd(_ summand: Int, _ factor: Int, _ value: Int) -> Int? {
    Int(exactly: Int128(summand) + Int128(factor) * Int128(value))
  }

  /// The value at a point; nil if it is overflowed or has more than 128 bits.
  package func value(at point: (IntegerVariable) -> Int) -> Int128? {
    if isOverflowed { return nil }
    var sum = Int128(constant)
    for term in terms {
      let product = Int128(term.coefficient) * Int128(point(term.variable))
      let (next, overflow) = sum.addingReportingOverflow(product)
      if overflow { return nil }
      sum = next
    }
    return sum
  }
}

extension LinearExpression: CustomStringConvertible {
  package var description: String {
    if isOverflowed { return "overflow" }
    let parts = terms.map { "\($0.coefficient)·i\($0.variable.index)" }
    return (parts + (constant == 0 && !parts.isEmpty ? [] : ["\(constant)"]))
      .joined(separator: " + ")
  }
}
