// A set of small numbers in 64 bits, for questions that may err on one side.
//
// The numbers from 63 on share one bit, so two sets of them may be said to meet though they do
// not. Who asks has to be safe with that.

struct Mask: Equatable {
  private var bits: UInt64 = 0

  mutating func insert(_ member: Int) { bits |= 1 << UInt64(min(member, 63)) }

  mutating func formUnion(_ other: Mask) { bits |= other.bits }

  /// False means that no number is in both.
  func meets(_ other: Mask) -> Bool { bits & other.bits != 0 }
}
