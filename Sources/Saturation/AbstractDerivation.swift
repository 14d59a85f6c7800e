// What an attempt that failed found.

/// How a violation follows from the clauses.
package struct AbstractDerivation: Sendable {
  /// A reason to use an initial clause, and how often the derivation does.
  package struct Step: Sendable {
    package var text: String
    package var count: Int
  }
  /// The solved clause that says so.
  package var conclusion: String
  /// What it was resolved from, by first use.
  package var steps: [Step] = []
  /// How many sessions of each role it is about, by the role's index: counted, if the clauses tell
  /// sessions apart, otherwise guessed from the steps.
  package var sessions: [Int]
  /// Why the clauses that tell sessions apart were not closed; nil if they were: this is what they
  /// allow.
  package var refinementCut: SaturationCut.Cause?

  package init(conclusion: String, sessions: [Int]) {
    self.conclusion = conclusion
    self.sessions = sessions
  }

  /// How clauses contradict each other in a way that the conclusion tells.
  init(
    saying conclusion: String, of clauses: [Clause], _ translation: Translation,
    _ saturator: Saturator
  ) {
    self.init(conclusion: conclusion, sessions: saturator.sessions(in: clauses, translation))
  }

  init(of clause: ClauseID, _ translation: Translation, _ saturator: Saturator) {
    let sources = saturator.sources(of: clause)
    conclusion = saturator.text(saturator.clauses[clause.index])
    steps = sources.map { Step(text: $0.source.text, count: $0.count) }
    sessions = saturator.sessions(in: [saturator.clauses[clause.index]], translation)
    if !translation.tracesSteps { guessSessions(sources) }
  }

  /// A session has as many steps as it has, so the most frequent step of a role counts. The goal
  /// is about one session more. A derivation repeats itself where a run need not, so this is
  /// seldom more than a hint.
  private mutating func guessSessions(_ sources: [Saturator.UsedSource]) {
    for role in sessions.indices {
      let steps = sources.filter { $0.source.role?.index == role }
      sessions[role] =
        (steps.filter { !$0.source.isGoal }.map(\.count).max() ?? 0)
        + steps.filter(\.source.isGoal).map(\.count).reduce(0, +)
    }
  }
}

extension Saturator {
  typealias UsedSource = (source: ClauseSource, count: Int)
  /// A derivation is a graph that may be a large tree; its first leaves are looked at.
  private static let mostLeaves = 200

  fileprivate func sources(of clause: ClauseID) -> [UsedSource] {
    var found: [UsedSource] = []
    var leaves = 0
    func visit(_ id: ClauseID) {
      if leaves >= Self.mostLeaves { return }
      switch clauses[id.index].origin {
      case .initial(let source):
        leaves += 1
        if let known = found.firstIndex(where: { $0.source == source }) {
          found[known].count += 1
        } else {
          found.append((source, 1))
        }
      case .resolvent(let solved, let other):
        visit(solved)
        visit(other)
      }
    }
    visit(clause)
    return found
  }

  /// How many different sessions of each role take steps, in several clauses together.
  fileprivate func sessions(in clauses: [Clause], _ translation: Translation) -> [Int] {
    var counts = translation.model.roles.map { _ in 0 }
    for clause in clauses {
      var seen: Set<ClauseTerm> = []
      for fact in clause.hypotheses {
        guard let role = translation.steppingRoles[terms.node(fact).symbol],
          let session = terms.arguments(of: fact).dropLast().last, seen.insert(session).inserted
        else { continue }
        counts[role.index] += 1
      }
    }
    return counts
  }
}
