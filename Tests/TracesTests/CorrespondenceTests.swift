// Rules S7.3, S7.4, S7.5 and S7.7: correspondences, their excuses, and witnesses.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct CorrespondenceTests {
  private static let (e, f, g, h) = (0, 1, 2, 3)

  private func E(_ x: Int, _ y: Int = 0) -> Happening { .event(Self.e, x, y) }
  private func F(_ x: Int, _ y: Int = 0) -> Happening { .event(Self.f, x, y) }
  private func G(_ x: Int, _ y: Int = 0) -> Happening { .event(Self.g, x, y) }

  /// `E(v0, v1) requires …`
  private func requires(
    _ alternatives: [[[EventPattern]]], injectively: Bool = false, trigger: EventPattern? = nil
  ) -> PropertyGoal {
    .correspondence(
      trigger ?? pattern(Self.e, v(0), v(1)), requires: alternatives, injective: injectively)
  }

  private func violation(
    _ goal: PropertyGoal, excuses: [Excuse] = [], _ happenings: Happening...
  ) -> Int? {
    EventScript.violation(goal, excuses: excuses, happenings)
  }

  // MARK: S7.3

  @Test func S7_3_anEarlierEventWithEqualArguments() {
    let goal = requires([[[pattern(Self.f, v(0), v(2))]]])
    #expect(violation(goal, F(1, 5), E(1)) == nil)
    #expect(violation(goal, E(1)) == 0)
    #expect(violation(goal, E(1), F(1)) == 0)
    #expect(violation(goal, F(2), E(1)) == 1)
    #expect(violation(goal, F(1), E(1), E(1), E(1)) == nil)
    #expect(violation(goal, F(1)) == nil)
  }

  @Test func S7_3_anAbsentTriggerIsNotConcerned() {
    let goal = requires([[[pattern(Self.f, v(0), v(2))]]], trigger: pattern(Self.e, v(0), v(0)))
    #expect(violation(goal, E(1, 2)) == nil)
    #expect(violation(goal, E(1, 1)) == 0)
  }

  @Test func S7_3_conjunctsShareOneValueForEachVariable() {
    let goal = requires([[[pattern(Self.f, v(0), v(2))], [pattern(Self.g, v(2), v(1))]]])
    #expect(violation(goal, F(1, 7), G(7, 0), E(1, 0)) == nil)
    #expect(violation(goal, G(7, 0), F(1, 7), E(1, 0)) == nil)
    #expect(violation(goal, F(1, 7), G(8, 0), E(1, 0)) == 2)
    // The first F does not fit, a later one does.
    #expect(violation(goal, F(1, 8), F(1, 7), G(7, 0), E(1, 0)) == nil)
  }

  @Test func S7_3_aChainIsRecordedInItsOrder() {
    let goal = requires([[[pattern(Self.f, v(0), v(2)), pattern(Self.g, v(0), v(3))]]])
    #expect(violation(goal, F(1), G(1), E(1)) == nil)
    #expect(violation(goal, G(1), F(1), E(1)) == 2)
    #expect(violation(goal, F(1), E(1), G(1)) == 1)
  }

  @Test func S7_3_oneAlternativeIsEnough() {
    let goal = requires([
      [[pattern(Self.f, v(0), v(2))]], [[pattern(Self.g, v(0), v(2))]],
    ])
    #expect(violation(goal, F(1), E(1)) == nil)
    #expect(violation(goal, G(1), E(1)) == nil)
    #expect(violation(goal, E(1)) == 0)
    #expect(violation(requires([]), E(1)) == 0)
    #expect(violation(requires([[]]), E(1)) == nil)
  }

  @Test func S7_3_withinATransitionTheWrittenOrderCounts() {
    func model(_ events: [Int]) -> ProtocolModel {
      let role = makeRole(
        "R", [agent("A")], bound: [[0], [0]],
        [(0, 1, events.map { .event(EventID($0), [v(0)]) })])
      let goal = PropertyGoal.correspondence(
        pattern(0, v(0)), requires: [[[pattern(1, v(0))]]], injective: false)
      return makeModel(
        [role], properties: [makeProperty(goal, variables: [agent("A")])],
        events: [("E", 1), ("F", 1)])
    }
    let trace = makeTrace([(0, [anna])], [step(0, 0)])
    expectAccepted(model([0, 1]), trace)
    expectRefused(model([1, 0]), trace, "not violated")
  }

  // MARK: S7.4

  @Test func S7_4_noEventIsUsedTwice() {
    let goal = requires([[[pattern(Self.f, v(0), v(2))]]], injectively: true)
    #expect(violation(goal, F(1), E(1), E(1)) == 2)
    #expect(violation(goal, F(1), F(1), E(1), E(1)) == nil)
    #expect(violation(goal, F(1), E(1), F(1), E(1)) == nil)
    #expect(violation(goal, F(1), E(1), E(2)) == 2)
  }

  @Test func S7_4_theAssignmentIsChosenForAllTriggersTogether() {
    // E(1, _) could use either F; E(1, 5) only the first.
    let goal = PropertyGoal.correspondence(
      pattern(Self.e, v(0), v(1)),
      requires: [[[pattern(Self.f, v(0), v(1))]], [[pattern(Self.f, v(0), .integer(5))]]],
      injective: true)
    // Places of different alternatives do not exclude each other.
    #expect(violation(goal, F(1, 5), E(1, 5), E(1, 5)) == nil)
    #expect(violation(goal, F(1, 5), E(1, 5), E(1, 5), E(1, 5)) == 3)
    #expect(violation(goal, F(1, 5), F(1, 6), E(1, 6), E(1, 5)) == nil)
  }

  @Test func S7_4_everyConjunctIsInjective() {
    let goal = requires(
      [[[pattern(Self.f, v(0), v(2))], [pattern(Self.g, v(0), v(3))]]], injectively: true)
    #expect(violation(goal, F(1), F(1), G(1), E(1), E(1)) == 4)
    #expect(violation(goal, F(1), F(1), G(1), G(1), E(1), E(1)) == nil)
    let chain = requires(
      [[[pattern(Self.f, v(0), v(2)), pattern(Self.g, v(0), v(3))]]], injectively: true)
    #expect(violation(chain, F(1), F(1), G(1), E(1), E(1)) == 4)
    #expect(violation(chain, F(1), G(1), F(1), G(1), E(1), E(1)) == nil)
    #expect(violation(chain, F(1), G(1), G(1), F(1), E(1), E(1)) == 5)
  }

  @Test func S7_4_excusedTriggersUseNothing() {
    let goal = requires([[[pattern(Self.f, v(0), v(2))]]], injectively: true)
    let excuses = [Excuse.revealed(v(1), before: nil)]
    #expect(violation(goal, excuses: excuses, F(1), E(1, 5), E(1, 6)) == 2)
    // The first E is excused by the time of the second.
    #expect(violation(goal, excuses: excuses, F(1), E(1, 5), .reveal(5), E(1, 6)) == nil)
    #expect(violation(goal, excuses: excuses, F(1), E(1, 5), .reveal(6), E(1, 6)) == nil)
    #expect(violation(goal, excuses: excuses, F(1), E(1, 5), E(1, 6), .reveal(6)) == 2)
  }

  // MARK: S7.7

  @Test func S7_7_anExcuseIsJudgedAtTheMomentOfViolation() {
    let goal = requires([])
    let excuses = [Excuse.revealed(v(0), before: nil)]
    #expect(violation(goal, excuses: excuses, .reveal(5), E(5)) == nil)
    #expect(violation(goal, excuses: excuses, E(5), .reveal(5)) == 0)
    #expect(violation(goal, excuses: excuses, .reveal(4), E(5)) == 1)
  }

  @Test func S7_7_aRevealExcusesIfItCameBeforeTheEvent() {
    let goal = requires([])
    let before = Excuse.revealed(v(0), before: pattern(Self.g, v(0), v(4)))
    #expect(violation(goal, excuses: [before], .reveal(5), E(5)) == nil)
    #expect(violation(goal, excuses: [before], .reveal(5), G(5), E(5)) == nil)
    #expect(violation(goal, excuses: [before], G(5), .reveal(5), E(5)) == 2)
    #expect(violation(goal, excuses: [before], G(4), .reveal(5), E(5)) == nil)
  }

  @Test func S7_7_severalExcusesAreAlternatives() {
    let goal = requires([])
    let excuses = [Excuse.revealed(v(0), before: nil), .revealed(v(1), before: nil)]
    #expect(violation(goal, excuses: excuses, .reveal(5), E(5, 6)) == nil)
    #expect(violation(goal, excuses: excuses, .reveal(6), E(5, 6)) == nil)
    #expect(violation(goal, excuses: excuses, .reveal(7), E(5, 6)) == 1)
  }

  @Test func S7_7_aDishonestPrincipalExcuses() {
    let role = makeRole(
      "R", [agent("A"), agent("B")], parameters: 2, bound: [[0, 1], [0, 1]],
      [(0, 1, [.event(EventID(0), [v(1)])])])
    let threat = makeThreat(plays: [0])
    let goal = PropertyGoal.correspondence(pattern(0, v(0)), requires: [], injective: false)
    let model = makeModel(
      [role],
      properties: [
        makeProperty(
          goal, excuses: [.dishonest(v(0))], threat: threat, variables: [agent("B")])
      ],
      events: [("E", 1)])
    func trace(_ partner: Term) -> Trace {
      makeTrace(
        [(0, [anna, partner])], [step(0, 0)], threat: threat, dishonest: ["mallory"])
    }
    expectAccepted(model, trace(ben))
    expectRefused(model, trace(mallory), "not violated")
  }

  // MARK: S7.5

  @Test func S7_5_aWitnessMatchesAllPatternsWithCommonValues() {
    let goal = PropertyGoal.reachable([
      pattern(Self.e, v(0), v(1)), pattern(Self.f, v(1), v(2)),
    ])
    func step(_ happenings: Happening...) -> Int? {
      let run = Replayer(model: EventScript.model(goal)).replay(
        EventScript.trace(happenings, claim: .reached), property: 0)
      return try? run.get().finding?.step
    }
    #expect(step(E(1, 2), F(2, 3)) == 1)
    #expect(step(F(2, 3), E(1, 2), G(0)) == 1)
    #expect(step(E(1, 2), F(1, 3)) == nil)
    #expect(step(E(1, 2)) == nil)
    #expect(step() == nil)
  }

  @Test(arguments: [
    Claim.violated, .completed, .learns(session: 0, .invented(0)),
    .sees(session: 0, viewer: 0, .invented(0)),
  ])
  func aClaimIsOfThePropertysForm(claim: Claim) {
    let goal = PropertyGoal.reachable([pattern(Self.e, v(0), v(1))])
    expectAccepted(EventScript.model(goal), EventScript.trace([E(1)], claim: .reached))
    expectRefused(
      EventScript.model(goal), EventScript.trace([E(1)], claim: claim), "does not belong")
  }
}
