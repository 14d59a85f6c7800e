// A set of small numbers: states a session has been in, reveals used on it, tables a step touches.
//
// Numbers below 64 need no allocation; nearly every model stays below.

struct BitSet: Equatable {
  private var low: UInt64 = 0
  private var high: Set<Int> = []

  func contains(_ member: Int) -> Bool {
    member < 64 ? low & (1 << UInt64(member)) != 0 : high.contains(member)
  }

  mutating func insert(_ member: Int) {
    if member < 64 { low |= 1 << UInt64(member) } else { high.insert(member) }
  }

  mutating func formUnion(_ other: BitSet) {
    low |= other.low
    if !other.high.isEmpty { high.formUnion(other.high) }
  }

  func isDisjoint(with other: BitSet) -> Bool {
    low & other.low == 0 && (high.isEmpty || high.isDisjoint(with: other.high))
  }
}
