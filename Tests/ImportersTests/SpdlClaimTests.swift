// Each claim on a protocol that keeps it and on one that does not (docs/importing-spdl.md, §5).

import Testing

private let needhamSchroeder = """
  protocol ns(I, R) {
    role I {
      fresh ni: Nonce; var nr: Nonce;
      send_1(I, R, {I, ni}pk(R));
      recv_2(R, I, {ni, nr}pk(I));
      claim(I, Running, R, ni, nr);
      send_3(I, R, {nr}pk(R));
      claim_i1(I, Secret, ni); claim_i2(I, SKR, nr); claim_i3(I, Niagree); claim_i4(I, Nisynch);
      claim_i5(I, Alive); claim_i6(I, Weakagree);
    }
    role R {
      var ni: Nonce; fresh nr: Nonce;
      recv_1(I, R, {I, ni}pk(R));
      send_2(R, I, {ni, nr}pk(I));
      recv_3(I, R, {nr}pk(R));
      claim_r1(R, Secret, ni); claim_r2(R, Secret, nr); claim_r3(R, Niagree);
      claim_r4(R, Nisynch); claim_r5(R, Alive); claim_r6(R, Weakagree);
      claim_r7(R, Commit, I, ni, nr); claim_r8(R, Reachable);
    }
  }
  """

@Suite struct SpdlClaimTests {
  @Test func needhamSchroederFailsForTheResponder() {
    #expect(
      verdicts(needhamSchroeder) == [
        "I_Secret_i1": "proved", "I_SKR_i2": "proved", "I_Niagree_i3": "proved",
        "I_Nisynch_i4": "proved", "I_Alive_i5": "proved", "I_Weakagree_i6": "proved",
        "R_Secret_r1": "attack", "R_Secret_r2": "attack", "R_Niagree_r3": "attack",
        "R_Nisynch_r4": "attack", "R_Alive_r5": "proved", "R_Weakagree_r6": "attack",
        "R_Commit_r7": "attack", "R_Reachable_r8": "attack",
      ])
  }

  @Test func lowesRepairHolds() {
    let repaired = needhamSchroeder.replacing("{ni, nr}pk(I)", with: "{ni, nr, R}pk(I)")
    let found = verdicts(repaired)
    #expect(found["R_Reachable_r8"] == "attack")
    #expect(found.filter { $0.value != "proved" }.map(\.key) == ["R_Reachable_r8"])
  }

  /// Both messages are agreed on, but the first may be received before it was sent.
  @Test func synchronisationRespectsOrderAndAgreementDoesNot() {
    let text = """
      protocol p(I, R) {
        role I {
          fresh n: Nonce; var m: Nonce;
          recv_1(R, I, m);
          send_2(I, R, {m, n}k(I, R));
        }
        role R {
          fresh m: Nonce; var n: Nonce;
          send_1(R, I, m);
          recv_2(I, R, {m, n}k(I, R));
          claim_1(R, Niagree); claim_2(R, Nisynch);
        }
      }
      """
    #expect(verdicts(text) == ["R_Niagree_1": "proved", "R_Nisynch_2": "proved"])
    // A name can be received before anybody sent it.
    let early = text.replacing("send_1(R, I, m)", with: "send_1(R, I, R)")
      .replacing("recv_1(R, I, m)", with: "recv_1(R, I, R)")
      .replacing("{m, n}", with: "{n}").replacing("fresh m: Nonce;", with: "")
      .replacing("var m: Nonce;", with: "")
    #expect(verdicts(early) == ["R_Niagree_1": "proved", "R_Nisynch_2": "attack"])
  }

  /// A run may stop between two sends: what the second says was then never said.
  @Test func aRunMayStopBetweenTwoSends() {
    let text = """
      const c, d: Nonce;
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}sk(I)); send_2(I, R, d); }
        role R { var n: Nonce; recv_1(I, R, {n}sk(I)); recv_2(I, R, d);
          claim_1(R, Niagree); claim_2(R, Alive); }
      }
      """
    #expect(verdicts(text) == ["R_Niagree_1": "attack", "R_Alive_2": "proved"])
  }

  @Test func runningBehindASendMayBeMissing() {
    let text = """
      protocol p(I, R) {
        role I { fresh n: Nonce; send_1(I, R, {n}sk(I)); claim(I, Running, R, n); }
        role R { var n: Nonce; recv_1(I, R, {n}sk(I)); claim_1(R, Commit, I, n); }
      }
      """
    #expect(verdicts(text) == ["R_Commit_1": "attack"])
    let before = text.replacing(
      "send_1(I, R, {n}sk(I)); claim(I, Running, R, n);",
      with:
        "claim(I, Running, R, n); send_1(I, R, {n, R}sk(I));"
    )
    .replacing("recv_1(I, R, {n}sk(I))", with: "recv_1(I, R, {n, R}sk(I))")
    #expect(verdicts(before) == ["R_Commit_1": "proved"])
    let nobody = text.replacing("claim(I, Running, R, n);", with: "")
    #expect(verdicts(nobody) == ["R_Commit_1": "attack"])
  }

  @Test func claimsBindOnlyAmongTrustedAgents() {
    // S is a role that does nothing; still it has to be trusted.
    let text = """
      protocol p(I, R, S) {
        role I { fresh n: Nonce; send_1(I, R, {n}k(I, S)); claim_1(I, Secret, n); }
        role R { }
        role S { }
      }
      """
    #expect(verdicts(text) == ["I_Secret_1": "proved"])
  }

  /// A tuple is secret as long as one of its parts is.
  @Test func tuplesAreSecretIfAPartIs() {
    let text = { (sent: String, secret: String) in
      """
      protocol p(I, R) {
        role I { fresh n, m: Nonce; send_1(I, R, \(sent)); claim_1(I, Secret, \(secret)); }
        role R { }
      }
      """
    }
    for secret in ["(n, m)", "n, m"] {
      #expect(verdicts(text("n, {m}k(I, R)", secret)) == ["I_Secret_1": "proved"])
      #expect(verdicts(text("n, m", secret)) == ["I_Secret_1": "attack"])
    }
    #expect(
      findings(text("n", "n").replacing("Secret", with: "SID")) == ["W0004 claim_1(I, SID, n);"])
  }

  @Test func helpersAreNobodysPartners() {
    let text = """
      protocol @helper(X, Y) {
        role X { var Y: Agent; recv_!1(X, X, k(X, Y)); send_!2(X, X, k(Y, X)); }
        role Y { }
      }
      protocol p(I, R) {
        role I { send_1(I, R, I); }
        role R { recv_1(I, R, I); claim_1(R, Alive); claim_2(R, Secret, k(I, R)); }
      }
      """
    let found = verdicts(text)
    #expect(found["p_R_Alive_1"] == "attack")
    #expect(found["p_R_Secret_2"] == "proved")
  }

  /// With three agents the same set can be taken in many ways.
  @Test func weakAgreementComparesSets() {
    let text = """
      protocol p(A, B, C) {
        role A { fresh n: Nonce; send_1(A, B, {n, A, B, C}sk(A)); }
        role B { var n: Nonce; recv_1(A, B, {n, A, B, C}sk(A)); claim_1(B, Weakagree, A); }
        role C { }
      }
      """
    #expect(verdicts(text) == ["B_Weakagree_1": "proved"])
    let without = text.replacing("n, A, B, C", with: "n, A, B")
    #expect(verdicts(without) == ["B_Weakagree_1": "attack"])
  }

  /// Each role takes what the other says for its own, so that the clauses grow: it is widened.
  @Test func whatIsReflectedIsProved() {
    let text = """
      protocol p(A, B) {
        role A { fresh n, t: Nonce; var m, u: Nonce; send_1(A, B, n, {n, B, t}sk(A));
          recv_2(B, A, m, {m, A, u}sk(B)); claim_1(A, Alive); claim_2(A, Weakagree); }
        role B { fresh m, u: Nonce; var n, t: Nonce; recv_1(A, B, n, {n, B, t}sk(A));
          send_2(B, A, m, {m, A, u}sk(B)); claim_1(B, Alive); claim_2(B, Weakagree); }
      }
      """
    #expect(
      verdicts(text) == [
        "A_Alive_1": "proved", "A_Weakagree_2": "proved", "B_Alive_1": "proved",
        "B_Weakagree_2": "proved",
      ])
  }

  /// A server that is asked twice may have answered twice; which answer was received is told.
  @Test func whatWasReceivedWasSentBefore() {
    let text = """
      usertype SessionKey;
      protocol p(I, R, S) {
        role I { fresh n: Nonce; var r: Nonce; var s: SessionKey; send_1(I, R, I, n);
          recv_3(S, I, {R, s, n, r}k(I, S)); send_5(I, R, {I, R, S, r}s); }
        role R { var n: Nonce; fresh r: Nonce; var s: SessionKey; recv_1(I, R, I, n);
          send_2(R, S, {I, n, r}k(R, S)); recv_4(S, R, {I, s}k(R, S));
          recv_5(I, R, {I, R, S, r}s); claim_1(R, Nisynch); }
        role S { var n, r: Nonce; fresh s: SessionKey; recv_2(R, S, {I, n, r}k(R, S));
          send_3(S, I, {R, s, n, r}k(I, S)); send_4(S, R, {I, s}k(R, S)); }
      }
      """
    #expect(verdicts(text) == ["R_Nisynch_1": "proved"])
  }
}
