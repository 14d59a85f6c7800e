// Which engine decides, and that a proof counts only if the checker accepts it.

import Certificates
import Exploration
import ProtocolModel
import Saturation
import Synchronization
import Testing

@testable import Traces
@testable import Verification

@Suite struct ProvingTests {
  /// Who was asked, in order.
  private final class Minutes: Sendable {
    let lines = Mutex<[String]>([])
    func note(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  private let closed = SaturationProof(
    cases: [Certificate.Case(dishonest: [], tracesSteps: false, clauses: [])], vacuity: nil)

  private func verify(
    _ engine: EngineChoice, search: [ExplorationOutcome] = [.none(isTriggered: true)],
    proof: SaturationOutcome, audit: Result<CheckedProof, Rejection>? = nil,
    reachable: Bool = false, steps: Int = 0, honestRun: Trace? = Fixture.trace(.completed)
  ) -> (result: PropertyResult, asked: [String]) {
    let asked = Minutes()
    let outcomes = Mutex(search)
    var engines = Engines.telling([:], honestRun: honestRun)
    engines.explore = { job, _ in
      asked.note("explore \(job.limits.steps)")
      let outcome = outcomes.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      return ExplorationResult(outcomes: [outcome], statistics: ExplorationStatistics())
    }
    engines.prove = { job, _, _ in
      asked.note("prove \(job.limits.steps)")
      return SaturationResult(outcome: proof, statistics: SaturationStatistics())
    }
    if let audit { engines.audit = { _, _, _ in audit } }
    let model = Fixture.model([Fixture.property("p", reachable: reachable)])
    let result = Verifier(engines: engines).verify(
      Fixture.job(engine: engine, steps: steps), model: model)[0]
    return (result, asked.all)
  }

  private func accepting(_ claim: Certificate.Claim) -> Result<CheckedProof, Rejection> {
    .success(CheckedProof(claim: claim, clauses: 7))
  }

  // MARK: Who decides

  @Test func whatIsAttackedIsNotProved() {
    let (result, asked) = verify(
      .auto, search: [.found(Fixture.trace())], proof: .proved(closed), audit: accepting(.proved))
    #expect(result.verdict == .attack && result.engine == .explore)
    #expect(asked == ["explore 200"])
  }

  @Test func whatIsNotAttackedIsProved() {
    let (result, asked) = verify(.auto, proof: .proved(closed), audit: accepting(.proved))
    #expect(result.verdict == .proved && result.engine == .prove)
    #expect(result.proof?.clauses == 7)
    #expect(asked == ["explore 200", "prove 300"])
  }

  @Test func whatIsNotProvedHoldsWithinItsScope() {
    let (result, asked) = verify(.auto, proof: .notHandled("it is a sum"))
    #expect(result.verdict == .holds && result.engine == .explore)
    #expect(result.gap?.reason == "no proof, because it is a sum")
    #expect(asked == ["explore 200", "prove 300"])
  }

  @Test func whatNeitherSettledIsSearchedToTheEnd() {
    let (result, asked) = verify(
      .auto, search: [.undecided(.stepLimit), .undecided(.stepLimit), .none(isTriggered: true)],
      proof: .unknown(SaturationCut(.steps(5000), growing: "knows(?0)")))
    #expect(result.verdict == .holds && result.gap?.details == ["knows(?0)"])
    #expect(asked == ["explore 200", "prove 300", "explore 50000", "prove 5000", "explore 0"])
  }

  @Test func whatWasSearchedToTheEndIsNotSearchedAgain() {
    let (_, asked) = verify(
      .auto, proof: .unknown(SaturationCut(.steps(300), growing: "knows(?0)")))
    #expect(asked == ["explore 200", "prove 300", "prove 5000"])
  }

  @Test func whatLongerAttemptsCannotProveIsTriedOnce() {
    let (_, asked) = verify(
      .auto, search: [.undecided(.stepLimit)],
      proof: .unknown(SaturationCut(.openConclusion, growing: "knows(?0)")))
    #expect(asked == ["explore 200", "prove 300", "explore 50000", "explore 0"])
  }

  /// Longer attempts widen what grows.
  @Test func whatGrowsIsTriedAgain() {
    let (_, asked) = verify(
      .auto, search: [.undecided(.stepLimit)],
      proof: .unknown(SaturationCut(.largeClause(symbols: 9), growing: "knows(?0)")))
    #expect(asked == ["explore 200", "prove 300", "explore 50000", "prove 5000", "explore 0"])
  }

  @Test func aProofNeedsNoLongerSearchButToSeeThatItSpeaksOfSomething() {
    let (result, asked) = verify(
      .auto, search: [.undecided(.stepLimit, isTriggered: true)], proof: .proved(closed),
      audit: accepting(.proved))
    #expect(result.verdict == .proved)
    #expect(asked == ["explore 200", "prove 300"])
    let (idle, again) = verify(
      .auto, search: [.undecided(.stepLimit), .none(isTriggered: false)], proof: .proved(closed),
      audit: accepting(.proved))
    #expect(idle.verdict == .vacuous && idle.proof != nil)
    #expect(again == ["explore 200", "prove 300", "explore 50000"])
    let (open, _) = verify(
      .auto, search: [.undecided(.stepLimit)], proof: .proved(closed), audit: accepting(.proved))
    #expect(open.verdict == .proved)
  }

  @Test func aRunAgainstAProofIsAFault() {
    let (result, _) = verify(
      .auto, search: [.undecided(.stepLimit), .found(Fixture.trace())], proof: .proved(closed),
      audit: accepting(.proved))
    #expect(result.verdict == .error)
    #expect(result.note?.contains("a proof and the replayer a run against it") == true)
  }

  @Test func anAbstractAttackOfMoreSessionsIsLookedForInThem() {
    let derivation = AbstractDerivation(conclusion: "violated", sessions: [3, 9])
    let (result, asked) = verify(
      .auto, search: [.none(isTriggered: true), .found(Fixture.trace())],
      proof: .notProved(derivation))
    #expect(result.verdict == .attack && result.engine == .explore)
    #expect(result.scope.counts.map(\.sessions) == [3, 3])
    #expect(asked == ["explore 200", "prove 300", "explore 100000"])
  }

  @Test func anAbstractAttackThatNoRunShowsChangesNothing() {
    let derivation = AbstractDerivation(conclusion: "violated", sessions: [3, 1])
    let (result, asked) = verify(.auto, proof: .notProved(derivation))
    #expect(result.verdict == .holds && result.scope.counts.map(\.sessions) == [2, 2])
    #expect(result.gap?.details == ["violated"])
    #expect(asked == ["explore 200", "prove 300", "explore 100000"])
  }

  @Test func anAbstractAttackOfTheScenariosSessionsNeedsNoOtherSearch() {
    let derivation = AbstractDerivation(conclusion: "violated", sessions: [2, 0])
    let (_, asked) = verify(.auto, proof: .notProved(derivation))
    #expect(asked == ["explore 200", "prove 300"])
  }

  @Test(arguments: [
    (SaturationCut.Cause.steps(9), "the clauses kept growing for 9 steps"),
    (.work(steps: 9), "the clauses grew too large within 9 steps"),
    (.largeClause(symbols: 9), "a clause grew beyond 9 symbols"),
    (.openConclusion, "the clauses leave open what is known"),
    (.interrupted, "it was interrupted"),
  ]) func whyThereIsNoProofIsSaid(_ cause: SaturationCut.Cause, _ reason: String) {
    let (result, _) = verify(.prove, proof: .unknown(SaturationCut(cause, growing: "knows(?0)")))
    #expect(result.note == "no proof, because \(reason)")
    #expect(result.gap?.details == ["knows(?0)"])
    var derivation = AbstractDerivation(conclusion: "violated", sessions: [])
    derivation.refinementCut = cause
    let (refined, _) = verify(.prove, proof: .notProved(derivation))
    #expect(refined.gap?.details == ["violated", "with sessions told apart, \(reason)"])
  }

  @Test func aLimitCountsForBoth() {
    let (result, asked) = verify(
      .auto, search: [.undecided(.stepLimit)],
      proof: .unknown(SaturationCut(.steps(100), growing: "")), steps: 100)
    #expect(result.verdict == .unknown)
    #expect(asked == ["explore 100", "prove 100"])
    let note = result.note ?? ""
    #expect(note.contains("stopped after 100 steps") && note.contains("for 100 steps"))
  }

  @Test func aLongerSearchIsNoLongerProof() {
    let (_, asked) = verify(.auto, proof: .notHandled("it is a sum"), steps: 1_000_000)
    #expect(asked == ["explore 200", "prove 300"])
    let (_, longer) = verify(
      .auto, search: [.undecided(.stepLimit)],
      proof: .unknown(SaturationCut(.steps(1), growing: "")), steps: 1_000_000)
    #expect(longer.suffix(2) == ["prove 5000", "explore 1000000"])
    let (_, proof) = verify(.prove, proof: .notHandled("it is a sum"), steps: 1_000_000)
    #expect(proof == ["prove 1000000"])
  }

  @Test func whoWantsAProofOnlyGetsNoSearch() {
    let (result, asked) = verify(.prove, proof: .notHandled("it is a sum"))
    #expect(result.verdict == .unknown && result.note == "no proof, because it is a sum")
    #expect(asked == ["prove 5000"])
  }

  @Test func whoWantsASearchOnlyGetsNoProof() {
    let (result, asked) = verify(.explore, proof: .proved(closed), audit: accepting(.proved))
    #expect(result.verdict == .holds)
    #expect(asked == ["explore 0"])
  }

  // MARK: What counts

  @Test func aRejectedProofIsAFaultAndNoProof() {
    // The real checker, and a proof without clauses of something that can be reached.
    let (result, _) = verify(.auto, proof: .proved(closed), reachable: true)
    #expect(result.verdict == .error)
    #expect(result.note?.contains("the proof was rejected by the checker") == true)
    #expect(result.proof == nil)
  }

  @Test func withoutAnHonestRunNothingIsCalledProved() {
    let (result, _) = verify(
      .auto, proof: .proved(closed), audit: accepting(.proved), honestRun: nil)
    #expect(result.verdict == .unknown)
    #expect(result.note?.hasPrefix("proved, but the honest run does not complete") == true)
  }

  @Test func whatNeverComesUpIsVacuousHoweverWellItIsProved() {
    let (result, _) = verify(
      .auto, search: [.none(isTriggered: false)], proof: .proved(closed), audit: accepting(.proved))
    #expect(result.verdict == .vacuous)
    let (proved, _) = verify(
      .auto, search: [.none(isTriggered: true)], proof: .proved(closed), audit: accepting(.vacuous))
    #expect(proved.verdict == .vacuous && proved.proof != nil)
  }

  @Test func whatCannotBeReachedIsUnreachable() {
    let (result, _) = verify(
      .auto, search: [.none(isTriggered: false)], proof: .proved(closed),
      audit: accepting(.unreachable), reachable: true)
    #expect(result.verdict == .unreachable && result.engine == .prove)
    #expect(result.note == nil)
  }
}
