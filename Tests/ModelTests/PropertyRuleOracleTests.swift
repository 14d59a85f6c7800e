// docs/semantics.md, S7 but for correspondences, as the engine obeys it.

import Testing

@Suite struct PropertyRuleOracleTests {
  @Test func S7_1_aSecretIsClaimedOnceItIsBoundAndTheStateReached() throws {
    try check(
      """
      message Go
      message Skip
      function card(Principal): Key private
      role A(X) {
        start -> made { fresh n: Nonce, m: Nonce  send senc(m, n) }
        made -> told { receive Go  fresh p: Nonce  send n  send p }
        made -> stuck { receive m }
        start -> told { receive Skip }
      }
      role B(Y) knows card(Y) {
        start -> ready { receive Go }
        ready -> ready { fresh n: Nonce  send n }
      }
      role C(Z, b W) { start -> done { receive ?x  fresh y: Nonce  require x == y } }
      attacker { controls network }
      property laterThan: secret n of A at made
      property boundLater: secret p of A at made
      property forgotten: secret n of A
      property never: secret m of A at stuck
      property before: secret m of A
      property inALoop: secret n of B within loop
      property atOnce: secret card(W) of C with attacker { plays B } within c
      scenario default { 1 A }
      scenario c { 1 C }
      scenario loop { 1 B }
      """,
      [
        "laterThan": .found, "boundLater": .found, "forgotten": .found, "never": .vacuous,
        "before": .found, "inALoop": .found, "atOnce": .found,
      ])
  }

  @Test func S7_2_aViewerSeesWhatItReceivesAndOpensWithItsOwnKeys() throws {
    try check(
      """
      message Hello(x: Message)
      role A(X, b Y, c Z) knows pk(Y), pk(X) {
        start -> done {
          fresh n: Nonce, m: Nonce, p: Nonce, k: Key
          send Hello(aenc(n, pk(Y)))
          send Hello(aenc(m, pk(X)))
          send Hello(senc(p, k))
          send Hello(k)
        }
      }
      role B(Y) { start -> done { receive Hello(?x) } }
      role C(Z) { start -> done { receive Hello(?x) } }
      property fromItsReader: hidden n of A from B
      property fromAnother: hidden n of A from C
      property fromItself: hidden n of A from A
      property ofTheOwner: hidden m of A from B under network
      property fromOneSession: hidden p of A from B
      property fromTwoSessions: hidden p of A from B within two
      scenario default { 1 A, 1 B, 1 C }
      scenario two { 1 A, 2 B }
      """,
      [
        "fromItsReader": .found, "fromAnother": .none, "fromItself": .found, "ofTheOwner": .none,
        "fromOneSession": .none, "fromTwoSessions": .found,
      ])
  }

  @Test func S7_1_aValueThatWasForgottenBeforeTheStateIsNotMeant() throws {
    try check(
      """
      role A(X) {
        start -> told { fresh n: Nonce  send n }
        start -> told { send X }
        told -> here { fresh m: Nonce }
        here -> done { fresh n: Nonce  send (m, X) }
      }
      role B(Y) { start -> done { receive ?x } }
      attacker { controls network }
      property beforeIt: secret n of A at here
      property anywhere: secret n of A
      property inIt: secret m of A at here
      scenario default { 1 A, 1 B }
      """, ["beforeIt": .none, "anywhere": .found, "inIt": .found])
  }

  @Test func S7_2_underNetworkAnOutsiderHasTheChannelsAndRevealsOfTheAttacker() throws {
    try check(
      """
      channel wire: insecure between A, B
      channel safe: secure between A, B
      role A(X, b Y) {
        start -> done {
          fresh k: Key, n: Nonce
          event Made(X, k)
          send n over wire
          send k over safe to Y
        }
      }
      role B(Y, a X) { start -> done { receive ?k over safe from X } }
      role C(Z) { start -> done { receive ?x  event Saw(Z, x) } }
      attacker { controls network; plays A; reveals k of A at done }
      property revealed: hidden k of A from C under network
      property excused: hidden k of A from C under network unless revealed(k)
      property atRest: hidden k of A from C
      property onTheWire: hidden n of A from C under network
      property told: reachable Saw(Z, k) and Made(X, k) under network
      scenario default { 1 A, 1 C }
      """,
      [
        "revealed": .found, "excused": .none, "atRest": .none, "onTheWire": .none, "told": .found,
      ])
  }

  @Test func S7_5_aWitnessIsARunOfHonestPrincipals() throws {
    try check(
      """
      role A(X, b Y) knows pk(Y) {
        start -> done {
          fresh n: Nonce, m: Nonce
          event Sends(X, n)
          send aenc(n, pk(Y))
          event Ends(X, m)
        }
        start -> leaked { fresh n: Nonce  send aenc(n, pk(Y)) }
        leaked -> got { receive n  event Leaks(X) }
      }
      role B(Y) knows sk(Y), pk(Y) {
        start -> done { receive aenc(?n, pk(Y))  event Gets(Y, n) }
      }
      attacker { controls network; plays B }
      property common: reachable Gets(Y, n) and Sends(X, n)
      property notCommon: reachable Gets(Y, n) and Ends(X, n)
      property apart: reachable Gets(Y, n) and Ends(X, m)
      property leak: reachable Leaks(X) under network
      property attacked: Leaks(X) requires Never(_)
      scenario default { 1 A, 1 B }
      """,
      [
        "common": .found, "notCommon": .none, "apart": .found, "leak": .none, "attacked": .found,
      ])
  }

  @Test func S7_6_anInvariantIsOfOneHonestPrincipalsTables() throws {
    try check(
      """
      table paid(to: Principal, n: Int) of A
      role A(X) {
        start -> done {
          receive ?Z: Principal, ?n: Int
          require n > 0 and n <= 5
          insert (Z, n) into paid
        }
      }
      table once(n: Int) of B
      role B(Y) {
        start -> done {
          receive ?n: Int
          require n > 0 and n <= 5 and _ not in once
          insert (n) into once
        }
      }
      table given(to: Principal, n: Int) of C
      role C(X) {
        start -> done {
          receive ?Z: Principal, ?n: Int
          require n > 0 and n <= 5 and (Z, _) not in given
          insert (Z, n) into given
        }
      }
      attacker { controls network }
      property all: invariant sum(n for (_, ?n) in paid) <= 9 of A
      property more: invariant sum(n for (_, ?n) in paid) <= 10 of A
      property each: invariant sum(n for (Z, ?n) in paid) <= 4 of A
      property positive: invariant sum(n for (Z, ?n) in paid) >= 1 of A
      property one: invariant sum(n for (_, ?n) in paid) <= 5 of A within single
      property ofEach: invariant sum(n for (?n) in once) <= 5 of B within once
      property ofOneZ: invariant sum(n for (Z, ?n) in given) <= 5 of C within given
      property ofAnyZ: invariant sum(n for (_, ?n) in given) <= 5 of C within given
      scenario default { 2 A }
      scenario single { 1 A }
      scenario once { 2 B }
      scenario given { 2 C }
      """,
      [
        "all": .found, "more": .none, "each": .found, "positive": .none, "one": .none,
        "ofEach": .none, "ofOneZ": .none, "ofAnyZ": .found,
      ])
  }

  @Test func S7_7_anyExcuseExcuses() throws {
    try check(
      """
      role A(X, b Y) knows pk(Y) {
        start -> made { fresh n: Nonce  send aenc(n, pk(Y)) }
        made -> sent { event Sent(X, Y) }
      }
      role B(Y) knows sk(Y), pk(Y) { start -> done { receive aenc(?n, pk(Y))  send hash(n) } }
      attacker { controls network; plays B; reveals sk(Y) of B }
      property noExcuse: secret n of A
      property dishonest: secret n of A unless dishonest(Y)
      property revealed: secret n of A unless revealed(sk(Y))
      property either: secret n of A unless dishonest(Y), revealed(sk(Y))
      property before: secret n of A at sent unless dishonest(Y), revealed(sk(Y)) before Sent(X, Y)
      scenario default { 1 A, 1 B }
      """,
      [
        "noExcuse": .found, "dishonest": .found, "revealed": .found, "either": .none,
        "before": .found,
      ])
  }

  @Test(arguments: ["plays B", "plays A, B"])
  func S7_8_theDishonestRecordNothing(plays: String) throws {
    try check(
      """
      message Order(n: Nonce)
      role A(X) knows sk(X) {
        start -> done { fresh n: Nonce  event Asks(X, n)  send sign(Order(n), sk(X)) }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(Order(?n), sk(X))  event Gets(Y, X, n) }
      }
      attacker { controls network; \(plays) }
      property asked: Gets(Y, X, n) requires Asks(X, n)
      property byTheHonest: Gets(Y, X, n) requires Asks(X, n) unless dishonest(X)
      property owner: Gets(Y, X, n) requires Asks(X, n) unless dishonest(Y)
      scenario default { 1 A, 1 B }
      """,
      plays == "plays B"
        ? ["asked": .none, "byTheHonest": .none, "owner": .none]
        : ["asked": .found, "byTheHonest": .none, "owner": .found])
  }
}
