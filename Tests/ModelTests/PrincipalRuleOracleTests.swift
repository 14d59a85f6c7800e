// docs/semantics.md, S2, as the engine obeys it.

import Testing

@Suite struct PrincipalRuleOracleTests {
  @Test(arguments: ["", "plays B"])
  func S2_1_dishonestPrincipalsExistOnlyIfTheAttackerPlaysARole(plays: String) throws {
    try check(
      """
      principal Authority honest
      role A(X, b Y) knows pk(Y) { start -> done { fresh n: Nonce  send aenc(n, pk(Y)) } }
      role B(Y) knows sk(Y) { start -> done { receive aenc(?n, pk(Y))  event Got(Y) } }
      role C(Z) knows pk(Authority) {
        start -> done { fresh n: Nonce  send aenc(n, pk(Authority)) }
      }
      attacker { controls network; \(plays) }
      property ofAnyone: secret n of A
      property ofTheHonest: secret n of A unless dishonest(Y)
      property ofTheAuthority: secret n of C within authority
      scenario default { 1 A }
      scenario authority { 1 C }
      """,
      [
        "ofAnyone": plays.isEmpty ? .none : .found, "ofTheHonest": .none, "ofTheAuthority": .none,
      ])
  }

  @Test func S2_1_whereTheAttackerPlaysNobodyADeclarationMakesNobodyDishonest() throws {
    try check(
      """
      principal Mallory dishonest
      role A(X, b Y) { start -> done { event Starts(X, Y)  send X } }
      role B(Y) { start -> done { receive ?x  event Gets(Y, x) } }
      attacker { controls network; plays B }
      property meets: reachable Starts(X, Mallory)
      property plays: reachable Gets(Mallory, X)
      property played: Starts(X, Mallory) requires Never(_)
      property owned: Gets(Mallory, _) requires Never(_)
      property alone: Gets(Mallory, _) requires Never(_) with attacker { controls network }
      scenario default { 1 A, 1 B }
      """,
      [
        "meets": .found, "plays": .found, "played": .found, "owned": .vacuous, "alone": .found,
      ])
  }

  @Test func S2_1_withoutAnAttackerBlockItControlsTheNetworkAndPlaysEveryRole() throws {
    try check(
      """
      message Plain(n: Nonce)
      role A(X, b Y) knows sk(X), pk(Y) {
        start -> done { fresh n: Nonce, m: Nonce  send aenc(n, pk(Y))  send Plain(m) }
      }
      role B(Y, a X) knows sk(Y), pk(X) { start -> done { fresh n: Nonce  send aenc(n, pk(X)) } }
      property controls: secret m of A unless dishonest(Y)
      property playsB: secret n of A
      property playsA: secret n of B
      property honest: secret n of A unless dishonest(Y)
      scenario default { 1 A, 1 B }
      """, ["controls": .found, "playsB": .found, "playsA": .found, "honest": .none])
  }

  @Test func S2_2_aDishonestPrincipalBringsWhatItsRoleKnows() throws {
    try check(
      """
      sort Brand
      function key(Principal, Principal): Key private
      function card(Principal, Brand, Int): Key private
      function boxed(Principal): Key private
      message Box(content: Key)
      role A(X, b Y, brand: Brand, n: Int) knows key(Y, X), card(Y, brand, n), boxed(Y) {
        start -> shared { fresh s: Nonce  send senc(s, key(Y, X)) }
        start -> carded { fresh c: Nonce  send senc(c, card(Y, brand, n)) }
        start -> boxed { fresh k: Nonce  send senc(k, boxed(Y)) }
      }
      role B(Y) knows key(Y, _), card(Y, _, _), Box(boxed(Y)) { start -> done { receive Y } }
      attacker { controls network; plays B }
      property shared: secret s of A
      property carded: secret c of A
      property boxed: secret k of A
      property ofTheHonest: secret s of A unless dishonest(Y)
      property cardOfTheHonest: secret c of A unless dishonest(Y)
      scenario default { 1 A }
      """,
      [
        "shared": .found, "carded": .found, "boxed": .found, "ofTheHonest": .none,
        "cardOfTheHonest": .none,
      ])
  }

  @Test func S2_2_onlyTheOwnerIsTheDishonestPrincipal() throws {
    try check(
      """
      function key(Principal, Principal): Key private
      role A(X, b Y) knows key(X, Y) {
        start -> done { fresh k: Key  send senc(k, key(X, Y)) }
      }
      role B(Y, a X) knows key(X, Y) { start -> done { fresh k: Key  send senc(k, key(X, Y)) } }
      attacker { controls network; plays A }
      property ofA: secret k of A
      property ofB: secret k of B
      property ofHonestA: secret k of B unless dishonest(X)
      scenario default { 1 A, 1 B }
      """,
      // Whoever is dishonest brings key(d, _), and not key(_, d).
      ["ofA": .none, "ofB": .found, "ofHonestA": .none])
  }

  @Test func S2_2_whatIsKnownNeedNotNameItsOwner() throws {
    try check(
      """
      function card(Principal): Key private
      role A(X, b Y) knows card(Y) { start -> done { fresh n: Nonce  send senc(n, card(Y)) } }
      role B(Y) { start -> done { receive Y } }
      attacker { controls network; plays A }
      property ofEveryValue: secret n of A unless dishonest(Y)
      scenario default { 1 A }
      """, ["ofEveryValue": .found])
  }

  @Test(arguments: ["", "distinct X, Y"])
  func S2_3_ownersAreHonestAndParametersMayCoincide(distinct: String) throws {
    try check(
      """
      function own(Principal): Key private
      role A(X, b Y) \(distinct) knows own(X) {
        start -> done { event Runs(X, Y) }
        start -> same { require X == Y  event Same(X) }
      }
      role B(Y) { start -> done { receive Y } }
      attacker { controls network; plays A, B }
      property ofTheOwner: secret own(X) of A
      property ofThePartner: secret own(Y) of A
      property runs: Runs(X, Y) requires Never(_) unless dishonest(Y)
      property same: Same(X) requires Never(_)
      scenario default { 1 A }
      """,
      [
        "ofTheOwner": .none, "ofThePartner": .found, "runs": .found,
        "same": distinct.isEmpty ? .found : .vacuous,
      ])
  }

  @Test func S2_4_otherParametersAreChosenByTheEnvironmentAndKnown() throws {
    try check(
      """
      sort Brand
      function visa: Brand
      function other: Brand
      role A(X, n: Int, brand: Brand, second: Brand) {
        start -> done { require n == 41 and brand == visa and second == visa  event Chosen(X) }
        start -> negative { require n < 0 and brand == other and brand != second  event Negative(X) }
        start -> neither { require brand != visa and brand != other  event Third(X) }
      }
      attacker { controls network }
      property chosen: Chosen(X) requires Never(_)
      property negative: Negative(X) requires Never(_)
      property third: Third(X) requires Never(_)
      property known: secret brand of A
      scenario default { 1 A }
      """, ["chosen": .found, "negative": .found, "third": .found, "known": .found])
  }
}
