// What a proof consists of: the initial clauses with what they say, and the closed set with what
// is selected in each clause. And what an attempt that failed found.

import ProtocolModel
import Terms

/// A closed set of clauses, from which a certificate can be written.
package struct ClauseSet: Sendable {
  package struct Entry: Sendable {
    /// The clause in the notation of models, variables as `x0`, `x1`, ….
    package var text: String
    /// The index of the selected hypothesis; nil: the clause is solved.
    package var selected: Int?
    /// What the translation says of an initial clause.
    package var origin: String?
    /// A claim that is met, or a goal that no run has: not resolved with others.
    package var isSettled = false
  }
  /// The named principals that are dishonest here, in the order of their names.
  package var dishonest: [String]
  /// Every step of a session is a hypothesis of what comes after it.
  package var tracesSteps: Bool
  package var initial: [Entry]
  package var closed: [Entry]

  init(_ saturator: Saturator, _ translation: Translation) {
    dishonest = translation.setting.dishonest.sorted()
    tracesSteps = translation.tracesSteps
    initial = saturator.initial.map { clause in
      guard case .initial(let origin) = clause.origin else {
        preconditionFailure("an initial clause is not a resolvent")
      }
      return Entry(text: saturator.text(clause), selected: nil, origin: origin)
    }
    closed = saturator.kept.map {
      Entry(
        text: saturator.text($0), selected: $0.isSolved ? nil : $0.selected, origin: nil,
        isSettled: $0.isSettled)
    }
  }
}

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
