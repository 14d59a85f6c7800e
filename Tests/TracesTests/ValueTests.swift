// Rules S1 (values) and S3.3 (matching), each pinned by a run that keeps it and one that breaks it.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct ValueTests {
  /// A role that receives one pattern over variables 1 to 3, and sends a term.
  private func receiver(
    _ pattern: Term, reply: Term? = nil,
    variables: [VariableInfo] = [any("x"), any("y"), any("z")],
    isTyped: Bool = false, functions: [Symbol] = [], rewriteRules: [RewriteRule] = [],
    analysisRules: [AnalysisRule] = []
  ) -> ProtocolModel {
    let actions: [Action] =
      [.receive(pattern, over: .network, from: nil)]
      + (reply.map { [.send($0, over: .network, to: nil)] } ?? [])
    let role = makeRole(
      "R", [agent("A")] + variables, bound: [[0], [0]], [(0, 1, actions)])
    let property = makeProperty(.reachable([]), threat: makeThreat())
    return makeModel(
      [role], properties: [property], functions: functions, rewriteRules: rewriteRules,
      analysisRules: analysisRules, isTyped: isTyped)
  }

  private func trace(_ message: Term, _ derivation: Derivation) -> Trace {
    makeTrace([(0, [anna])], [step(0, 0, message, made(derivation))])
  }

  @Test func S1_2_termsAreComparedByTheirNormalForms() {
    let (enc, dec) = (SymbolID(12), SymbolID(13))
    let functions = [
      Symbol("enc", arity: 2, kind: .function, isPublic: true, result: .message),
      Symbol("dec", arity: 2, kind: .function, isPublic: true, result: .message),
    ]
    let rule = RewriteRule(
      left: .apply(dec, [.apply(enc, [v(0), v(1)]), v(1)]), right: v(0), variableCount: 2)
    let model = receiver(
      tuple(v(1), v(2)), reply: .apply(dec, [v(1), v(2)]), functions: functions,
      rewriteRules: [rule])
    let cipher = Term.apply(enc, [invented(0), invented(1)])
    let run = expectRun(
      model,
      trace(
        tuple(cipher, invented(1)),
        pairing(.apply(enc, [.invented(0), .invented(1)]), .invented(1))))
    #expect(run?.sent[0].term == invented(0))
    // The attacker's own symbols collapse too.
    let collapsed = Derivation.apply(
      dec, [.apply(enc, [.invented(0), .invented(1)]), .invented(1)])
    let other = expectRun(
      model, trace(tuple(invented(0), invented(1)), pairing(collapsed, .invented(1))))
    #expect(other?.sent[0].term == .apply(dec, [invented(0), invented(1)]))
  }

  @Test func S1_5_integerVariablesTakeIntegersOnly() {
    let model = receiver(v(1), variables: [int("n")])
    #expect(stepRefusal(model, trace(.integer(7), .publicValue(.integer(7)))) == nil)
    #expect(stepRefusal(model, trace(invented(0), .invented(0))) != nil)
  }

  @Test func S1_6_untypedVariablesTakeAnything() {
    let model = receiver(tuple(v(1), v(2)), variables: [nonce("x"), nonce("y")])
    let message = tuple(anna, tuple(.integer(1), invented(0)))
    let derivation = pairing(
      .publicValue(anna), pairing(.publicValue(.integer(1)), .invented(0)))
    #expect(stepRefusal(model, trace(message, derivation)) == nil)
  }

  @Test func S1_6_typedVariablesTakeTermsOfTheirSort() {
    func sorted(_ name: String, _ sort: SortID) -> VariableInfo {
      VariableInfo(name: name, sort: sort, kind: .sorted(sort))
    }
    let model = receiver(
      tuple(v(1), v(2)), variables: [sorted("x", .nonce), sorted("y", .key)], isTyped: true)
    let key = pk(sk(anna))
    #expect(
      stepRefusal(
        model, trace(tuple(invented(0), key), pairing(.invented(0), .publicValue(key)))) == nil)
    #expect(
      stepRefusal(model, trace(tuple(key, key), pairing(.publicValue(key), .publicValue(key))))
        != nil)
    // A name of the attacker has one sort.
    #expect(
      stepRefusal(
        model, trace(tuple(invented(0), invented(0)), pairing(.invented(0), .invented(0)))) != nil)
  }

  @Test func S3_3_everyVariableBindsBeforeAnythingIsCompared() {
    let model = receiver(tuple(hash(v(1)), v(1)))
    let good = tuple(hash(invented(0)), invented(0))
    let hashing = Derivation.apply(Signature.hash, [.invented(0)])
    #expect(stepRefusal(model, trace(good, pairing(hashing, .invented(0)))) == nil)
    let bad = tuple(hash(invented(0)), invented(1))
    #expect(stepRefusal(model, trace(bad, pairing(hashing, .invented(1)))) != nil)
  }

  @Test func S3_3_aRepeatedVariableTakesTheSameTermEverywhere() {
    let model = receiver(tuple(v(1), v(1)))
    #expect(
      stepRefusal(
        model, trace(tuple(invented(0), invented(0)), pairing(.invented(0), .invented(0)))) == nil)
    #expect(
      stepRefusal(
        model, trace(tuple(invented(0), invented(1)), pairing(.invented(0), .invented(1)))) != nil)
  }

  @Test func S3_3_aMessageOfAnotherShapeDoesNotMatch() {
    let model = receiver(tuple(v(1), v(2)))
    #expect(
      stepRefusal(model, trace(invented(0), .invented(0)))?.contains("does not match") ?? false)
  }

  @Test func theMessageIsWhatItsOriginGives() {
    let model = receiver(v(1))
    #expect(stepRefusal(model, trace(invented(1), .invented(0))) != nil)
    let silent = makeTrace([(0, [anna])], [step(0, 0)])
    #expect(stepRefusal(model, silent)?.contains("gives no message") ?? false)
  }
}
