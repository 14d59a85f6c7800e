// Rule S5: tables belong to principals, are sets, and change at once.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct TableTests {
  private static let table = TableID(0)
  private enum Do {
    static let insert = 0
    static let delete = 1
    static let lookUp = 2
    static let absent = 3
    static let insertAndCheck = 4
    static let replaceAndCheck = 5
    static let some = 6
  }

  /// One state; each transition receives a pair x, y and does one thing with the table.
  private let model: ProtocolModel = {
    let (x, y, z) = (v(1), v(2), v(3))
    let receive = Action.receive(tuple(x, y), over: .network, from: nil)
    let found = Action.event(EventID(0), [z])
    let bodies: [[Action]] = [
      [.insert(table, [x, y])],
      [.delete(table, [x, z])],
      [.require(.member(table, [x, z])), found],
      [.require(.notMember(table, [x, z]))],
      [.insert(table, [x, y]), .require(.member(table, [x, y]))],
      [.delete(table, [x, z]), .insert(table, [x, y]), .require(.member(table, [x, z])), found],
      [.require(.any([.equal(x, y), .member(table, [x, z])]))],
    ]
    let role = makeRole(
      "R", [agent("A"), any("x"), any("y"), any("z")], bound: [[0]],
      bodies.map { (0, 0, [receive] + $0) })
    return makeModel(
      [role], properties: [makeProperty(.reachable([]))],
      tables: [Table(name: "T", columns: ["a", "b"], role: RoleID(0))], events: [("Found", 1)],
      loops: 5)
  }()

  /// Session 0 and 1 are Anna's, session 2 is Ben's.
  private func trace(_ steps: [(session: Int, act: Int, x: Int, y: Int, lookups: [Int])]) -> Trace {
    makeTrace(
      [(0, [anna]), (0, [anna]), (0, [ben])],
      steps.map {
        step(
          $0.session, $0.act, tuple(.integer($0.x), .integer($0.y)),
          made(
            pairing(.publicValue(.integer($0.x)), .publicValue(.integer($0.y)))),
          lookups: $0.lookups)
      })
  }

  private func found(_ steps: [(session: Int, act: Int, x: Int, y: Int, lookups: [Int])]) -> [Int]?
  {
    guard stepRefusal(model, trace(steps)) == nil, let run = expectRun(model, trace(steps)) else {
      return nil
    }
    return run.events.map {
      if case .integer(let value) = $0.arguments[0] { value } else { -1 }
    }
  }

  @Test func S5_1_sessionsShareTheTableOfTheirOwner() {
    let insertion = (session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]())
    #expect(found([insertion, (1, Do.lookUp, 1, 0, [0])]) == [10])
    #expect(found([insertion, (2, Do.lookUp, 1, 0, [0])]) == nil)
    #expect(found([insertion, (2, Do.absent, 1, 0, [])]) == [])
    #expect(found([insertion, (1, Do.absent, 1, 0, [])]) == nil)
  }

  @Test func S5_1_aTableStartsEmpty() {
    #expect(found([(0, Do.absent, 1, 0, [])]) == [])
    #expect(found([(0, Do.lookUp, 1, 0, [0])]) == nil)
  }

  @Test func S5_1_aTableIsASet() {
    let twice = [
      (session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]()), (1, Do.insert, 1, 10, []),
    ]
    let run = expectRun(model, trace(twice))
    #expect(run?.steps.map(\.tableChanges.count) == [1, 0])
    // Either insert names the entry, and one delete removes it.
    #expect(found(twice + [(0, Do.lookUp, 1, 0, [1])]) == [10])
    #expect(found(twice + [(0, Do.delete, 1, 0, []), (0, Do.lookUp, 1, 0, [1])]) == nil)
  }

  @Test func S5_2_aLookupTakesAnyMatchingEntry() {
    let entries = [
      (session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]()),
      (0, Do.insert, 1, 11, []), (0, Do.insert, 2, 20, []),
    ]
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [0])]) == [10])
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [1])]) == [11])
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [2])]) == nil)
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [3])]) == nil)
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [-1])]) == nil)
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [])]) == nil)
    #expect(found(entries + [(1, Do.lookUp, 1, 0, [0, 0])]) == nil)
  }

  @Test func S5_2_absenceMeansThatNoEntryMatches() {
    let entries = [(session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]())]
    #expect(found(entries + [(0, Do.absent, 2, 10, [])]) == [])
    #expect(found(entries + [(0, Do.absent, 1, 99, [])]) == nil)
  }

  @Test func S5_2_aLookupInADisjunction() {
    #expect(found([(0, Do.some, 1, 1, [])]) == [])
    #expect(found([(0, Do.some, 1, 2, [])]) == nil)
    let entries = [(session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]())]
    #expect(found(entries + [(0, Do.some, 1, 2, [0])]) == [])
  }

  @Test func S5_3_deleteRemovesEveryMatchingEntry() {
    let entries = [
      (session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]()),
      (0, Do.insert, 1, 11, []), (0, Do.insert, 2, 20, []), (1, Do.delete, 1, 0, []),
    ]
    #expect(found(entries + [(0, Do.absent, 1, 0, [])]) == [])
    #expect(found(entries + [(0, Do.lookUp, 2, 0, [2])]) == [20])
    #expect(found(entries + [(0, Do.lookUp, 1, 0, [0])]) == nil)
  }

  @Test func S5_3_laterActionsSeeTheChangesOfEarlierOnes() {
    #expect(found([(0, Do.insertAndCheck, 1, 10, [])]) == [])
    let old = [(session: 0, act: Do.insert, x: 1, y: 10, lookups: [Int]())]
    #expect(found(old + [(0, Do.replaceAndCheck, 1, 11, [1])]) == [11])
    #expect(found(old + [(0, Do.replaceAndCheck, 1, 11, [0])]) == nil)
  }

  @Test func shrinkingCountsTheInsertsAnew() {
    // Ben's entry and Anna's first are not needed.
    var trace = trace([
      (2, Do.insert, 1, 9, []), (0, Do.insert, 3, 30, []), (1, Do.insert, 1, 10, []),
      (0, Do.lookUp, 1, 0, [2]),
    ])
    var model = model
    model.properties = [
      makeProperty(.reachable([pattern(0, .integer(10))]), threat: makeThreat())
    ]
    trace.claim = .reached
    let short = Replayer(model: model).shrink(trace, property: 0)
    #expect(short.sessions.count == 2)
    #expect(short.steps.count == 2)
    guard case .transition(_, _, _, _, let lookups)? = short.steps.last else { return }
    #expect(lookups == [0])
  }
}
