// Most general unifiers of the terms of two clauses (or of one), with domains.
//
// The clauses are not renamed apart: a term is read together with an offset that is added to its
// variables' numbers (Boyer and Moore 1972). Only what a unifier leaves is built.

import Terms

struct Unifier {
  private struct Cell {
    /// -1: unbound
    var term: Int32
    var offset: Int32
    var domain: Domain
  }
  private var cells: [Cell] = []
  /// The number that an unbound variable gets in the clause that is built; -1: none so far.
  private var renaming: [Int32] = []
  /// The domains of the variables that were numbered.
  private(set) var builtDomains: [Domain] = []
  /// How many terms were looked at since it was made.
  private(set) var visits = 0

  /// Forgets everything.
  mutating func reset() {
    cells.removeAll(keepingCapacity: true)
  }

  /// Adds variables; returns the offset with which terms over them are read.
  mutating func add(_ domains: [Domain]) -> Int32 {
    let offset = Int32(cells.count)
    for domain in domains { cells.append(Cell(term: -1, offset: 0, domain: domain)) }
    return offset
  }

  mutating func add(_ domain: Domain) -> Int32 {
    cells.append(Cell(term: -1, offset: 0, domain: domain))
    return Int32(cells.count - 1)
  }

  var count: Int { cells.count }

  // MARK: Reading

  /// Follows bindings to an unbound variable or another head.
  @inline(__always)
  private func resolve(
    _ term: inout ClauseTerm, _ offset: inout Int32, _ node: inout ClauseTerms.Node,
    _ terms: borrowing ClauseTerms
  ) {
    while node.symbol == -1 {
      let cell = cells[Int(node.payload + offset)]
      if cell.term < 0 { return }
      term = ClauseTerm(index: cell.term)
      offset = cell.offset
      node = terms.node(term)
    }
  }

  /// The unbound variable that a term comes to, as a cell's index; nil if it is none.
  func unboundVariable(_ term: ClauseTerm, _ offset: Int32, _ terms: borrowing ClauseTerms)
    -> Int32?
  {
    var (term, offset) = (term, offset)
    var node = terms.node(term)
    resolve(&term, &offset, &node, terms)
    return node.symbol == -1 ? node.payload + offset : nil
  }

  /// Collects the unbound variables of a term in the order of their occurrence, each once.
  func collectVariables(
    _ term: ClauseTerm, _ offset: Int32, _ terms: borrowing ClauseTerms, into found: inout [Int32]
  ) {
    var (term, offset) = (term, offset)
    var node = terms.node(term)
    resolve(&term, &offset, &node, terms)
    if node.symbol == -1 {
      let cell = node.payload + offset
      if !found.contains(cell) { found.append(cell) }
    } else if !node.isGround {
      for position in 0..<node.arity {
        collectVariables(terms.argument(position, of: node), offset, terms, into: &found)
      }
    }
  }

  func domain(ofUnbound cell: Int32) -> Domain { cells[Int(cell)].domain }

  // MARK: Unifying

  /// Extends the unifier; after false its state is of no use.
  mutating func unify(
    _ left: ClauseTerm, _ leftOffset: Int32, _ right: ClauseTerm, _ rightOffset: Int32,
    _ terms: borrowing ClauseTerms
  ) -> Bool {
    visits += 1
    var (a, aOffset, b, bOffset) = (left, leftOffset, right, rightOffset)
    var aNode = terms.node(a)
    var bNode = terms.node(b)
    resolve(&a, &aOffset, &aNode, terms)
    resolve(&b, &bOffset, &bNode, terms)
    if a == b, aNode.isGround || aOffset == bOffset { return true }
    if aNode.symbol == -1 {
      let cell = aNode.payload + aOffset
      return bNode.symbol == -1
        ? link(cell, b, bOffset, bNode.payload + bOffset)
        : bind(cell, b, bOffset, bNode, terms)
    }
    if bNode.symbol == -1 { return bind(bNode.payload + bOffset, a, aOffset, aNode, terms) }
    guard aNode.symbol == bNode.symbol, aNode.symbol >= 0 else { return false }
    for position in 0..<aNode.arity
    where !unify(
      terms.argument(position, of: aNode), aOffset, terms.argument(position, of: bNode), bOffset,
      terms)
    {
      return false
    }
    return true
  }

  /// Joins two unbound variables.
  private mutating func link(
    _ cell: Int32, _ term: ClauseTerm, _ offset: Int32, _ other: Int32
  ) -> Bool {
    guard let domain = cells[Int(cell)].domain.meet(cells[Int(other)].domain) else { return false }
    cells[Int(other)].domain = domain
    cells[Int(cell)].term = term.index
    cells[Int(cell)].offset = offset
    return true
  }

  private mutating func bind(
    _ cell: Int32, _ term: ClauseTerm, _ offset: Int32, _ node: ClauseTerms.Node,
    _ terms: borrowing ClauseTerms
  ) -> Bool {
    let domain = cells[Int(cell)].domain
    if node.symbol == -2 {
      switch domain.kind {
      case .any, .notDishonest, .integer: break
      default: return false
      }
    } else if domain.kind != .any && !domain.accepts(terms.symbols[Int(node.symbol)])
      || !node.isGround && occurs(cell, term, offset, terms)
    {
      return false
    }
    cells[Int(cell)].term = term.index
    cells[Int(cell)].offset = offset
    return true
  }

  /// Narrows the domain of a term's values; false if none is left.
  mutating func narrow(
    _ term: ClauseTerm, _ offset: Int32, to domain: Domain, _ terms: borrowing ClauseTerms
  ) -> Bool {
    var (term, offset) = (term, offset)
    var node = terms.node(term)
    resolve(&term, &offset, &node, terms)
    switch node.symbol {
    case -1:
      let cell = Int(node.payload + offset)
      guard let narrowed = cells[cell].domain.meet(domain) else { return false }
      cells[cell].domain = narrowed
      return true
    case -2: return domain.meet(.integer) == .integer
    default: return domain.accepts(terms.symbols[Int(node.symbol)])
    }
  }

  private func occurs(
    _ cell: Int32, _ term: ClauseTerm, _ offset: Int32, _ terms: borrowing ClauseTerms
  ) -> Bool {
    var (term, offset) = (term, offset)
    var node = terms.node(term)
    resolve(&term, &offset, &node, terms)
    if node.symbol == -1 { return node.payload + offset == cell }
    if node.isGround { return false }
    for position in 0..<node.arity
    where occurs(cell, terms.argument(position, of: node), offset, terms) {
      return true
    }
    return false
  }

  /// Whether two terms are equal under the unifier.
  func areIdentical(
    _ left: ClauseTerm, _ leftOffset: Int32, _ right: ClauseTerm, _ rightOffset: Int32,
    _ terms: borrowing ClauseTerms
  ) -> Bool {
    var (a, aOffset, b, bOffset) = (left, leftOffset, right, rightOffset)
    var aNode = terms.node(a)
    var bNode = terms.node(b)
    resolve(&a, &aOffset, &aNode, terms)
    resolve(&b, &bOffset, &bNode, terms)
    if a == b, aNode.isGround || aOffset == bOffset { return true }
    if aNode.symbol == -1 || bNode.symbol == -1 {
      return aNode.symbol == bNode.symbol && aNode.payload + aOffset == bNode.payload + bOffset
    }
    guard aNode.symbol == bNode.symbol, aNode.symbol >= 0 else { return false }
    for position in 0..<aNode.arity
    where !areIdentical(
      terms.argument(position, of: aNode), aOffset, terms.argument(position, of: bNode), bOffset,
      terms)
    {
      return false
    }
    return true
  }

  // MARK: Building

  /// Starts a clause: its variables are numbered in the order in which they are built.
  mutating func startBuilding() {
    builtDomains.removeAll(keepingCapacity: true)
    renaming.removeAll(keepingCapacity: true)
    renaming.append(contentsOf: repeatElement(-1, count: cells.count))
  }

  /// The term under the unifier.
  mutating func build(
    _ term: ClauseTerm, _ offset: Int32, _ terms: inout ClauseTerms
  ) -> ClauseTerm {
    visits += 1
    var (term, offset) = (term, offset)
    var node = terms.node(term)
    resolve(&term, &offset, &node, terms)
    if node.symbol == -1 {
      let cell = Int(node.payload + offset)
      if renaming[cell] < 0 {
        renaming[cell] = Int32(builtDomains.count)
        builtDomains.append(cells[cell].domain)
      }
      return terms.variable(Int(renaming[cell]))
    }
    if node.isGround { return term }
    let base = terms.stackHeight
    for position in 0..<node.arity {
      let argument = build(terms.argument(position, of: node), offset, &terms)
      terms.push(argument)
    }
    return terms.applyStacked(node.symbol, from: base)
  }
}
