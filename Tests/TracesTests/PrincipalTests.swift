// Rules S2 (principals), S8 (scope) and S9 (the honest run): what a trace says before its first
// step.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct PrincipalTests {
  /// Role 0 has an owner, a partner in role 1 and an integer; role 1 an owner.
  private func model(
    distinct: [(Int, Int)] = [], principals: [PrincipalInfo] = [], counts: [Int]? = nil,
    total: Int? = nil, plays: [Int] = [0, 1], separatesRoles: Bool = false
  ) -> ProtocolModel {
    let threat = makeThreat(plays: plays, separatesRoles: separatesRoles)
    let buyer = makeRole(
      "Buyer", [agent("A"), agent("B"), int("n")], parameters: 3, partners: [1: 1],
      distinct: distinct, bound: [[0, 1, 2], [0, 1, 2]], [(0, 1, [])])
    let seller = makeRole("Seller", [agent("B")], bound: [[0], [0]], [(0, 1, [])])
    return makeModel(
      [buyer, seller],
      properties: [
        makeProperty(
          .correspondence(pattern(0), requires: [], injective: false), threat: threat),
        makeProperty(.reachable([]), threat: threat),
      ],
      events: [("E", 0)], principals: principals, counts: counts, total: total)
  }

  private func refusal(
    _ model: ProtocolModel, _ sessions: [(role: Int, parameters: [Term])],
    dishonest: [String] = [], property: Int = 0
  ) -> String? {
    stepRefusal(
      model,
      makeTrace(
        sessions, [], threat: model.properties[property].threat, dishonest: dishonest),
      property: property)
  }

  @Test func S2_1_dishonestPrincipalsExistOnlyIfTheAttackerPlaysARole() {
    #expect(refusal(model(), [(1, [anna])], dishonest: ["mallory"]) == nil)
    #expect(refusal(model(plays: []), [(1, [anna])], dishonest: ["mallory"]) != nil)
  }

  @Test func S2_1_whoIsDeclaredHonestIsHonest() {
    let model = model(principals: [PrincipalInfo(name: "anna", isHonest: true)])
    #expect(refusal(model, [(1, [ben])], dishonest: ["anna"]) != nil)
  }

  @Test func S2_1_whoIsDeclaredDishonestIsDishonest() {
    let declared = [PrincipalInfo(name: "anna", isHonest: false)]
    #expect(refusal(model(principals: declared), [(1, [anna])]) != nil)
    #expect(refusal(model(principals: declared), [(0, [ben, anna, .integer(0)])]) == nil)
  }

  @Test func S2_1_whereTheAttackerPlaysNobodyADeclarationMakesNobodyDishonest() {
    let declared = [PrincipalInfo(name: "anna", isHonest: false)]
    let honest = model(principals: declared, plays: [])
    #expect(refusal(honest, [(0, [ben, anna, .integer(0)])]) == nil)
    #expect(refusal(honest, [(1, [anna])]) == nil)
    #expect(refusal(honest, [(1, [anna])], dishonest: ["anna"]) != nil)
  }

  @Test func S2_3_theOwnerOfASessionIsHonest() {
    let session = (0, [anna, ben, Term.integer(1)])
    #expect(refusal(model(), [session], dishonest: ["ben"]) == nil)
    #expect(refusal(model(), [session], dishonest: ["anna"]) != nil)
  }

  @Test func S2_3_parametersMayCoincideUnlessDistinct() {
    let session = (0, [anna, anna, Term.integer(1)])
    #expect(refusal(model(), [session]) == nil)
    #expect(refusal(model(distinct: [(0, 1)]), [session]) != nil)
  }

  @Test(arguments: [
    [principal("anna"), principal("ben")],
    [principal("anna"), .integer(1), .integer(1)],
    [principal("anna"), principal("ben"), principal("ben")],
    [invented(0), principal("ben"), .integer(1)],
    [principal("anna"), fresh("n", 0), .integer(1)],
    [principal("anna"), constant("ben", .principal), .integer(1)],
    [principal("anna"), principal("ben"), constant("one", .integer)],
  ])
  func S1_6_parametersTakeValuesOfTheirSort(parameters: [Term]) {
    #expect(refusal(model(), [(0, parameters)]) != nil)
  }

  @Test func S7_2_principalsPlayOneRoleEachWhereRolesAreSeparated() {
    let separated = model(plays: [], separatesRoles: true)
    let mixed = model(plays: [])
    let ownersOfTwoRoles: [(role: Int, parameters: [Term])] = [
      (0, [anna, ben, .integer(1)]), (1, [anna]),
    ]
    #expect(refusal(mixed, ownersOfTwoRoles) == nil)
    #expect(refusal(separated, ownersOfTwoRoles) != nil)
    let ownPartner: [(role: Int, parameters: [Term])] = [(0, [anna, anna, .integer(1)])]
    #expect(refusal(mixed, ownPartner) == nil)
    #expect(refusal(separated, ownPartner) != nil)
    let apart: [(role: Int, parameters: [Term])] = [
      (0, [anna, ben, .integer(1)]), (1, [ben]), (1, [cleo]),
    ]
    #expect(refusal(separated, apart) == nil)
  }

  @Test func S7_5_aWitnessHasHonestPrincipalsOnly() {
    #expect(refusal(model(), [(1, [anna])], dishonest: ["ben"], property: 1) != nil)
  }

  @Test func S8_1_aScenarioLimitsTheSessions() {
    let two: [(role: Int, parameters: [Term])] = [(1, [anna]), (1, [ben])]
    #expect(refusal(model(counts: [1, 2]), two) == nil)
    #expect(refusal(model(counts: [2, 1]), two) != nil)
    #expect(refusal(model(counts: [2, 2], total: 1), two) != nil)
    #expect(refusal(model(), [(2, [anna])]) != nil)
  }

  @Test func theThreatIsTheProperty() {
    let model = model()
    let trace = makeTrace([(1, [anna])], [], threat: makeThreat(plays: [0]))
    #expect(stepRefusal(model, trace) != nil)
    #expect(stepRefusal(model, trace, property: 7) != nil)
    #expect(stepRefusal(model, trace, property: -1) != nil)
  }

  // MARK: S9

  private func honestRefusal(
    _ sessions: [(role: Int, parameters: [Term])], steps: [TraceStep], dishonest: [String] = []
  ) -> String? {
    TracesTests.refusal(
      model(),
      makeTrace(
        sessions, steps, claim: .completed, threat: deliversOnly, dishonest: dishonest),
      property: nil)
  }

  @Test func S9_theHonestRunHasOneSessionOfEachRole() {
    let sessions: [(role: Int, parameters: [Term])] = [
      (0, [anna, ben, .integer(1)]), (1, [ben]),
    ]
    let steps = [step(0, 0), step(1, 0)]
    #expect(honestRefusal(sessions, steps: steps) == nil)
    #expect(honestRefusal(Array(sessions.prefix(1)), steps: [step(0, 0)]) != nil)
    #expect(honestRefusal(sessions + [(1, [cleo])], steps: steps + [step(2, 0)]) != nil)
    #expect(honestRefusal(sessions, steps: steps, dishonest: ["mallory"]) != nil)
  }

  @Test func S9_ownersDifferAndPartnersOwnTheirRolesSession() {
    let steps = [step(0, 0), step(1, 0)]
    #expect(honestRefusal([(0, [anna, cleo, .integer(1)]), (1, [ben])], steps: steps) != nil)
    #expect(honestRefusal([(0, [anna, anna, .integer(1)]), (1, [anna])], steps: steps) != nil)
  }

  @Test func S9_everySessionIsInAFinalState() {
    let sessions: [(role: Int, parameters: [Term])] = [
      (0, [anna, ben, .integer(1)]), (1, [ben]),
    ]
    #expect(honestRefusal(sessions, steps: [step(0, 0)]) != nil)
  }

  @Test func S9_aRoleWithoutFinalStateHasToTakeAStep() {
    let role = makeRole("R", [agent("A")], bound: [[0]], [(0, 0, [])])
    let model = makeModel([role])
    func trace(_ steps: [TraceStep]) -> Trace {
      makeTrace([(0, [anna])], steps, claim: .completed, threat: deliversOnly)
    }
    #expect(TracesTests.refusal(model, trace([]), property: nil) != nil)
    #expect(TracesTests.refusal(model, trace([step(0, 0)]), property: nil) == nil)
    #expect(TracesTests.refusal(model, trace([step(0, 0), step(0, 0)]), property: nil) == nil)
    let often = trace([step(0, 0), step(0, 0), step(0, 0)])
    #expect(TracesTests.refusal(model, often, property: nil)?.contains("scope") ?? false)
  }
}
