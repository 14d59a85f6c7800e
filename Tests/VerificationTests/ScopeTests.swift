// The words of a scope: they are part of every verdict.

import ProtocolModel
import Testing

@testable import Verification

@Suite struct ScopeTests {
  private func scope(
    _ roles: [Role], _ counts: [Int], total: Int? = nil, loops: Int = 2
  ) -> String {
    let scenario = Scenario(name: "default", counts: counts, total: total, loops: loops)
    let model = Fixture.model([], roles: roles, scenarios: [scenario])
    return "\(Scope(of: scenario, in: model))"
  }

  @Test func namesTheRolesThatTakePart() {
    let roles = ["Customer", "Vendor", "Bank"].map { Fixture.role($0) }
    #expect(scope(roles, [2, 0, 1]) == "2 Customer, 1 Bank")
    #expect(
      scope(roles, [2, 2, 2], total: 4) == "2 Customer, 2 Vendor, 2 Bank, at most 4 sessions")
    #expect(scope(roles, [1, 0, 0], total: 1) == "1 Customer, at most 1 session")
  }

  @Test func namesTheBoundOnLoopsIfThereIsALoop() {
    let bank = Fixture.role("Bank", [(0, 1), (1, 0)])
    let vendor = Fixture.role("Vendor")
    #expect(scope([bank, vendor], [1, 1]) == "1 Bank, 1 Vendor, each loop at most 2 times")
    #expect(
      scope([bank, vendor], [1, 1], loops: 1) == "1 Bank, 1 Vendor, each loop at most once")
    #expect(scope([bank, vendor], [0, 1]) == "1 Vendor")
  }

  @Test func twoWaysToOneStateAreNoLoop() {
    #expect(!Fixture.role("R", [(0, 1), (0, 2), (1, 3), (2, 3)]).hasLoop)
    #expect(Fixture.role("R", [(0, 1), (1, 1)]).hasLoop)
    #expect(Fixture.role("R", [(0, 1), (1, 2), (2, 3), (3, 1)]).hasLoop)
  }
}
