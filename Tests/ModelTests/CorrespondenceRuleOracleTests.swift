// docs/semantics.md, S7.3 and S7.4, as the engine obeys them.

import Testing

@Suite struct CorrespondenceRuleOracleTests {
  @Test func S7_3_requiresAnEarlierEventWithTheSameValues() throws {
    try check(
      """
      role A(X) {
        start -> one { fresh n: Nonce  event F(X, n) }
        one -> two { event G(X, n) }
        two -> three { event E(X, n)  event H(X, n) }
      }
      property served: E(X, n) requires F(X, n)
      property existential: E(X, _) requires F(_, m) and G(_, m)
      property inOrder: E(X, n) requires F(X, n) then G(X, n)
      property outOfOrder: E(X, n) requires G(X, n) then F(X, n)
      property conjuncts: E(X, n) requires G(X, n) and F(X, n)
      property noCommonValue: E(X, n) requires F(X, m) and Never(m)
      property alternatives: E(X, n) requires Never(n) or G(X, n)
      property tooLate: E(X, n) requires H(X, n)
      property writtenBefore: H(X, n) requires E(X, n)
      property otherShape: E(X, hash(n)) requires Never(_)
      scenario default { 2 A }
      """,
      [
        "served": .none, "existential": .none, "inOrder": .none, "outOfOrder": .found,
        "conjuncts": .none, "noCommonValue": .found, "alternatives": .none, "tooLate": .found,
        "writtenBefore": .none, "otherShape": .vacuous,
      ])
  }

  @Test func S7_4_injectivelyNoEventServesTwice() throws {
    try check(
      """
      message Order(n: Nonce)
      role A(X) knows sk(X) {
        start -> done { fresh n: Nonce  event Asks(X, n)  send sign(Order(n), sk(X)) }
      }
      role B(Y, a X) knows vk(X) {
        start -> done { receive sign(Order(?n), sk(X))  event Gets(Y, X, n) }
      }
      attacker { controls network }
      property once: Gets(Y, X, n) requires Asks(X, n)
      property injective: Gets(Y, X, n) requires injectively Asks(X, n)
      property alone: Gets(Y, X, n) requires injectively Asks(X, n) within one
      property bothByOneEvent: Gets(Y, X, n) requires injectively Asks(X, n) and Asks(X, _) within one
      scenario default { 1 A, 2 B }
      scenario one { 1 A, 1 B }
      """,
      ["once": .none, "injective": .found, "alone": .none, "bothByOneEvent": .none])
  }

  @Test func S7_4_theAlternativeIsChosenPerEvent() throws {
    try check(
      """
      role A(X) {
        start -> one { event F(X)  event G(X)  event E(X)  event D(X) }
        one -> two { event E(X)  event D(X) }
        two -> three { event D(X) }
      }
      role B(Y) {
        start -> one { event H(Y)  event K(Y) }
        one -> two { event H(Y)  event K(Y) }
      }
      property oneAlternative: E(X) requires injectively F(X)
      property twoAlternatives: E(X) requires injectively F(X) or G(X)
      property tooMany: D(X) requires injectively F(X) or G(X)
      property enough: K(Y) requires injectively H(Y) within b
      scenario default { 1 A }
      scenario b { 1 B }
      """,
      ["oneAlternative": .found, "twoAlternatives": .none, "tooMany": .found, "enough": .none])
  }

  @Test func S7_4_excusedEventsNeedNone() throws {
    try check(
      """
      function own(Principal): Key private
      role A(X, b Y) knows own(Y) {
        start -> done {
          receive own(Y)
          event F(X)
          event E(X, Y)
          event E(X, X)
          event D(X, Y)
          event D(X, X)
          event D(X, X)
        }
      }
      role B(Y) knows own(Y) { start -> done { receive Y } }
      attacker { controls network; plays B }
      property one: E(X, Y) requires injectively F(X) unless dishonest(Y)
      property two: D(X, Y) requires injectively F(X) unless dishonest(Y)
      scenario default { 1 A }
      """, ["one": .none, "two": .found])
  }
}
