// One attempt: the clauses of one setting are closed, then those of the goal, then, for a goal
// that is proved, those of its trigger.

import Certificates
import ProtocolModel
import Terms

struct ProofAttempt {
  private var translation: Translation
  private let limits: SaturationLimits
  private let isTriggered: Bool
  private let widens: Bool
  private let closedSets: ClosedSets
  private let isCancelled: @Sendable () -> Bool
  private(set) var statistics = SaturationStatistics()

  init(
    _ setting: Setting, _ job: SaturationJob, tracesSteps: Bool, widens: Bool,
    sharing closedSets: ClosedSets, isCancelled: @escaping @Sendable () -> Bool
  ) {
    translation = Translation(setting, tracesSteps: tracesSteps)
    limits = job.limits
    isTriggered = job.isTriggered
    self.widens = widens
    self.closedSets = closedSets
    self.isCancelled = isCancelled
  }

  mutating func run() -> SaturationOutcome {
    if let reason = translation.translate() { return .notHandled(reason) }
    var check = ClaimCheck(&translation)
    let patterns = translation.vocabulary.rewritePatterns()
    var saturator = Saturator(
      terms: translation.vocabulary.terms, rewriteRules: patterns,
      names: DomainNames(translation.model), limits: limits, widens: widens,
      isCancelled: isCancelled)
    for rule in translation.rules { saturator.add(rule) }
    saturator.saturate(sharing: closedSets)
    if saturator.reachedLimit { return unknown(&saturator) }
    let closed = saturator
    let violation =
      saturator.refute(translation.goals, check) ?? disorder(&check, &saturator)
    let conflict = violation == nil ? conflict(&check, &saturator) : nil
    if saturator.reachedLimit { return unknown(&saturator) }
    statistics = saturator.count()
    if let violation {
      return .notProved(AbstractDerivation(of: violation, translation, saturator))
    }
    if let conflict { return .notProved(conflict) }
    return .proved(
      SaturationProof(cases: [proofCase(saturator)], vacuity: vacuity(closed).map { [$0] }))
  }

  /// The closed set as certificates have it.
  private func proofCase(_ saturator: Saturator) -> Certificate.Case {
    Certificate.Case(
      dishonest: translation.setting.dishonest.sorted(), tracesSteps: translation.tracesSteps,
      clauses: saturator.texts)
  }

  /// A claim that is met, but not in the order that is required; nil if there is none.
  private func disorder(_ check: inout ClaimCheck, _ saturator: inout Saturator) -> ClauseID? {
    guard check.requiresOrder, !saturator.reachedLimit else { return nil }
    for id in saturator.claims {
      let clause = saturator.clauses[id.index]
      if check.orderedServices(of: clause, &saturator).isEmpty { return id }
    }
    return nil
  }

  /// How one event may serve two claims; nil if none does.
  private mutating func conflict(
    _ check: inout ClaimCheck, _ saturator: inout Saturator
  ) -> AbstractDerivation? {
    guard check.isInjective, !saturator.reachedLimit else { return nil }
    let claims = saturator.claims.map { saturator.clauses[$0.index] }
    var injectivity = InjectivityCheck(
      claims, &check, keys: translation.keys, &saturator)
    if injectivity.succeeds(&saturator) { return nil }
    return AbstractDerivation(
      saying: injectivity.text(saturator), of: injectivity.conflicting, translation, saturator)
  }

  private mutating func unknown(_ saturator: inout Saturator) -> SaturationOutcome {
    statistics = saturator.count()
    let growing = saturator.clauses.last.map { saturator.text($0) } ?? ""
    let cause = saturator.cause ?? .steps(saturator.limits.steps)
    return .unknown(SaturationCut(cause, growing: growing))
  }

  /// A closed set from which no trigger of the property follows; nil if there is none.
  private func vacuity(_ closed: Saturator) -> Certificate.Case? {
    if isTriggered { return nil }
    if case .reachable = translation.property.goal { return nil }
    var saturator = closed
    for trigger in translation.triggers { saturator.add(trigger) }
    var isTriggered = false
    saturator.saturate { id, saturator in
      let clause = saturator.clauses[id.index]
      guard clause.isSolved, saturator.terms.predicate(clause.conclusion) == .claim else {
        return .goOn
      }
      isTriggered = true
      return .stop
    }
    return isTriggered || saturator.reachedLimit ? nil : proofCase(saturator)
  }
}

extension Saturator {
  mutating func add(_ clause: TranslatedClause) {
    add(clause.draft, under: clause.unifier, from: clause.source)
  }

  /// The solved clauses for claims.
  fileprivate var claims: [ClauseID] {
    clauses.indices.map { ClauseID(index: $0) }.filter { id in
      let clause = clauses[id.index]
      return !clause.isRedundant && clause.isSolved && !clause.isSettled
        && terms.predicate(clause.conclusion) == .claim
    }
  }

  /// Looks for a violation that the closed clauses allow; nil if there is none or the limit is
  /// reached.
  mutating func refute(_ goals: [TranslatedClause], _ check: ClaimCheck) -> ClauseID? {
    for goal in goals { add(goal) }
    var violation: ClauseID?
    saturate { id, saturator in
      let clause = saturator.clauses[id.index]
      switch saturator.terms.predicate(clause.conclusion) {
      case .claim, .violated: break
      default: return .goOn
      }
      if check.isExcused(clause, saturator) { return .isSettled }
      var instance = JointInstance(clause)
      if !instance.close(saturator.terms) { return .isSettled }
      if check.isMet(clause, &saturator) { return check.needsSolvedClaims ? .goOn : .isSettled }
      if !clause.isSolved { return .goOn }
      violation = id
      return .stop
    }
    return violation
  }
}
