// Runs that record any sequence of events: one role whose only state has one transition per
// event, which receives the event's arguments from the attacker. So tests of correspondences
// write sequences, and nothing else can go wrong.

import ProtocolModel
import Terms

@testable import Traces

enum Happening {
  /// Event `event` with these two arguments, recorded by a session of Anna.
  case event(Int, Int, Int)
  /// The attacker takes this integer, which is the parameter of a session.
  case reveal(Int)
}

enum EventScript {
  /// Sessions 1 to 9 have the parameters 1 to 9, for reveals; session 0 records.
  private static let sessions: [(role: Int, parameters: [Term])] =
    (0...9).map { (0, [anna, .integer($0)]) }

  static let threat = makeThreat(
    plays: [0], reveals: [Reveal(term: v(1), role: RoleID(0), state: nil)])

  static func model(_ goal: PropertyGoal, excuses: [Excuse] = []) -> ProtocolModel {
    let role = makeRole(
      "R", [agent("A"), int("k"), any("x"), any("y")], parameters: 2, bound: [[0, 1]],
      (0..<4).map { event in
        (
          0, 0,
          [
            .receive(tuple(v(2), v(3)), over: .network, from: nil),
            .event(EventID(event), [v(2), v(3)]),
          ]
        )
      })
    let variables = (0..<6).map { any("v\($0)") }
    return makeModel(
      [role],
      properties: [makeProperty(goal, excuses: excuses, threat: threat, variables: variables)],
      events: ["E", "F", "G", "H"].map { ($0, 2) }, counts: [10], loops: 50)
  }

  static func trace(
    _ happenings: [Happening], claim: Claim = .violated, dishonest: [String] = []
  ) -> Trace {
    makeTrace(
      sessions,
      happenings.map { happening in
        switch happening {
        case .event(let event, let x, let y):
          step(
            0, event, tuple(.integer(x), .integer(y)),
            made(pairing(.publicValue(.integer(x)), .publicValue(.integer(y)))))
        case .reveal(let value): .reveal(session: value, reveal: 0)
        }
      },
      claim: claim, threat: threat, dishonest: dishonest)
  }

  /// The index of the step that violates the property; nil if none does.
  static func violation(
    _ goal: PropertyGoal, excuses: [Excuse] = [], _ happenings: [Happening]
  ) -> Int? {
    let model = model(goal, excuses: excuses)
    let trace = trace(happenings)
    switch Replayer(model: model).replay(trace, property: 0) {
    case .success(let run): return run.finding?.step
    case .failure(let error):
      precondition(error.place == .claim, error.description)
      return nil
    }
  }
}
