// Keeps a Z3 solver in step with the levels of an `ArithmeticSolver`, but only as far as
// questions reach Z3: between them, levels may come and go without Z3 hearing of them.

/// A Z3 session that has been told a prefix of the clauses, on a prefix of the levels.
struct Z3Mirror {
  private let session: Z3Session
  private var level = 0
  private var clauseCount = 0

  init(_ session: Z3Session) { self.session = session }

  /// The owner now has `level` levels above the lowest and `clauseCount` clauses.
  mutating func pop(to level: Int, clauseCount: Int) {
    if level < self.level {
      session.pop(self.level - level)
      self.level = level
    }
    self.clauseCount = min(self.clauseCount, clauseCount)
  }

  /// Tells Z3 the clauses it has not heard and asks about all of them.
  mutating func check(
    _ clauses: [ArithmeticClause], levelStarts: [Int]
  ) -> Satisfiability {
    while clauseCount < clauses.count || level < levelStarts.count {
      if level < levelStarts.count, clauseCount == levelStarts[level] {
        session.push()
        level += 1
      } else {
        session.assertIfPossible(clauses[clauseCount])
        clauseCount += 1
      }
    }
    return session.verdict(isComplete: !clauses.contains(where: \.isOverflowed))
  }
}

extension Z3Session {
  /// A clause that overflowed is left out: then unsatisfiable clauses are still unsatisfiable.
  func assertIfPossible(_ clause: ArithmeticClause) {
    if !clause.isOverflowed { assert(clause) }
  }

  /// - Parameter isComplete: no clause was left out.
  func verdict(isComplete: Bool) -> Satisfiability {
    switch check() {
    case .unsatisfiable: .unsatisfiable
    case .satisfiable: isComplete ? .satisfiable : .unknown(.overflow)
    case .gaveUp: .unknown(isBroken ? .solverFailed : .resourceLimit)
    }
  }
}
