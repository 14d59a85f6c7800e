// Instances of one or two clauses in one run: what must be equal if some of their facts are.
//
// A session makes one value at one place (and point), records one event there, and does so once.
// So two such terms or facts with the same identifiers are equal in all else.

import Terms

struct JointInstance {
  private static let mostSymbols = 2000
  private var unifier = Unifier()
  private let offsets: [Int32]
  private let clauses: [Clause]

  init(_ first: Clause, _ second: Clause) {
    clauses = [first, second]
    offsets = [unifier.add(first.domains), unifier.add(second.domains)]
  }

  init(_ clause: Clause) {
    clauses = [clause]
    offsets = [unifier.add(clause.domains)]
  }

  /// Supposes that a term of the first clause equals one of the second; false if it cannot.
  mutating func unify(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    unifier.unify(left, offsets[0], right, offsets[1], terms)
  }

  func areIdentical(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    unifier.areIdentical(left, offsets[0], right, offsets[1], terms)
  }

  /// Draws the conclusions from what is equal so far; false if no run has both instances.
  mutating func close(_ terms: borrowing ClauseTerms) -> Bool {
    // Not worth the time: no conclusion is drawn.
    if clauses.contains(where: { $0.size > Self.mostSymbols }) { return true }
    var readings: [Reading] = []
    for (clause, offset) in zip(clauses, offsets) {
      for fact in [clause.conclusion] + clause.hypotheses {
        collect(fact, offset, terms, &readings)
      }
    }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (index, first) in readings.enumerated() {
        for second in readings[..<index] where first.symbol == second.symbol {
          switch join(first, second, terms) {
          case nil: return false
          case true?: isGrowing = true
          case false?: break
          }
        }
      }
    }
    return constraintsHold(terms)
  }

  private struct Reading {
    var term: ClauseTerm
    var offset: Int32
    var symbol: Int32
    /// The positions of the arguments that determine the others.
    var identifiers: Range<Int32>
  }

  private func collect(
    _ term: ClauseTerm, _ offset: Int32, _ terms: borrowing ClauseTerms,
    _ readings: inout [Reading]
  ) {
    let node = terms.node(term)
    guard node.symbol >= 0 else { return }
    let symbol = terms.symbols[Int(node.symbol)]
    if symbol.kind == .fresh {
      add(term, offset, node.symbol, 0..<Int32(symbol.identifiers), &readings)
    }
    // The last arguments of an event or a step say which occurrence it is.
    if symbol.kind == .predicate(.happened), symbol.identifiers > 0 {
      let first = node.arity - Int32(symbol.identifiers)
      add(term, offset, node.symbol, first..<node.arity, &readings)
    }
    for position in 0..<node.arity {
      collect(terms.argument(position, of: node), offset, terms, &readings)
    }
  }

  private func add(
    _ term: ClauseTerm, _ offset: Int32, _ symbol: Int32, _ identifiers: Range<Int32>,
    _ readings: inout [Reading]
  ) {
    if readings.contains(where: { $0.term == term && $0.offset == offset }) { return }
    readings.append(
      Reading(term: term, offset: offset, symbol: symbol, identifiers: identifiers))
  }

  /// match:  two values of one place, or two events, with the same identifiers
  /// result: they are equal
  ///
  /// - Returns: whether something was learnt; nil if they cannot be equal.
  private mutating func join(
    _ first: Reading, _ second: Reading, _ terms: borrowing ClauseTerms
  ) -> Bool? {
    let a = terms.node(first.term)
    let b = terms.node(second.term)
    for position in first.identifiers
    where !unifier.areIdentical(
      terms.argument(position, of: a), first.offset, terms.argument(position, of: b),
      second.offset, terms)
    {
      return false
    }
    if unifier.areIdentical(first.term, first.offset, second.term, second.offset, terms) {
      return false
    }
    return unifier.unify(first.term, first.offset, second.term, second.offset, terms) ? true : nil
  }

  private func constraintsHold(_ terms: borrowing ClauseTerms) -> Bool {
    for (clause, offset) in zip(clauses, offsets) {
      for constraint in clause.constraints
      where unifier.areIdentical(constraint.left, offset, constraint.right, offset, terms) {
        return false
      }
    }
    return true
  }
}
