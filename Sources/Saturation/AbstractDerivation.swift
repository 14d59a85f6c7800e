// What an attempt that failed found.

/// How a violation follows from the clauses.
package struct AbstractDerivation: Sendable {
  /// The solved clause that says so.
  package var conclusion: String
  /// The initial clauses that it was resolved from, in the order of the derivation, each as often
  /// as it was used.
  package var steps: [String]

  init(saying conclusion: String) {
    self.conclusion = conclusion
    steps = []
  }

  init(of clause: ClauseID, _ saturator: Saturator) {
    conclusion = saturator.text(saturator.clauses[clause.index])
    var steps: [String] = []
    func visit(_ id: ClauseID) {
      if steps.count >= 200 { return }
      switch saturator.clauses[id.index].origin {
      case .initial(let origin): steps.append(origin)
      case .resolvent(let solved, let other):
        visit(solved)
        visit(other)
      }
    }
    visit(clause)
    self.steps = steps
  }
}
