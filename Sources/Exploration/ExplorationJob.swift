// What one exploration is asked and what it answers. A job is a pure value: the same job gives
// the same result, whatever ran before it.

import ProtocolModel
import Traces

/// A cut of the search that has to show in the verdict. Counts of work, never seconds.
package struct ExplorationLimits: Hashable, Sendable {
  /// At most this many transitions are tried; 0 means no limit.
  package var steps: Int
  package init(steps: Int = 0) { self.steps = steps }
}

/// The reductions of the search; each can be switched off to test that it changes no verdict.
package struct Reductions: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
  /// Steps without an alternative are taken at once.
  package static let eagerSteps = Reductions(rawValue: 1)
  /// Identical sessions start in canonical order.
  package static let sessionSymmetry = Reductions(rawValue: 2)
  /// Independent steps happen in one order only.
  package static let commutation = Reductions(rawValue: 4)
  /// Of two orders of steps one is explored only where it needs what the other revealed.
  package static let differentiation = Reductions(rawValue: 8)
  /// Steps that lead nowhere are not taken.
  package static let usefulSteps = Reductions(rawValue: 16)
  package static let all: Reductions = [
    .eagerSteps, .sessionSymmetry, .commutation, .differentiation, .usefulSteps,
  ]
}

/// When a search is cut into pieces (CutSearch). Part of the job, because the pieces of a search
/// that finds something count a little more than the whole.
package struct Cutting: Hashable, Sendable {
  /// A multiset of sessions whose search takes longer is begun anew in pieces.
  package var trialSteps: Int
  /// The trunk ends where at least so many subtrees hang on it.
  package var fewestSubtrees: Int
  package init(trialSteps: Int, fewestSubtrees: Int) {
    self.trialSteps = trialSteps
    self.fewestSubtrees = fewestSubtrees
  }
  /// A trial takes about as long as a hundred threads take to start; the more subtrees, the less
  /// the largest of them delays the end.
  package static let usual = Cutting(trialSteps: 4096, fewestSubtrees: 64)
  package static let never = Cutting(trialSteps: .max / 2, fewestSubtrees: 1)
}

package struct ExplorationJob: Hashable, Sendable {
  package var model: ProtocolModel
  /// Indices into the model's properties; all have the threat and the scenario of the first.
  package var properties: [Int]
  package var limits: ExplorationLimits
  package var reductions: Reductions
  /// The subtree to search: the choice taken at each node from the root; empty for all.
  package var prefix: [Int]
  package var cutting: Cutting
  /// The steps of the run to look for; nil: every run of the scenario.
  package private(set) var schedule: Schedule?

  package init(
    model: ProtocolModel, properties: [Int], limits: ExplorationLimits = ExplorationLimits(),
    reductions: Reductions = .all, prefix: [Int] = [], cutting: Cutting = .usual
  ) {
    self.model = model
    self.properties = properties
    self.limits = limits
    self.reductions = reductions
    self.prefix = prefix
    self.cutting = cutting
  }

  /// Looks for a run with given steps, whatever the scenario says, that violates one property.
  package init(
    model: ProtocolModel, property: Int, following schedule: Schedule, limits: ExplorationLimits
  ) {
    self.init(model: model, properties: [property], limits: limits, reductions: [])
    self.schedule = schedule
  }
}

extension ProtocolModel {
  /// The properties by the searches that decide them: those of equal threat and scenario share
  /// one. In the order of the first property of each.
  package func searches(deciding selected: some Sequence<Int>) -> [[Int]] {
    var searches: [[Int]] = []
    for index in selected {
      let property = properties[index]
      let shared = searches.firstIndex {
        properties[$0[0]].threat == property.threat
          && properties[$0[0]].scenario == property.scenario
      }
      if let shared { searches[shared].append(index) } else { searches.append([index]) }
    }
    return searches
  }
}

package enum ExplorationOutcome: Hashable, Sendable {
  /// A run violates the property (or, for `reachable`, is a witness); not yet replayed.
  case found(Trace)
  /// No run within the scope does. `isTriggered`: the property's trigger was reached.
  case none(isTriggered: Bool)
  /// The search was cut before it could tell. `isTriggered`: the trigger was reached before that.
  case undecided(ExplorationCut, isTriggered: Bool = false)
}

package enum ExplorationCut: String, Hashable, Sendable {
  case stepLimit
  case arithmetic
  case derivationDepth
  case interrupted
}

/// Counts of work; identical on every run of a job.
package struct ExplorationStatistics: Hashable, Sendable {
  /// Symbolic states entered.
  package var states = 0
  /// Transitions tried.
  package var steps = 0
  /// Deduction goals solved or refuted.
  package var goals = 0
  /// Arithmetic checks, and those of them that needed Z3.
  package var arithmeticChecks = 0
  package var solverCalls = 0
  package init() {}
}

package struct ExplorationResult: Hashable, Sendable {
  /// In the order of the job's properties.
  package var outcomes: [ExplorationOutcome]
  package var statistics: ExplorationStatistics
  /// Where the search was stopped: every run of so many sessions, or fewer, had been visited.
  package var wholeSize: Int
  package init(
    outcomes: [ExplorationOutcome], statistics: ExplorationStatistics, wholeSize: Int = 0
  ) {
    self.outcomes = outcomes
    self.statistics = statistics
    self.wholeSize = wholeSize
  }
}
