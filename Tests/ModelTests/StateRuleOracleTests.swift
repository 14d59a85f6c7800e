// docs/semantics.md, S5 and S6, as the engine obeys them: tables, and what the attacker derives.

import Testing

@Suite struct TableRuleOracleTests {
  @Test func S5_1_aTableIsASetOfOnePrincipal() throws {
    try check(
      """
      message Put
      message Get
      table seen(x: Message) of A
      table amounts(n: Int) of A
      role A(X) {
        start -> put { receive Put, ?x  event Puts(X, x)  insert (x) into seen }
        start -> got { receive Get, ?x  require x in seen  event Gets(X, x) }
        start -> paid { insert (7) into amounts }
      }
      attacker { controls network }
      property own: Gets(X, x) requires Puts(X, x)
      property shared: Gets(X, x) requires Never(_)
      property aSet: invariant sum(n for (?n) in amounts) <= 7 of A
      property counted: invariant sum(n for (?n) in amounts) <= 6 of A
      scenario default { 2 A }
      """, ["own": .none, "shared": .found, "aSet": .none, "counted": .found])
  }

  @Test func S5_2_aLookupTakesAnyEntryAndAbsenceMeansNone() throws {
    try check(
      """
      message Done(x: Message)
      table seen(key: Nonce, value: Message) of A
      role A(X) {
        start -> put {
          fresh n: Nonce
          insert (n, hash(X)) into seen
          insert (n, X) into seen
          event Puts(X, n)
        }
        put -> found { require (n, ?x) in seen  event Finds(X, n, x) }
        put -> any { require (_, X) in seen  event Any(X) }
        put -> none { require (n, _) not in seen  event Absent(X) }
        put -> free { fresh m: Nonce  require (m, _) not in seen  event Free(X) }
      }
      property first: Finds(X, n, hash(X)) requires Never(_)
      property second: Finds(X, n, X) requires Never(_)
      property other: Finds(X, n, hash(hash(X))) requires Never(_)
      property any: Any(X) requires Never(_)
      property absent: Absent(X) requires Never(_)
      property free: Free(X) requires Never(_)
      scenario default { 1 A }
      """,
      [
        "first": .found, "second": .found, "other": .vacuous, "any": .found, "absent": .vacuous,
        "free": .found,
      ])
  }

  @Test func S5_3_deleteRemovesEveryMatchingEntryAtOnce() throws {
    try check(
      """
      table seen(key: Nonce, value: Message) of A
      role A(X) {
        start -> put {
          fresh n: Nonce, m: Nonce
          insert (n, X) into seen
          insert (n, hash(X)) into seen
          insert (m, X) into seen
          require (n, X) in seen
          event Puts(X)
        }
        put -> deleted {
          delete (n, _) from seen
          require (m, _) in seen
          event Deletes(X)
          require (n, _) not in seen
          event Gone(X)
        }
        put -> left { delete (n, _) from seen  require (n, _) in seen  event Left(X) }
      }
      property puts: Puts(X) requires Never(_)
      property deletes: Deletes(X) requires Never(_)
      property gone: Gone(X) requires Never(_)
      property left: Left(X) requires Never(_)
      scenario default { 1 A }
      """, ["puts": .found, "deletes": .found, "gone": .found, "left": .vacuous])
  }
}

@Suite struct AttackerRuleOracleTests {
  /// What A sends, and whether the attacker learns n from it.
  @Test(arguments: [
    ("send n", Outcome.found), ("send (k, n)", .found), ("send Box(k, n)", .found),
    ("send sign(n, k)", .found), ("send senc(n, k), k", .found), ("send senc(n, k)", .none),
    ("send aenc(n, pk(k)), k", .found), ("send aenc(n, pk(k)), pk(k)", .none),
    ("send hash(n)", .none), ("send mac(n, k), k", .none), ("send kdf(n), kdf(k)", .none),
    ("send senc(n, hash(k, X)), k", .found), ("send senc(n, pk(X))", .found),
    ("send senc(n, vk(X))", .found), ("send senc(n, secretOf(X))", .none),
    ("send senc(n, sk(X))", .none), ("send wrap(n, k)", .none), ("send wrap(n, k), k", .found),
    ("send senc(n, senc(k, k)), k", .found), ("send senc((n, k), l), senc(l, m), m", .found),
  ])
  func S6_1_whatTheAttackerDerives(action: String, outcome: Outcome) throws {
    try check(
      """
      message Box(a: Message, b: Message)
      function secretOf(Principal): Key private
      function wrap(Message, Key): Message
      function unwrap(Message, Key): Message
      equation unwrap(wrap(x, k), k) = x
      role A(X) knows pk(X), vk(X), sk(X), secretOf(X) {
        start -> done { fresh n: Nonce, k: Key, l: Key, m: Key  \(action) }
      }
      attacker { controls network }
      property learns: secret n of A
      scenario default { 1 A }
      """, ["learns": outcome])
  }

  @Test func S6_1_privateFunctionsAndSecretKeysAreNotApplied() throws {
    try check(
      """
      enum Use { a }
      function open(Principal): Key
      function closed(Principal): Key private
      role A(X) knows pk(X), vk(X), sk(X), pk(X, a), vk(X, a), closed(X) {
        start -> a { receive open(X), pk(X), vk(X)  event Public(X) }
        start -> u { receive pk(X, a), vk(X, a)  event OfAUse(X) }
        start -> b { receive closed(X)  event Closed(X) }
        start -> c { receive sk(X)  event Secret(X) }
      }
      attacker { controls network }
      property publicValues: Public(x) requires Never(_)
      property ofAUse: OfAUse(x) requires Never(_)
      property closedValues: Closed(x) requires Never(_)
      property secretKeys: Secret(x) requires Never(_)
      scenario default { 1 A }
      """,
      [
        "publicValues": .found, "ofAUse": .found, "closedValues": .vacuous,
        "secretKeys": .vacuous,
      ])
  }

  @Test func S6_2_whatIsReceivedWasDerivedBefore() throws {
    try check(
      """
      message Go
      role A(X) {
        start -> made { fresh k: Key, l: Key  send hash(k) }
        made -> early { receive k  send k  event Early(X) }
        made -> held { receive ?x, Go  send k }
        held -> late { require x == k  event Held(X) }
        made -> sent { receive Go  send l }
        sent -> more { receive Go }
        more -> done { receive l, hash(k)  event Kept(X) }
      }
      attacker { controls network }
      property early: Early(X) requires Never(_)
      property held: Held(X) requires Never(_)
      property kept: Kept(X) requires Never(_)
      scenario default { 1 A }
      """, ["early": .vacuous, "held": .vacuous, "kept": .found])
  }

  @Test func S6_3_aRevealIsOfAStateAndOncePerSession() throws {
    try check(
      """
      message Go
      role A(X) {
        start -> made { fresh k: Key  send senc(X, k) }
        made -> early { receive k  event Early(X) }
        made -> sent { receive Go }
        sent -> more { receive Go  event Leaves(X) }
        more -> done { receive k  event Late(X) }
      }
      role B(Y) {
        start -> ready { event Starts(Y) }
        ready -> holding { fresh k: Key  send senc(Y, k) }
        holding -> ready { receive k  event Lost(Y, k) }
      }
      attacker { controls network; reveals k of A at sent; reveals k of B }
      property early: Early(x) requires Never(_)
      property late: Late(x) requires Never(_)
      property learnt: secret k of A
      property excused: secret k of A unless revealed(k)
      property afterTheState: secret k of A unless revealed(k) before Leaves(X)
      property lost: Lost(y, k) requires Never(_) within loops
      property lostTwice: Lost(y, k) requires injectively Starts(y) within loops
      scenario default { 1 A }
      scenario loops { 1 B, loops 2 }
      """,
      [
        "early": .vacuous, "late": .found, "learnt": .found, "excused": .none,
        "afterTheState": .found, "lost": .found, "lostTwice": .none,
      ])
  }

  @Test(arguments: ["", "at start"])
  func S6_3_aSessionThatTakesNoStepMayBeRevealed(state: String) throws {
    try check(
      """
      role A(X, b Y) knows pk(Y) { start -> done { fresh n: Nonce  send aenc(n, pk(Y)) } }
      role B(Y) knows sk(Y), pk(Y) { start -> done { receive aenc(?n, pk(Y)) } }
      attacker { controls network; reveals sk(Y) of B \(state) }
      property learnt: secret n of A
      scenario default { 1 A, 1 B }
      """, ["learnt": .found])
  }
}
