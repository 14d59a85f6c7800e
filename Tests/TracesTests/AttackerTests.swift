// Rule S6: what the attacker derives, from what, and when.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct AttackerTests {
  private static let privateFunction = SymbolID(12)
  private static let publicFunction = SymbolID(13)
  private enum State {
    static let start = StateID(0)
    static let sent = StateID(1)
  }

  private let reveals = [
    Reveal(term: v(2), role: RoleID(0), state: State.sent),
    Reveal(term: v(2), role: RoleID(0), state: nil),
    Reveal(term: v(3), role: RoleID(0), state: nil),
  ]

  private var threat: ThreatModel { makeThreat(plays: [0], reveals: reveals) }

  /// A role that sends an encrypted nonce to itself, and one that receives anything.
  private var model: ProtocolModel {
    let sender = makeRole(
      "Sender", [agent("A"), agent("B"), nonce("n"), any("m"), nonce("_r"), any("_w")],
      parameters: 2,
      knows: [sk(v(0)), .apply(Self.privateFunction, [v(0), v(1)]), hash(v(5)), sk(mallory)],
      bound: [[0, 1], [0, 1, 2], [0, 1]],
      [
        (
          0, 1,
          [
            .fresh(Variable(2)), .fresh(Variable(4)),
            .send(aenc(v(2), pk(sk(v(0))), v(4)), over: .network, to: nil),
          ]
        ),
        (1, 2, []),
      ])
    let receiver = makeRole(
      "Receiver", [agent("A"), any("x")], knows: [sk(v(0))], bound: [[0], [0, 1]],
      [(0, 1, [.receive(v(1), over: .network, from: nil)])])
    return makeModel(
      [sender, receiver],
      properties: [
        makeProperty(
          .correspondence(pattern(0), requires: [], injective: false), threat: threat)
      ],
      events: [("E", 0)],
      functions: [
        Symbol("pan", arity: 2, kind: .function, isPublic: false, result: .message),
        Symbol("f", arity: 1, kind: .function, isPublic: true, result: .message),
      ])
  }

  private func refusal(
    _ message: Term, _ derivation: Derivation, before: [TraceStep] = [],
    dishonest: [String] = ["mallory"]
  ) -> String? {
    stepRefusal(
      model,
      makeTrace(
        [(0, [anna, ben]), (1, [ben])],
        before + [step(1, 0, message, made(derivation))], threat: threat, dishonest: dishonest))
  }

  private func derives(_ term: Term, _ derivation: Derivation, before: [TraceStep] = []) -> Bool {
    refusal(term, derivation, before: before) == nil
  }

  @Test(arguments: [
    principal("anybody"), .integer(-3), constant("visa", SortID(5)), pk(sk(principal("anna"))),
    vk(sk(principal("anna"))), pk(sk(principal("anna"), constant("bank", SortID(5)))),
    vk(sk(principal("anna"), hash(.integer(1)))),
  ])
  func S6_1_publicValues(term: Term) {
    #expect(derives(term, .publicValue(term)))
  }

  @Test(arguments: [
    fresh("n", 0), invented(0), sk(principal("anna")), sk(principal("mallory")),
    pk(fresh("n", 0)), pk(sk(fresh("n", 0))), hash(.integer(1)), v(0),
    pk(sk(principal("anna"), fresh("n", 0))), pk(sk(principal("anna"), sk(principal("anna")))),
    tuple(.integer(1), .integer(2)),
  ])
  func S6_1_otherTermsAreNotPublic(term: Term) {
    #expect(!derives(term, .publicValue(term)))
  }

  @Test func S6_1_publicSymbolsAreAppliedToTheirArguments() {
    let f = Self.publicFunction
    #expect(derives(.apply(f, [invented(0)]), .apply(f, [.invented(0)])))
    #expect(!derives(.apply(f, [invented(0)]), .apply(f, [.invented(1)])))
    let two = [Derivation.invented(0), .invented(1)]
    #expect(!derives(.apply(f, [invented(0), invented(1)]), .apply(f, two)))
    #expect(!derives(.apply(SymbolID(99), [invented(0)]), .apply(SymbolID(99), [.invented(0)])))
    #expect(!derives(.apply(SymbolID(-1), []), .apply(SymbolID(-1), [])))
  }

  @Test func S6_1_privateFunctionsAndSecretKeysAreNotApplied() {
    #expect(
      !derives(
        .apply(Self.privateFunction, [invented(0), invented(0)]),
        .apply(Self.privateFunction, [.invented(0), .invented(0)])))
    #expect(!derives(sk(mallory), .apply(Signature.secretKey, [.publicValue(mallory)])))
    let use = Derivation.publicValue(.integer(1))
    #expect(
      !derives(
        sk(mallory, .integer(1)),
        .apply(Signature.secretKeyForUse, [.publicValue(mallory), use])))
  }

  @Test func S6_1_analysisRulesNeedTheirPremises() {
    let sending = [step(0, 0)]
    let key = Derivation.credential(RoleID(0), index: 0, values: [Variable(0): mallory])
    let own = encrypting(.invented(0), .publicValue(pk(sk(mallory))), .invented(1))
    #expect(derives(invented(0), decrypting(own, key)))
    #expect(!derives(fresh("n", 0), decrypting(.observed(0), key), before: sending))
    #expect(!derives(invented(0), .analyse(Rule.decrypt, [own])))
    #expect(!derives(invented(0), .analyse(17, [own, key])))
    #expect(!derives(invented(0), .analyse(-1, [own, key])))
    let pair = pairing(.invented(0), .invented(1))
    #expect(derives(invented(0), .analyse(Rule.first, [pair])))
    #expect(derives(invented(1), .analyse(Rule.second, [pair])))
    #expect(!derives(invented(0), .analyse(Rule.first, [.invented(0)])))
  }

  @Test func S6_1_aViewsOwnKeysAreNotTheAttackers() {
    #expect(!derives(sk(mallory), .ownKey(sk(mallory))))
  }

  @Test func S2_2_credentialsAreOfADishonestOwnerInAPlayedRole() {
    func credential(_ role: Int, _ index: Int, _ values: [Int: Term]) -> Derivation {
      let pairs = values.map { (Variable($0), $1) }
      return .credential(
        RoleID(role), index: index, values: Dictionary(uniqueKeysWithValues: pairs))
    }
    #expect(derives(sk(mallory), credential(0, 0, [0: mallory])))
    #expect(!derives(sk(anna), credential(0, 0, [0: anna])))
    #expect(!derives(sk(mallory), credential(1, 0, [0: mallory])))
    #expect(!derives(sk(mallory), credential(0, 9, [0: mallory])))
    #expect(!derives(sk(mallory), credential(7, 0, [0: mallory])))
    #expect(!derives(sk(mallory), credential(0, 0, [:])))
    // Every value of the other parameters and of wildcards.
    let pan = Term.apply(Self.privateFunction, [mallory, anna])
    #expect(derives(pan, credential(0, 1, [0: mallory, 1: anna])))
    #expect(
      !derives(
        .apply(Self.privateFunction, [anna, mallory]), credential(0, 1, [0: anna, 1: mallory])))
    let nonce = fresh("n", 0)
    #expect(
      !derives(
        .apply(Self.privateFunction, [mallory, nonce]), credential(0, 1, [0: mallory, 1: nonce])))
    #expect(derives(hash(anna), credential(0, 2, [5: anna])))
    #expect(!derives(hash(nonce), credential(0, 2, [5: nonce])))
  }

  @Test func S2_2_credentialsNeedADishonestPrincipal() {
    let derivation = Derivation.credential(RoleID(0), index: 3, values: [:])
    #expect(refusal(sk(mallory), derivation) == nil)
    #expect(refusal(sk(mallory), derivation, dishonest: []) != nil)
  }

  @Test func S6_2_whatIsReceivedIsDerivedFromWhatWasKnownBefore() {
    let cipher = aenc(fresh("n", 0), pk(sk(anna)), fresh("_r", 0, 1))
    #expect(derives(cipher, .observed(0), before: [step(0, 0)]))
    #expect(!derives(cipher, .observed(0)))
    #expect(!derives(cipher, .observed(1), before: [step(0, 0)]))
    #expect(!derives(cipher, .observed(-1), before: [step(0, 0)]))
    // A session that answers itself in one step does not feed its own receive.
    let echo = makeRole(
      "Echo", [agent("A"), any("x")], bound: [[0], [0]],
      [
        (
          0, 1,
          [.receive(v(1), over: .network, from: nil), .send(v(0), over: .network, to: nil)]
        )
      ])
    let model = makeModel([echo], properties: [makeProperty(.reachable([]))])
    let trace = makeTrace([(0, [anna])], [step(0, 0, anna, made(.observed(0)))])
    #expect(stepRefusal(model, trace) != nil)
  }

  // MARK: Reveals

  private func isRevealed(_ steps: [TraceStep]) -> Bool {
    stepRefusal(
      model,
      makeTrace([(0, [anna, ben]), (1, [ben])], steps, threat: threat, dishonest: ["mallory"]))
      == nil
  }

  @Test func S6_3_aRevealTakesWhatTheSessionHasBound() {
    let taken = [step(0, 0), .reveal(session: 0, reveal: 0)]
    #expect(isRevealed(taken))
    #expect(derives(fresh("n", 0), .observed(1), before: taken))
    #expect(!isRevealed([.reveal(session: 0, reveal: 0)]))
    #expect(!isRevealed([.reveal(session: 0, reveal: 1)]))
    // Forgotten in the last state.
    #expect(!isRevealed([step(0, 0), step(0, 1), .reveal(session: 0, reveal: 0)]))
    // Never bound.
    #expect(!isRevealed([step(0, 0), .reveal(session: 0, reveal: 2)]))
  }

  @Test func S6_3_aRevealHappensAtMostOncePerSession() {
    let once = [step(0, 0), TraceStep.reveal(session: 0, reveal: 0)]
    #expect(!isRevealed(once + [.reveal(session: 0, reveal: 0)]))
    #expect(isRevealed(once + [.reveal(session: 0, reveal: 1)]))
  }

  @Test func S6_3_aRevealIsOfTheThreatAndOfASessionOfItsRole() {
    #expect(!isRevealed([step(0, 0), .reveal(session: 0, reveal: 3)]))
    #expect(!isRevealed([step(0, 0), .reveal(session: 1, reveal: 1)]))
    #expect(!isRevealed([step(0, 0), .reveal(session: 5, reveal: 1)]))
  }
}
