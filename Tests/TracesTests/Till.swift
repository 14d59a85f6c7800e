// A small shop's till: secure channels, a table with lookups, and a reveal in one model.

import ProtocolModel
import Terms

@testable import Traces

enum Till {
  private static let wire = ChannelID(1)
  private static let seen = TableID(0)
  static let secret = 0
  static let never = 1

  private static let client = makeRole(
    "Client", [agent("C"), agent("S"), nonce("n")], parameters: 2, partners: [1: 1],
    knows: [sk(v(0))], bound: [[0, 1], [0, 1, 2], [0, 1, 2]],
    [
      (
        0, 1,
        [
          .fresh(Variable(2)), .event(EventID(0), [v(0), v(2)]),
          .send(v(2), over: wire, to: v(1)),
        ]
      ),
      (1, 2, [.event(EventID(1), [v(2)])]),
    ])

  /// Stores every message with its sender once, and looks a sender's messages up.
  private static let server = makeRole(
    "Server", [agent("S"), agent("C"), any("x"), any("y")], knows: [sk(v(0))],
    bound: [[0], [0, 1]],
    [
      (
        0, 0,
        [
          .receive(v(2), over: wire, from: v(1)), .require(.notMember(seen, [v(1), v(2)])),
          .insert(seen, [v(1), v(2)]),
        ]
      ),
      (0, 1, [.require(.member(seen, [v(1), v(3)])), .event(EventID(2), [v(1), v(3)])]),
    ])

  private static let threat = makeThreat(
    controls: [], plays: [0], reveals: [Reveal(term: v(2), role: RoleID(0), state: StateID(2))])

  /// `secret n of Client unless revealed(n) before Done(n)`, and `Found(anna, n) requires` nothing.
  static let model = makeModel(
    [client, server],
    properties: [
      makeProperty(
        .secret(v(2), role: RoleID(0), state: nil),
        excuses: [.dishonest(v(1)), .revealed(v(2), before: pattern(1, v(2)))], threat: threat),
      makeProperty(
        .correspondence(pattern(2, v(0), v(1)), requires: [], injective: false),
        excuses: [.dishonest(v(0))], threat: threat, variables: [agent("C"), any("n")]),
    ],
    channels: [
      Channel(name: "wire", security: .secure, endpoints: .init(RoleID(0), RoleID(1)))
    ],
    tables: [Table(name: "seen", columns: ["C", "x"], role: RoleID(1))],
    events: [("Sent", 2), ("Done", 1), ("Found", 2)], counts: [1, 1])

  static let revealAttack = makeTrace(
    [(0, [anna, ben])], [step(0, 0), step(0, 1), .reveal(session: 0, reveal: 0)],
    claim: .learns(session: 0, .observed(0)), threat: threat)

  /// Mallory's message is stored first, but the lookup takes Anna's.
  static let lookupAttack = makeTrace(
    [(0, [anna, ben]), (1, [ben])],
    [
      step(1, 0, invented(0), made(.invented(0), by: mallory)), step(0, 0),
      step(1, 0, fresh("n", 0), .delivered(0)), step(1, 1, lookups: [1]),
    ],
    claim: .violated, threat: threat, dishonest: ["mallory"])
}
