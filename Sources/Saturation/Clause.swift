// Clauses: from all hypotheses, under the constraints, the conclusion; for all values of the
// variables.

import ProtocolModel
import Terms

package struct ClauseID: Hashable, Sendable {
  let index: Int
}

/// The two terms differ.
struct Disequality: Hashable {
  var left: ClauseTerm
  var right: ClauseTerm
}

/// What an initial clause stands for.
struct ClauseSource: Hashable {
  /// For people.
  var text: String
  /// Whose step it is; nil if it is nobody's.
  var role: RoleID?
  /// Whether it is about a session that has gone as far as the property speaks of.
  var isGoal = false
}

/// Where a clause comes from.
enum ClauseOrigin: Hashable {
  case initial(ClauseSource)
  /// The solved clause concludes what was selected in the other.
  case resolvent(solved: ClauseID, other: ClauseID)
}

struct Clause: Hashable {
  var conclusion: ClauseTerm
  var hypotheses: [ClauseTerm]
  /// What its variables range over, by their numbers.
  var domains: [Domain]
  var constraints: [Disequality]
  var origin: ClauseOrigin
  /// The selected hypothesis; -1: it is solved.
  var selected = -1
  /// Filters for subsumption: the number of symbols, and which symbols occur, by their numbers
  /// modulo 64.
  var size = 0
  var symbolMask: UInt64 = 0
  /// What it claims is met already: it need not be resolved with others.
  var isSettled = false
  /// Another clause subsumes it.
  var isRedundant = false

  /// Whether it may subsume the other, by what is cheap to see; neither is needed if it is
  /// redundant.
  func mayCover(_ other: Clause) -> Bool {
    !isRedundant && !other.isRedundant && hypotheses.count <= other.hypotheses.count
      && size <= other.size
      && symbolMask & ~other.symbolMask == 0 && other.hypotheses.count <= 64
  }

  var isSolved: Bool { selected < 0 }
  /// Whether it is resolved with others.
  var isActive: Bool { !isRedundant && !isSettled }
}

/// A clause before its terms are simplified: terms are read through a unifier, at an offset.
struct ClauseDraft {
  typealias Reading = (term: ClauseTerm, offset: Int32)
  var conclusion: Reading
  var hypotheses: [Reading]
  var constraints: [(left: Reading, right: Reading)]
}

extension ClauseTerms {
  /// Which symbols a term has, by their numbers modulo 64.
  func symbolMask(_ term: ClauseTerm) -> UInt64 {
    let node = node(term)
    guard node.symbol >= 0 else { return 0 }
    var mask: UInt64 = 1 << UInt64(node.symbol & 63)
    for position in 0..<node.arity { mask |= symbolMask(argument(position, of: node)) }
    return mask
  }

  func symbolMask(of clause: Clause) -> UInt64 {
    clause.hypotheses.reduce(symbolMask(clause.conclusion)) { $0 | symbolMask($1) }
  }

  /// Marks the variables of a term.
  func markVariables(_ term: ClauseTerm, _ isUsed: inout [Bool]) {
    let node = node(term)
    if node.symbol == -1 {
      isUsed[Int(node.payload)] = true
    } else if !node.isGround {
      for position in 0..<node.arity { markVariables(argument(position, of: node), &isUsed) }
    }
  }

  func variablesAreMarked(_ term: ClauseTerm, _ isUsed: [Bool]) -> Bool {
    let node = node(term)
    if node.symbol == -1 { return isUsed[Int(node.payload)] }
    if node.isGround { return true }
    for position in 0..<node.arity
    where !variablesAreMarked(argument(position, of: node), isUsed) {
      return false
    }
    return true
  }

  /// The part of a fact that decides what it can be resolved with.
  func subject(of fact: ClauseTerm) -> ClauseTerm? {
    switch predicate(fact) {
    case .knows: argument(0, of: fact)
    case .sees, .tests: argument(1, of: fact)
    case .message: arguments(of: fact).last
    default: nil
    }
  }
}
