import ArithmeticConstraints
import Testing

@Suite struct SmallestModelTests {
  @Test func firstVariablesFirstAndPositiveBeforeNegative() {
    // x + y = 3
    let sum = [ArithmeticClause(literal(.equal, -3, 1, 1))]
    #expect(smallest(sum, variables: 2) == [0, 3])
    // |x| ≥ 2
    let outside = [ArithmeticClause([literal(.lessOrEqual, 2, 1), literal(.lessOrEqual, 2, -1)])]
    #expect(smallest(outside, variables: 1) == [2])
    #expect(smallest(outside, variables: 2) == [2, 0])
    // 3x + 5y = 1, x ≠ 2
    let diophantine = [
      ArithmeticClause(literal(.equal, -1, 3, 5)), ArithmeticClause(literal(.notEqual, -2, 1)),
    ]
    #expect(smallest(diophantine, variables: 2) == [-3, 2])
    #expect(smallest([ArithmeticClause([])], variables: 1) == nil)
    #expect(smallest([], variables: 3) == [0, 0, 0])
  }

  @Test(arguments: [true, false])
  func amountsFromOneOnComeFirst(decidesByBounds: Bool) {
    func natural(_ literals: [ArithmeticLiteral], _ count: Int) -> [Int]? {
      var solver = ArithmeticSolver(decidesByBounds: decidesByBounds)
      for literal in literals { solver.assert(literal) }
      let model = solver.naturalModel(for: [x, y, z].prefix(count).map { $0 })
      #expect(solver.level == 0 && solver.clauses.count == literals.count)
      return model
    }
    #expect(natural([], 2) == [1, 1])
    // x + y = 3, x + y = 1, x < 0, x < y
    #expect(natural([literal(.equal, -3, 1, 1)], 2) == [1, 2])
    #expect(natural([literal(.equal, -1, 1, 1)], 2) == [0, 1])
    #expect(natural([literal(.less, 0, 1)], 2) == [-1, 0])
    #expect(natural([literal(.less, 0, 1, -1)], 2) == [1, 2])
    #expect(natural([literal(.less, 0, 1), literal(.less, 0, -1)], 1) == nil)
  }

  @Test func orderOfVariablesDecides() {
    var solver = ArithmeticSolver()
    solver.assert(literal(.equal, -3, 1, 1))
    #expect(solver.smallestModel(for: [y, x]) == [0, 3])
    #expect(solver.smallestModel(for: [y]) == [0])
    #expect(solver.smallestModel(for: []) == [])
  }

  @Test func largeAmountsAreFound() {
    // x = y, y > 10^12
    let amount = 1_000_000_000_000
    let large = [
      ArithmeticClause(literal(.equal, 0, 1, -1)), ArithmeticClause(literal(.less, amount, 0, -1)),
      ArithmeticClause(literal(.notEqual, 1 + amount, 0, -1)),
    ]
    for decidesByBounds in [true, false] {
      #expect(
        smallest(large, variables: 2, decidesByBounds: decidesByBounds)
          == [amount + 2, amount + 2])
    }
  }

  /// The same clauses after different histories have the same smallest model.
  @Test func historyDoesNotShow() {
    let clauses = [
      ArithmeticClause(literal(.less, 5, -1, -1)),
      ArithmeticClause([literal(.equal, 0, 1, -2), literal(.equal, -9, 0, 1, 1)]),
      ArithmeticClause(literal(.notEqual, 0, 1, -1)),
    ]
    let expected = smallestByEnumeration(clauses, reach: 9, variables: 3)
    var randomness = Randomness(state: 7)
    var solver = ArithmeticSolver()
    for _ in 0..<20 {
      for _ in 0..<5 {
        solver.push()
        solver.assert(randomness.clause(variables: 3))
        _ = solver.check()
      }
      solver.pop(to: 0)
      solver.push()
      for clause in clauses { solver.assert(clause) }
      if Bool.random(using: &randomness) { _ = solver.check() }
      #expect(solver.smallestModel(for: [x, y, z]) == expected)
      solver.pop(to: 0)
    }
  }
}
