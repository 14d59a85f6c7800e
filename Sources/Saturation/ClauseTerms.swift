// The terms of clauses: hash-consed in one arena that only grows.
//
// A clause's variables are small numbers, 0, 1, 2, …, and the same number is the same term in
// every clause: what it ranges over is written in the clause. So two clauses share all terms that
// look alike, a ground term is one index everywhere, and a term read in two clauses at once is
// told apart by an offset (see Unifier), not by a copy. Terms' own store keeps its variables
// unique per search, which is the opposite of what clauses want; hence an arena of its own.
//
// Facts are terms, too: predicates are symbols.

import Terms

package struct ClauseTerm: Hashable, Sendable {
  let index: Int32
}

struct ClauseTerms {
  struct Node: Hashable {
    /// ≥ 0: a symbol; -1: a variable; -2: an integer.
    var symbol: Int32
    /// Where the arguments start; the variable's number; the index of the integer.
    var payload: Int32
    var arity: Int32
    /// How many symbols, variables and integers the term has, up to `mostSymbols`.
    var size: Int32
    var isGround: Bool
    var hash: UInt32
  }

  /// Larger terms are not told apart by their size.
  static let mostSymbols: Int32 = 1_000_000

  private(set) var symbols: [SymbolRecord] = []
  /// What is asked of symbols over and over, without their names.
  private var kinds: [SymbolRecord.Kind] = []
  private var areData: [Bool] = []
  private(set) var nodes: [Node] = []
  private(set) var arguments: [ClauseTerm] = []
  private(set) var integers: [Int] = []
  private var variables: [ClauseTerm] = []
  private var stack: [ClauseTerm] = []
  /// Open addressing: a term's index plus one, or 0.
  private var slots: [Int32] = Array(repeating: 0, count: 1024)

  init() {}

  /// What says all of the terms: equal in arenas in which the same terms were made in one order.
  struct Content: Hashable {
    var symbols: [SymbolRecord]
    var nodes: [Node]
    var arguments: [ClauseTerm]
    var integers: [Int]
  }
  var content: Content {
    Content(symbols: symbols, nodes: nodes, arguments: arguments, integers: integers)
  }

  // MARK: Reading

  @inline(__always) func node(_ term: ClauseTerm) -> Node { nodes[Int(term.index)] }

  @inline(__always) func argument(_ position: Int32, of node: Node) -> ClauseTerm {
    arguments[Int(node.payload + position)]
  }

  func argument(_ position: Int, of term: ClauseTerm) -> ClauseTerm {
    arguments[Int(nodes[Int(term.index)].payload) + position]
  }

  func isGround(_ term: ClauseTerm) -> Bool { nodes[Int(term.index)].isGround }

  func size(_ term: ClauseTerm) -> Int { Int(nodes[Int(term.index)].size) }

  /// The number of a variable; nil for other terms.
  func variable(_ term: ClauseTerm) -> Int32? {
    let node = nodes[Int(term.index)]
    return node.symbol == -1 ? node.payload : nil
  }

  func symbol(_ term: ClauseTerm) -> SymbolRecord? {
    let symbol = nodes[Int(term.index)].symbol
    return symbol >= 0 ? symbols[Int(symbol)] : nil
  }

  func arguments(of term: ClauseTerm) -> ArraySlice<ClauseTerm> {
    let node = nodes[Int(term.index)]
    guard node.symbol >= 0 else { return [] }
    return arguments[Int(node.payload)..<Int(node.payload + node.arity)]
  }

  /// What a fact says.
  func predicate(_ fact: ClauseTerm) -> Predicate {
    let symbol = nodes[Int(fact.index)].symbol
    guard symbol >= 0, case .predicate(let predicate) = kinds[Int(symbol)] else {
      preconditionFailure("a fact starts with a predicate")
    }
    return predicate
  }

  /// Whether a term is a tuple or a message.
  func isData(_ term: ClauseTerm) -> Bool {
    let symbol = nodes[Int(term.index)].symbol
    return symbol >= 0 && areData[Int(symbol)]
  }

  // MARK: Making

  mutating func addSymbol(_ record: SymbolRecord) -> Int32 {
    symbols.append(record)
    kinds.append(record.kind)
    areData.append(record.isData)
    return Int32(symbols.count - 1)
  }

  mutating func variable(_ number: Int) -> ClauseTerm {
    while variables.count <= number {
      nodes.append(
        Node(
          symbol: -1, payload: Int32(variables.count), arity: 0, size: 1, isGround: false,
          hash: 0))
      variables.append(ClauseTerm(index: Int32(nodes.count - 1)))
    }
    return variables[number]
  }

  mutating func integer(_ value: Int) -> ClauseTerm {
    let hash = Self.mix(0x85EB_CA6B, UInt32(truncatingIfNeeded: value ^ (value >> 32)))
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let node = nodes[Int(slots[slot]) - 1]
      if node.symbol == -2, integers[Int(node.payload)] == value {
        return ClauseTerm(index: slots[slot] - 1)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    integers.append(value)
    return insert(
      Node(
        symbol: -2, payload: Int32(integers.count - 1), arity: 0, size: 1, isGround: true,
        hash: hash), at: slot)
  }

  mutating func apply(_ symbol: Int32, _ arguments: [ClauseTerm]) -> ClauseTerm {
    let base = stack.count
    stack.append(contentsOf: arguments)
    return applyStacked(symbol, from: base)
  }

  var stackHeight: Int { stack.count }
  mutating func push(_ term: ClauseTerm) { stack.append(term) }

  /// Applies a symbol to the stacked terms from `base` on, and takes them off the stack.
  mutating func applyStacked(_ symbol: Int32, from base: Int) -> ClauseTerm {
    defer { stack.removeLast(stack.count - base) }
    let count = stack.count - base
    var hash = Self.mix(0xC2B2_AE35, UInt32(bitPattern: symbol))
    for position in base..<stack.count {
      hash = Self.mix(hash, UInt32(bitPattern: stack[position].index))
    }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if nodes[index].hash == hash, nodes[index].symbol == symbol, isStacked(nodes[index], base) {
        return ClauseTerm(index: Int32(index))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    var isGround = true
    var size: Int32 = 1
    let first = Int32(arguments.count)
    for position in base..<stack.count {
      let node = nodes[Int(stack[position].index)]
      isGround = isGround && node.isGround
      size = min(size + node.size, Self.mostSymbols)
      arguments.append(stack[position])
    }
    return insert(
      Node(
        symbol: symbol, payload: first, arity: Int32(count), size: size, isGround: isGround,
        hash: hash), at: slot)
  }

  private func isStacked(_ node: Node, _ base: Int) -> Bool {
    guard Int(node.arity) == stack.count - base else { return false }
    for position in 0..<Int(node.arity)
    where arguments[Int(node.payload) + position] != stack[base + position] {
      return false
    }
    return true
  }

  private mutating func insert(_ node: Node, at slot: Int) -> ClauseTerm {
    nodes.append(node)
    slots[slot] = Int32(nodes.count)
    let term = ClauseTerm(index: Int32(nodes.count - 1))
    if nodes.count * 2 > slots.count { grow() }
    return term
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for index in nodes.indices where nodes[index].symbol != -1 {
      var slot = Int(nodes[index].hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private static func mix(_ hash: UInt32, _ value: UInt32) -> UInt32 {
    var mixed = (hash ^ value) &* 0x9E37_79B1
    mixed ^= mixed >> 15
    return mixed &* 0x85EB_CA77
  }
}
