// Subtrees of the search, named by a path prefix, so that a search can be cut into independent
// pieces.
//
// The first number of a prefix is the multiset of sessions (an index into `sessionMultisets`); each
// further number is a choice at a node where several steps are possible: the steps of all sessions
// in order, then the reveals, counted before any reduction leaves one out. Eager steps are no
// choice. A subtree's result depends on its prefix alone: nothing is shared between subtrees, and
// a limit counts the steps of one subtree. Together the subtrees below a node are the node.
//
// A search that is cut into pieces (CutSearch) has a trunk, everything above the last choices of
// the prefixes, which is searched once for itself. A piece walks along the trunk again to get to
// its subtree, and does not count what it does there.

/// Which part of the tree a search is for, and what it counts.
struct Piece {
  enum Part {
    /// Everything, or what the job's prefix names; the way there counts too.
    case whole
    /// Down to the nodes of this depth, whose choices are not taken but noted.
    case trunk(depth: Int)
    /// Below the last choice of the prefix.
    case subtree
  }
  var part = Part.whole
  /// On the trunk: the choices so far, and the prefixes of the subtrees that hang on it.
  var choices: [Int] = []
  var subtrees: Set<[Int]> = []
  /// What has been counted, but for what was done since `start`.
  var counted = ExplorationStatistics()
  /// What the counters said when they began to count; nil if they do not count now.
  var start: ExplorationStatistics? = ExplorationStatistics()
  /// What searches before this one left open.
  var wasCutBefore = false
  var gaveUpBefore = false
}

extension Search {
  /// Whether the prefix leaves this multiset in.
  func isInPrefix(multiset: Int) -> Bool { prefix.first.map { $0 == multiset } ?? true }

  /// Enters a node with choices; leave it with `leaveNode`.
  mutating func enterNode() { depth += 1 }
  mutating func leaveNode() { depth -= 1 }

  /// Whether the prefix leaves this choice at the present node in.
  func isInPrefix(choice: Int) -> Bool {
    depth >= prefix.count || prefix[depth] == choice
  }

  /// Takes a choice of the present node, as far as it belongs to the piece that is searched.
  mutating func follow(_ choice: Int, _ body: (inout Search) -> Void) {
    switch piece.part {
    case .whole: body(&self)
    case .trunk(let last):
      piece.choices.append(choice)
      if depth < last { body(&self) } else { piece.subtrees.insert(piece.choices) }
      piece.choices.removeLast()
    case .subtree where depth + 1 == prefix.count:
      piece.start = counters
      body(&self)
      piece.counted = counts
      piece.start = nil
    case .subtree: body(&self)
    }
  }

  // MARK: Counts

  /// What the counters of this search say.
  private var counters: ExplorationStatistics {
    var counters = statistics
    counters.goals = system.goalCount
    counters.arithmeticChecks = system.arithmetic.solver.checks
    counters.solverCalls = system.arithmetic.solver.z3Checks
    return counters
  }

  /// The work that counts.
  var counts: ExplorationStatistics {
    piece.start.map { piece.counted + (counters - $0) } ?? piece.counted
  }

  /// Whether the integers of a few steps are more work than so many steps may be: each step of a
  /// model can ask for the sum of a table in every way in which its entries may coincide.
  var isOverArithmeticLimit: Bool {
    guard limits.steps > 0, let start = piece.start else { return false }
    let checks = system.arithmetic.solver.checks - start.arithmeticChecks
    let calls = system.arithmetic.solver.z3Checks - start.solverCalls
    return (checks + 20 * calls) / 10 - 1_000 > limits.steps
  }

  var isOverLimit: Bool {
    guard limits.steps > 0, let start = piece.start else { return false }
    return piece.counted.steps + statistics.steps - start.steps > limits.steps
  }
}
