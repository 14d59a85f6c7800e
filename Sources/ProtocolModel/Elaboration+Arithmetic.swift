// Arithmetic: linear expressions over integer variables.
//
// Inside a term an expression becomes a hidden integer variable, defined before the action where
// the term is built and compared after it where the term is a pattern.

import Diagnostics
import ProtocolLanguage
import Terms

extension TermSyntax {
  /// Whether this is an operation on integers.
  var isArithmetic: Bool {
    switch self {
    case .arithmetic, .negated: true
    default: false
    }
  }
}

extension Elaborator {
  /// An expression as a part of a term.
  mutating func arithmeticTerm(_ syntax: TermSyntax, _ place: TermPlace) -> SortedTerm? {
    guard let value = linear(syntax, place) else { return nil }
    if value.summands.isEmpty {
      return SortedTerm(term: .integer(value.constant), sort: .integer)
    }
    if value.constant == 0, value.summands.count == 1, value.summands[0].coefficient == 1 {
      return SortedTerm(term: .variable(value.summands[0].variable), sort: .integer)
    }
    guard place.arithmetic != .refused else {
      report(
        .notAPattern, "arithmetic cannot stand in \(place.description)", at: syntax.span,
        notes: ["compute the value in a role and put it into an event"])
      return nil
    }
    if place.arithmetic == .define, let known = scope.sums[value] {
      return SortedTerm(term: .variable(known), sort: .integer)
    }
    let hidden = scope.addHidden("n", sort: .integer, kind: .integer)
    if place.arithmetic == .define {
      scope.sums[value] = hidden
      work.before.append((.define(hidden, value), syntax.span))
    } else {
      let equation = Condition.compare(LinearTerm(hidden), .equal, value)
      work.after.append((.require(equation), syntax.span))
    }
    return SortedTerm(term: .variable(hidden), sort: .integer)
  }

  /// A linear expression; nil after reporting what it is instead.
  mutating func linear(_ syntax: TermSyntax, _ place: TermPlace) -> LinearTerm? {
    switch syntax {
    case .integer(let value, _): return LinearTerm(constant: value)
    case .negated(let operand, let span):
      guard let value = linear(operand, place) else { return nil }
      return scaled(value, by: -1, at: span)
    case .arithmetic(let symbol, let left, let right, let span):
      let first = linear(left, place)
      let second = linear(right, place)
      guard let first, let second else { return nil }
      return combined(first, symbol, second, at: span)
    case .bind(let name, _, let span):
      report(
        .notAPattern, "`?\(name.text)` cannot bind within arithmetic", at: span,
        notes: ["bind the whole value and compute with it afterwards"])
      return nil
    default: return integerOperand(syntax, place)
    }
  }

  private mutating func integerOperand(_ syntax: TermSyntax, _ place: TermPlace) -> LinearTerm? {
    let names = place.with { $0.wildcards = false }
    guard let operand = sortedTerm(syntax, names, expecting: .integer) else { return nil }
    if operand.sort == .integer, case .variable(let variable) = operand.term {
      return LinearTerm(variable)
    }
    var notes: [String] = []
    if operand.sort == .message, case .name(let name) = syntax {
      notes = ["write `?\(name.text): Int` where it is bound"]
    }
    report(.sortMismatch, "this is not an integer", at: syntax.span, notes: notes)
    return nil
  }

  private mutating func combined(
    _ left: LinearTerm, _ symbol: ArithmeticOperator, _ right: LinearTerm, at span: SourceSpan
  ) -> LinearTerm? {
    switch symbol {
    case .add: return overflowChecked(left.adding(right), at: span)
    case .subtract:
      guard let negative = scaled(right, by: -1, at: span) else { return nil }
      return overflowChecked(left.adding(negative), at: span)
    case .multiply:
      if left.summands.isEmpty { return scaled(right, by: left.constant, at: span) }
      if right.summands.isEmpty { return scaled(left, by: right.constant, at: span) }
      report(
        .nonLinearArithmetic, "variables cannot be multiplied with each other", at: span,
        notes: ["arithmetic is linear: one factor is a number"])
      return nil
    }
  }

  mutating func scaled(_ value: LinearTerm, by factor: Int, at span: SourceSpan) -> LinearTerm? {
    overflowChecked(value.multiplied(by: factor), at: span)
  }

  mutating func overflowChecked(_ value: LinearTerm?, at span: SourceSpan) -> LinearTerm? {
    if value == nil {
      report(.integerTooLarge, "this computes an integer that is too large", at: span)
    }
    return value
  }
}

// MARK: - Linear terms

extension LinearTerm {
  init(_ variable: Variable) {
    self.init(constant: 0, summands: [Summand(coefficient: 1, variable: variable)])
  }

  /// The sum, or nil if a coefficient overflows.
  func adding(_ other: LinearTerm) -> LinearTerm? {
    let (sum, overflow) = constant.addingReportingOverflow(other.constant)
    guard !overflow else { return nil }
    var coefficients: [Variable: Int] = [:]
    for summand in summands + other.summands {
      let (value, overflow) = coefficients[summand.variable, default: 0]
        .addingReportingOverflow(summand.coefficient)
      guard !overflow else { return nil }
      coefficients[summand.variable] = value
    }
    let kept = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return LinearTerm(
      constant: sum, summands: kept.map { Summand(coefficient: $0.value, variable: $0.key) })
  }

  /// The multiple, or nil if a coefficient overflows.
  func multiplied(by factor: Int) -> LinearTerm? {
    let (product, overflow) = constant.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    var result = LinearTerm(constant: product)
    for summand in summands where factor != 0 {
      let (value, overflow) = summand.coefficient.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      result.summands.append(Summand(coefficient: value, variable: summand.variable))
    }
    return result
  }
}
