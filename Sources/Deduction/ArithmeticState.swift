// Integer constraints along the path: the bridge between bindings and the arithmetic solver.
//
// Integers are terms to unification, so a binding of an integer variable is an equation that the
// solver does not know of. It is told lazily: a path without constraints never wakes the solver,
// and the first constraint brings the bindings of the whole path with it.

import ArithmeticConstraints
import Terms

package struct ArithmeticState: ~Copyable {
  package static let defaultLimit = ArithmeticSolver.defaultResourceLimit

  package var solver: ArithmeticSolver
  /// How much of the substitution's trail the solver has been told.
  var toldTrail = 0
  var isActive = false
  var needsCheck = false
  /// The solver gave up on a check somewhere: absence of a solution is not certain.
  package var gaveUp = false

  init(resourceLimit: UInt32) { solver = ArithmeticSolver(resourceLimit: resourceLimit) }

  struct Mark {
    var level: Int32
    var toldTrail: Int32
    var isActive: Bool
    var needsCheck: Bool
  }

  @inline(__always) var mark: Mark {
    Mark(
      level: isActive ? Int32(solver.level) : 0, toldTrail: Int32(toldTrail), isActive: isActive,
      needsCheck: needsCheck)
  }

  @inline(__always) mutating func undo(to mark: Mark) {
    if isActive, solver.level > Int(mark.level) { solver.pop(to: Int(mark.level)) }
    toldTrail = Int(mark.toldTrail)
    isActive = mark.isActive
    needsCheck = mark.needsCheck
  }
}

extension ConstraintSystem {
  /// The value of an integer term as an expression: a literal or a variable.
  package func expression(of term: TermID) -> LinearExpression? {
    switch store.head(resolve(term)) {
    case .integer(let value): LinearExpression(value)
    case .variable(let variable): LinearExpression(IntegerVariable(variable.index))
    default: nil
    }
  }

  /// Requires one of the literals.
  ///
  /// - Returns: false if the clause is false whatever the variables are.
  package mutating func require(_ clause: ArithmeticClause) -> Bool {
    var open: [ArithmeticLiteral] = []
    for literal in clause.literals {
      if literal.expression.constantValue != nil {
        if literal.holds(at: { _ in 0 }) == true { return true }
      } else {
        open.append(literal)
      }
    }
    if open.isEmpty { return clause.isOverflowed }
    // Every batch has a level of its own: a mark taken between two batches can go back there.
    arithmetic.solver.push()
    arithmetic.solver.assert(ArithmeticClause(open))
    arithmetic.isActive = true
    arithmetic.needsCheck = true
    return true
  }

  /// Whether the integer constraints can be met; a solver that gives up counts as yes, and is
  /// remembered.
  mutating func isArithmeticSatisfiable() -> Bool {
    guard arithmetic.isActive else { return true }
    tellBindings()
    guard arithmetic.needsCheck else { return true }
    arithmetic.needsCheck = false
    switch arithmetic.solver.check() {
    case .satisfiable: return true
    case .unsatisfiable: return false
    case .unknown:
      arithmetic.gaveUp = true
      return true
    }
  }

  private mutating func tellBindings() {
    var clauses: [ArithmeticClause] = []
    substitution.forEachBound(since: arithmetic.toldTrail) { variable in
      guard substitution.domain(of: variable) == .integer,
        let value = expression(of: substitution.term(of: variable))
      else { return }
      let left = LinearExpression(IntegerVariable(variable.index))
      clauses.append(ArithmeticClause(ArithmeticLiteral(left, .equal, value)))
    }
    arithmetic.toldTrail = substitution.trailCount
    guard !clauses.isEmpty else { return }
    arithmetic.solver.push()
    for clause in clauses { arithmetic.solver.assert(clause) }
    arithmetic.needsCheck = true
  }
}
