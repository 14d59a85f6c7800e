// What the attacker can derive along a run: models on which the search once missed something.

import Exploration
import Testing

@Suite struct DeductionOfRunsTests {
  @Test func aTermIsKeptWholeUnlessAllOfItsArgumentsCanBeRead() throws {
    try check(
      """
      protocol P
      message Back(t: Message)
      function tup(Message, Message): Message
      function left(Message): Message
      function first(Message): Message
      equation left(tup(x, y)) = x
      equation first(tup(x, y)) = x
      role A(X) {
        start -> sent { fresh n: Nonce, k: Nonce  let t = tup(n, k)  send t }
        sent -> done { receive Back(t)  event Got(n) }
      }
      \(never)
      attacker { controls network }
      property p: Got(x) requires Never(_)
      scenario default { 1 A }
      """, ["p": .found])
  }

  /// The attacker does not know k, so it can only let A box what A has sent.
  @Test func anEquationOpensWhatAVariableTurnsOutToBe() throws {
    try check(
      """
      protocol P
      function box(Message, Key): Message
      function seal(Message, Key): Message
      function open(Message): Message
      equation open(box(seal(x, y), y)) = x
      role A(X) {
        start -> sent { fresh n: Nonce, k: Key  send seal(n, k) }
        sent -> done { receive ?z  send box(z, k) }
      }
      attacker { controls network }
      property s: secret n of A
      scenario default { 1 A }
      """, ["s": .found])
  }

  /// The key is one that leaks only after the message was encrypted, and that it is one is only
  /// checked when the attacker has opened the message.
  @Test func anOpenKeyMayBeOneForAUse() throws {
    try check(
      """
      protocol P
      enum Use { dec }
      message Sent
      role A(X, b Y) knows sk(X), pk(Y, dec) {
        start -> s { receive ?k: Key  fresh n: Nonce  send aenc(n, k), sign(Sent, sk(X)) }
        s -> t { receive n }
        t -> u { require k == pk(Y, dec)  event Bad(X) }
      }
      role B(Y, a X) knows sk(Y, dec), vk(X) {
        start -> done { receive sign(Sent, sk(X))  send sk(Y, dec) }
      }
      \(never)
      attacker { controls network }
      property p: Bad(x) requires Never(_)
      scenario default { 1 A, 1 B }
      """, ["p": .found])
  }

  /// The value must be of another sort than the wildcard. A name of the attacker may yet be of
  /// the wildcard's, so the trace that is printed need not replay; but nothing is called safe.
  @Test func aWildcardOfASortMissesWhatIsOfAnother() throws {
    for reductions in [Reductions.all, []] {
      let found = try outcomes(
        """
        protocol P
        typed
        table stored(key: Key) of A
        role A(X) {
          start -> s { receive ?m: Message  insert (m) into stored }
          s -> t { require (_) not in stored  event Bad(X) }
        }
        \(never)
        attacker { controls network }
        property p: Bad(x) requires Never(_)
        scenario default { 1 A }
        """, reductions: reductions)
      #expect(found["p"] != Outcome.none)
    }
  }
}
