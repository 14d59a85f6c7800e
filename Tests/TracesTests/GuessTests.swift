// Rule S7.9 (guessable-safe): a test has to tell the right guess from a wrong one.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct GuessTests {
  /// A role that makes p, q and r, sends hash(p, q), q and senc(r, p), and may do so again.
  private var model: ProtocolModel {
    let role = makeRole(
      "R", [agent("A"), nonce("p"), nonce("q"), nonce("r")], parameters: 1,
      knows: [sk(v(0))], bound: [[0], [0, 1, 2, 3]],
      [
        (
          0, 1,
          [
            .fresh(Variable(1)), .fresh(Variable(2)), .fresh(Variable(3)),
            .send(hash(tuple(v(1), v(2))), over: .network, to: nil),
            .send(v(2), over: .network, to: nil),
            .send(.apply(Signature.symmetricEncryption, [v(3), v(1)]), over: .network, to: nil),
          ]
        ),
        (1, 0, []),
      ])
    return makeModel(
      [role],
      properties: [
        makeProperty(
          .guessableSafe(v(1), role: RoleID(0), state: nil), threat: makeThreat(plays: [0]))
      ])
  }

  private func trace(
    _ one: Derivation, _ other: Derivation, steps: [TraceStep] = [step(0, 0)], session: Int = 0
  ) -> Trace {
    makeTrace(
      [(0, [anna])], steps, claim: .confirms(session: session, one, other),
      threat: makeThreat(plays: [0]), dishonest: ["mallory"])
  }

  private func hashed(_ first: Derivation, _ second: Derivation) -> Derivation {
    .apply(Signature.hash, [.apply(Signature.pair, [first, second])])
  }

  private func opened(_ key: Derivation) throws -> Derivation {
    let rules = model.theory.analysisRules
    let rule = rules.firstIndex {
      if case .apply(Signature.symmetricEncryption, _) = $0.premises[0] { true } else { false }
    }
    return .analyse(try #require(rule), [.observed(2), key])
  }

  @Test func S7_9_aHashIsComputedAgain() throws {
    let test = trace(.observed(0), hashed(.guess, .observed(1)))
    let run = try Replayer(model: model).replay(test, property: 0).get()
    #expect(run.finding == Finding(kind: .confirmed(fresh("p", 0), session: 0), step: 0))
  }

  @Test func S7_9_aKeyOpens() throws {
    expectAccepted(model, trace(try opened(.guess), try opened(.guess)))
    expectRefused(
      model, trace(try opened(.invented(0)), try opened(.invented(0))), "does not apply")
  }

  @Test func S7_9_whatAgreesAnywayIsNoTest() throws {
    expectRefused(model, trace(.observed(0), .observed(0)), "even if the guess is wrong")
    expectRefused(model, trace(.guess, .guess), "even if the guess is wrong")
    let tried = hashed(.guess, .observed(1))
    expectRefused(model, trace(tried, tried), "even if the guess is wrong")
  }

  @Test func S7_9_whatDiffersAnywayIsNoTest() {
    expectRefused(
      model, trace(.observed(0), hashed(.observed(1), .guess)), "even if the guess is right")
    expectRefused(
      model, trace(.observed(0), hashed(.invented(0), .observed(1))), "even if the guess is right")
  }

  @Test func S7_9_theValueIsTheSessions() {
    let test = hashed(.guess, .observed(1))
    expectRefused(model, trace(.observed(0), test, steps: []), "no value to guess")
    expectRefused(model, trace(.observed(0), hashed(.guess, .observed(9))), "only 3 were read")
    expectRefused(model, trace(.observed(0), test, session: 1), "not one of")
    // In a loop each value can be guessed.
    let twice = [step(0, 0), step(0, 1), step(0, 0)]
    expectAccepted(model, trace(.observed(3), hashed(.guess, .observed(4)), steps: twice))
    expectAccepted(model, trace(.observed(0), test, steps: twice))
  }

  /// The wrong guess is a value that nothing else in the run is.
  @Test func S7_9_theWrongGuessIsNew() {
    for number in [0, 1, 7, Int.max] {
      expectRefused(
        model, trace(hashed(.guess, .invented(number)), hashed(.invented(number), .guess)),
        "even if the guess is right")
    }
  }

  @Test func aGuessStandsInNoOtherClaim() {
    var learnt = trace(.guess, .guess)
    learnt.claim = .learns(session: 0, .guess)
    expectRefused(model, learnt, "does not belong")
    var received = model
    received.properties[0].goal = .secret(v(1), role: RoleID(0), state: nil)
    expectRefused(received, learnt, "nothing is guessed")
  }
}
