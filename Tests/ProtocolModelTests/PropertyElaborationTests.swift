// What elaboration makes of properties, threats, expectations and scenarios.

import Testing

@testable import ProtocolModel

@Suite struct PropertyElaborationTests {
  let roles = """
    protocol P
    option o
    option p
    table limits(who: Principal, amount: Int) of B
    table spent(who: Principal, amount: Int) of B
    channel open: insecure between A, B
    channel link: secure between A, B
    role A(A, b B, price: Int) {
      start -> done {
        fresh k: Key
        event Asks(A, B, k, price)
        send k
      }
    }
    role B(B) knows sk(B) {
      start -> done {
        receive ?k over link from ?A
        event Answers(B, A, k) when o
        insert (A, 1) into limits
        insert (A, 1) into spent
        send k over open
      }
    }

    """

  func properties(_ text: String, options: [String: Bool] = [:]) -> String {
    let options = ["o": true, "p": true].merging(options) { $1 }
    let result = elaborated(roles + text + used, options: options)
    #expect(result.diagnostics.map(summary) == [])
    let model = result.models.first
    return (model?.properties.filter { $0.name != "used" }.map { model?.text($0) ?? "" } ?? [])
      .joined(separator: "\n")
  }

  /// A property that uses the second option, which no test is about.
  let used = "\nproperty used when p: secret k of A"

  @Test func secretsAndTheirExcuses() {
    #expect(
      properties(
        """
        property s: secret (k, sk(B)) of A at done
            unless dishonest(B), revealed(sk(B)) before Answers(B, _, k)
            with attacker { controls open, network; plays B; reveals k of A at done }
        property t: secret k of A
        """) == """
          property s: secret (k, sk(B)) of A at done
            unless dishonest(B), revealed(sk(B)) before Answers(B, _4, k)
            attacker controls network, open; plays B; reveals k of A at done
            within default
          property t: secret k of A
            attacker controls network; plays A, B
            within default
          """)
  }

  @Test func honestForms() {
    #expect(
      properties(
        """
        property h: hidden k of A from B
        property n: hidden k of A from B under network
        property r: reachable Asks(A, B, k, _) and Answers(B, A, k)
        property u: reachable Asks(A, _, _, _) under network
        """) == """
          property h: hidden k of A from B
            attacker controls none; plays none; only delivers; separates roles
            within default
          property n: hidden k of A from B
            attacker controls network; plays none; separates roles
            within default
          property r: reachable Asks(A, B, k, _3) and Answers(B, A, k)
            attacker controls none; plays none; only delivers
            within default
          property u: reachable Asks(A, _1, _2, _3)
            attacker controls network; plays none
            within default
          """)
  }

  @Test func correspondences() throws {
    let text = """
      property c: Answers(B, A, k) requires injectively Asks(A, B, k, n) then Asks(A, _, k, n) and
          Asks(B, B, k, 3) or Asks(A, B, pk(B), -1) unless dishonest(A)
      """
    #expect(
      properties(text) == """
        property c: Answers(B, A, k) requires injectively Asks(A, B, k, n) then Asks(A, _4, k, n) \
        and Asks(B, B, k, 3) or Asks(A, B, pk(sk(B)), -1)
          unless dishonest(A)
          attacker controls network; plays A, B
          within default
        """)
    let result = elaborated(roles + text, options: ["o": true])
    let property = try #require(result.models.first?.properties.first)
    // Integers are recorded as such by every role, so the property may take them for integers.
    #expect(property.variables.first { $0.name == "n" }?.kind == .integer)
    #expect(property.variables.first { $0.name == "k" }?.kind == .any)
    #expect(
      property.text
        == "Answers(B, A, k) requires injectively Asks(A, B, k, n) then Asks(A, _, k, n) "
        + "and Asks(B, B, k, 3) or Asks(A, B, pk(B), -1) unless dishonest(A)")
  }

  @Test func aNameIsAPrincipalWhereverItStands() {
    check(
      """
      protocol P
      role A(A, B) { s -> t { event E(pk(B), B) } }
      property p: E(pk(X), X) requires E(pk(Y), Y)
      property q: reachable E(pk(X), _)
                                 ^ E0204 `pk` has to know whether this is a principal or a secret key
      """)
  }

  @Test func eventsOfSwitchedOffTransitionsExist() {
    #expect(
      properties("property r: reachable Answers(B, A, k)", options: ["o": false]) == """
        property r: reachable Answers(B, A, k)
          attacker controls none; plays none; only delivers
          within default
        """)
  }

  @Test func invariants() {
    #expect(
      properties(
        """
        property i: invariant 2 * sum(x - 1 for (V, ?x) in spent) - 3 >= sum(1 for (V, _) in limits) of B
        """) == """
          property i: invariant sum(1 for (V, _2) in limits) ≤ 2*sum(x - 1 for (V, x) in spent) + -3 \
          of B
            attacker controls network; plays A, B
            within default
          """)
    check(
      """
      protocol P
      table t(who: Principal, n: Int) of A
      role A(A) { s -> e { insert (A, 1) into t } }
      property i: invariant sum(x for (V, x) in t) <= limit of A unless dishonest(V), dishonest(W)
                                ^ E0207 what is added up has to range over the entries
                                                      ^^^^^ E0207 nothing gives `limit` a value
                                                                                                ^ E0221 the property binds no variable
      property j: invariant sum(x for (_, ?x) in t) * sum(x for (_, ?x) in t) <= 1 of A
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0214 variables and sums
      """)
  }

  @Test func expectations() throws {
    let text = """
      property a: secret k of A expect attack unless o
      property b: secret k of A expect proved when p and not o expect attack when o expect holds
      property c: reachable Asks(A, B, k, _) expect witness unless not o
      property d: secret k of A expect unknown when o and p expect vacuous when o
      property e when not o: secret k of A

      """
    func expected(_ options: [String: Bool]) throws -> [ExpectedVerdict?] {
      let result = elaborated(roles + text, options: options)
      return try #require(result.models.first).properties.map(\.expected)
    }
    #expect(try expected(["o": true, "p": false]) == [.holds, .attack, .witness, .vacuous])
    #expect(try expected(["o": false, "p": true]) == [.attack, .proved, .unreachable, nil, nil])
    #expect(try expected([:]) == [.attack, .holds, .unreachable, nil, nil])
  }

  @Test func configurationsAndOverrides() {
    let text = """
      protocol P
      option a
      option b
      role A(A) { s -> t when a or b { send A } }
      property p: secret A of A
      configuration none { }
      configuration both { b, a }

      """
    let result = elaborated(text)
    #expect(result.declaredOptions == ["a", "b"])
    #expect(result.configurations == ["none", "both"])
    #expect(result.models.map(\.configuration) == ["none", "both"])
    #expect(result.models.map(\.options) == [[], ["a", "b"]])
    let overridden = elaborated(text, options: ["a": true, "b": false])
    #expect(overridden.models.map(\.options) == [["a"], ["a"]])
    let unnamed = elaborated("protocol P option a role A(A) when a { }", options: ["a": true])
    #expect(unnamed.models.map(\.configuration) == [nil])
    #expect(unnamed.models.map(\.options) == [["a"]])
  }

  @Test func scenarios() throws {
    let text = """
      protocol P
      option o
      role A(A) { s -> t { event E } }
      role B(B) when o { s -> t { send B } }
      scenario small { 3 A, 1 B, at most 2, loops 4 }
      property p: reachable E within small
      property q: reachable E

      """
    let model = try #require(elaborated(text).models.first)
    #expect(
      model.scenarios == [
        Scenario(name: "small", counts: [3], total: 2, loops: 4),
        Scenario(name: "default", counts: [2], total: nil, loops: 2),
      ])
    #expect(model.properties.map(\.scenario) == [0, 1])
  }

  @Test func unusedDeclarations() {
    check(
      """
      protocol P
      option o
             ^ W0003 the option `o` is not used
      option old
      sort S
           ^ W0003 the sort `S` is not used
      enum Use { sale }
           ^^^ W0003 the enum `Use` is not used
      enum Kind { big, small }
      function f(Kind): Key
               ^ W0003 the function `f` is not used
      message M(n: Nonce)
              ^ W0003 the message `M` is not used
      table t(n: Nonce) of A
            ^ W0003 the table `t` is not used
      channel c: secure between A, A
              ^ W0003 the channel `c` is not used
      principal X honest
                ^ W0003 the principal `X` is not used
      principal Y honest
      role A(A) knows pk(Y) { s -> t when old { send A } }
      configuration x { o, old }
      """)
  }

  @Test func statesWithoutAWayIn() {
    check(
      """
      protocol P
      option o
      role A(A) {
        s -> t when o { send A }
        t -> u { send A }
        lost -> u { send A }
        ^^^^ W0002 no transition leads to the state `lost`
      }
      configuration with { o }
      configuration without { }
      """)
  }
}
