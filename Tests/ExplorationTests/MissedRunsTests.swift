// Models on which the search once missed a violation, each as small as it gets.

import Testing

@Suite struct EagerStepTests {
  @Test func lookingForAnIntegerMayFail() throws {
    try check(
      """
      protocol P
      message Hello
      message Ok(n: Int)
      role A(X) knows sk(X) {
        start -> s { receive ?m  send sign(m, sk(X)) }
        s -> t { match m as ?n: Int  send Ok(n) }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(Hello, sk(X))  event Bad(Y) }
      }
      \(never)
      attacker { controls network }
      property p: Bad(x) requires Never(_)
      scenario default { 1 A, 1 B }
      """, ["p": .found])
  }

  @Test func lookingForASortMayFailInATypedModel() throws {
    try check(
      """
      protocol P
      typed
      message Hello
      message Ok(n: Nonce)
      role A(X) knows sk(X) {
        start -> s { receive ?m: Message  send sign(m, sk(X)) }
        s -> t { match m as ?n: Nonce  send Ok(n) }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(Hello, sk(X))  event Bad(Y) }
      }
      \(never)
      attacker { controls network }
      property p: Bad(x) requires Never(_)
      scenario default { 1 A, 1 B }
      """, ["p": .found])
  }

  @Test func comparingWithABoundVariableMayFail() throws {
    try check(
      """
      protocol P
      message Hello
      message Done
      role A(X) knows sk(X) {
        start -> s { receive ?m, ?k  require m != k  send sign(m, sk(X)) }
        s -> t { match m as k  send Done }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(Hello, sk(X))  event Bad(Y) }
      }
      \(never)
      attacker { controls network }
      property p: Bad(x) requires Never(_)
      scenario default { 1 A, 1 B }
      """, ["p": .found])
  }

  @Test func aValueIsRevealedBeforeItIsForgotten() throws {
    try check(
      """
      protocol P
      message Go
      message Skip
      message Done
      role A(X) {
        start -> s { receive Go  fresh k: Key, m: Nonce  send senc(m, k) }
        s -> t { send Done }
        start -> t { receive Skip }
      }
      attacker { controls network; reveals k of A at s }
      property s: secret m of A at s
      scenario default { 1 A }
      """, ["s": .found])
  }
}

@Suite struct InvariantTests {
  @Test func aFreeVariableThatAnEntryDoesNotFixTakesAnyValue() throws {
    try check(
      """
      protocol P
      table paid(c: Principal, a: Int) of Bank
      table limit(c: Principal, d: Principal, a: Int) of Bank
      role Bank(B) {
        start -> s {
          receive ?c: Principal, ?d: Principal, ?x: Int
          require x > 0 and x < 5
          insert (c, d, 10) into limit
          insert (c, x) into paid
        }
      }
      attacker { controls network }
      property i: invariant sum(a for (c, ?a) in paid) <= sum(a for (c, d, ?a) in limit) of Bank
      scenario default { 1 Bank }
      """, ["i": .found])
  }
}

@Suite struct CredentialTests {
  /// Whoever is dishonest knows the card of Y, and nothing in the run says who that is.
  @Test func aCredentialNeedNotNameItsOwner() throws {
    try check(
      """
      protocol P
      function card(Principal): Key private
      role A(X, b Y) knows card(Y) { start -> done { fresh n: Nonce  send senc(n, card(Y)) } }
      role B(Y) { start -> done { receive Y } }
      attacker { controls network; plays A }
      property s: secret n of A
      scenario default { 1 A }
      """, ["s": .found])
  }

  @Test func amountsAndConstantsAreInstantiatedInTraces() throws {
    try check(
      """
      protocol P
      sort Brand
      function tok(Principal, Brand): Nonce private
      function amt(Principal, Int): Nonce private
      role C(X, brand: Brand, n: Int) knows tok(X, brand), amt(X, n) {
        start -> done { send tok(X, brand), amt(X, n) }
      }
      role V(Y, c X) knows tok(X, _), amt(X, _) {
        start -> done { receive tok(X, ?b), 7  event Got(Y) }
        start -> paid { receive amt(X, ?i), 8  require i > 5  event Paid(Y) }
      }
      \(never)
      attacker { controls network; plays C }
      property p: Got(x) requires Never(_)
      property q: Paid(x) requires Never(_)
      scenario default { 1 V }
      """, ["p": .found, "q": .found])
  }
}

@Suite struct SecrecyClaimTests {
  /// The same value goes to a dishonest partner first and is claimed for an honest one then.
  @Test func aSecretIsClaimedAnewForEachPartner() throws {
    try check(
      """
      protocol P
      message Offer(partner: Principal)
      message Done
      message Skip
      role A(X) knows pk(_) {
        start -> idle { fresh n: Nonce }
        idle -> sent { receive Offer(?y: Principal)  send aenc(n, pk(y)) }
        sent -> last { send Done }
        idle -> last { receive Skip }
        last -> end { receive Offer(?y: Principal) }
      }
      role B(Y) knows sk(Y) {
        start -> done { receive aenc(?n, pk(Y)) }
      }
      attacker { controls network; plays B }
      property s: secret n of A unless dishonest(y)
      scenario default { 1 A }
      """, ["s": .found])
  }
}

@Suite struct RevealTests {
  /// The attacker takes the key of a session that has nothing else to do.
  @Test func ofASessionWithoutUsefulSteps() throws {
    try check(
      """
      protocol P
      role A(X, b Y) knows pk(Y) {
        start -> made { fresh n: Nonce  send aenc(n, pk(Y)) }
      }
      role B(Y) knows sk(Y), pk(Y) {
        start -> done { receive aenc(?n, pk(Y)) }
      }
      attacker { controls network; plays B; reveals sk(Y) of B }
      property s: secret n of A unless dishonest(Y)
      scenario default { 1 A, 1 B }
      """, ["s": .found])
  }
}

@Suite struct ExcusedTriggerTests {
  /// A step that is only a trigger matters where its partner is honest, and its name may come from
  /// the attacker.
  @Test func thePartnerIsLearnt() throws {
    try check(
      """
      protocol P
      message Ask(partner: Principal)
      role A(X) {
        start -> asked { receive Ask(?Y)  fresh n: Nonce  send n }
        asked -> done { receive n  event Sure(X, Y, n) }
      }
      \(never)
      attacker { controls network; plays A }
      property p: Sure(x, y, _) requires Never(_) unless dishonest(y)
      property q: Sure(x, y, _) requires Never(_) unless dishonest(y), dishonest(x)
      scenario default { 2 A }
      """, ["p": .found, "q": .found])
  }

  /// What is no principal is no dishonest one.
  @Test func thePartnerIsNoPrincipal() throws {
    try check(
      """
      protocol P
      message Ask(partner: Message)
      role A(X) {
        start -> asked { receive Ask(?Y)  event Asked(Y) }
        asked -> done { receive ?m  match Y as (?left, ?right)  event Sure(X, Y) }
      }
      \(never)
      attacker { controls network; plays A }
      property p: Sure(x, y) requires Never(_) unless dishonest(y)
      scenario default { 1 A }
      """, ["p": .found])
  }
}
