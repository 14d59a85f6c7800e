// Lowe's attack replayed: what the run says, and that the shrinker leaves nothing over.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct NeedhamSchroederTests {
  typealias NS = NeedhamSchroeder

  @Test func lowesAttackOnSecrecyIsAccepted() throws {
    let run = try Replayer(model: NS.model)
      .replay(NS.secretAttack, property: NS.Properties.secret).get()
    #expect(run.finding == Finding(kind: .learned(fresh("nb", 1), session: 1), step: 2))
    #expect(run.dishonest == ["mallory"])
    #expect(run.sent.map(\.step) == [0, 1, 2])
    #expect(run.sent.map(\.observed) == [0, 1, 2])
    #expect(run.sent.map(\.deliveries) == [[], [2], []])
    #expect(run.steps[1].received?.delivered == nil)
    #expect(run.steps[2].received?.sender == NS.bob)
    #expect(run.steps[1].fresh.map(\.value) == [fresh("nb", 1), fresh("_r1", 1, 1)])
    #expect(run.steps.map(\.observedBefore) == [0, 1, 2])
    #expect(
      run.steps[1].bindings.map(\.variable) == [1, 2, 4, 3, 5].map { Variable($0) })
  }

  @Test(arguments: [NeedhamSchroeder.Properties.agreement, NS.Properties.injective])
  func lowesAttackOnAgreementIsAccepted(property: Int) throws {
    let run = try Replayer(model: NS.model).replay(NS.agreementAttack, property: property).get()
    #expect(run.finding == Finding(kind: .unaccounted(event: 1), step: 3))
    #expect(run.events.map(\.arguments[0]) == [NS.alice, NS.bob])
    let violation = try Replayer(model: NS.model).violation(of: property, in: run)
    #expect(violation == run.finding)
  }

  @Test func honestRunCompletes() {
    expectAccepted(NS.model, NS.honestRun, property: nil)
    expectAccepted(NS.model, NS.witness, property: NS.Properties.reachable)
    var unfinished = NS.honestRun
    unfinished.steps.removeLast()
    expectRefused(NS.model, unfinished, property: nil, "not in a final state")
  }

  @Test func whatTheClaimDoesNotNeedIsShrunkAway() {
    // A second initiator in front shifts every index; a third session never starts.
    var long = NS.secretAttack
    let other = TraceSession(role: RoleID(NS.initiator), parameters: [NS.bob, NS.alice])
    long.sessions = [other] + long.sessions + [other]
    long.dishonest.append("oscar")
    long.steps = [
      step(0, 0), step(1, 0),
      step(
        2, 0, aenc(tuple(fresh("na", 1), NS.alice), pk(sk(NS.bob)), invented(0)),
        made(
          encrypting(
            decrypting(.observed(1), NS.malloryKey), .publicValue(pk(sk(NS.bob))), .invented(0)))),
      step(
        1, 1, aenc(tuple(fresh("na", 1), fresh("nb", 2)), pk(sk(NS.alice)), fresh("_r1", 2, 1)),
        .delivered(2)),
      step(
        2, 1, aenc(fresh("nb", 2), pk(sk(NS.bob)), invented(1)),
        made(
          encrypting(
            decrypting(.observed(3), NS.malloryKey), .publicValue(pk(sk(NS.bob))), .invented(1)))),
    ]
    long.claim = .learns(session: 2, decrypting(.observed(3), NS.malloryKey))
    expectAccepted(NS.model, long)
    let short = Replayer(model: NS.model).shrink(long, property: NS.Properties.secret)
    #expect(short == NS.secretAttack)
  }

  @Test func aRefusedTraceIsNotShrunk() {
    var wrong = NS.secretAttack
    wrong.claim = .learns(session: 1, .observed(0))
    #expect(Replayer(model: NS.model).shrink(wrong, property: NS.Properties.secret) == wrong)
  }
}
