// Every code of names and sorts (E02…), at the place it marks.

import Testing

@Suite struct NameDiagnosticsTests {
  @Test func unknownNames() {
    check(
      """
      protocol P
      message Quote(n: Nonce)
      enum Use { sale, refund }
      role A(A) {
        start -> done {
          receive Quote(?tid), slae
                               ^^^^ E0201 there is no variable `slae` [did you mean `sale`?]
          send Qoute(tid)
               ^^^^^ E0201 there is no function or message `Qoute` [did you mean `Quote`?]
        }
      }
      property p: secret tod of A
                         ^^^ E0201 there is no variable `tod` [did you mean `tid`?]
      """)
  }

  @Test func duplicates() {
    check(
      """
      protocol P
      option o
      option o
             ^ E0202 the option `o` is declared twice
      sort S
      enum S { a, b, a }
           ^ E0202 the sort `S` is declared twice
      enum T { c, c }
                  ^ E0202 the name `c` is declared twice
      principal X
      function X: S
               ^ E0202 the name `X` is declared twice
      message M(n: Nonce, n: Nonce)
                          ^ E0202 the field `n` is declared twice
      message M
              ^ E0202 the name `M` is declared twice
      role A(A, A) distinct A, A { }
                ^ E0202 the parameter `A` is declared twice
                               ^ E0202 the parameter `A` is listed twice
      role A(A) { }
           ^ E0202 the role `A` is declared twice
      role B(X) { s -> t { receive ?c } }
             ^ E0202 `X` is the name of a constant already
                                    ^ E0202 `c` is the name of a constant already
      channel k: secure between A, B
      channel k: secure between A, B
              ^ E0202 the channel `k` is declared twice
      table t(n: Nonce) of A
      table t(n: Nonce) of A
            ^ E0202 the table `t` is declared twice
      attacker { }
      attacker { }
      ^^^^^^^^^^^^ E0202 the attacker is declared twice
      property p: secret A of A
      property p: secret A of A
               ^ E0202 the property `p` is declared twice
      scenario s { 1 A }
      scenario s { 1 A, 2 A }
               ^ E0202 the scenario `s` is declared twice
      """)
  }

  @Test func unknownSorts() {
    check(
      """
      protocol P
      sort Brand
      message M(b: Bradn)
                   ^^^^^ E0203 there is no sort `Bradn` [did you mean `Brand`?]
      role A(A, x: Colour) { s -> t { receive ?y: Nonse } }
                   ^^^^^^ E0203 there is no sort `Colour`
                                                  ^^^^^ E0203 there is no sort `Nonse`
      """)
  }

  @Test func sortMismatches() {
    check(
      """
      protocol P
      enum Use { sale }
      function f(Nonce): Int
                         ^^^ E0204 a function has no integer as its result
      message M(n: Nonce, p: Int)
      role A(A: Nonce, use: Use, k: Key) distinct A, k {
                ^^^^^ E0204 `A` is a principal, not of sort Nonce
                            ^^^ E0204 a parameter cannot be of the enum `Use`
                                                     ^ E0204 `distinct` compares principals
        s -> t {
          receive M(?n: Key, ?p), ?x, ?y
                        ^^^ E0204 this is of sort Key, not Nonce
          fresh q: Int
                   ^^^ E0204 a fresh value cannot be of sort Int
          require x > 3 and n == p
                  ^ E0204 this is not an integer (write `?x: Int` where it is bound)
                            ^^^^^^ E0204 Key is compared with Int, which it never equals
          send M(A, p), pk(y)
                 ^ E0204 this is of sort Principal, not Nonce
                           ^ E0204 `pk` has to know whether this is a principal or a secret key
        }
        s -> u { receive ?p }
                          ^ E0204 `p` is bound as Int elsewhere, here as Message
      }
      """)
  }

  @Test func argumentCounts() {
    check(
      """
      protocol P
      option o
      message M(n: Nonce, m: Nonce when o)
      tuple Empty(n: Nonce when o)
            ^^^^^ E0205 a tuple has at least one element
      table t(n: Nonce) of A
      role Nobody() { }
           ^^^^^^ E0205 the role `Nobody` has no owner
      role A(A) {
        s -> t {
          receive M(?a, ?b)
                  ^ E0205 `M` takes 1 argument; this has 2
          require a in t and (a, a) not in t
                             ^^^^^^^^^^^^^^^ E0205 `t` has 1 column; this has 2
          event E(a)
          event E(a, a when o, a)
                ^^^^^^^^^^^^^^^^^ E0205 the event `E` has 1 argument elsewhere; this has 2
          send senc(a), aenc(a, pk(A), a), sk(), hash(), pk(A, a, a)
               ^^^^ E0205 `senc` takes 2 arguments; this has 1
                        ^^^^ E0205 `aenc` takes 2 arguments; this has 3
                                           ^^ E0205 `sk` takes 1 or 2 arguments; this has none
                                                 ^^^^ E0205 `hash` takes at least 1 argument
                                                         ^^ E0205 `pk` takes 1 or 2 arguments; this has 3
          send M
               ^ E0205 `M` takes 1 argument
          send (a when o), (a when o)
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0205 nothing is left of this
        }
      }
      property p: reachable E
                            ^ E0205 the event `E` has 1 argument elsewhere; this has none
      """)
  }

  @Test func binding() {
    check(
      """
      protocol P
      role A(A, B) {
        s -> t {
          receive ?x, ?x, ?A
                      ^^ E0206 `?x` stands twice in this pattern
                          ^^ E0206 `A` is bound already
          fresh x
                ^ E0206 `x` is bound already
          let B = x
              ^ E0206 `B` is bound already
          send y, x
               ^ E0207 `y` is not bound here
        }
        t -> u { receive ?y }
        t -> u { receive x }
        u -> v { send y }
                      ^ E0207 `y` is not bound here
        v -> t { receive ?y }
      }
      """)
  }

  @Test func variablesOfALoopAreForgotten() {
    check(
      """
      protocol P
      role A(A) {
        idle -> busy { receive ?x }
        busy -> idle { send x }
        idle -> idle { receive hash(A) }
        idle -> end { send x }
                           ^ E0207 `x` is not bound here
      }
      """)
  }

  @Test func whatAPatternMayHaveMeantToBind() {
    check(
      """
      protocol P
      message Card(holder: Principal, key: Key)
      role Holder(H) knows sk(H) { s -> t { send Card(H, pk(H)) } }
      role Reader(R) {
        s -> t {
          receive Card(H, key)
                       ^ E0201 there is no variable `H` (write `?H` to bind what stands here)
                          ^^^ E0201 there is no variable `key` (write `?key` to bind what stands here) (it is used in line 7 as well)
          let k = key
          event Reads(R, H)
                         ^ E0301 Reader cannot build `H`: nothing it received contains it
        }
      }
      """)
  }

  @Test func partnersThatNoRolePlays() {
    let note = "(a partner is named by its role with a small first letter: here `bank` or `shop`)"
    check(
      """
      protocol P
      sort Brand
      role Bank(B, vendor V) { }
                   ^^^^^^ E0208 there is no role for `vendor` \(note)
      role Shop(S, Bank B, int price, brand b) { }
                   ^^^^ E0208 there is no role for `Bank` [did you mean `bank`?] \(note)
                           ^^^ E0208 there is no role for `int` \(note) (a sort stands behind its parameter: `price: Int`)
                                      ^^^^^ E0208 there is no role for `brand` \(note) (a sort stands behind its parameter: `b: Brand`)
      """)
  }

  @Test func unknownRolesAndStates() {
    check(
      """
      protocol P
      role Bank(B, isuer I) { s -> done { } }
                   ^^^^^ E0208 there is no role for `isuer` [did you mean `issuer`?]
      role Issuer(I) { }
      channel c: secure between Bank, Isuer
                                      ^^^^^ E0208 there is no role `Isuer` [did you mean `Issuer`?]
      table t(n: Nonce) of Banc
                           ^^^^ E0208 there is no role `Banc` [did you mean `Bank`?]
      attacker { plays Bank, Vendor; reveals sk(B) of Bank at don }
                             ^^^^^^ E0208 there is no role `Vendor` (it is used in line 7 as well)
                                                              ^^^ E0209 there is no state `don` [did you mean `done`?]
      property p: hidden sk(B) of Bank from Vendor
      property q: secret sk(B) of Bank at ready
                                          ^^^^^ E0209 there is no state `ready` (Bank has `s` and `done`)
      scenario s { 1 Bnk }
                     ^^^ E0208 there is no role `Bnk` [did you mean `Bank`?]
      """)
  }

  @Test func unknownTablesChannelsAndEvents() {
    check(
      """
      protocol P
      table seen(n: Nonce) of A
      channel link: secure between A, B
      role A(A, b B) {
        s -> t {
          receive ?n over lonk
                          ^^^^ E0211 there is no channel `lonk` [did you mean `link`?]
          require n not in sen
                           ^^^ E0210 there is no table `sen` [did you mean `seen`?]
          event Done(n)
        }
      }
      role B(B) { }
      property p: Done(n) requires Don(n)
                                   ^^^ E0212 there is no event `Don` [did you mean `Done`?] (no role records it)
      """)
  }

  @Test func whatIsNoPattern() {
    check(
      """
      protocol P
      table seen(n: Int) of A
      role A(A) knows vk(A), ?x {
                             ^^ E0213 `?x` cannot bind in `knows`
        s -> t {
          receive ?k: Key, ?n: Int, inverse(k), ?m + 1
                                    ^^^^^^^^^^ E0213 `inverse` stands only as the key of `sign`
                                                ^^ E0213 `?m` cannot bind within arithmetic
          require k == aenc(n, k)
                       ^^^^^^^^^^ E0213 `aenc` is randomised
          require ?j in seen or n in seen
                  ^^ E0213 `?j` cannot bind in an alternative
          require not (?i in seen)
                       ^^ E0213 `?i` cannot bind in `not in`, where nothing is found
          send ?l, sign(n, inverse(k)), dishonest(A)
               ^^ E0213 `?l` cannot bind in a term that is built
                           ^^^^^^^^^^ E0213 `inverse` stands only as the key of `sign`
                                        ^^^^^^^^^ E0213 `dishonest` stands only after `unless`
          event E(n, sum(1 for _ in seen))
                     ^^^^^^^^^^^^^^^^^^^^ E0213 `sum` stands in invariants only
        }
      }
      property p: reachable E(n + 1, ?b)
                              ^^^^^ E0213 arithmetic cannot stand in a property
                                     ^^ E0213 `?b` cannot bind in a property (plain names are variables here)
      """)
  }

  @Test func arithmetic() {
    check(
      """
      protocol P
      table seen(n: Int) of A
      role A(A, a: Int, b: Int) {
        s -> t {
          require a * b > 2 * a * 3 - b
                  ^^^^^ E0214 variables cannot be multiplied with each other
          event E(9223372036854775807 + a + 1)
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0003 this computes an integer that is too large
        }
      }
      property p: secret a of A
                         ^ E0215 an integer cannot be secret: the attacker knows them all
      property h: hidden b of A from A
                         ^ E0215 an integer cannot be hidden: everybody knows them all
      property i: invariant sum(?x for ?x in seen) * sum(?x for ?x in seen) < 3 of A
                                ^^ E0213 `?x` cannot bind within arithmetic
                                                         ^^ E0213 `?x` cannot bind within arithmetic
      """)
  }

  @Test func guesses() {
    check(
      """
      protocol P
      sort PIN guessable
      function pin(A): PIN private
      role A(A) knows pin(A) {
        s -> t { fresh n: Nonce, p: PIN  send hash(n, p, pin(A)) }
      }
      property q: guessable-safe p of A at t
      property r: guessable-safe pin(A) of A unless dishonest(A)
      property s: guessable-safe n of A
                                 ^ E0223 the values of sort `Nonce` cannot be tried one by one
      property t: guessable-safe (p, n) of A
                                 ^^^^^^ E0223 the values of sort `Message` cannot be tried one by one
      """)
    check(
      """
      protocol P
      sort PIN guessable
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = x
      role A(A) {
        s -> t { fresh k: Key, p: PIN  send enc(p, k) }
      }
      property q: guessable-safe p of A
                                 ^ E0224 `guessable-safe` is not decided in a model that declares equations
      """)
  }

  @Test func channels() {
    check(
      """
      protocol P
      channel link: secure between A, B
      channel open: insecure between A, B
      role A(A, B) {
        s -> t {
          receive ?x over link from ?Y
          send x over link
                      ^^^^ E0216 `link` has to know which B this is for
          send x over link to x
          send x over open to B
                              ^ E0217 anybody can receive what is sent on `open`
        }
        t -> u { receive ?y over network from B }
                                              ^ E0217 nothing tells who sent a message on `network`
      }
      role B(B) { }
      role C(C) {
        s -> t { send C over link }
                             ^^^^ E0217 `link` joins A and B, not C
      }
      attacker { controls link }
                          ^^^^ E0217 `link` is secure: the attacker cannot control it
      """)
  }

  @Test func wildcardsAndTables() {
    check(
      """
      protocol P
      table seen(n: Nonce) of A
      role A(A) knows sk(_), _ {
                             ^ E0218 `_` alone would be everything that there is
        s -> t {
          receive ?n, _
          require n != hash(_) and n == hash(_)
                                             ^ E0218 `_` has no value in a comparison
          send _
               ^ E0218 `_` has no value in a term that is built
          insert _ into seen
                 ^ E0218 `_` has no value in a term that is built
          delete _ from seen
        }
      }
      role B(B) {
        s -> t { require B in seen }
                         ^ E0204 this is of sort Principal, not Nonce
                              ^^^^ E0219 the table `seen` belongs to A
      }
      """)
  }

  @Test func reservedNames() {
    check(
      """
      protocol P
      sort Key
           ^^^ E0220 `Key` is a built-in sort
      function hash(Nonce): Nonce
               ^^^^ E0220 `hash` is built in
      channel network: secure between A, Int
              ^^^^^^^ E0220 the channel `network` is built in
      role Int(A) { }
           ^^^ E0220 `Int` is a built-in sort
      role A(A) { }
      """)
  }

  @Test func excusesAndClauses() {
    check(
      """
      protocol P
      role A(A, B) { s -> t { event E(A, B) } }
      property p: E(X, Y) requires E(Y, Z) unless dishonest(X), dishonest(Z)
                                                                          ^ E0221 the property binds no variable `Z`
      property q: secret A of A unless dishonest(C), revealed(sk(A)) before E(A, _)
                                                 ^ E0221 the property binds no variable `C`
      property r: reachable E(X, Y) unless dishonest(X)
                                           ^^^^^^^^^^^^ E0222 `reachable` has no excuses
      property s: hidden A of A from A with attacker { }
                                            ^^^^^^^^^^^^ E0222 `hidden` is about honest principals: it has no attacker
      """)
  }
}
