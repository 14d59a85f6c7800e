// Each construct of the language, on protocols whose verdict depends on it.

import Testing

@Suite struct SpdlConstructTests {
  /// `recv_!1` of a nonce: a variable takes values of its type, a `Ticket` takes any.
  @Test func variablesAreTyped() {
    let text = { (type: String) in
      """
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {I, n}k(I, R)); claim_1(I, Secret, n); }
        role R { var t: \(type); recv_!2(I, R, {t}k(I, R)); send_!3(R, I, t); }
      }
      """
    }
    #expect(verdicts(text("Nonce")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("Ticket")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("Nonce"), matching: .untyped) == ["I_Secret_1": "attack"])
  }

  @Test func matchBindsAndCompares() {
    let text = { (match: String) in
      """
      hashfunction h;
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}k(I, R)); claim_1(I, Secret, n); }
        role R { var n, m: Nonce; var t, y: Ticket;
          recv_1(I, R, {n}k(I, R)); recv_!2(I, R, t); \(match) }
      }
      """
    }
    // Nobody can make h(n) without n.
    #expect(verdicts(text("match(t, h(n)); send_!3(R, I, n);")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("match(y, h(n)); send_!3(R, I, y);")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("match((y, m), (I, n)); send_!3(R, I, m);")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("not match(t, h(n)); send_!3(R, I, n);")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("not match(n, n); send_!3(R, I, n);")) == ["I_Secret_1": "proved"])
    // Everything matches `y`; the proofs do not know that nothing differs from everything.
    #expect(verdicts(text("not match(y, n); send_!3(R, I, n);")) == ["I_Secret_1": "holds"])
    #expect(findings(text("not match(m, t); send_!3(R, I, n);")) == ["E0701 m"])
  }

  @Test func notMatchExcludesTalkingToOneself() {
    let text = { (guarding: String) in
      """
      protocol p(I, R) {
        role I { fresh n: Nonce; \(guarding) send_1(I, R, {n}k(I, R)); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_!2(I, I, {n}k(R, R)); send_!3(R, I, n); }
      }
      """.replacing("recv_!2(I, I", with: "recv_!2(I, R")
    }
    #expect(verdicts(text("")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("not match(I, R);")) == ["I_Secret_1": "proved"])
  }

  @Test func macrosMeanWhatTheirNamesMeanWhereTheyStand() {
    let text = """
      hashfunction h;
      macro m1 = {I, n, h(n, R)}pk(R);
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, m1); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, m1); send_2(R, I, h(n)); claim_2(R, Secret, n); }
      }
      """
    #expect(verdicts(text) == ["I_Secret_1": "proved", "R_Secret_2": "attack"])
  }

  @Test func compromisedAndUntrustedGiveTheAttackerWhatTheySay() {
    let text = { (declarations: String, key: String) in
      """
      const Server, Mallory: Agent;
      secret master: Nonce;
      \(declarations)
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}\(key)); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, {n}\(key)); }
      }
      """
    }
    #expect(verdicts(text("", "k(I, Server)")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("", "k(I, Mallory)")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("untrusted Mallory;", "k(I, Mallory)")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("", "master")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("compromised master;", "master")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("compromised sk(Server);", "pk(Server)")) == ["I_Secret_1": "attack"])
    #expect(verdicts(text("compromised k;", "k(I, R)")) == ["I_Secret_1": "attack"])
  }

  @Test func functionsAreOneWayUnlessTheyHaveInverses() {
    let text = { (declarations: String, term: String) in
      """
      \(declarations)
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, \(term)); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, \(term)); }
      }
      """
    }
    #expect(verdicts(text("hashfunction f;", "f(n)")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("const f: Function;", "{n}f")) == ["I_Secret_1": "proved"])
    #expect(verdicts(text("function f;", "{f(n), n}k(I, R)")) == ["I_Secret_1": "proved"])
    let both = "const inc, dec: Function; inversekeys(inc, dec);"
    #expect(verdicts(text(both, "{n}inc")) == ["I_Secret_1": "attack"])
    let hidden = "const m: Function; secret unm: Function; inversekeys(m, unm);"
    #expect(verdicts(text(hidden, "m(n)")) == ["I_Secret_1": "proved"])
    #expect(findings(text(hidden, "{n}unm")).first == "E0701 m")
  }

  /// `{n}m(t)` with an inverse of `m` that nobody ever has: nobody opens it, but whoever has both
  /// parts can make it.
  @Test func keysWithoutAnInverseSealForGood() {
    let text = { (key: String, rest: String) in
      """
      const m: Function; secret unm: Function; inversekeys(m, unm);
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}m(\(key))); claim_1(I, Secret, n); \(rest) }
        role R { var n: Nonce; recv_1(I, R, {n}m(\(key))); }
      }
      """
    }
    #expect(verdicts(text("n, I", "")) == ["I_Secret_1": "proved"])
    let answer = "fresh l: Nonce; send_2(I, R, n, l); recv_3(R, I, {n}m(n, l)); claim_4(I, Alive);"
    #expect(
      verdicts(text("n, I", answer).replacing("claim_1(I, Secret, n);", with: ""))
        == ["I_Alive_4": "attack"])
    #expect(findings(text("n, I", "send_2(I, R, {n}unm(n, I));")).first?.hasPrefix("E0701") == true)
  }

  @Test func inverseKeyFunctionsAreKeyPairs() {
    let text = { (declaration: String, key: String) in
      """
      const pk2: Function; secret sk2: Function;
      \(declaration)(pk2, sk2);
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}\(key)); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, {n}\(key)); claim_2(R, Alive, I); }
      }
      """
    }
    for declaration in ["inversekeyfunctions", "inversekeys"] {
      #expect(
        verdicts(text(declaration, "pk2(R)"))
          == ["I_Secret_1": "proved", "R_Alive_2": "attack"])
      #expect(
        verdicts(text(declaration, "sk2(I)"))
          == ["I_Secret_1": "attack", "R_Alive_2": "proved"])
    }
  }

  @Test func symmetricRolesAndSeveralProtocolsShareTheirKeys() {
    let text = """
      symmetric-role protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}pk(R)); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, {n}pk(R)); }
      }
      protocol q(I, R) {
        role I { }
        role R { var n: Nonce; recv_!1(I, R, {n}pk(R)); send_!2(R, I, n); }
      };
      """
    #expect(verdicts(text) == ["p_I_Secret_1": "attack"])
  }

  /// Scyther's patterns look into whatever they describe (§3).
  @Test func patternsNeedNoKeys() {
    let text = """
      hashfunction h;
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, h(n, k(I, I))); claim_1(I, Secret, n); }
        role R { var n: Nonce; recv_1(I, R, h(n, k(I, I))); send_2(R, I, n); }
      }
      """
    #expect(verdicts(text) == ["I_Secret_1": "attack"])
  }

  @Test func tuplesNestToTheRight() {
    let text = """
      protocol p(I, R) {
        role I { fresh n, m: Nonce; send_1(I, R, {n, m, I}k(I, R)); claim_1(I, Secret, n);
          claim_2(I, Secret, m); }
        role R { var x: Nonce; var t: Ticket; recv_1(I, R, {x, t}k(I, R)); send_2(R, I, t); }
      }
      """
    #expect(verdicts(text) == ["I_Secret_1": "proved", "I_Secret_2": "attack"])
  }

  /// `{n}k(I)` is encrypted with the term `k(I)`, which is `{I}k` where `k` is a value of the run,
  /// and nobody can send what the run has kept to itself.
  @Test func valuesOfARunHideFunctions() {
    let text = """
      protocol p(I, R) {
        role I { fresh k, n: Nonce; recv_!2(R, I, {R}k(I)); send_!1(I, R, {n}k(I), k, I);
          claim_1(I, Secret, n); claim_2(I, Secret, k); claim_3(I, Reachable); }
        role R { var k: Nonce; var t: Ticket; recv_!1(I, R, {t}k(I), k, I); send_!2(R, I, t);
          claim_1(R, Reachable); }
      }
      """
    #expect(
      verdicts(text) == [
        "I_Secret_1": "vacuous", "I_Secret_2": "vacuous", "I_Reachable_3": "vacuous",
        "R_Reachable_1": "attack",
      ])
  }

  @Test func keywordsOfAssayAreNames() {
    let text = """
      protocol match(send, fresh) {
        role send { fresh not: Nonce; send_1(send, fresh, not); claim_1(send, Secret, not); }
        role fresh { var in: Nonce; recv_1(send, fresh, in); }
      }
      """
    #expect(verdicts(text).values.sorted() == ["attack"])
  }
}
