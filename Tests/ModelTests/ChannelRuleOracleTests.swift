// docs/semantics.md, S4, as the engine obeys it: the table of channels, cell by cell.

import Testing

@Suite struct ChannelRuleOracleTests {
  @Test func S4_1_aReceiveAcceptsTheSenderItNames() throws {
    try check(
      """
      channel line: authentic between A, B
      channel other: authentic between C, B
      role A(X, b Y) distinct X, Y {
        start -> done { fresh n: Nonce  event Said(X, Y, n)  send n over line }
      }
      role B(Y, a X) {
        start -> a { receive ?n over line  event FromPartner(X, Y, n) }
        start -> b { receive ?n over line from ?Z  event FromAnyone(Z, n) }
        start -> c { receive ?n over other  event FromC(X, n) }
      }
      role C(Z, b Y) { start -> done { fresh n: Nonce  event SaidByC(Z, n)  send n over other to Y } }
      attacker { plays A }
      property partner: FromPartner(X, Y, n) requires Said(X, Y, n)
      property delivered: FromPartner(X, Y, n) requires Never(_) unless dishonest(X)
      property honestPartner: FromPartner(X, Y, n) requires Said(X, Y, n) unless dishonest(X)
      property anyone: FromAnyone(Z, n) requires Said(Z, _, n) unless dishonest(Z)
      property ofTheRole: FromC(X, n) requires SaidByC(_, n)
      property notThePartner: FromC(X, n) requires SaidByC(X, n)
      scenario default { 1 A, 1 B, 1 C }
      """,
      [
        "partner": .found, "delivered": .found, "honestPartner": .none, "anyone": .none,
        "ofTheRole": .none, "notThePartner": .found,
      ])
  }

  @Test(arguments: ["authentic", "confidential", "secure"])
  func S4_2_aMessageIsForItsAddressee(kind: String) throws {
    try check(
      """
      channel line: \(kind) between A, B
      role A(X, b Y) knows sk(X), vk(Y) {
        start -> done { fresh n: Nonce  event Sent(X, Y, n)  send sign(n, sk(X)) over line }
        start -> own { receive sign(?n, sk(Y)) over line  event Returned(X) }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(?n, sk(X)) over line  event Got(Y, n) }
      }
      role C(Y, a X) knows vk(X) { start -> done { receive sign(?n, sk(X))  event Overheard(Y, n) } }
      attacker { controls network }
      property addressee: Got(Y, n) requires Sent(_, Y, n)
      property got: Got(Y, n) requires Never(_)
      property overheard: Overheard(Y, n) requires Never(_)
      property otherEnd: Returned(X) requires Never(_) within ones
      scenario default { 1 A, 1 B, 1 C }
      scenario ones { 2 A }
      """,
      // A confidential message could be injected again, but nobody reads it.
      [
        "addressee": .none, "got": .found, "overheard": kind == "authentic" ? .found : .vacuous,
        "otherEnd": .vacuous,
      ])
  }

  struct Row: Sendable {
    let kind: String
    let controls: String
    let reads: Outcome
    let forges: Outcome
    let replays: Outcome
  }

  @Test(arguments: [
    Row(kind: "insecure", controls: "line", reads: .found, forges: .found, replays: .found),
    Row(kind: "insecure", controls: "network", reads: .none, forges: .found, replays: .none),
    Row(kind: "authentic", controls: "network", reads: .found, forges: .none, replays: .found),
    Row(kind: "confidential", controls: "network", reads: .none, forges: .found, replays: .none),
    Row(kind: "secure", controls: "network", reads: .none, forges: .none, replays: .none),
  ])
  func S4_3_whatTheAttackerCanDoOnAChannel(row: Row) throws {
    try check(
      """
      message Bare(n: Nonce)
      channel line: \(row.kind) between A, B
      role A(X, b Y) knows sk(X) {
        start -> bare { fresh n: Nonce  event Sent(X, Y, n)  send Bare(n) over line }
        start -> signed {
          fresh m: Nonce
          event Signed(X, Y, m)
          send sign((m, Y), sk(X)) over line
        }
      }
      role B(Y, a X) knows vk(X) {
        start -> bare { receive Bare(?n) over line  event Got(Y, X, n) }
        start -> signed { receive sign((?m, Y), sk(X)) over line  event GotSigned(Y, X, m) }
      }
      attacker { controls \(row.controls); plays A, B }
      property reads: secret n of A unless dishonest(Y)
      property forges: Got(Y, X, n) requires Sent(X, Y, n) unless dishonest(X)
      property replays: GotSigned(Y, X, m) requires injectively Signed(X, Y, m) unless dishonest(X)
      property readsWhatIsForTheDishonest: secret n of A
      property sendsInADishonestName: Got(Y, X, n) requires Sent(X, Y, n)
      property delivered: GotSigned(Y, X, m) requires Never(_) unless dishonest(X)
      scenario default { 1 A, 2 B }
      """,
      [
        "reads": row.reads, "forges": row.forges, "replays": row.replays,
        "readsWhatIsForTheDishonest": .found, "sendsInADishonestName": .found, "delivered": .found,
      ])
  }

  @Test(arguments: ["plays A", "plays B"])
  func S4_3_theRoleAtTheEndOfTheChannelIsPlayed(plays: String) throws {
    try check(
      """
      channel line: secure between A, B
      role A(X, b Y) { start -> done { fresh n: Nonce  event Sent(X, Y, n)  send n over line } }
      role B(Y, a X) { start -> done { receive ?n over line  event Got(Y, X, n) } }
      attacker { controls network; \(plays) }
      property reads: secret n of A
      property forges: Got(Y, X, n) requires Sent(X, Y, n)
      scenario default { 1 A, 1 B }
      """,
      plays == "plays A"
        ? ["reads": .none, "forges": .found] : ["reads": .found, "forges": .none])
  }

  @Test func S4_4_aNetworkThatOnlyDeliversForgesAndRepeatsNothing() throws {
    try check(
      """
      message Hello(n: Nonce)
      role A(X) { start -> done { fresh n: Nonce  send Hello(n) } }
      role B(Y) {
        start -> one { receive Hello(?n)  event First(Y, n) }
        start -> forged { receive ?n, ?m  event Forged(Y) }
      }
      role C(Z) { start -> done { receive Hello(?n)  event Second(Z, n) } }
      property one: reachable First(Y, n)
      property both: reachable First(Y, n) and Second(Z, n)
      property forged: reachable Forged(Y)
      property bothOnTheNetwork: reachable First(Y, n) and Second(Z, n) under network
      property forgedOnTheNetwork: reachable Forged(Y) under network
      scenario default { 1 A, 1 B, 1 C }
      """,
      [
        "one": .found, "both": .none, "forged": .none, "bothOnTheNetwork": .found,
        "forgedOnTheNetwork": .found,
      ])
  }
}
