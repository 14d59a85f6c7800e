// Rules S7.1 (secret) and S7.2 (hidden).

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct SecrecyTests {
  // MARK: secret

  /// A role that makes a key, sends it in the clear or not, and may do so again.
  private func model(
    _ secret: Term = v(2), at state: Int? = nil, excuses: [Excuse] = [], reveals: [Reveal] = []
  ) -> ProtocolModel {
    let role = makeRole(
      "R", [agent("A"), agent("B"), nonce("k"), nonce("n"), int("_w")], parameters: 2,
      knows: [sk(v(0))], bound: [[0, 1], [0, 1, 2], [0, 1, 2]],
      [
        (0, 1, [.fresh(Variable(2)), .send(v(2), over: .network, to: nil)]),
        (1, 2, [.event(EventID(0), [v(2)])]),
        (
          2, 2, [.fresh(Variable(3)), .send(v(3), over: .network, to: nil)]
        ),
        (2, 0, []),
      ])
    return makeModel(
      [role],
      properties: [
        makeProperty(
          .secret(secret, role: RoleID(0), state: state.map { StateID($0) }), excuses: excuses,
          threat: makeThreat(plays: [0], reveals: reveals))
      ],
      events: [("Used", 1)])
  }

  private func trace(
    _ steps: [TraceStep], _ derivation: Derivation, partner: Term = ben, reveals: [Reveal] = [],
    session: Int = 0
  ) -> Trace {
    makeTrace(
      [(0, [anna, partner])], steps, claim: .learns(session: session, derivation),
      threat: makeThreat(plays: [0], reveals: reveals), dishonest: ["mallory"])
  }

  @Test func S7_1_theAttackerDerivesTheSecret() {
    let run = try? Replayer(model: model())
      .replay(trace([step(0, 0)], .observed(0)), property: 0).get()
    #expect(run?.finding == Finding(kind: .learned(fresh("k", 0), session: 0), step: 0))
    expectRefused(model(), trace([step(0, 0)], .invented(0)), "not claimed")
    expectRefused(model(), trace([step(0, 0)], .observed(1)), "only 1 were read")
    expectRefused(model(), trace([], .observed(0)), "only 0 were read")
    expectRefused(model(), trace([step(0, 0)], .observed(0), session: 1), "not one of")
  }

  @Test func S7_1_theSessionHasBeenInTheState() {
    expectRefused(model(at: 2), trace([step(0, 0)], .observed(0)), "not claimed")
    expectAccepted(model(at: 2), trace([step(0, 0), step(0, 1)], .observed(0)))
    expectAccepted(model(at: 1), trace([step(0, 0), step(0, 1)], .observed(0)))
  }

  @Test func S7_1_inALoopEveryValueIsASecret() {
    let steps = [step(0, 0), step(0, 1), step(0, 2), step(0, 2)]
    let twice = model(v(3))
    expectAccepted(twice, trace(steps, .observed(1)))
    expectAccepted(twice, trace(steps, .observed(2)))
    expectRefused(twice, trace(steps, .observed(0)), "not claimed")
    // Also after the session forgot it, and bound the variable anew.
    let again = [step(0, 0), step(0, 1), step(0, 3), step(0, 0)]
    expectAccepted(model(), trace(again, .observed(0)))
    expectAccepted(model(), trace(again, .observed(1)))
    expectAccepted(model(at: 2), trace(again, .observed(1)))
  }

  @Test func S7_7_aDishonestPartnerExcuses() {
    let model = model(excuses: [.dishonest(v(1))])
    expectAccepted(model, trace([step(0, 0)], .observed(0)))
    expectRefused(model, trace([step(0, 0)], .observed(0), partner: mallory), "excuse")
  }

  @Test func S7_1_theVariablesOfTheExcusesAreBound() {
    // n is bound from the third transition on.
    let excused = model(v(2), excuses: [.revealed(v(3), before: nil)])
    let early = [step(0, 0), step(0, 1)]
    expectRefused(excused, trace(early, .observed(0)), "not claimed")
    expectAccepted(excused, trace(early + [step(0, 2)], .observed(0)))
  }

  @Test func S7_7_aRevealExcusesUnlessItsEventCameFirst() {
    let reveals = [Reveal(term: hash(v(2)), role: RoleID(0), state: nil)]
    let reveal = TraceStep.reveal(session: 0, reveal: 0)
    let any = model(excuses: [.revealed(hash(v(2)), before: nil)], reveals: reveals)
    let before = model(
      excuses: [.revealed(hash(v(2)), before: pattern(0, v(2)))], reveals: reveals)
    // The secret is known from the first step on: later reveals excuse nothing.
    let late = trace([step(0, 0), reveal], .observed(0), reveals: reveals)
    expectAccepted(any, late)
    // Deriving it from what the reveal gave is later than the reveal.
    let hashed = model(
      hash(v(2)), excuses: [.revealed(hash(v(2)), before: nil)], reveals: reveals)
    expectRefused(
      hashed, trace([step(0, 0), reveal], .observed(1), reveals: reveals), "excuse")
    let hashedBefore = model(
      hash(v(2)), excuses: [.revealed(hash(v(2)), before: pattern(0, v(2)))], reveals: reveals)
    let first = [step(0, 0), reveal, step(0, 1)]
    let second = [step(0, 0), step(0, 1), reveal]
    expectRefused(hashedBefore, trace(first, .observed(1), reveals: reveals), "excuse")
    expectAccepted(hashedBefore, trace(second, .observed(1), reveals: reveals))
    expectAccepted(before, late)
  }

  // MARK: hidden

  private let shop = Shop.model
  private let vera = Shop.vera
  private let secondPart = Shop.secondPart

  private func shopping(
    _ message: (Term) -> Term, transition: Int, _ derivation: Derivation, viewer: Int = 1
  ) -> Trace {
    Shop.trace(message, transition: transition, derivation, viewer: viewer)
  }

  @Test func S7_2_theViewOrder() {
    let run = expectRun(shop, shopping({ $0 }, transition: 0, secondPart))
    let card = Shop.annasCard
    #expect(
      run?.view(of: vera) == [
        ViewedTerm(step: 1, term: tuple(fresh("t", 0), card)),
        ViewedTerm(step: 1, term: fresh("n", 1)),
        ViewedTerm(step: 1, term: tuple(card, fresh("n", 1))),
      ])
    #expect(run?.view(of: anna).map(\.step) == [0, 0, 0])
    #expect(run?.observed.isEmpty ?? false)
  }

  @Test func S7_2_whatTheVendorReceivesItSees() {
    let run = try? Replayer(model: shop)
      .replay(shopping({ $0 }, transition: 0, secondPart), property: 0).get()
    let card = Shop.annasCard
    #expect(run?.finding == Finding(kind: .seen(card, session: 0, viewer: 1), step: 1))
    let sent = Derivation.analyse(Rule.first, [.observed(2)])
    expectAccepted(shop, shopping({ $0 }, transition: 0, sent))
    expectRefused(shop, shopping({ $0 }, transition: 0, .observed(1)), "not claimed")
    expectRefused(shop, shopping({ $0 }, transition: 0, .observed(3)), "only 3")
  }

  @Test func S7_2_theVendorOpensWhatItHasKeysFor() {
    let own = Derivation.ownKey(sk(vera, .integer(1)))
    expectAccepted(
      shop, shopping(Shop.underVendorsKey, transition: 2, decrypting(secondPart, own)))
    let bankKey = Derivation.ownKey(sk(ben))
    expectRefused(
      shop, shopping(Shop.underBanksKey, transition: 1, decrypting(secondPart, bankKey)),
      "not the viewer's own key")
    expectRefused(
      shop, shopping(Shop.underBanksKey, transition: 1, decrypting(secondPart, own)),
      "does not apply")
  }

  @Test func S7_2_theViewerOwnsASessionOfTheRole() {
    // The bank could open what is encrypted for it, but it is not whom the property is about.
    expectRefused(
      shop,
      shopping(
        Shop.underBanksKey, transition: 1,
        decrypting(.analyse(Rule.first, [.observed(0)]), .ownKey(sk(ben))), viewer: 2),
      "not of the property's roles")
  }

  @Test func S7_2_theViewHoldsTheKnowsTermsOfTheViewersSessions() {
    func evaluate(_ role: Int, _ index: Int, _ values: [Int: Term]) -> String? {
      let pairs = values.map { (Variable($0), $1) }
      let credential = Derivation.credential(
        RoleID(role), index: index, values: Dictionary(uniqueKeysWithValues: pairs))
      // The card, computed in a way that has to evaluate the credential.
      let derivation = Derivation.analyse(Rule.first, [pairing(secondPart, credential)])
      return refusal(shop, shopping({ $0 }, transition: 0, derivation))
    }
    #expect(evaluate(1, 0, [0: vera]) == nil)
    #expect(evaluate(1, 0, [0: ben]) != nil)
    #expect(evaluate(1, 1, [0: vera, 4: ben]) == nil)
    #expect(evaluate(2, 0, [0: ben]) != nil)
    #expect(evaluate(0, 0, [2: ben]) != nil)
  }

  @Test func S7_2_aViewInventsNothing() {
    let derivation = Derivation.analyse(Rule.first, [pairing(secondPart, .invented(0))])
    expectRefused(shop, shopping({ $0 }, transition: 0, derivation), "invented")
  }

  @Test func S7_2_shrinkingKeepsTheViewsCount() {
    var long = shopping({ $0 }, transition: 0, secondPart)
    // The bank's session is not needed.
    let short = Replayer(model: shop).shrink(long, property: 0)
    long.sessions.removeLast()
    long.steps.removeLast()
    #expect(short == long)
  }
}
