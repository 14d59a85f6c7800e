// Rule S7.6: invariants over tables.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct InvariantTests {
  private static let paid = TableID(0)
  private static let limit = TableID(1)

  /// Variables of the property: 0 the account, 1 the amount.
  private let variables = [any("X"), int("a"), any("Y")]
  private let amount = LinearTerm(
    constant: 0, summands: [.init(coefficient: 1, variable: Variable(1))])

  private func sum(
    _ table: TableID, _ entry: Term..., bound: [Int], coefficient: Int = 1
  ) -> TableSum {
    TableSum(
      coefficient: coefficient, value: amount, table: table, entry: entry,
      bound: bound.map { Variable($0) })
  }

  private func constant(_ value: Int) -> TableExpression {
    TableExpression(linear: LinearTerm(constant: value), sums: [])
  }

  private func total(_ sums: TableSum...) -> TableExpression {
    TableExpression(linear: LinearTerm(constant: 0), sums: sums)
  }

  private func model(
    _ left: TableExpression, _ relation: IntegerRelation, _ right: TableExpression,
    excuses: [Excuse] = []
  ) -> ProtocolModel {
    let receive = Action.receive(tuple(v(1), v(2)), over: .network, from: nil)
    let bodies: [[Action]] = [
      [.insert(Self.paid, [v(1), v(2)])], [.insert(Self.limit, [v(1), v(2)])],
      [.delete(Self.paid, [v(1), v(2)])],
      [.insert(Self.paid, [v(1), v(2)]), .delete(Self.paid, [v(1), v(2)])],
    ]
    let role = makeRole(
      "R", [agent("A"), any("x"), int("y")], bound: [[0]],
      bodies.map { (0, 0, [receive] + $0) })
    return makeModel(
      [role],
      properties: [
        makeProperty(
          .invariant(left, relation, right, role: RoleID(0)), excuses: excuses,
          threat: makeThreat(plays: [0]), variables: variables)
      ],
      tables: ["paid", "limit"].map {
        Table(name: $0, columns: ["x", "y"], role: RoleID(0))
      }, loops: 9)
  }

  private func trace(_ steps: [(session: Int, act: Int, x: Int, y: Int)]) -> Trace {
    makeTrace(
      [(0, [anna]), (0, [anna]), (0, [ben])],
      steps.map {
        step(
          $0.session, $0.act, tuple(.integer($0.x), .integer($0.y)),
          made(pairing(.publicValue(.integer($0.x)), .publicValue(.integer($0.y)))))
      }, threat: makeThreat(plays: [0]), dishonest: ["mallory"])
  }

  private func violation(
    _ model: ProtocolModel, _ steps: (session: Int, act: Int, x: Int, y: Int)...
  ) -> Int? {
    try? Replayer(model: model).replay(trace(steps), property: 0).get().finding?.step
  }

  @Test func S7_6_sumsAreOfOnePrincipal() {
    let all = model(total(sum(Self.paid, v(0), v(1), bound: [0, 1])), .lessOrEqual, constant(10))
    #expect(violation(all, (0, 0, 1, 6), (1, 0, 2, 4)) == nil)
    #expect(violation(all, (0, 0, 1, 6), (1, 0, 2, 5)) == 1)
    #expect(violation(all, (0, 0, 1, 6), (2, 0, 2, 5)) == nil)
    // An entry that is there already counts once.
    #expect(violation(all, (0, 0, 1, 6), (1, 0, 1, 6)) == nil)
  }

  @Test func S7_6_freeVariablesTakeTheEntriesValues() {
    let each = model(total(sum(Self.paid, v(0), v(1), bound: [1])), .lessOrEqual, constant(10))
    #expect(violation(each, (0, 0, 1, 6), (0, 0, 2, 6)) == nil)
    #expect(violation(each, (0, 0, 1, 6), (0, 0, 2, 6), (0, 0, 1, 5)) == 2)
    let fixed = model(
      total(sum(Self.paid, .integer(2), v(1), bound: [1])), .lessOrEqual, constant(10))
    #expect(violation(fixed, (0, 0, 1, 11)) == nil)
    #expect(violation(fixed, (0, 0, 2, 11)) == 0)
  }

  @Test func S7_6_bothSidesShareTheFreeVariables() {
    let covered = model(
      total(sum(Self.paid, v(0), v(1), bound: [1])), .lessOrEqual,
      total(sum(Self.limit, v(0), v(1), bound: [1])))
    #expect(violation(covered, (0, 1, 1, 10), (0, 0, 1, 10)) == nil)
    #expect(violation(covered, (0, 1, 1, 10), (0, 0, 1, 11)) == 1)
    #expect(violation(covered, (0, 1, 1, 10), (0, 0, 2, 1)) == 1)
    #expect(violation(covered, (0, 1, 1, -1)) == 0)
    #expect(violation(covered, (0, 1, 1, 10), (2, 0, 1, 1)) == 1)
  }

  @Test func S7_6_aFreeVariableThatOnlyOneSumHas() {
    // No limit of some Y covers what X paid: a Y without entries has the limit 0.
    let apart = model(
      total(sum(Self.paid, v(0), v(1), bound: [1])), .lessOrEqual,
      total(sum(Self.limit, v(2), v(1), bound: [1])))
    #expect(violation(apart, (0, 1, 1, 10), (0, 0, 1, 5)) == 1)
    #expect(violation(apart, (0, 1, 1, 10)) == nil)
  }

  @Test func S7_6_coefficientsAndTwoSumsOnOneSide() {
    let balance = model(
      total(
        sum(Self.paid, v(0), v(1), bound: [0, 1]),
        sum(Self.limit, v(0), v(1), bound: [0, 1], coefficient: -2)),
      .lessOrEqual, constant(0))
    #expect(violation(balance, (0, 1, 1, 5), (0, 0, 1, 10)) == nil)
    #expect(violation(balance, (0, 1, 1, 5), (0, 0, 1, 11)) == 1)
  }

  @Test func S7_6_judgedAfterEveryTransition() {
    let all = model(total(sum(Self.paid, v(0), v(1), bound: [0, 1])), .lessOrEqual, constant(10))
    // Broken for a moment within one transition only.
    #expect(violation(all, (0, 3, 1, 11)) == nil)
    // Broken after the first, mended by the second.
    #expect(violation(all, (0, 0, 1, 11), (0, 2, 1, 11)) == 0)
  }

  @Test func S7_6_everyRelation() {
    let sum = total(sum(Self.paid, v(0), v(1), bound: [0, 1]))
    #expect(violation(model(sum, .less, constant(5)), (0, 0, 1, 5)) == 0)
    #expect(violation(model(sum, .less, constant(5)), (0, 0, 1, 4)) == nil)
    // Without free variables an owner with empty tables counts too: Ben's sum is 0.
    #expect(violation(model(sum, .equal, constant(5)), (0, 0, 1, 5)) == 0)
    #expect(violation(model(sum, .equal, constant(5)), (0, 0, 1, 5), (2, 0, 1, 5)) == 0)
    #expect(violation(model(sum, .equal, constant(0)), (0, 0, 1, 0)) == nil)
    #expect(violation(model(sum, .equal, constant(0)), (0, 0, 1, 4)) == 0)
    #expect(violation(model(sum, .notEqual, constant(5)), (0, 0, 1, 5)) == 0)
  }

  @Test func S7_7_excusesUseTheFreeVariables() {
    let excused = model(
      total(sum(Self.paid, v(0), v(1), bound: [1])), .lessOrEqual, constant(10),
      excuses: [.dishonest(v(0))])
    func trace(_ account: Term) -> Trace {
      makeTrace(
        [(0, [anna])],
        [
          step(
            0, 0, tuple(account, .integer(11)),
            made(pairing(.publicValue(account), .publicValue(.integer(11)))))
        ], threat: makeThreat(plays: [0]), dishonest: ["mallory"])
    }
    expectAccepted(excused, trace(ben))
    expectRefused(excused, trace(mallory), "not violated")
  }

  @Test func aSumThatOverflowsIsRefusedAndNeverTraps() {
    let all = model(total(sum(Self.paid, v(0), v(1), bound: [0, 1])), .lessOrEqual, constant(10))
    expectRefused(all, trace([(0, 0, 1, -1), (0, 0, 2, .min), (0, 0, 3, 1)]), "64 bits")
  }
}
