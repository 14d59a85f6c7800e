// The Needham-Schroeder public-key protocol and Lowe's attack on it, by hand.

import ProtocolModel
import Terms

@testable import Traces

enum NeedhamSchroeder {
  static let initiator = 0
  static let responder = 1
  static let (runs, commits) = (0, 1)

  enum Properties {
    static let secret = 0
    static let agreement = 1
    static let injective = 2
    static let reachable = 3
  }

  private static let initiatorRole = makeRole(
    "Initiator",
    [agent("A"), agent("B"), nonce("na"), nonce("nb"), nonce("_r0"), nonce("_r1"), nonce("_r2")],
    parameters: 2, partners: [1: 1], knows: [sk(v(0)), pk(sk(v(1)))],
    bound: [[0, 1], [0, 1, 2], [0, 1, 2, 3]],
    [
      (
        0, 1,
        [
          .fresh(Variable(2)), .fresh(Variable(4)),
          .send(aenc(tuple(v(2), v(0)), pk(sk(v(1))), v(4)), over: .network, to: nil),
        ]
      ),
      (
        1, 2,
        [
          .receive(aenc(tuple(v(2), v(3)), pk(sk(v(0))), v(5)), over: .network, from: nil),
          .event(EventID(runs), [v(0), v(1), v(3)]), .fresh(Variable(6)),
          .send(aenc(v(3), pk(sk(v(1))), v(6)), over: .network, to: nil),
        ]
      ),
    ])

  private static let responderRole = makeRole(
    "Responder",
    [agent("B"), any("A"), nonce("na"), nonce("nb"), nonce("_r0"), nonce("_r1"), nonce("_r2")],
    knows: [sk(v(0))], bound: [[0], [0, 1, 2, 3], [0, 1, 2, 3]],
    [
      (
        0, 1,
        [
          .receive(aenc(tuple(v(2), v(1)), pk(sk(v(0))), v(4)), over: .network, from: nil),
          .fresh(Variable(3)), .fresh(Variable(5)),
          .send(aenc(tuple(v(2), v(3)), pk(sk(v(1))), v(5)), over: .network, to: nil),
        ]
      ),
      (
        1, 2,
        [
          .receive(aenc(v(3), pk(sk(v(0))), v(6)), over: .network, from: nil),
          .event(EventID(commits), [v(0), v(1), v(3)]),
        ]
      ),
    ])

  static let threat = makeThreat(plays: [initiator, responder])

  static let model: ProtocolModel = {
    let agreement = pattern(commits, v(0), v(1), v(2))
    let reason = [[[pattern(runs, v(1), v(0), v(2))]]]
    let variables = [agent("B"), agent("A"), nonce("n")]
    return makeModel(
      [initiatorRole, responderRole],
      properties: [
        makeProperty(
          .secret(v(3), role: RoleID(responder), state: nil), excuses: [.dishonest(v(1))],
          threat: threat),
        makeProperty(
          .correspondence(agreement, requires: reason, injective: false),
          excuses: [.dishonest(v(1))], threat: threat, variables: variables),
        makeProperty(
          .correspondence(agreement, requires: reason, injective: true),
          excuses: [.dishonest(v(1))], threat: threat, variables: variables),
        makeProperty(
          .reachable([agreement]), threat: deliversOnly, variables: variables),
      ],
      events: [("Runs", 3), ("Commits", 3)])
  }()

  static let (alice, bob, mallory) = (principal("alice"), principal("bob"), principal("mallory"))
  static let malloryKey = Derivation.credential(
    RoleID(responder), index: 0, values: [Variable(0): mallory])

  /// The first three steps: Alice talks to Mallory, who poses as Alice to Bob.
  static let steps: [TraceStep] = [
    step(0, 0),
    step(
      1, 0, aenc(tuple(fresh("na", 0), alice), pk(sk(bob)), invented(0)),
      made(
        encrypting(
          decrypting(.observed(0), malloryKey), .publicValue(pk(sk(bob))), .invented(0)))),
    step(
      0, 1, aenc(tuple(fresh("na", 0), fresh("nb", 1)), pk(sk(alice)), fresh("_r1", 1, 1)),
      .delivered(1)),
  ]

  /// What Mallory reads in the end: Bob's nonce.
  static let nonceOfBob = decrypting(.observed(2), malloryKey)

  static let sessions = [(initiator, [alice, mallory]), (responder, [bob])]

  static let secretAttack = makeTrace(
    sessions, steps, claim: .learns(session: 1, nonceOfBob), threat: threat,
    dishonest: ["mallory"])

  static let lastStep = step(
    1, 1, aenc(fresh("nb", 1), pk(sk(bob)), invented(1)),
    made(encrypting(nonceOfBob, .publicValue(pk(sk(bob))), .invented(1))))

  static let agreementAttack = makeTrace(
    sessions, steps + [lastStep], claim: .violated, threat: threat, dishonest: ["mallory"])

  static let honestSteps: [TraceStep] = [
    step(0, 0),
    step(1, 0, aenc(tuple(fresh("na", 0), alice), pk(sk(bob)), fresh("_r0", 0, 1)), .delivered(0)),
    step(
      0, 1, aenc(tuple(fresh("na", 0), fresh("nb", 1)), pk(sk(alice)), fresh("_r1", 1, 1)),
      .delivered(1)),
    step(1, 1, aenc(fresh("nb", 1), pk(sk(bob)), fresh("_r2", 0, 2)), .delivered(2)),
  ]

  static let honestSessions = [(initiator, [alice, bob]), (responder, [bob])]

  static let witness = makeTrace(
    honestSessions, honestSteps, claim: .reached, threat: deliversOnly)

  static let honestRun = makeTrace(
    honestSessions, honestSteps, claim: .completed, threat: deliversOnly)
}
