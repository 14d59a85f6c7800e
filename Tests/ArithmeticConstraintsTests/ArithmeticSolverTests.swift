import ArithmeticConstraints
import Testing

@Suite struct ArithmeticSolverTests {
  /// Every literal over two variables with small coefficients, on the cube -4...4.
  @Test func everySmallLiteralOnACube() {
    for decidesByBounds in [true, false] {
      var solver = ArithmeticSolver(decidesByBounds: decidesByBounds)
      for clause in cube(4, 2) { solver.assert(clause) }
      for comparison in comparisons {
        for first in -2...2 {
          for second in -2...2 {
            for constant in [-13, -12, -9, -5, -1, 0, 3, 7, 11, 12, 13] {
              let clause = ArithmeticClause(literal(comparison, constant, first, second))
              let expected = smallestByEnumeration([clause], reach: 4, variables: 2)
              solver.push()
              solver.assert(clause)
              #expect(
                solver.check() == (expected == nil ? .unsatisfiable : .satisfiable), "\(clause)")
              solver.pop(to: 0)
            }
          }
        }
      }
      #expect(solver.check() == .satisfiable)
    }
  }

  @Test func levelsComeAndGo() {
    var solver = ArithmeticSolver()
    solver.assert(literal(.equal, 0, 1, 1, -10))  // x + y = 10z
    #expect(solver.check() == .satisfiable)
    solver.push()
    solver.assert(literal(.lessOrEqual, 1, 0, 0, -1))  // z ≥ 1
    solver.push()
    solver.assert(literal(.lessOrEqual, 5, 1, 1))  // x + y ≤ -5
    #expect(solver.check() == .unsatisfiable)
    solver.push()
    #expect(solver.level == 3)
    #expect(solver.check() == .unsatisfiable)
    solver.pop(to: 1)
    #expect(solver.check() == .satisfiable)
    solver.assert(literal(.equal, -1, 2, 2))  // 2x + 2y = 1
    #expect(solver.check() == .unsatisfiable)
    solver.pop(to: 0)
    #expect(solver.level == 0)
    #expect(solver.clauses.count == 1)
    #expect(solver.check() == .satisfiable)
  }

  /// Levels that Z3 never heard of are popped without it, and those it heard of with it.
  @Test func levelsBetweenQuestionsToZ3() {
    var solver = ArithmeticSolver(decidesByBounds: false)
    for depth in 0..<6 {
      solver.push()
      solver.assert(literal(.lessOrEqual, depth, -1))  // x ≥ depth
    }
    solver.pop(to: 4)
    #expect(solver.z3Checks == 0)
    #expect(solver.check() == .satisfiable)
    solver.push()
    solver.push()
    solver.assert(literal(.less, -3, 1))  // x < 3
    solver.pop(to: 5)
    solver.assert(literal(.lessOrEqual, -3, 1))  // x ≤ 3, and x ≥ 3 from the fourth level
    #expect(solver.check() == .satisfiable)
    solver.assert(literal(.notEqual, -3, 1))
    #expect(solver.check() == .unsatisfiable)
    solver.pop(to: 2)
    solver.assert(literal(.equal, -1, 1))
    #expect(solver.check() == .satisfiable)
    #expect(solver.z3Checks == 4)
  }

  @Test func sameQuestionIsAskedOnce() {
    var solver = ArithmeticSolver(decidesByBounds: false)
    solver.assert(literal(.less, 0, 1, -1))
    for _ in 0..<3 { #expect(solver.check() == .satisfiable) }
    solver.push()
    #expect(solver.check() == .satisfiable)
    #expect(solver.checks == 4)
    #expect(solver.z3Checks == 1)
    solver.assert(literal(.lessOrEqual, 0, 1, -1))
    #expect(solver.check() == .satisfiable)
    #expect(solver.z3Checks == 2)
  }

  /// Tight simplex vertices without integer points: branching finds nothing for long.
  @Test func exhaustedResourcesAreUnknown() {
    let hard = [
      ArithmeticClause(literal(.equal, -1_000_003, 7_919, -104_729, 1_299_709)),
      ArithmeticClause(literal(.less, 0, -1_299_721, 7_907, 3)),
      ArithmeticClause(literal(.less, -17, 5, 3, -611_953)),
    ]
    var limited = ArithmeticSolver(resourceLimit: 10)
    for clause in hard { limited.assert(clause) }
    #expect(limited.check() == .unknown(.resourceLimit))
    #expect(limited.smallestModel(for: [x]) == nil)
    #expect(decide(hard) == .satisfiable)
  }

  @Test func overflowIsUnknownUnlessTheRestDecides() {
    let lost = ArithmeticClause(ArithmeticLiteral(.overflowed, .lessOrEqual))
    #expect(decide([lost]) == .unknown(.overflow))
    #expect(smallest([lost], variables: 1) == nil)
    #expect(decide([lost, ArithmeticClause([])]) == .unsatisfiable)
    let apart = ArithmeticClause(literal(.less, 1, 1, -1))
    let back = ArithmeticClause(literal(.less, 1, -1, 1))
    #expect(decide([lost, apart, back]) == .unsatisfiable)
    // Where another literal holds at the nearest point, nothing was lost.
    let nearest = ArithmeticClause(lost.literals + [literal(.equal, 0, 1)])
    #expect(decide([nearest]) == .satisfiable)
    #expect(decide([nearest], decidesByBounds: false) == .unknown(.overflow))
    let elsewhere = ArithmeticClause(lost.literals + [literal(.equal, -2, 1)])
    #expect(decide([elsewhere]) == .unknown(.overflow))
  }

  @Test func solutionsThatDoNotFitAreNoModel() {
    // x ≥ max ∧ y > x: satisfiable over ℤ, not with machine integers.
    let beyond = [
      ArithmeticClause(
        ArithmeticLiteral(LinearExpression(.max), .lessOrEqual, LinearExpression(x))),
      ArithmeticClause(literal(.less, 0, 1, -1)),
    ]
    #expect(decide(beyond) == .satisfiable)
    #expect(smallest(beyond, variables: 1) == [.max])
    #expect(smallest(beyond, variables: 2) == nil)
  }
}
