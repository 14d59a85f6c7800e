// Cheap decisions: what bounds on the variables say about a conjunction of clauses.
//
// Most arithmetic of a protocol is a guard such as `price > 0` or a comparison of two numbers,
// for which a Z3 context (10 ms) and a check would be the whole cost of a step. Propagation over
// a box decides those. It is complete where every clause is one literal over one variable;
// otherwise it may leave the question open. Propagating bounds through several variables need
// not end over unbounded integers, so there are only as many rounds as clauses: enough for
// chains, and what goes in circles is left to Z3.

/// What bounds alone can say about a conjunction of clauses.
enum BoundsDecision {
  case unsatisfiable
  /// The box contains every solution, and has one in its point nearest to zero: that is the
  /// smallest. A coordinate of it may not fit a machine integer.
  case satisfiable(IntegerBox)
  case open

  /// Decides by propagation over a box, if that is enough.
  init(_ clauses: [ArithmeticClause]) {
    var box = IntegerBox()
    var pending = clauses
    for _ in 0...clauses.count {
      let before = (box.revision, pending.count)
      guard let remaining = box.propagate(pending) else {
        self = .unsatisfiable
        return
      }
      pending = remaining
      if (box.revision, pending.count) == before { break }
    }
    self = box.nearestPointSatisfies(pending) ? .satisfiable(box) : .open
  }
}

extension IntegerBox {
  /// match:  a clause of which all literals but one are false on the box
  /// result: the box, narrowed by that one
  /// sound because: a solution lies in the box, so that literal holds there.
  ///
  /// - Returns: the clauses that still depend on the point; nil if one is false on all of them.
  fileprivate mutating func propagate(_ clauses: [ArithmeticClause]) -> [ArithmeticClause]? {
    var remaining: [ArithmeticClause] = []
    for clause in clauses {
      guard let candidates = undecidedLiterals(of: clause) else { continue }
      if candidates.isEmpty { return nil }
      if candidates.count == 1, narrow(by: candidates[0]) {
        if hasEmptyRange(for: candidates[0]) { return nil }
        continue
      }
      if candidates.count == 1 {
        tighten(by: candidates[0])
        if hasEmptyRange(for: candidates[0]) { return nil }
      }
      remaining.append(ArithmeticClause(candidates))
    }
    return remaining
  }

  /// The literals that depend on the point; nil if another one is true on the whole box.
  private func undecidedLiterals(of clause: ArithmeticClause) -> [ArithmeticLiteral]? {
    var undecided: [ArithmeticLiteral] = []
    for literal in clause.literals {
      switch truth(of: literal) {
      case true?: return nil
      case false?: break
      case nil: undecided.append(literal)
      }
    }
    return undecided
  }

  private func hasEmptyRange(for literal: ArithmeticLiteral) -> Bool {
    literal.expression.terms.contains { self[$0.variable].isEmpty }
  }

  /// Whether the point nearest to zero solves clauses; certainly if there are none.
  fileprivate func nearestPointSatisfies(_ clauses: [ArithmeticClause]) -> Bool {
    clauses.allSatisfy { clause in
      clause.literals.contains { literal in
        let variables = literal.expression.terms.map(\.variable)
        guard variables.allSatisfy({ self[$0].nearestToZero != nil }) else { return false }
        return literal.holds(at: { self[$0].nearestToZero ?? 0 }) == true
      }
    }
  }
}
