// Short names for the tests' variables, a generator of random clauses, and the naive oracle:
// enumeration of a small cube.

import ArithmeticConstraints

let x = IntegerVariable(0)
let y = IntegerVariable(1)
let z = IntegerVariable(2)

func expression(_ constant: Int, _ coefficients: Int...) -> LinearExpression {
  LinearExpression(
    constant: constant,
    terms: coefficients.enumerated().map { index, coefficient in
      .init(coefficient: coefficient, variable: IntegerVariable(Int32(index)))
    })
}

func literal(_ comparison: Comparison, _ constant: Int, _ x: Int, _ y: Int = 0, _ z: Int = 0)
  -> ArithmeticLiteral
{
  ArithmeticLiteral(expression(constant, x, y, z), comparison)
}

let comparisons: [Comparison] = [.lessOrEqual, .less, .equal, .notEqual]

/// Every variable lies in `-reach ... reach`.
func cube(_ reach: Int, _ variables: Int) -> [ArithmeticClause] {
  (0..<variables).flatMap { index in
    let variable = LinearExpression(IntegerVariable(Int32(index)))
    return [
      ArithmeticClause(ArithmeticLiteral(variable, .lessOrEqual, LinearExpression(reach))),
      ArithmeticClause(ArithmeticLiteral(LinearExpression(-reach), .lessOrEqual, variable)),
    ]
  }
}

/// Solutions in the cube, smallest first: 0, 1, -1, 2, … in the first variable, then the next.
func smallestByEnumeration(
  _ clauses: [ArithmeticClause], reach: Int, variables: Int
) -> [Int]? {
  let order = [0] + (1...reach).flatMap { [$0, -$0] }
  func extend(_ point: [Int]) -> [Int]? {
    if point.count == variables {
      return clauses.allSatisfy { $0.holds(at: { point[Int($0.index)] }) } ? point : nil
    }
    for value in order {
      if let solution = extend(point + [value]) { return solution }
    }
    return nil
  }
  return extend([])
}

/// SplitMix64: the same numbers on every run.
struct Randomness: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func literal(variables: Int) -> ArithmeticLiteral {
    var coefficients = [0, 0, 0]
    for index in 0..<variables where Bool.random(using: &self) {
      coefficients[index] = Int.random(in: -3...3, using: &self)
    }
    return ArithmeticLiteral(
      expression(
        Int.random(in: -6...6, using: &self), coefficients[0], coefficients[1], coefficients[2]),
      comparisons.randomElement(using: &self)!)
  }

  mutating func clause(variables: Int) -> ArithmeticClause {
    let count = [1, 1, 1, 2, 3].randomElement(using: &self)!
    return ArithmeticClause((0..<count).map { _ in literal(variables: variables) })
  }
}

/// What a fresh solver says, through the cheap decisions or through Z3 alone.
func decide(_ clauses: [ArithmeticClause], decidesByBounds: Bool = true) -> Satisfiability {
  var solver = ArithmeticSolver(decidesByBounds: decidesByBounds)
  for clause in clauses { solver.assert(clause) }
  return solver.check()
}

func smallest(
  _ clauses: [ArithmeticClause], variables: Int, decidesByBounds: Bool = true
) -> [Int]? {
  var solver = ArithmeticSolver(decidesByBounds: decidesByBounds)
  for clause in clauses { solver.assert(clause) }
  return solver.smallestModel(for: (0..<variables).map { IntegerVariable(Int32($0)) })
}
