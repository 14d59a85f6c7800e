// What the engine is asked and what it answers. A job is a pure value: the same job gives the
// same result.

import Certificates
import ProtocolModel
import Terms

package struct SaturationJob: Hashable, Sendable {
  package var model: ProtocolModel
  /// The index of the property.
  package var property: Int
  package var limits: SaturationLimits
  /// Whether a run is known that triggers the property: then nobody can prove that none does.
  package var isTriggered: Bool
  package init(
    model: ProtocolModel, property: Int, limits: SaturationLimits = SaturationLimits(),
    isTriggered: Bool = false
  ) {
    self.model = model
    self.property = property
    self.limits = limits
    self.isTriggered = isTriggered
  }
}

package enum SaturationOutcome: Sendable {
  /// It holds of every run with any number of sessions; `reachable` is unreachable.
  case proved(SaturationProof)
  /// It follows from the clauses that something may violate it; whether a run does is open.
  case notProved(AbstractDerivation)
  case unknown(SaturationCut)
  /// The model or the property has something that this engine has no clauses for.
  case notHandled(String)
}

/// Why the clauses were not closed.
package struct SaturationCut: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// So many resolvents were built.
    case steps(Int)
    /// The resolvents were large: no more work was left of what so many steps may take.
    case work(steps: Int)
    /// A clause had more symbols than this.
    case largeClause(symbols: Int)
    /// The user has asked to stop.
    case interrupted
    /// Nothing is left to resolve in a clause that says of what may be anything that it is known.
    case openConclusion
  }
  package var cause: Cause
  /// The clause that was reached last, which shows what grows.
  package var growing: String
  package init(_ cause: Cause, growing: String) {
    self.cause = cause
    self.growing = growing
  }
}

package struct SaturationProof: Sendable {
  /// One for each way in which the named principals can be honest or dishonest.
  package var cases: [Certificate.Case]
  /// The same, showing that no run triggers the property, whatever it says; nil if one might.
  package var vacuity: [Certificate.Case]?
  package var isVacuous: Bool { vacuity != nil }
  package init(cases: [Certificate.Case], vacuity: [Certificate.Case]?) {
    self.cases = cases
    self.vacuity = vacuity
  }
}

package struct SaturationResult: Sendable {
  package var outcome: SaturationOutcome
  package var statistics: SaturationStatistics
  package init(outcome: SaturationOutcome, statistics: SaturationStatistics) {
    self.outcome = outcome
    self.statistics = statistics
  }
}

/// Tries to prove a property for any number of sessions.
///
/// - Parameters:
///   - closedSets: what other properties of the model have closed. No result depends on it.
///   - isCancelled: polled before each clause; once true, nothing more is proved.
package func saturate(
  _ job: SaturationJob, sharing closedSets: ClosedSets = ClosedSets(),
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> SaturationResult {
  let property = job.model.properties[job.property]
  var statistics = SaturationStatistics()
  guard let settings = Setting.all(job.model, property) else {
    return SaturationResult(
      outcome: .notHandled("too many principals may be honest or dishonest"),
      statistics: statistics)
  }
  var proof = SaturationProof(cases: [], vacuity: [])
  for setting in settings {
    func attempt(tracesSteps: Bool, widens: Bool) -> SaturationOutcome {
      var attempt = ProofAttempt(
        setting, job, tracesSteps: tracesSteps, widens: widens, sharing: closedSets,
        isCancelled: isCancelled)
      defer { statistics = statistics + attempt.statistics }
      return attempt.run()
    }
    func attempt(tracesSteps: Bool) -> SaturationOutcome {
      let widening = job.limits.widening
      let outcome = attempt(tracesSteps: tracesSteps, widens: widening == .always)
      guard case .unknown = outcome, widening == .whereTheyGrow else { return outcome }
      let widened = attempt(tracesSteps: tracesSteps, widens: true)
      if case .proved = widened { return widened }
      return outcome
    }
    var outcome = attempt(tracesSteps: false)
    if case .notProved = outcome {
      // Once more, with sessions that are told apart.
      let refined = attempt(tracesSteps: true)
      switch (refined, outcome) {
      case (.proved, _), (.notProved, _): outcome = refined
      case (.unknown(let cut), .notProved(var derivation)):
        derivation.refinementCut = cut.cause
        outcome = .notProved(derivation)
      default: break
      }
    }
    guard case .proved(let part) = outcome else {
      return SaturationResult(outcome: outcome, statistics: statistics)
    }
    proof.cases += part.cases
    proof.vacuity = proof.vacuity.flatMap { cases in part.vacuity.map { cases + $0 } }
  }
  return SaturationResult(outcome: .proved(proof), statistics: statistics)
}
