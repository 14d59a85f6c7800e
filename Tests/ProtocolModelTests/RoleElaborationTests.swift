// What elaboration makes of roles: the elaborated model as text.

import Terms
import Testing

@testable import ProtocolModel

@Suite struct RoleElaborationTests {
  /// The lines of a dump from `role` on, without properties and scenarios.
  func roles(_ text: String, options: [String: Bool] = [:]) -> String {
    let lines = dump(text, options: options).split(separator: "\n").drop { !$0.hasPrefix("role") }
    return lines.prefix { !$0.hasPrefix("property") && !$0.hasPrefix("scenario") }
      .joined(separator: "\n")
  }

  @Test func keysOfPrincipalsAndSecretKeys() {
    let text = """
      protocol P
      enum Use { seal, read }
      role A(A, B) knows sk(A), pk(B, read), vk(B) {
        start -> done {
          fresh k: Key
          send pk(k), vk(k), pk(A), pk(B, read), sign(pk(k), sk(A))
        }
      }
      role C(C) knows vk(_), sk(C, seal) { }
      """
    #expect(
      roles(text) == """
        role A(A, B)
          knows sk(A)
          knows pk(sk(B, read))
          knows vk(sk(B))
          state start: A, B
          state done: A, B, k
          start -> done
            fresh k
            send (pk(k), vk(k), pk(sk(A)), pk(sk(B, read)), sign(pk(k), sk(A)))
        role C(C)
          knows vk(sk(_1))
          knows sk(C, seal)
          state start: C
        """)
  }

  @Test func inverseIsAHiddenKey() {
    let text = """
      protocol P
      message Certificate(subject: Principal, key: Key)
      role A(A, B) knows vk(B) {
        start -> done {
          receive sign(Certificate(A, ?k), sk(B)), sign(?offer, inverse(k))
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A, B)
          knows vk(sk(B))
          state start: A, B
          state done: A, B, k, offer
          start -> done
            receive (sign(Certificate(A, k), sk(B)), sign(offer, _s4))
            require vk(_s4) == k
        """)
  }

  @Test func arithmeticInPatternsAndTerms() {
    let text = """
      protocol P
      message Bill(amount: Int, total: Int)
      table paid(amount: Int) of A
      role A(A, fee: Int) {
        start -> done {
          receive Bill(?x, 2 * x + fee - 1), -3
          let y = x - fee
          require x != y or x + 1 in paid
          require not (x < y and y >= 0)
          insert x * 2 into paid
          send Bill(y, -y)
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A, fee: Int)
          state start: A, fee
          state done: A, fee, x, y
          start -> done
            receive (Bill(x, _n4), -3)
            require _n4 = fee + 2*x - 1
            define y = -fee + x
            define _n5 = x + 1
            require (x ≠ y or (_n5) in paid)
            require (y ≤ x or y < 0)
            define _n6 = 2*x
            insert (_n6) into paid
            define _n7 = -y
            send Bill(y, _n7)
        """)
  }

  @Test func aSumIsComputedOnceInATransition() {
    let text = """
      protocol P
      table paid(amount: Int) of A
      role A(A, fee: Int) {
        start -> middle {
          receive ?x: Int
          require x == 1 or (x + fee) in paid
          event Done(fee + x)
          let y = x + 2 * fee
          send x + fee, x + fee + fee, x - fee
        }
        middle -> done {
          send x + fee
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A, fee: Int)
          state start: A, fee
          state middle: A, fee, x, y
          state done: A, fee, x, y
          start -> middle
            receive x
            define _n4 = fee + x
            require (x = 1 or (_n4) in paid)
            event Done(_n4)
            define y = 2*fee + x
            define _n5 = -fee + x
            send (_n4, y, _n5)
          middle -> done
            define _n6 = fee + x
            send _n6
        """)
  }

  @Test func conditionsAreNegationsOfAtoms() {
    let text = """
      protocol P
      message M(n: Nonce)
      table seen(who: Principal, n: Nonce) of A
      role A(A, B) {
        start -> done {
          receive ?n, ?m
          require not (A == B or (A, n) in seen) and (B, ?old) in seen and old != m
          require not (n == M(_) and m == M(_))
          delete (A, _) from seen
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A, B)
          state start: A, B
          state done: A, B, n, m, old
          start -> done
            receive (n, m)
            require A != B
            require (A, n) not in seen
            require (B, old) in seen
            require old != m
            require (n != M(_5) or m != M(_6))
            delete (A, _7) from seen
        """)
  }

  @Test func channelsNameTheirPartners() {
    let text = """
      protocol P
      channel link: secure between A, B
      channel open: insecure between A, B
      role A(A, b B) {
        start -> done {
          receive ?x over link
          send x over link
          send x over link to A
          send x over open
        }
      }
      role B(B) {
        start -> done {
          receive ?x over link from ?X
          send x over link to X
        }
        start -> done { receive ?x over link }
      }
      """
    #expect(
      roles(text) == """
        role A(A, B B)
          state start: A, B
          state done: A, B, x
          start -> done
            receive x over link from B
            send x over link to B
            send x over link to A
            send x over open
        role B(B)
          state start: B
          state done: B, x
          start -> done
            receive x over link from X
            send x over link to X
          start -> done
            receive x over link
        """)
  }

  @Test func optionsDecideFieldsActionsAndStates() {
    let text = """
      protocol P
      option o
      message M(n: Nonce, k: Key when o)
      role A(A) when not o or o knows sk(A) when o {
        start -> next when o { receive ?k: Key }
        next -> done {
          fresh n: Nonce
          send M(n, k when o), (A when not o)
          event E(n, k when o)
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A)
          state start: A
          state next: A
          state done: A, n
          next -> done
            fresh n
            send (M(n), A)
            event E(n)
        """)
    #expect(
      roles(text, options: ["o": true]) == """
        role A(A)
          knows sk(A)
          state start: A
          state next: A, k
          state done: A, k, n
          start -> next
            receive k
          next -> done
            fresh n
            send M(n, k)
            event E(n, k)
        """)
  }

  @Test func tuplesAreUntagged() {
    let text = """
      protocol P
      tuple Pair(a: Nonce, b: Nonce)
      tuple One(a: Nonce)
      message Stop
      deterministic aenc
      role A(A) knows pk(A), sk(A) {
        start -> done {
          receive Pair(?a, ?b), One(?c)
          let x = aenc(Pair(a, One(b)), pk(A))
          match x as aenc((_, ?d), pk(A))
          send x, hash(a, b), Stop
        }
      }
      """
    #expect(
      roles(text) == """
        role A(A)
          knows pk(sk(A))
          knows sk(A)
          state start: A
          state done: A, a, b, c, x, d
          start -> done
            receive ((a, b), c)
            match aenc((a, b), pk(sk(A))) as x
            match x as aenc((_6, d), pk(sk(A)))
            send (x, hash((a, b)), Stop)
        """)
  }

  @Test func typedModelsRestrictVariables() throws {
    let result = elaborated(
      """
      protocol P
      typed
      enum Use { sale }
      message M(n: Nonce, u: Use, m: Message, p: Int)
      role A(A, x: Nonce) {
        start -> done { receive M(?n, _, ?m, ?p) }
      }
      """)
    let model = try #require(result.models.first)
    let use = try #require(model.sorts.firstIndex { $0.name == "Use" })
    #expect(model.isTyped)
    #expect(
      model.roles[0].variables.map(\.kind) == [
        .principal, .constant(.nonce), .sorted(.nonce), .any, .integer, .sorted(SortID(use)),
      ])
  }

  @Test func theInitialStateForgetsWhatALoopBinds() {
    let text = """
      protocol P
      role A(A) distinct A {
        idle -> busy { receive ?x }
        busy -> idle { }
      }
      """
    #expect(
      roles(text) == """
        role A(A)
          state idle: A
          state busy: A, x
          idle -> busy
            receive x
          busy -> idle
        """)
  }

  @Test func equationsSplitTransitions() {
    let text = """
      protocol P
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = x
      role A(A) {
        start -> done {
          receive ?c, ?k
          send dec(c, k)
        }
      }
      """
    let lines = dump(text).split(separator: "\n")
    #expect(lines.contains("rule dec(enc(x0, x1), x1) -> x0"))
    #expect(lines.filter { $0 == "  start -> done" }.count == 2)
  }
}
