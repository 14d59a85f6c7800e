// Subtrees of the search, named by a path prefix, so that a search can be cut into independent
// jobs.
//
// The first number of a prefix is the multiset of sessions (an index into `sessionMultisets`); each
// further number is a choice at a node where several steps are possible: the steps of all sessions
// in order, then the reveals, counted before any reduction leaves one out. Eager steps are no
// choice. A subtree's result depends on its prefix alone: nothing is shared between subtrees, and
// a limit counts the steps of one subtree. Together the subtrees below a node are the node.

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
}
