// The amounts that a trace prints: of all solutions the one whose first variable is nearest to
// zero (of two the positive one), then the second, and so on. Solutions in which every amount is
// at least 1 come first, because a price of 0 makes readers wonder what is special about it.
//
// That solution is unique, so it is the same on every run and whatever was asked before. Z3's
// own models are not: an incremental solver's depend on its history. So the question goes to a
// context of its own (10 ms; traces are few), where each variable is found by bisection: Z3's
// optimiser was not used, because the absolute value has to be encoded as a case distinction on
// which it may not end, and a bisection under a resource limit always does.

extension ArithmeticSolver {
  /// The smallest solution whose values are all at least 1, else the smallest of all.
  ///
  /// - Returns: as `smallestModel(for:)`.
  package mutating func naturalModel(for variables: [IntegerVariable]) -> [Int]? {
    let level = self.level
    push()
    for variable in variables {
      assert(ArithmeticLiteral(LinearExpression(1), .lessOrEqual, LinearExpression(variable)))
    }
    let natural = smallestModel(for: variables)
    pop(to: level)
    return natural ?? smallestModel(for: variables)
  }

  /// The smallest solution of all clauses, as the values of `variables` in their order.
  ///
  /// - Returns: nil if there is none, if Z3 gave up, or if a value's magnitude does not fit.
  /// - Complexity: at most some 70 checks for each variable, one for each that can be zero.
  package func smallestModel(for variables: [IntegerVariable]) -> [Int]? {
    switch decidesByBounds ? BoundsDecision(clauses) : .open {
    case .unsatisfiable: return nil
    case .satisfiable(let box):
      let values = variables.compactMap { box[$0].nearestToZero }
      return values.count == variables.count ? values : nil
    case .open: break
    }
    guard !clauses.contains(where: \.isOverflowed),
      case .success(let session) = Z3Session.start(resourceLimit: resourceLimit)
    else { return nil }
    for clause in clauses { session.assert(clause) }
    guard session.check() == .satisfiable else { return nil }
    return session.smallestValues(of: variables)
  }
}

extension Z3Session {
  /// Fixes each variable in turn to its value nearest to zero; the clauses are satisfiable.
  fileprivate func smallestValues(of variables: [IntegerVariable]) -> [Int]? {
    var values: [Int] = []
    for variable in variables {
      guard let value = smallestValue(of: variable) else { return nil }
      assert(variable, equals: value)
      values.append(value)
    }
    return values
  }

  private func smallestValue(of variable: IntegerVariable) -> Int? {
    guard let magnitude = smallestMagnitude(of: variable) else { return nil }
    if magnitude == 0 { return 0 }
    push()
    defer { pop(1) }
    assert(variable, equals: magnitude)
    return switch check() {
    case .satisfiable: magnitude
    case .unsatisfiable: -magnitude
    case .gaveUp: nil
    }
  }

  /// Small amounts are the usual ones, so the first bounds are small.
  private func smallestMagnitude(of variable: IntegerVariable) -> Int? {
    var low = 0
    for bound in [0, 1, 1 << 4, 1 << 10, 1 << 20, 1 << 40, .max] {
      switch magnitude(of: variable, atMost: bound) {
      case .found(let high): return bisect(variable, low, high)
      case .none where bound == .max: return nil
      case .none: low = bound + 1
      case .unknown: return nil
      }
    }
    return nil
  }

  /// The least magnitude, which is at least `low`; `high` is known to be one.
  private func bisect(_ variable: IntegerVariable, _ low: Int, _ high: Int) -> Int? {
    var (low, high) = (low, high)
    while low < high {
      let middle = low + (high - low) / 2
      switch magnitude(of: variable, atMost: middle) {
      case .found(let smaller): high = smaller
      case .none: low = middle + 1
      case .unknown: return nil
      }
    }
    return high
  }

  private enum Magnitude { case found(Int), none, unknown }

  /// Some magnitude that the variable has in a solution, if one is at most `bound`.
  private func magnitude(of variable: IntegerVariable, atMost bound: Int) -> Magnitude {
    push()
    defer { pop(1) }
    let (value, limit) = (LinearExpression(variable), LinearExpression(bound))
    assert(ArithmeticClause(ArithmeticLiteral(value, .lessOrEqual, limit)))
    assert(ArithmeticClause(ArithmeticLiteral(-1 * value, .lessOrEqual, limit)))
    return switch check() {
    case .satisfiable: self.value(of: variable).map { .found(abs($0)) } ?? .unknown
    case .unsatisfiable: .none
    case .gaveUp: .unknown
    }
  }

  private func assert(_ variable: IntegerVariable, equals value: Int) {
    assert(
      ArithmeticClause(
        ArithmeticLiteral(LinearExpression(variable), .equal, LinearExpression(value))))
  }
}
