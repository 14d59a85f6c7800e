// From outcomes to verdicts: nothing that an engine says is believed without the replayer.

import Diagnostics
import Exploration
import ProtocolModel
import Testing

@testable import Traces
@testable import Verification

@Suite struct VerdictTests {
  private func verify(
    _ outcome: ExplorationOutcome, reachable: Bool = false, job: VerificationJob = Fixture.job(),
    honestRun: Trace? = Fixture.trace(.completed),
    replay: @escaping @Sendable (Trace) -> Bool = { _ in true },
    shrink: @escaping @Sendable (Trace) -> Trace = { $0 }
  ) -> PropertyResult {
    let engines = Engines.telling(
      ["p": outcome], honestRun: honestRun, replay: replay, shrink: shrink)
    let model = Fixture.model([Fixture.property("p", reachable: reachable)])
    return Verifier(engines: engines).verify(job, model: model)[0]
  }

  @Test func aSearchedScopeHolds() {
    let result = verify(.none(isTriggered: true))
    #expect(result.verdict == .holds)
    #expect("\(result.scope)" == "2 Initiator, 2 Responder")
  }

  @Test func whatNeverComesUpIsVacuous() {
    #expect(verify(.none(isTriggered: false)).verdict == .vacuous)
  }

  @Test func aReplayedRunIsAnAttack() {
    let result = verify(.found(Fixture.trace()))
    #expect(result.verdict == .attack)
    #expect(result.run?.trace == Fixture.trace())
  }

  @Test func aReplayedRunIsAWitnessIfItShouldBeReached() {
    #expect(verify(.found(Fixture.trace(.reached)), reachable: true).verdict == .witness)
  }

  @Test func noWitnessIsUnknownAndSaysTheScope() {
    let result = verify(.none(isTriggered: false), reachable: true)
    #expect(result.verdict == .unknown)
    #expect(result.note == "no witness within 2 Initiator, 2 Responder")
  }

  @Test func noWitnessWithoutAnHonestRunSaysWhereToLook() {
    let result = verify(.none(isTriggered: false), reachable: true, honestRun: nil)
    #expect(result.verdict == .unknown)
    #expect(
      result.note == "no witness within 2 Initiator, 2 Responder; "
        + "the honest run does not complete; try: assay run example.assay")
    var job = Fixture.job()
    job.path = SourceText.standardInput
    let piped = verify(.none(isTriggered: false), reachable: true, job: job, honestRun: nil)
    #expect(piped.note?.hasSuffix("; try: assay run -") == true)
  }

  @Test func withoutAnHonestRunNothingIsWitnessed() {
    let result = verify(.found(Fixture.trace(.reached)), reachable: true, honestRun: nil)
    #expect(result.verdict == .unknown)
    #expect(result.run == nil)
    #expect(
      result.note == "a run reaches it, but the honest run does not complete; "
        + "try: assay run example.assay")
  }

  /// Bob answers as an initiator and as a responder.
  @Test func aWitnessWithoutAnHonestRunSaysWhoPlaysSeveralRoles() {
    func note(_ owners: [String]) -> String? {
      var trace = Fixture.trace(.reached)
      trace.sessions = owners.enumerated().map { index, owner in
        TraceSession(role: RoleID(index % 2), parameters: [.name(.principal(owner))])
      }
      return verify(.found(trace), reachable: true, honestRun: nil).note
    }
    #expect(note(["Alice", "Bob", "Alice"])?.hasPrefix("a run reaches it, but ") == true)
    #expect(
      note(["Alice", "Bob", "Bob", "Alice"])?.hasPrefix(
        "a run reaches it in which Alice plays Initiator and Responder, but ") == true)
  }

  @Test func aRejectedRunIsAnErrorOfAssay() {
    let result = verify(.found(Fixture.trace()), replay: { $0.claim == .completed })
    #expect(result.verdict == .error)
    #expect(result.run == nil)
    #expect(result.note?.contains("it is not so") == true)
    #expect(result.note?.contains("please report it") == true)
    #expect(result.exitCode == .failure)
  }

  @Test func theShrunkRunIsReplayedAgain() {
    let long = Fixture.trace(steps: 3)
    let short = Fixture.trace(steps: 1)
    let good = verify(.found(long), shrink: { _ in short })
    #expect(good.run?.trace == short)
    let bad = verify(.found(long), replay: { $0 != short }, shrink: { _ in short })
    #expect(bad.verdict == .error)
  }

  @Test func withoutAnHonestRunNothingHolds() {
    let result = verify(.none(isTriggered: true), honestRun: nil)
    #expect(result.verdict == .unknown)
    #expect(result.note?.contains("the honest run does not complete") == true)
    #expect(verify(.found(Fixture.trace()), honestRun: nil).verdict == .attack)
  }

  @Test func aRejectedHonestRunIsAnError() {
    let result = verify(.none(isTriggered: true), replay: { $0.claim != .completed })
    #expect(result.verdict == .error)
  }

  @Test(arguments: [
    (ExplorationCut.stepLimit, "stopped after 7 steps"), (.arithmetic, "gave up on amounts"),
    (.derivationDepth, "derivation"), (.interrupted, "interrupted"),
  ])
  func aCutSearchIsUnknownAndSaysWhy(cut: ExplorationCut, why: String) {
    let result = verify(.undecided(cut), job: Fixture.job(steps: 7))
    #expect(result.verdict == .unknown)
    #expect(result.note?.contains(why) == true)
  }

  @Test func oneStepIsNotSteps() {
    let result = verify(.undecided(.stepLimit), job: Fixture.job(steps: 1))
    #expect(result.note == "stopped after 1 step; a larger --max-steps would help")
  }

  /// Small runs are searched before large ones: what was finished of them is said.
  @Test(arguments: [(1, "one session"), (3, "up to 3 sessions")])
  func aLimitTellsWhichRunsWereSearched(size: Int, scope: String) {
    var engines = Engines.telling([:])
    engines.explore = { _, _ in
      ExplorationResult(
        outcomes: [.undecided(.stepLimit)], statistics: ExplorationStatistics(), wholeSize: size)
    }
    let model = Fixture.model([Fixture.property("p")])
    let result = Verifier(engines: engines).verify(Fixture.job(steps: 7), model: model)[0]
    #expect(
      result.note
        == "stopped after 7 steps, with nothing in the scenario's runs of \(scope); "
        + "a larger --max-steps would help")
  }

  @Test func anHonestRunThatWasNotSettledIsNoIncompleteOne() {
    var engines = Engines.telling(["p": .none(isTriggered: true)])
    engines.findHonestRun = { _, _, _, _ in .cut(.stepLimit) }
    let model = Fixture.model([Fixture.property("p")])
    let result = Verifier(engines: engines).verify(Fixture.job(), model: model)[0]
    #expect(result.verdict == .unknown)
    #expect(result.note?.contains("was not settled: the search was too long") == true)
  }

  @Test func aPartOfASearchDecidesNothingButWhatItFinds() {
    let job = Fixture.job(prefix: [1])
    #expect(verify(.none(isTriggered: true), job: job).verdict == .unknown)
    #expect(verify(.none(isTriggered: false), job: job).verdict == .unknown)
    #expect(verify(.found(Fixture.trace()), job: job).verdict == .attack)
  }
}
