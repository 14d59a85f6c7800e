// Stacks are cut back at every backtracking, most of them by nothing; `removeLast(_:)` costs a call
// even then.

extension Array {
  /// Removes the elements from `count` on.
  @inlinable package mutating func cut(to count: Int) {
    if self.count == count + 1 {
      removeLast()
    } else if self.count > count {
      removeLast(self.count - count)
    }
  }
}
