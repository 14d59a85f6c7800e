// docs/semantics.md, S1, as the engine obeys it.

import Testing

@Suite struct ValueRuleOracleTests {
  @Test func S1_1_theAttackerHasPrincipalsConstantsIntegersAndNamesOfItsOwn() throws {
    try check(
      """
      sort Brand
      function visa: Brand
      role A(X) {
        start -> made { fresh n: Nonce }
        made -> done {
          receive X, visa, 7, ?own
          require own != n and own != X and own != visa
          event Got(X)
        }
        made -> known { receive n  event Known(X) }
      }
      attacker { controls network }
      property got: Got(x) requires Never(_)
      property known: Known(x) requires Never(_)
      scenario default { 1 A }
      """, ["got": .found, "known": .vacuous])
  }

  @Test func S1_2_termsAreComparedByTheirNormalForms() throws {
    try check(
      """
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = x
      role A(X) {
        start -> done { fresh n: Nonce, k: Key  require dec(enc(n, k), k) == n  event Same(X) }
        start -> a { fresh n: Nonce, m: Nonce  require n == m  event Names(X) }
        start -> b { fresh n: Nonce, m: Nonce  require hash(n) == hash(m)  event Hashes(X) }
        start -> c { fresh n: Nonce, k: Key, l: Key  require dec(enc(n, k), l) == n  event Wrong(X) }
      }
      property same: Same(x) requires Never(_)
      property names: Names(x) requires Never(_)
      property hashes: Hashes(x) requires Never(_)
      property wrong: Wrong(x) requires Never(_)
      scenario default { 1 A }
      """, ["same": .found, "names": .vacuous, "hashes": .vacuous, "wrong": .vacuous])
  }

  @Test(arguments: [false, true])
  func S1_3_publicKeyEncryptionIsRandomisedUnlessDeclaredDeterministic(
    isDeterministic: Bool
  ) throws {
    try check(
      """
      \(isDeterministic ? "deterministic aenc" : "")
      role A(X) knows pk(X), sk(X) {
        start -> a {
          fresh n: Nonce
          let c = aenc(n, pk(X))
          let d = aenc(n, pk(X))
          require c == d
          event Equal(X)
        }
        start -> b {
          fresh n: Nonce, k: Key
          require senc(n, k) == senc(n, k) and sign(n, sk(X)) == sign(n, sk(X))
          event OthersEqual(X)
        }
        start -> c { fresh m: Nonce  send sign(m, sk(X)) }
      }
      attacker { controls network }
      property equal: Equal(x) requires Never(_)
      property othersEqual: OthersEqual(x) requires Never(_)
      property signed: secret m of A
      scenario default { 1 A }
      """,
      ["equal": isDeterministic ? .found : .vacuous, "othersEqual": .found, "signed": .found])
  }

  @Test func S1_4_tuplesNestToTheRightAndMessagesAreTags() throws {
    try check(
      """
      message Tagged(a: Nonce, b: Nonce)
      tuple Untagged(a: Nonce, b: Nonce)
      function key(Principal): Key private
      role A(X) knows key(X) {
        start -> done {
          fresh a: Nonce, b: Nonce, c: Nonce
          send senc((a, b, c), key(X)), senc(hash(Tagged(a, b)), key(X))
        }
      }
      role B(Y) knows key(Y) {
        start -> whole {
          receive senc((?x, ?y), key(Y)), ?rest
          match y as (?b, ?c)
          event Nested(Y)
        }
      }
      role C(Z) knows key(Z) {
        start -> a { fresh n: Nonce, m: Nonce  send senc(Tagged(n, m), key(Z)) }
        start -> b { receive senc((?n, ?m), key(Z))  event TakenForAPair(Z) }
      }
      role D(W) knows key(W) {
        start -> a { fresh n: Nonce, m: Nonce  send senc(Untagged(n, m), key(W)) }
        start -> b { receive senc((?n, ?m), key(W))  event IsAPair(W) }
      }
      attacker { controls network }
      property nested: Nested(x) requires Never(_)
      property tagged: TakenForAPair(x) requires Never(_) within tags
      property untagged: IsAPair(x) requires Never(_) within noTags
      scenario default { 1 A, 1 B }
      scenario tags { 2 C }
      scenario noTags { 2 D }
      """, ["nested": .found, "tagged": .vacuous, "untagged": .found])
  }

  @Test func S1_5_integersAreApartFromAllOtherTerms() throws {
    try check(
      """
      function key(Principal): Key private
      role A(X) knows key(X) {
        start -> a { fresh n: Nonce  send senc(n, key(X)) }
        start -> b { receive senc(?i: Int, key(X))  event Integer(X) }
        start -> c { receive ?i: Int  require i > 41 and i < 43  event Everybody(X) }
      }
      role B(Y) knows key(Y) {
        start -> a { send senc(3, key(Y)) }
        start -> b { receive senc(?i: Int, key(Y))  require i != 3  event NotThree(Y) }
        start -> c { receive senc(?i: Int, key(Y))  event Three(Y) }
      }
      attacker { controls network }
      property nonce: Integer(x) requires Never(_)
      property known: Everybody(x) requires Never(_)
      property three: Three(x) requires Never(_) within bs
      property other: NotThree(x) requires Never(_) within bs
      scenario default { 2 A }
      scenario bs { 2 B }
      """, ["nonce": .vacuous, "known": .found, "three": .found, "other": .vacuous])
  }

  @Test(arguments: [false, true])
  func S1_6_sortsRestrictNobodyUnlessTheModelIsTyped(isTyped: Bool) throws {
    try check(
      """
      \(isTyped ? "typed" : "")
      sort Brand
      function key(Principal): Key private
      role A(X) knows key(X) {
        start -> a { send senc(X, key(X)) }
        start -> b { receive senc(?n: Nonce, key(X))  event TakenForANonce(X) }
        start -> c { receive senc(?m: Message, key(X))  event Anything(X) }
      }
      role B(Y, brand: Brand) {
        start -> done { receive ?m: Message  match m as brand  event Taken(Y) }
        start -> mixed { receive ?m: Message  match m as brand  require m == Y  event Mixed(Y) }
      }
      attacker { controls network }
      property nonce: TakenForANonce(x) requires Never(_)
      property anything: Anything(x) requires Never(_)
      property parameter: Mixed(x) requires Never(_) within parameters
      property constant: Taken(x) requires Never(_) within parameters
      scenario default { 2 A }
      scenario parameters { 1 B }
      """,
      [
        "nonce": isTyped ? .vacuous : .found, "anything": .found, "parameter": .vacuous,
        "constant": .found,
      ])
  }
}
