// What a principal's view holds (S7.2), as the search reasons about it.

import Testing

@Suite struct ViewTests {
  /// A wildcard in `knows` stands for every value, as often as a derivation needs one.
  @Test func wildcardsAreUsedAgainAndAgain() throws {
    try check(
      """
      protocol P
      function k(Principal, Principal): Key private
      role S(S, v V, P1, P2, P3) distinct P1, P2, P3 knows k(V, P1), k(V, P2), k(V, P3) {
        start -> done {
          fresh n: Nonce
          send senc(senc(senc(n, k(V, P1)), k(V, P2)), k(V, P3))
        }
      }
      role v(V) knows k(V, _) { start -> done { receive ?box } }
      property h: hidden n of S from v
      scenario default { 1 S, 1 v }
      """, ["h": .found])
  }

  /// Nobody reads what was hashed, even where the attacker may choose it.
  @Test func aHashedMessageIsNotRead() throws {
    try check(
      """
      protocol P
      message Open
      role S(S) { start -> done { fresh n: Nonce  send n } }
      role V(V) knows sk(V) { start -> done { receive ?digest  send hash(digest) } }
      role W(W) { start -> done { receive hash(Open) } }
      attacker { controls network }
      property v: hidden n of S from V under network
      property w: hidden n of S from W under network
      scenario default { 1 S, 1 V, 1 W }
      """, ["v": .found, "w": .none])
  }

  /// Two of three sessions may be one principal's where all three may not.
  @Test func someSessionsOfAPrincipal() throws {
    try check(
      """
      protocol P
      message Relay(relay: Principal, to: Principal, part: Message)
      message Part(to: Principal, part: Message)
      role S(S, v V, v W) distinct V, W {
        start -> done {
          fresh k: Key
          fresh n: Nonce
          send Relay(W, V, senc(n, k))
          send Part(V, k)
        }
      }
      role v(V) {
        start -> relayed { receive Relay(V, ?X, ?part)  send Part(X, part) }
        start -> done { receive Part(V, ?part) }
      }
      property two: hidden n of S from v within two
      property three: hidden n of S from v within three
      scenario two { 1 S, 2 v }
      scenario three { 1 S, 3 v }
      """, ["two": .none, "three": .found])
  }

  /// A value of a sort that the attacker chooses may be the one that has to be hidden.
  @Test func aTypedValueMayBePassedOn() throws {
    try check(
      """
      protocol P
      typed
      function lock(Key): Key
      message Sealed(box: Message)
      message Unlock(key: Key)
      role S(S) {
        start -> done { fresh n: Nonce  fresh k: Key  send Sealed(senc(n, k))  send Unlock(k) }
      }
      role V(V) {
        start -> one { receive Unlock(?k) }
        one -> two { receive Sealed(?box) }
      }
      role W(W) {
        start -> one { receive Unlock(?k) }
      }
      attacker { controls network }
      property v: hidden n of S from V under network
      property w: hidden n of S from W under network
      scenario default { 1 S, 1 V, 1 W }
      """, ["v": .found, "w": .none])
  }
}
