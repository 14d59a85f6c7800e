// An interval of ℤ, possibly unbounded, without finitely many values. All bounds are machine
// integers; one that does not fit is refused, never rounded.

/// The integers from `lower` to `upper` (nil: unbounded) except `excluded`.
struct IntegerRange: Hashable {
  private(set) var lower: Int?
  private(set) var upper: Int?
  private(set) var excluded: [Int] = []

  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower > upper { return true }
    let missing = excluded.count { lower <= $0 && $0 <= upper }
    return Int128(missing) == Int128(upper) - Int128(lower) + 1
  }

  /// The element of least absolute value, of two the positive one; nil if there is none or it
  /// does not fit.
  var nearestToZero: Int? {
    var magnitude = max(Int128(lower ?? 0), -Int128(upper ?? 0), 0)
    // Each round meets an excluded value, leaves the range, or ends.
    for _ in 0...excluded.count {
      for candidate in [magnitude, -magnitude] {
        if let value = Int(exactly: candidate), contains(value) { return value }
      }
      magnitude += 1
    }
    return nil
  }

  private func contains(_ value: Int) -> Bool {
    value >= lower ?? .min && value <= upper ?? .max && !excluded.contains(value)
  }

  // MARK: Restricting

  /// Keeps the values with `coefficient · value ≤ right`.
  ///
  /// - Returns: false, with the range unchanged, if the bound does not fit.
  mutating func restrict(_ coefficient: Int, atMost right: Int128) -> Bool {
    let (quotient, remainder) = right.flooredDivision(by: Int128(coefficient))
    let rounded = coefficient < 0 && remainder != 0 ? quotient + 1 : quotient
    guard let bound = Int(exactly: rounded) else { return false }
    if coefficient > 0 {
      upper = upper.map { min($0, bound) } ?? bound
    } else {
      lower = lower.map { max($0, bound) } ?? bound
    }
    return true
  }

  /// Keeps the value with `coefficient · value = right`, or all others.
  ///
  /// - Returns: false, with the range unchanged, if that value is no machine integer.
  mutating func restrict(_ coefficient: Int, toRoot isRoot: Bool, of right: Int128) -> Bool {
    let (quotient, remainder) = right.flooredDivision(by: Int128(coefficient))
    guard remainder == 0, let root = Int(exactly: quotient) else { return false }
    if isRoot {
      lower = max(root, lower ?? root)
      upper = min(root, upper ?? root)
    } else if !excluded.contains(root) {
      excluded.append(root)
    }
    return true
  }
}

extension Int128 {
  fileprivate func flooredDivision(by divisor: Int128) -> (quotient: Int128, remainder: Int128) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    let isBelow = remainder != 0 && (remainder < 0) != (divisor < 0)
    return isBelow ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
