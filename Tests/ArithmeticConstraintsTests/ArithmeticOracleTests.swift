// Random clauses: the cheap decisions, Z3 and enumeration against each other. Named `Oracle`
// because such suites run in release mode.

import ArithmeticConstraints
import Testing

@Suite struct ArithmeticOracleTests {
  @Test func boundsAndZ3AgreeOnUnboundedIntegers() {
    var randomness = Randomness(state: 1)
    var shared = ArithmeticSolver(decidesByBounds: false)
    for round in 0..<4_000 {
      let variables = 1 + round % 3
      let clauses = (0..<(1 + round % 5)).map { _ in randomness.clause(variables: variables) }
      shared.push()
      for clause in clauses { shared.assert(clause) }
      let expected = shared.check()
      shared.pop(to: 0)
      #expect(expected != .unknown(.resourceLimit))
      #expect(decide(clauses) == expected, "\(clauses)")
    }
  }

  @Test func smallestModelsAreThoseOfEnumeration() {
    var randomness = Randomness(state: 2)
    for round in 0..<300 {
      let variables = 1 + round % 3
      let clauses =
        cube(4, variables)
        + (0..<(1 + round % 4)).map { _ in randomness.clause(variables: variables) }
      let expected = smallestByEnumeration(clauses, reach: 4, variables: variables)
      #expect(smallest(clauses, variables: variables) == expected, "\(clauses)")
      #expect(
        smallest(clauses, variables: variables, decidesByBounds: false) == expected, "\(clauses)")
      #expect(decide(clauses) == (expected == nil ? .unsatisfiable : .satisfiable))
    }
  }

  @Test func smallestModelsOfUnboundedProblemsAgree() {
    var randomness = Randomness(state: 4)
    for round in 0..<200 {
      let variables = 2 + round % 2
      let clauses = (0..<(2 + round % 4)).map { _ in randomness.clause(variables: variables) }
      #expect(
        smallest(clauses, variables: variables)
          == smallest(clauses, variables: variables, decidesByBounds: false), "\(clauses)")
    }
  }

  /// A random walk over levels against a solver that starts afresh for each question.
  @Test func incrementalAnswersAreThoseOfFreshSolvers() {
    var randomness = Randomness(state: 3)
    var solver = ArithmeticSolver()
    for _ in 0..<1_500 {
      switch Int.random(in: 0..<4, using: &randomness) {
      case 0 where solver.level < 8: solver.push()
      case 1: solver.pop(to: Int.random(in: 0...solver.level, using: &randomness))
      default: solver.assert(randomness.clause(variables: 3))
      }
      if Bool.random(using: &randomness) {
        #expect(solver.check() == decide(solver.clauses, decidesByBounds: false))
      }
    }
    #expect(solver.usesZ3 == true)
    #expect(solver.z3Checks < solver.checks)
  }
}
