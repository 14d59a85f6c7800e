// Keeps a large structure where it is.
//
// To call a method that changes nothing, the compiler may copy the bytes of the structure to the
// stack first, once for every call: hundreds of bytes, for a search. What contains a value whose
// size is not known is only ever used at its address.

public struct Pinned: ~Copyable, Sendable {
  private let anchor: any Sendable = 0
  public init() {}
}
