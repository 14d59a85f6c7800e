// Closed sets that several properties share.
//
// What a run can do is the same for all properties of a model that ask for the same events, and
// closing its clauses is most of the work. So the clauses of a translation are copied to an arena
// of their own, in which equal clauses are equal bytes; they are closed there, once; and every
// property copies the closed set back and goes on with its goals. Each property starts from the
// same set whoever closed it, so no result depends on what is shared, or on which thread was first.

import Synchronization
import Terms

/// The closed sets of a model, by what they were closed from.
package final class ClosedSets: Sendable {
  /// One set; who comes while it is being closed waits for it.
  private final class Slot: Sendable {
    let closed = Mutex<Saturator?>(nil)
  }
  private let slots = Mutex<[ClosingProblem: Slot]>([:])

  package init() {}

  /// How many there are.
  package var count: Int { slots.withLock { $0.count } }

  fileprivate func closed(_ problem: ClosingProblem, _ close: () -> Saturator) -> Saturator {
    let slot = slots.withLock { slots in
      let slot = slots[problem] ?? Slot()
      slots[problem] = slot
      return slot
    }
    return slot.closed.withLock { known in
      if let known { return known }
      let closed = close()
      if closed.cause != .interrupted { known = closed }
      return closed
    }
  }
}

/// Clauses to be closed, in terms that are numbered in the order in which they first occur.
private struct ClosingProblem: Hashable {
  var terms: ClauseTerms.Content
  var clauses: [Clause]
  var limits: SaturationLimits
  var widens: Bool

  /// Few problems of a model are as large as each other.
  func hash(into hasher: inout Hasher) {
    hasher.combine(clauses.count)
    hasher.combine(terms.nodes.count)
    hasher.combine(widens)
    hasher.combine(limits)
  }
}

/// Copies terms from one arena to another.
private struct TermCopier {
  let source: ClauseTerms
  var target: ClauseTerms
  /// The target's symbols, by the source's; -1: not yet known.
  var symbols: [Int32]
  /// The target's terms, by the source's.
  private var copies: [ClauseTerm?]

  init(from source: ClauseTerms, to target: ClauseTerms, symbols: [Int32]? = nil) {
    self.source = source
    self.target = target
    self.symbols = symbols ?? Array(repeating: -1, count: source.symbols.count)
    copies = Array(repeating: nil, count: source.nodes.count)
  }

  mutating func copy(_ term: ClauseTerm) -> ClauseTerm {
    if let known = copies[Int(term.index)] { return known }
    let node = source.node(term)
    let copy: ClauseTerm
    switch node.symbol {
    case -1: copy = target.variable(Int(node.payload))
    case -2: copy = target.integer(source.integers[Int(node.payload)])
    default:
      let arguments = (0..<node.arity).map { self.copy(source.argument($0, of: node)) }
      copy = target.apply(symbol(node.symbol), arguments)
    }
    copies[Int(term.index)] = copy
    return copy
  }

  private mutating func symbol(_ symbol: Int32) -> Int32 {
    if symbols[Int(symbol)] < 0 {
      symbols[Int(symbol)] = target.addSymbol(source.symbols[Int(symbol)])
    }
    return symbols[Int(symbol)]
  }

  mutating func copy(_ clause: Clause) -> Clause {
    var result = clause
    result.conclusion = copy(clause.conclusion)
    result.hypotheses = clause.hypotheses.map { copy($0) }
    result.constraints = clause.constraints.map {
      Disequality(left: copy($0.left), right: copy($0.right))
    }
    result.symbolMask = target.symbolMask(of: result)
    return result
  }
}

extension Saturator {
  /// Closes the set, as `saturate` does, or takes the set that another property has closed.
  mutating func saturate(sharing sets: ClosedSets) {
    // Rewrite rules are about the terms of one arena.
    guard rewriteRules.isEmpty else { return saturate() }
    var copier = TermCopier(from: terms, to: ClauseTerms())
    let initial = waitingClauses.map { copier.copy($0) }
    let problem = ClosingProblem(
      terms: copier.target.content, clauses: initial, limits: limits, widens: widens)
    let closed = sets.closed(problem) { closing(initial, in: copier.target) }
    let symbols = copier.symbols
    var back = Array(repeating: Int32(-1), count: closed.terms.symbols.count)
    for (own, shared) in symbols.enumerated() where shared >= 0 { back[Int(shared)] = Int32(own) }
    adopt(closed, symbols: back)
  }

  private func closing(_ clauses: [Clause], in terms: ClauseTerms) -> Saturator {
    var saturator = Saturator(
      terms: terms, rewriteRules: rewriteRules, names: names, limits: limits, widens: widens,
      isCancelled: isCancelled)
    saturator.begin(with: clauses)
    saturator.saturate()
    return saturator
  }

  /// Takes the clauses of another set over, and what was counted.
  private mutating func adopt(_ closed: Saturator, symbols: [Int32]) {
    var copier = TermCopier(from: closed.terms, to: terms, symbols: symbols)
    let copies = closed.clauses.map { copier.copy($0) }
    terms = copier.target
    take(copies, countedBy: closed)
  }
}
