// S7.9: a guess is confirmed by what can be computed from it.

import Testing

@Suite struct GuessingRuleOracleTests {
  @Test func S7_9_aGuessIsConfirmedByComputingTheSameTwice() throws {
    try check(
      """
      sort PIN guessable
      function pin(Principal): PIN private
      message Hello(x: Message)
      role A(X) knows pin(X), pk(X) {
        start -> hashed { fresh n: Nonce  send hash(n, pin(X))  send n }
        start -> blinded { fresh n: Nonce  send hash(n, pin(X)) }
        start -> encrypted { fresh k: Key  send aenc(pin(X), pk(X)) }
        start -> tagged { receive ?x  send Hello(mac(pin(X), x)) }
      }
      attacker { controls network }
      property hashed: guessable-safe pin(X) of A at hashed
      property blinded: guessable-safe pin(X) of A at blinded within alone
      property encrypted: guessable-safe pin(X) of A at encrypted within alone
      property tagged: guessable-safe pin(X) of A at tagged
      property secret: secret pin(X) of A
      property excused: guessable-safe pin(X) of A at hashed unless dishonest(X)
      scenario default { 1 A }
      scenario alone { 1 A }
      """,
      [
        "hashed": .found, "blinded": .none, "encrypted": .none, "tagged": .found, "secret": .none,
        "excused": .found,
      ])
  }

  @Test func S7_9_aCiphertextWithoutRandomnessConfirms() throws {
    try check(
      """
      sort PIN guessable
      deterministic aenc
      function pin(Principal): PIN private
      role A(X) knows pin(X), pk(X) { start -> done { send aenc((X, pin(X)), pk(X)) } }
      attacker { controls network }
      property encrypted: guessable-safe pin(X) of A
      property learnt: secret pin(X) of A
      scenario default { 1 A }
      """, ["encrypted": .found, "learnt": .none])
  }

  @Test func S7_9_aGuessThatOpensIsRight() throws {
    try check(
      """
      sort PIN guessable
      function pin(Principal): PIN private
      role A(X) knows pin(X), pk(X) {
        start -> direct { fresh n: Nonce  send senc(n, pin(X)) }
        start -> derived { fresh n: Nonce, m: Nonce  send senc(n, kdf(pin(X), m))  send m }
        start -> salted { fresh n: Nonce, m: Nonce  send senc(n, kdf(pin(X), m)) }
        start -> made { fresh p: PIN  send senc(p, pin(X)) }
      }
      attacker { controls network }
      property direct: guessable-safe pin(X) of A at direct
      property derived: guessable-safe pin(X) of A at derived
      property salted: guessable-safe pin(X) of A at salted
      property inside: guessable-safe p of A at made
      property around: guessable-safe pin(X) of A at made
      scenario default { 1 A }
      """,
      [
        "direct": .found, "derived": .found, "salted": .none, "inside": .none, "around": .found,
      ])
  }

  @Test func S7_9_oneValueIsGuessedAtATime() throws {
    try check(
      """
      sort PIN guessable
      function pin(Principal): PIN private
      role A(X) knows pin(X), pk(X) {
        start -> both { fresh p: PIN  send hash(p, pin(X)) }
        start -> twice { send hash(pin(X), pin(X)) }
        start -> told { fresh p: PIN  send hash(p, pin(X))  send p }
      }
      attacker { controls network }
      property both: guessable-safe p of A at both
      property twice: guessable-safe pin(X) of A at twice
      property told: guessable-safe pin(X) of A at told
      property known: guessable-safe p of A at told
      scenario default { 1 A }
      """, ["both": .none, "twice": .found, "told": .found, "known": .found])
  }
}
