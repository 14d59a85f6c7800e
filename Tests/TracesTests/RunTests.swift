// Rules S3 (runs) and S8.1 (loops): transitions, scope of variables, fresh values, conditions.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct RunTests {
  private func model(_ role: Role, events: [(String, Int)] = [("E", 1)], loops: Int = 2)
    -> ProtocolModel
  {
    makeModel(
      [role], properties: [makeProperty(.reachable([]))], events: events, loops: loops)
  }

  private func expectSteps(
    _ model: ProtocolModel, _ steps: [TraceStep], sessions: Int = 1
  ) -> ReplayedRun? {
    expectRun(model, makeTrace(Array(repeating: (0, [anna]), count: sessions), steps))
  }

  private func isRefused(_ model: ProtocolModel, _ steps: [TraceStep]) -> Bool {
    stepRefusal(model, makeTrace([(0, [anna])], steps)) != nil
  }

  @Test func S3_1_aTransitionLeavesFromTheSessionsState() {
    let model = model(
      makeRole("R", [agent("A")], bound: [[0], [0], [0]], [(0, 1, []), (1, 2, [])]))
    #expect(!isRefused(model, [step(0, 0), step(0, 1)]))
    #expect(isRefused(model, [step(0, 1)]))
    #expect(isRefused(model, [step(0, 0), step(0, 0)]))
    #expect(isRefused(model, [step(0, 2)]))
    #expect(isRefused(model, [step(0, -1)]))
    #expect(isRefused(model, [step(1, 0)]))
    #expect(isRefused(model, [step(-1, 0)]))
  }

  @Test func S3_2_aTransitionWhoseConditionIsFalseDoesNotHappen() {
    let low = LinearTerm(constant: 1)
    let model = model(
      makeRole(
        "R", [agent("A")], bound: [[0], [0]],
        [
          (0, 1, [.event(EventID(0), [v(0)]), .require(.compare(low, .less, low))]),
          (0, 1, [.require(.compare(low, .lessOrEqual, low))]),
        ]))
    #expect(isRefused(model, [step(0, 0)]))
    #expect(!isRefused(model, [step(0, 1)]))
  }

  @Test func S3_2_aReceiveComesFirst() {
    let model = model(
      makeRole(
        "R", [agent("A"), any("x")], bound: [[0], [0]],
        [(0, 1, [.event(EventID(0), [v(0)]), .receive(v(1), over: .network, from: nil)])]))
    #expect(isRefused(model, [step(0, 0, invented(0), made(.invented(0)))]))
  }

  @Test func S3_4_freshValuesDifferFromEverything() {
    let model = model(
      makeRole(
        "R", [agent("A"), nonce("n"), nonce("m")], bound: [[0], [0, 1, 2]],
        [(0, 1, [.fresh(Variable(1)), .fresh(Variable(2))])]))
    let run = expectSteps(model, [step(0, 0), step(1, 0)], sessions: 2)
    #expect(
      run?.steps.flatMap(\.fresh).map(\.value) == [
        fresh("n", 0, 0), fresh("m", 0, 1), fresh("n", 1, 0), fresh("m", 1, 1),
      ])
  }

  @Test func S3_4_termsAreBuiltFromBoundVariables() {
    let model = model(
      makeRole(
        "R", [agent("A"), any("x")], bound: [[0], [0]],
        [(0, 1, [.send(v(1), over: .network, to: nil)])]))
    #expect(isRefused(model, [step(0, 0)]))
  }

  @Test func S3_4_matchOpensWhatIsBound() {
    let model = model(
      makeRole(
        "R", [agent("A"), any("x"), any("y")], bound: [[0], [0, 1], [0, 1, 2]],
        [
          (0, 1, [.receive(v(1), over: .network, from: nil)]),
          (1, 2, [.match(v(1), pattern: tuple(v(2), v(0))), .event(EventID(0), [v(2)])]),
        ]))
    func steps(_ second: Term, _ derivation: Derivation) -> [TraceStep] {
      [
        step(0, 0, tuple(invented(0), second), made(pairing(.invented(0), derivation))),
        step(0, 1),
      ]
    }
    let run = expectSteps(model, steps(anna, .publicValue(anna)))
    #expect(run?.events.map(\.arguments) == [[invented(0)]])
    #expect(isRefused(model, steps(invented(1), .invented(1))))
  }

  @Test func S3_5_aStateForgetsWhatIsNotBoundThere() {
    let model = model(
      makeRole(
        "R", [agent("A"), any("x")], bound: [[0], [0]],
        [
          (0, 0, [.receive(v(1), over: .network, from: nil), .event(EventID(0), [v(1)])]),
          (0, 1, [.event(EventID(0), [v(1)])]),
        ]))
    let rounds = [invented(0), invented(1)].enumerated().map { index, message in
      step(0, 0, message, made(.invented(index)))
    }
    let run = expectSteps(model, rounds)
    #expect(run?.events.map(\.arguments) == [[invented(0)], [invented(1)]])
    #expect(run?.steps[0].values[Variable(1)] == invented(0))
    #expect(isRefused(model, rounds + [step(0, 1)]))
  }

  @Test func S8_1_aSessionTakesATransitionAtMostSoOften() {
    let role = makeRole("R", [agent("A")], bound: [[0]], [(0, 0, [])])
    #expect(!isRefused(model(role, loops: 2), [step(0, 0), step(0, 0)]))
    #expect(isRefused(model(role, loops: 2), [step(0, 0), step(0, 0), step(0, 0)]))
  }

  // MARK: Conditions

  private func condition(_ condition: Condition) -> ProtocolModel {
    model(
      makeRole(
        "R", [agent("A"), any("x"), any("y"), any("_w"), int("n")], bound: [[0], [0]],
        [(0, 1, [.receive(tuple(v(1), v(2)), over: .network, from: nil), .require(condition)])]))
  }

  private func holds(_ condition: Condition, _ x: Derivation, _ y: Derivation) -> Bool {
    func value(_ derivation: Derivation) -> Term {
      switch derivation {
      case .invented(let number): invented(number)
      case .publicValue(let term): term
      case .apply(let symbol, let inner): .apply(symbol, inner.map(value))
      default: preconditionFailure("not used here")
      }
    }
    return !isRefused(
      self.condition(condition), [step(0, 0, tuple(value(x), value(y)), made(pairing(x, y)))])
  }

  @Test func equalityComparesTerms() {
    #expect(holds(.equal(v(1), v(2)), .invented(0), .invented(0)))
    #expect(!holds(.equal(v(1), v(2)), .invented(0), .invented(1)))
    #expect(holds(.notEqual(v(1), v(2)), .invented(0), .invented(1)))
    #expect(!holds(.notEqual(v(1), v(2)), .invented(0), .invented(0)))
  }

  @Test func wildcardsOfADisequalityStandForEveryValue() {
    let someHash = Condition.notEqual(v(1), hash(v(3)))
    #expect(!holds(someHash, .apply(Signature.hash, [.invented(4)]), .invented(0)))
    #expect(holds(someHash, .invented(4), .invented(0)))
    let swapped = Condition.notEqual(hash(v(3)), v(1))
    #expect(!holds(swapped, .apply(Signature.hash, [.invented(4)]), .invented(0)))
  }

  @Test func conjunctionsAndDisjunctions() {
    let equal = Condition.equal(v(1), v(2))
    let different = Condition.notEqual(v(1), v(2))
    #expect(!holds(.all([equal, different]), .invented(0), .invented(0)))
    #expect(holds(.any([equal, different]), .invented(0), .invented(0)))
    #expect(holds(.any([equal, different]), .invented(0), .invented(1)))
    #expect(!holds(.any([.all([equal, different]), .any([])]), .invented(0), .invented(1)))
    #expect(holds(.all([]), .invented(0), .invented(1)))
  }

  // MARK: Arithmetic

  private func define(_ expression: LinearTerm) -> ProtocolModel {
    model(
      makeRole(
        "R", [agent("A"), int("n"), int("m")], bound: [[0], [0]],
        [
          (
            0, 1,
            [
              .receive(v(1), over: .network, from: nil), .define(Variable(2), expression),
              .event(EventID(0), [v(2)]),
            ]
          )
        ]))
  }

  private func twice(plus constant: Int) -> LinearTerm {
    LinearTerm(
      constant: constant, summands: [.init(coefficient: 2, variable: Variable(1))])
  }

  private func receiving(_ value: Int) -> [TraceStep] {
    [step(0, 0, .integer(value), made(.publicValue(.integer(value))))]
  }

  @Test func expressionsAreComputed() {
    let run = expectSteps(define(twice(plus: -5)), receiving(21))
    #expect(run?.events.map(\.arguments) == [[.integer(37)]])
  }

  @Test(arguments: [Int.max, Int.min, Int.max / 2 + 1])
  func anOverflowIsRefusedAndNeverTraps(value: Int) {
    let refusal = stepRefusal(
      define(twice(plus: 1)), makeTrace([(0, [anna])], receiving(value)))
    #expect(refusal?.contains("64 bits") ?? false)
  }
}
