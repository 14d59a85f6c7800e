// The term store: hash-consed terms in an arena, for the engines.
//
// A term is a 32-bit index, equality of two interned terms is one comparison, the arguments of
// all applications lie in one flat buffer. The arena is a stack: the search takes a mark before
// a choice and releases everything interned since when it backtracks, so memory grows with the
// depth of the search and not with its length.
//
// The intern table is open addressing with linear probing. Entries are only ever removed in the
// reverse order of their insertion; then clearing the slot is enough, because any entry whose
// probe sequence passed over it was inserted later and is gone already. Growing the table
// re-inserts in insertion order, which keeps that true.

public struct TermID: Hashable, Sendable, BitwiseCopyable {
  public let index: Int32
  @inlinable public init(index: Int32) { self.index = index }
  @inlinable public static func == (left: TermID, right: TermID) -> Bool {
    left.index == right.index
  }
}

/// A variable of the search: an index into the substitution.
public struct VariableID: Hashable, Sendable, BitwiseCopyable {
  public let index: Int32
  @inlinable public init(index: Int32) { self.index = index }
  @inlinable public static func == (left: VariableID, right: VariableID) -> Bool {
    left.index == right.index
  }
}

/// An atom of the search (a principal, a constant, a fresh value): an index into its tables.
public struct AtomID: Hashable, Sendable, BitwiseCopyable {
  public let index: Int32
  @inlinable public init(index: Int32) { self.index = index }
  @inlinable public static func == (left: AtomID, right: AtomID) -> Bool {
    left.index == right.index
  }
}

public enum TermHead: Equatable, Sendable {
  case variable(VariableID)
  case atom(AtomID)
  case integer(Int)
  case application(SymbolID)
}

public struct TermStore: ~Copyable {
  private let pinned = Pinned()
  @usableFromInline
  struct Node: BitwiseCopyable {
    @usableFromInline var kind: NodeKind
    @usableFromInline var isGround: Bool
    @usableFromInline var arity: UInt16
    /// The variable, atom, symbol, or index into `integers`.
    @usableFromInline var payload: Int32
    @usableFromInline var firstArgument: Int32
    @usableFromInline var hash: UInt32
  }

  @usableFromInline
  enum NodeKind: BitwiseCopyable { case variable, atom, integer, application }

  @usableFromInline var nodes = Stack<Node>(reserving: 1024)
  @usableFromInline var argumentBuffer = Stack<TermID>(reserving: 2048)
  @usableFromInline var integers = Stack<Int>()
  /// Arguments of applications under construction.
  private var argumentStack = Stack<TermID>()
  /// Slots hold a term's index plus one; 0 is empty. The count is a power of two.
  private var slots = Stack<Int32>(repeating: 0, count: 1024)

  package init() {}

  /// What `release` goes back to.
  public struct Mark: Sendable, BitwiseCopyable {
    @usableFromInline var nodes: Int32
    @usableFromInline var arguments: Int32
    @usableFromInline var integers: Int32

    @inlinable public init(nodes: Int32, arguments: Int32, integers: Int32) {
      self.nodes = nodes
      self.arguments = arguments
      self.integers = integers
    }
  }

  @inline(__always) @inlinable public var mark: Mark {
    Mark(
      nodes: Int32(nodes.count), arguments: Int32(argumentBuffer.count),
      integers: Int32(integers.count))
  }

  /// Forgets every term interned since the mark.
  @inline(__always) @inlinable public mutating func release(to mark: Mark) {
    if nodes.count > Int(mark.nodes) { releaseNodes(to: mark) }
    argumentBuffer.cut(to: Int(mark.arguments))
    integers.cut(to: Int(mark.integers))
  }

  @usableFromInline mutating func releaseNodes(to mark: Mark) {
    while nodes.count > Int(mark.nodes) {
      let index = nodes.count - 1
      if nodes[index].kind != .variable { clearSlot(of: Int32(index)) }
      nodes.cut(to: index)
    }
  }

  package var count: Int { nodes.count }
}

// MARK: - Reading

extension TermStore {
  @inline(__always) @inlinable public func head(_ term: TermID) -> TermHead {
    let node = nodes[Int(term.index)]
    switch node.kind {
    case .variable: return .variable(VariableID(index: node.payload))
    case .atom: return .atom(AtomID(index: node.payload))
    case .integer: return .integer(integers[Int(node.payload)])
    case .application: return .application(SymbolID(Int(node.payload)))
    }
  }

  @inline(__always) @inlinable public func isGround(_ term: TermID) -> Bool {
    nodes[Int(term.index)].isGround
  }

  @inline(__always) @inlinable public func arity(_ term: TermID) -> Int {
    Int(nodes[Int(term.index)].arity)
  }

  @inline(__always) @inlinable public func argument(_ position: Int, of term: TermID) -> TermID {
    argumentBuffer[Int(nodes[Int(term.index)].firstArgument) + position]
  }

  @inline(__always) @inlinable public func variable(_ term: TermID) -> VariableID? {
    let node = nodes[Int(term.index)]
    return node.kind == .variable ? VariableID(index: node.payload) : nil
  }

  @inline(__always) @inlinable public func symbol(_ term: TermID) -> SymbolID? {
    let node = nodes[Int(term.index)]
    return node.kind == .application ? SymbolID(Int(node.payload)) : nil
  }
}

// MARK: - Interning

extension TermStore {
  /// A variable's term. Variables are not interned: the substitution makes each exactly once.
  mutating func makeVariable(_ variable: VariableID) -> TermID {
    nodes.append(
      Node(
        kind: .variable, isGround: false, arity: 0, payload: variable.index, firstArgument: 0,
        hash: 0))
    return TermID(index: Int32(nodes.count - 1))
  }

  package mutating func atom(_ atom: AtomID) -> TermID {
    let hash = Self.mix(0x9E37_79B9, UInt32(bitPattern: atom.index))
    return intern(kind: .atom, payload: atom.index, hash: hash)
  }

  package mutating func integer(_ value: Int) -> TermID {
    let hash = Self.mix(0x85EB_CA6B, UInt32(truncatingIfNeeded: value ^ (value >> 32)))
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let candidate = nodes[Int(slots[slot]) - 1]
      if candidate.kind == .integer, integers[Int(candidate.payload)] == value {
        return TermID(index: slots[slot] - 1)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    integers.append(value)
    return insert(
      Node(
        kind: .integer, isGround: true, arity: 0, payload: Int32(integers.count - 1),
        firstArgument: 0, hash: hash), at: slot)
  }

  /// Puts an argument of the application under construction onto the store's stack.
  package mutating func stack(_ argument: TermID) { argumentStack.append(argument) }

  /// Where the arguments of the next application start.
  package var stackHeight: Int { argumentStack.count }

  /// Applies a symbol to the stacked arguments from `base` on, and takes them off the stack.
  ///
  /// - Complexity: expected constant time in the number of terms, linear in the arity.
  package mutating func applyStacked(_ symbol: SymbolID, from base: Int) -> TermID {
    let term = application(symbol, stackedFrom: base)
    argumentStack.cut(to: base)
    return term
  }

  private mutating func application(_ symbol: SymbolID, stackedFrom base: Int) -> TermID {
    let count = argumentStack.count - base
    var hash = Self.mix(0xC2B2_AE35, UInt32(bitPattern: symbol.index))
    for position in base..<argumentStack.count {
      hash = Self.mix(hash, UInt32(bitPattern: argumentStack[position].index))
    }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      let candidate = nodes[index]
      if candidate.hash == hash, candidate.kind == .application,
        candidate.payload == symbol.index, hasStackedArguments(candidate, from: base)
      {
        return TermID(index: Int32(index))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    var isGround = true
    let first = Int32(argumentBuffer.count)
    for position in base..<argumentStack.count {
      let argument = argumentStack[position]
      isGround = isGround && nodes[Int(argument.index)].isGround
      argumentBuffer.append(argument)
    }
    return insert(
      Node(
        kind: .application, isGround: isGround, arity: UInt16(count),
        payload: symbol.index, firstArgument: first, hash: hash), at: slot)
  }

  package mutating func application(_ symbol: SymbolID, _ arguments: [TermID]) -> TermID {
    let base = argumentStack.count
    argumentStack.append(contentsOf: arguments)
    return applyStacked(symbol, from: base)
  }

  private func hasStackedArguments(_ node: Node, from base: Int) -> Bool {
    let count = Int(node.arity)
    guard count == argumentStack.count - base else { return false }
    for position in 0..<count
    where argumentBuffer[Int(node.firstArgument) + position] != argumentStack[base + position] {
      return false
    }
    return true
  }

  private mutating func intern(kind: NodeKind, payload: Int32, hash: UInt32) -> TermID {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let candidate = nodes[Int(slots[slot]) - 1]
      if candidate.kind == kind, candidate.payload == payload {
        return TermID(index: slots[slot] - 1)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(
      Node(
        kind: kind, isGround: true, arity: 0, payload: payload, firstArgument: 0, hash: hash),
      at: slot)
  }

  private mutating func insert(_ node: Node, at slot: Int) -> TermID {
    nodes.append(node)
    slots[slot] = Int32(nodes.count)
    let term = TermID(index: Int32(nodes.count - 1))
    if nodes.count * 2 > slots.count { growTable() }
    return term
  }

  private mutating func growTable() {
    slots = Stack(repeating: 0, count: slots.count * 2)
    for index in nodes.indices where nodes[index].kind != .variable {
      var slot = Int(nodes[index].hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private mutating func clearSlot(of index: Int32) {
    var slot = Int(nodes[Int(index)].hash) & (slots.count - 1)
    while slots[slot] != index + 1 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = 0
  }

  private static func mix(_ hash: UInt32, _ value: UInt32) -> UInt32 {
    var mixed = (hash ^ value) &* 0x9E37_79B1
    mixed ^= mixed >> 15
    return mixed &* 0x85EB_CA77
  }
}
