import ArithmeticConstraints
import Testing

@Suite struct LinearExpressionTests {
  @Test func equalExpressionsAreEqualValues() {
    let sum = LinearExpression(y) + LinearExpression(x) + LinearExpression(3)
    #expect(sum == expression(3, 1, 1))
    #expect(sum - LinearExpression(y) == expression(3, 1))
    #expect((sum - sum).constantValue == 0)
    #expect(0 * sum == LinearExpression(0))
    #expect(-sum == expression(-3, -1, -1))
    #expect(
      LinearExpression(
        constant: 1,
        terms: [
          .init(coefficient: 2, variable: z), .init(coefficient: 0, variable: x),
          .init(coefficient: -2, variable: z),
        ])
        == LinearExpression(1))
  }

  @Test func arithmeticAgreesWithEvaluation() {
    let samples = [expression(0), expression(-2, 1), expression(3, 0, -2), expression(1, 2, 5, -1)]
    let point: (IntegerVariable) -> Int = { [7, -3, 2][Int($0.index)] }
    for left in samples {
      for right in samples {
        let (a, b) = (left.value(at: point)!, right.value(at: point)!)
        #expect((left + right).value(at: point) == a + b)
        #expect((left - right).value(at: point) == a - b)
        #expect((-3 * left).value(at: point) == -3 * a)
      }
      let replaced = left.substituting { $0 == y ? expression(4, 2) : LinearExpression($0) }
      #expect(
        replaced.value(at: point) == left.value(at: { $0 == y ? 4 + 2 * point(x) : point($0) }))
    }
  }

  @Test func whatDoesNotFitIsOverflowedAndStaysSo() {
    let largest = LinearExpression(.max)
    #expect((largest + LinearExpression(1)).isOverflowed)
    #expect((largest + LinearExpression(1)) - LinearExpression(1) == .overflowed)
    #expect((-LinearExpression(.min)).isOverflowed)
    #expect(
      (2 * LinearExpression(constant: 0, terms: [.init(coefficient: .max, variable: x)]))
        .isOverflowed)
    #expect(LinearExpression.overflowed.constantValue == nil)
    #expect(LinearExpression.overflowed.value(at: { _ in 0 }) == nil)
    #expect((0 * LinearExpression.overflowed).isOverflowed)
  }

  @Test func negationIsTheComplement() {
    for comparison in comparisons {
      let some = literal(comparison, 1, 2)
      for value in -4...4 {
        #expect(some.holds(at: { _ in value }) != some.negated.holds(at: { _ in value }))
      }
    }
  }
}
