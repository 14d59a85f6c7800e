// The executability check on small models written as text, with its findings marked below the
// place they are about (see `check` in Support).

import Diagnostics
import ProtocolLanguage
import Terms
import Testing

@testable import ProtocolModel

@Suite struct ExecutabilityTests {
  /// Declarations that most tests share; a test adds the role `A`.
  static let prelude = """
    protocol Test
    sort Brand
    function shared(Principal, Principal): Key private
    function enc(Message, Key): Message
    function dec(Message, Key): Message
    function sg(Message, Key): Message
    function pub(Key): Key
    function verify(Message, Message, Key): Message
    function ok: Message
    equation dec(enc(x, k), k) = x
    equation verify(sg(m, k), m, pub(k)) = ok
    message M(value: Message)
    message Cert(subject: Principal, key: Key)
    principal Authority honest
    table seen(value: Message, tag: Message) of A
    attacker { controls network }
    property completes: reachable Done(X)
    scenario default { 1 A }

    """

  func checkRole(_ role: String, sourceLocation: SourceLocation = #_sourceLocation) {
    check(Self.prelude + role, sourceLocation: sourceLocation)
  }

  // MARK: - SET as told

  /// The textbook's step 8 returns a transaction id that never reached the bank.
  @Test func bankCannotBuildTheTransactionID() {
    check(
      """
      protocol SetAsTold
      function pan(Principal, Principal): Nonce private
      principal Authority honest
      message Certificate(subject: Principal, key: Key)
      message Quote(tid: Nonce)
      message PI(price: Int, card: Nonce)
      message Request(payment: Message, vendor: Message)

      role Customer(C, issuer I, price: Int) knows pan(C, I), vk(Authority)
      {
        start -> ordered {
          receive Quote(?tid), sign(Certificate(_, ?keyV), sk(Authority)),
            sign(Certificate(_, ?keyB), sk(Authority))
          send aenc(tid, keyV), aenc(PI(price, pan(C, I)), keyB)
          event Orders(C, tid)
        }
      }
      role Vendor(V, bank B) knows sk(V), pk(B), sign(Certificate(V, pk(V)), sk(Authority)),
        sign(Certificate(B, pk(B)), sk(Authority))
      {
        start -> quoted {
          fresh tid: Nonce
          send Quote(tid), sign(Certificate(V, pk(V)), sk(Authority)),
            sign(Certificate(B, pk(B)), sk(Authority))
        }
        quoted -> done {
          receive aenc(tid, pk(V)), ?payment
          send aenc(Request(payment, sign(Certificate(V, pk(V)), sk(Authority))), pk(B))
        }
      }
      role Bank(B) knows sk(B), vk(Authority)
      {
        ready -> done {
          receive aenc(Request(aenc(PI(?price, ?card), pk(B)),
            sign(Certificate(?V, ?keyV), sk(Authority))), pk(B))
          send aenc(tid, keyV)
                    ^^^ E0301 Bank cannot build `tid`: nothing it received contains it [needed here] (step 4 of the honest run stops here) (Vendor makes it and sends it in `Quote`: let `Request` carry it, for example Request(tid, …))
        }
      }
      role Issuer(I) knows pan(_, I) { start -> done { receive ?x } }
      attacker { controls network }
      property completes: reachable Orders(C, tid)
      scenario default { 1 Customer, 1 Vendor, 1 Bank }
      """)
  }

  // MARK: - Keys

  @Test func ciphertextsNeedTheirKeys() {
    checkRole(
      """
      role A(X, Y) knows sk(X), shared(X, Y) {
        start -> one { receive aenc(?m, pk(X)), senc(?n, shared(X, Y)) }
        one -> two { receive aenc(?o, pk(Y)) event Done(X) }
                             ^^^^^^^^^^^^^^^ E0302 A cannot open `aenc(o, pk(Y))`: it does not have `sk(Y)` (bind it whole with `?c`
        two -> done { receive senc(?p, shared(Y, X)) }
                              ^^^^^^^^^^^^^^^^^^^^^^ E0302 A cannot open `senc(p, shared(Y, X))`: it does not have `shared(Y, X)`
      }
      """)
  }

  @Test func aKeyMayComeWithWhatItOpens() {
    checkRole(
      """
      role A(X) knows sk(X) {
        start -> done {
          receive senc((?m, aenc(?k2, pk(X))), k), senc(?k, k2), senc(?o, m)
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0302
                                                   ^^^^^^^^^^^^ E0302
                                                                 ^^^^^^^^^^^ E0302
          event Done(X)
        }
      }
      """)
    checkRole(
      """
      role A(X) knows sk(X) {
        start -> done {
          receive senc(?m, k2), senc((?k2, ?o), k), aenc(?k, pk(X)), hash(m, o), senc(?p, hash(o))
          event Done(X)
        }
      }
      """)
  }

  @Test func ciphertextsOpenLater() {
    checkRole(
      """
      role A(X) {
        start -> one { receive ?c }
        one -> done {
          receive ?k: Key
          match c as senc(M(?m), k)
          send m
          event Done(X)
        }
      }
      """)
  }

  @Test func encryptionUnderAReceivedKeyIsNotOpened() {
    checkRole(
      """
      role A(X) {
        start -> done {
          receive ?k: Key, aenc(?m, k)
                           ^^^^^^^^^^^ E0302 A cannot open `aenc(m, k)`: it does not have the secret key that belongs to `k`
          event Done(X)
        }
      }
      """)
  }

  @Test func othersPublicKeysAreNotPublic() {
    checkRole(
      """
      role A(X, Y) knows sk(X) {
        start -> one { send pk(X), vk(X) }
        one -> done {
          receive Cert(?Z, pk(Z))
                           ^^^^^ E0303 A cannot check `pk(Z)`: it does not have `pk(Z)`
          send aenc(X, pk(Y))
                       ^^^^^ E0301 A cannot build `pk(Y)`: nothing it received contains it [needed here] (let a message that A receives carry it, or write `knows pk(Y)`)
          event Done(X)
        }
      }
      """)
    checkRole(
      """
      role A(X, Y) knows pk(_) {
        start -> done { receive Cert(?Z, pk(Z)) send aenc(X, pk(Y)) event Done(X) }
      }
      """)
  }

  // MARK: - Signatures

  @Test func signaturesAreCheckedWithAKey() {
    checkRole(
      """
      role A(X) knows vk(Authority) {
        start -> one { receive sign(?m, sk(Authority)), sign(?n, _) }
        one -> two {
          receive sign(Cert(?Y, ?k), sk(Authority))
          match m as sign(?o, inverse(k))
        }
        two -> done {
          receive sign(?p, sk(Y))
                  ^^^^^^^^^^^^^^^ E0303 A cannot check `sign(p, sk(Y))`: it does not have `vk(Y)`
          event Done(X)
        }
      }
      """)
  }

  @Test func theKeyOfASignatureMayBeInsideIt() {
    checkRole(
      """
      role A(X) {
        start -> done { receive sign((?k: Key, ?m), inverse(k)), sign(k, inverse(k)) event Done(X) }
      }
      """)
  }

  @Test func aSignatureDoesNotShowItsKey() {
    checkRole(
      """
      role A(X) {
        start -> done {
          receive sign(?m, ?k)
                  ^^^^^^^^^^^^ E0302 A cannot open `sign(m, k)`
          event Done(X)
        }
      }
      """)
  }

  // MARK: - One-way functions

  @Test func hashesAreRecomputed() {
    checkRole(
      """
      role A(X, n: Int) knows shared(X, _) {
        start -> one { receive ?m, hash(m, X), mac(m, shared(X, m)), kdf(hash(m)), hash(n + 1) }
        one -> two {
          receive hash(?o)
                  ^^^^^^^^ E0302 A cannot open `hash(o)`: nothing undoes `hash`, and it does not have `o` to compare (bind it whole with `?c`
        }
        two -> done {
          receive hash(shared(m, X)), hash(_)
                  ^^^^^^^^^^^^^^^^^^ E0303 A cannot check `hash(shared(m, X))`: it does not have `shared(m, X)`
                                      ^^^^^^^ E0302
          event Done(X)
        }
      }
      """)
  }

  @Test func hashesOfPartsThatAreCheckedAlready() {
    checkRole(
      """
      role A(X) knows vk(Authority) {
        start -> done {
          receive sign(?m, sk(Authority)), hash(sign(m, sk(Authority)))
          event Done(X)
        }
      }
      """)
  }

  @Test func noPartVouchesForItself() {
    checkRole(
      """
      role A(X, Y) {
        start -> done {
          receive shared(X, Y), shared(X, Y)
                  ^^^^^^^^^^^^ E0303 A cannot check `shared(X, Y)`: it does not have `shared(X, Y)`
          event Done(X)
        }
      }
      """)
  }

  @Test func deterministicEncryptionIsRecomputed() {
    let role = """
      role A(X, Y) knows pk(Y) {
        start -> done { receive ?m, aenc(m, pk(Y)) event Done(X) }
      }
      """
    check(Self.prelude + "deterministic aenc\n" + role)
    checkRole(
      """
      role A(X, Y) knows pk(Y) {
        start -> done {
          receive ?m, aenc(m, pk(Y))
                      ^^^^^^^^^^^^^^ E0303 A cannot check `aenc(m, pk(Y))`: it does not have `sk(Y)`
          event Done(X)
        }
      }
      """)
  }

  // MARK: - What a role knows

  @Test func wildcardsAreTables() {
    checkRole(
      """
      role A(X) knows shared(_, X) {
        start -> one { receive ?Y: Principal, senc(?m, shared(Y, X)) }
        one -> two { receive M(shared(?Z, X)) send Z }
        two -> done {
          receive ?W: Principal
          send shared(X, W)
               ^^^^^^^^^^^^ E0301 A cannot build `shared(X, W)`: nothing it received contains it [needed here] (let a message that A receives carry it, or write `knows shared(X, _)`)
          event Done(X)
        }
      }
      """)
  }

  @Test func aStateHasWhatEveryPathProvides() {
    checkRole(
      """
      role A(X) knows vk(Authority), sk(X) {
        start -> here { receive ?c, aenc(?k, pk(X)) match c as senc(?m, k) send k }
        start -> here { receive ?c, ?m }
        here -> done {
          send hash(c), m
          match c as senc(m, k)
                             ^ E0207
          event Done(X)
        }
      }
      """)
    checkRole(
      """
      role A(X, Y) {
        start -> here { receive Cert(X, ?k), ?m }
        start -> here { receive Cert(X, ?k), senc(?m, k) }
        here -> here { receive senc(m, k) }
        here -> done { receive senc(M(?o), k) event Done(X) }
      }
      """)
  }

  @Test func tablesAreReadLikeMessages() {
    checkRole(
      """
      role A(X) {
        start -> one { receive ?k: Key, ?c insert (c, k) into seen }
        one -> two {
          require (senc(?m, k), k) in seen
          require (hash(m), _) not in seen
          send m
        }
        two -> done {
          require (senc(?n, _), _) in seen
                   ^^^^^^^^^^^ E0302 A cannot open `senc(n, _)`: it does not have what `_` stands for
          require (shared(X, X), _) not in seen
                   ^^^^^^^^^^^^ E0303
          event Done(X)
        }
      }
      """)
  }

  @Test func conditionsCompareWhatTheRoleHas() {
    checkRole(
      """
      role A(X, Y) {
        start -> done {
          receive ?m
          require m == shared(X, Y) or m != hash(X)
                       ^^^^^^^^^^^^ E0303 A cannot compare with `shared(X, Y)`
          event Done(sk(Y))
        }
      }
      """)
  }

  // MARK: - Declared equations

  @Test func destructorsOpenAndRecognise() {
    checkRole(
      """
      role A(X, Y) knows shared(X, Y) {
        start -> one { receive ?c send dec(c, shared(X, Y)) }
        one -> two { receive enc(?m, shared(X, Y)), dec(m, shared(X, Y)), ?s, ?k: Key
          require verify(s, m, k) == ok }
        two -> done {
          receive enc(?n, shared(Y, X))
                  ^^^^^^^^^^^^^^^^^^^^^ E0302 A cannot open `enc(n, shared(Y, X))`: it does not have `shared(Y, X)`
          event Done(X)
        }
      }
      """)
    checkRole(
      """
      role A(X, k: Key) {
        start -> done {
          receive dec(?m, k)
                  ^^^^^^^^^^ E0302 A cannot open `dec(m, k)`: the equations compute it
          event Done(X)
        }
      }
      """)
  }

  @Test func declaredSignatures() {
    checkRole(
      """
      role A(X, Y) knows pub(shared(Y, X)) {
        start -> one { receive ?m, sg(m, shared(Y, X)) }
        one -> done {
          receive sg(?n, shared(Y, X))
                  ^^^^^^^^^^^^^^^^^^^^ E0302
          event Done(X)
        }
      }
      """)
  }

  // MARK: - Warnings

  @Test func contradictions() {
    checkRole(
      """
      role A(X, n: Int) {
        start -> one { receive ?m require M(m) != M(m) }
                                          ^^^^^^^^^^^^ W0001 A never goes from `start` to `one`: this is never so
        start -> two { receive ?m require n + 1 < n }
                                          ^^^^^^^^^ W0001
        start -> two { receive ?m match M(m) as Cert(_, _) }
                                  ^^^^^^^^^^^^^^^^^^^^^^^^ W0001
        start -> two { receive ?m require hash(m) == m or n > 3 }
        two -> done { event Done(X) }
      }
      """)
  }

  @Test func statesThatNothingLeadsTo() {
    let span = SourceSpan(file: SourceFileID(0), start: 3, end: 4)
    let role = Role(
      name: "A",
      parameters: [Parameter(variable: Variable(0), partnerRole: nil)], distinct: [],
      variables: [VariableInfo(name: "X", sort: .principal, kind: .principal)], knows: [],
      states: ["start", "done", "lost"].map { RoleState(name: $0, bound: [Variable(0)]) },
      initial: StateID(0),
      transitions: [(0, 1), (2, 1), (2, 0)].map {
        Transition(
          source: StateID($0.0), target: StateID($0.1), actions: [], spans: [], span: span)
      }, span: span)
    let model = ProtocolModel(
      name: "Test", configuration: nil, options: [], declaredOptions: [], sorts: [],
      signature: Signature(), theory: Theory(rewriteRules: [], analysisRules: []), isTyped: false,
      principals: [], channels: [], tables: [], events: [], roles: [role], properties: [],
      scenarios: [])
    #expect(
      checkExecutability(model).map(\.message) == [
        "A never gets to `lost`: no path from its first state leads there"
      ])
  }
}
