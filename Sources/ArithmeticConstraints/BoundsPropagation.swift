// Cheap decisions: what bounds on single variables say about a conjunction of clauses.
//
// Most arithmetic of a protocol is a guard such as `price > 0` or a comparison of numbers, for
// which a Z3 context (10 ms) and a check would be the whole cost of a step. Unit propagation over
// a box decides those. It is complete where every clause is one literal over one variable;
// otherwise it may leave the question open. Bounds are not propagated through literals over
// several variables: that need not end over unbounded integers, and Z3 does it better.

/// What bounds alone can say about a conjunction of clauses.
enum BoundsDecision {
  case unsatisfiable
  /// The box contains every solution, and has one in its point nearest to zero: that is the
  /// smallest. A coordinate of it may not fit a machine integer.
  case satisfiable(IntegerBox)
  case open

  /// Decides by unit propagation over a box, if that is enough.
  ///
  /// - Complexity: at most one pass over the clauses for each of them.
  init(_ clauses: [ArithmeticClause]) {
    var box = IntegerBox()
    var pending = clauses
    var previous = pending.count + 1
    while pending.count < previous {
      previous = pending.count
      guard let remaining = box.propagate(pending) else {
        self = .unsatisfiable
        return
      }
      pending = remaining
    }
    self = box.nearestPointSatisfies(pending) ? .satisfiable(box) : .open
  }
}

extension IntegerBox {
  /// match:  literals of which all but one are false on the box, and one over a single variable
  /// result: the box without the points where that one is false
  /// sound because: a solution lies in the box, so the last literal has to hold there.
  ///
  /// - Returns: the clauses that still depend on the point; nil if one is false on all of them.
  fileprivate mutating func propagate(_ clauses: [ArithmeticClause]) -> [ArithmeticClause]? {
    var remaining: [ArithmeticClause] = []
    for clause in clauses {
      var candidates: [ArithmeticLiteral] = []
      var isTrue = false
      for literal in clause.literals where !isTrue {
        switch truth(of: literal) {
        case true?: isTrue = true
        case false?: break
        case nil: candidates.append(literal)
        }
      }
      if isTrue { continue }
      if candidates.isEmpty { return nil }
      if candidates.count == 1, let range = narrow(by: candidates[0]) {
        if range.isEmpty { return nil }
      } else {
        remaining.append(ArithmeticClause(candidates))
      }
    }
    return remaining
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
