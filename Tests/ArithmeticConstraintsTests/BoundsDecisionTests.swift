import ArithmeticConstraints
import Testing

/// The cheap decisions: they never wake Z3, and never differ from enumeration.
@Suite struct BoundsDecisionTests {
  @Test func everyPairOfLiteralsOverOneVariable() {
    var literals: [ArithmeticLiteral] = []
    for comparison in comparisons {
      for coefficient in [-3, -2, -1, 1, 2, 3] {
        for constant in -4...4 { literals.append(literal(comparison, constant, coefficient)) }
      }
    }
    for (index, first) in literals.enumerated() {
      for second in literals[index...] {
        var solver = ArithmeticSolver()
        solver.assert(first)
        solver.assert(second)
        let smallest = smallestByEnumeration(
          [ArithmeticClause(first), ArithmeticClause(second)], reach: 7, variables: 1)
        // Roots and bounds lie in -4...4, so some solution lies in -7...7 if there is any.
        #expect(
          solver.check() == (smallest == nil ? .unsatisfiable : .satisfiable), "\(first) \(second)")
        #expect(solver.smallestModel(for: [x]) == smallest, "\(first) \(second)")
        #expect(solver.usesZ3 == false)
      }
    }
  }

  @Test func constantsNeedNoVariable() {
    #expect(decide([]) == .satisfiable)
    #expect(decide([ArithmeticClause([])]) == .unsatisfiable)
    for comparison in comparisons {
      for constant in -1...1 {
        let some = literal(comparison, constant, 0)
        let expected = some.holds(at: { _ in 0 }) == true
        #expect(decide([ArithmeticClause(some)]) == (expected ? .satisfiable : .unsatisfiable))
      }
    }
  }

  @Test func extremeBoundsAreNotRounded() {
    // x < the least machine integer: such integers exist, but none that fits.
    var solver = ArithmeticSolver()
    solver.assert(ArithmeticLiteral(LinearExpression(x), .less, LinearExpression(.min + 1)))
    solver.assert(ArithmeticLiteral(LinearExpression(x), .notEqual, LinearExpression(.min + 1)))
    #expect(solver.check() == .satisfiable)
    #expect(solver.smallestModel(for: [x]) == [.min])
    solver.assert(
      ArithmeticClause(literal(.notEqual, .max, 1)))  // x ≠ -max
    #expect(solver.check() == .satisfiable)
    let edge = LinearExpression(constant: .max, terms: [.init(coefficient: 1, variable: x)])
    solver.assert(ArithmeticLiteral(edge, .less))  // x + max < 0
    #expect(solver.check() == .satisfiable)
    solver.assert(ArithmeticLiteral(edge + LinearExpression(x), .notEqual))
    #expect(solver.check() == .satisfiable)
  }

  @Test func clausesThatBoundsReduceNeedNoZ3() {
    var solver = ArithmeticSolver()
    solver.assert(literal(.lessOrEqual, 1, -1))  // x ≥ 1
    solver.assert(literal(.lessOrEqual, 1, 0, -1))  // y ≥ 1
    // x = 0 ∨ y < 0 ∨ z = 3
    solver.assert(
      ArithmeticClause([
        literal(.equal, 0, 1), literal(.less, 0, 0, 1), literal(.equal, -3, 0, 0, 1),
      ]))
    #expect(solver.check() == .satisfiable)
    #expect(solver.smallestModel(for: [z, y, x]) == [3, 1, 1])
    solver.push()
    solver.assert(literal(.lessOrEqual, 1, 1, 1))  // x + y ≤ -1
    #expect(solver.check() == .unsatisfiable)
    solver.pop(to: 0)
    solver.assert(literal(.equal, 0, 1, -1))  // x = y, true at the nearest point
    #expect(solver.check() == .satisfiable)
    #expect(solver.usesZ3 == false)
    #expect(solver.z3Checks == 0)
    #expect(solver.checks == 3)
  }

  /// Each with its smallest solution, nil for none.
  @Test func chainsAndEqualitiesNeedNoZ3() {
    let positive = ArithmeticClause(literal(.less, 0, -1))  // x > 0
    let less = ArithmeticClause(literal(.less, 0, 1, -1))  // x < y
    let lessAgain = ArithmeticClause(literal(.less, 0, 0, 1, -1))  // y < z
    let equal = ArithmeticClause(literal(.equal, 0, 1, -1))  // x = y
    let shifted = ArithmeticClause(literal(.equal, 3, 1, -1))  // x = y - 3
    let nonzero = ArithmeticClause(literal(.notEqual, 0, 1))  // x ≠ 0
    let double = ArithmeticClause(literal(.equal, 1, 1, -2))  // x = 2y - 1
    let expectations: [([ArithmeticClause], [Int]?)] = [
      ([positive, less, lessAgain], [1, 2, 3]),
      ([lessAgain, less, positive], [1, 2, 3]),
      ([positive, equal], [1, 1, 0]),
      ([equal, less], nil),
      ([shifted, less], [0, 3, 0]),
      ([shifted, equal], nil),
      ([equal, nonzero], [1, 1, 0]),
      ([positive, double], [1, 1, 0]),
      ([positive, double, equal, ArithmeticClause(literal(.notEqual, -1, 1))], nil),
    ]
    for (clauses, smallest) in expectations {
      var solver = ArithmeticSolver()
      for clause in clauses { solver.assert(clause) }
      #expect(solver.check() == (smallest == nil ? .unsatisfiable : .satisfiable), "\(clauses)")
      #expect(solver.usesZ3 == false, "\(clauses)")
      #expect(solver.smallestModel(for: [x, y, z]) == smallest, "\(clauses)")
    }
  }
}
