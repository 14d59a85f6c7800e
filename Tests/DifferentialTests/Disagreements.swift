// What random protocols found, shrunk.

import Testing

@Suite struct OracleDisagreements {
  private func expectAgreement(_ text: String) {
    let (findings, errors) = Campaign().compare(text, measuresRecall: true)
    #expect(errors.isEmpty)
    #expect(!findings.isEmpty)
    for finding in findings where finding.outcome == .disagreement {
      Issue.record("\(finding.property): \(finding.detail)")
    }
  }

  /// The engine made the nonce a public constant, which a typed model does not take for one.
  @Test func attackersNonceInATypedView() {
    expectAgreement(
      """
      protocol TypedView
      typed
      message Ask(nonce: Nonce)
      role Initiator(A) {
        s0 -> s1 {
          send A
        }
      }
      role Server(S) {
        s0 -> s1 {
          receive Ask(?n)
        }
      }
      attacker { controls network }
      scenario default { 1 Initiator, 1 Server }
      property unseen: hidden n of Server from Initiator under network

      """)
  }

  /// What the viewer received may be just what has to be hidden: the attacker passed it on.
  @Test func secretPassedOnToATypedView() {
    expectAgreement(
      """
      protocol PassedOn
      typed
      message Quote(nonce: Nonce)
      role Initiator(A) {
        s0 -> s1 {
          receive Quote(?n)
        }
      }
      role Responder(B) {
        s0 -> s1 {
          fresh n: Nonce
          send n
        }
      }
      attacker { controls network }
      scenario default { 1 Initiator, 1 Responder }
      property unseen: hidden n of Responder from Initiator under network

      """)
  }

  /// Bob, in whose name the attacker sends, takes no other part; the oracle left him out.
  @Test func senderWhoTakesNoOtherPart() {
    expectAgreement(
      """
      protocol Absent
      channel link: confidential between Initiator, Responder
      function k(Principal, Principal): Key private
      role Initiator(A) {
        s0 -> s1 {
          event Begin()
        }
      }
      role Responder(B, server S)
        knows k(B, S)
      {
        s0 -> s1 {
          receive k(B, S) over link from ?A
          require A != B
          event Done(A)
        }
      }
      role Server(S, A, B) distinct S, A, B
        knows A, k(B, S)
      {
      }
      property agreement: Done(v0) requires Begin() unless dishonest(v0)

      """)
  }

  /// The sum over an empty table is zero, and S7.6 judges it after every transition, not only
  /// after those that change a table.
  @Test func invariantOfAnEmptyTable() {
    expectAgreement(
      """
      protocol EmptyTable
      table ledger(value: Nonce, amount: Int) of Bank
      role Bank(B, amount: Int) {
        s0 -> s1 {
          fresh n: Nonce
          send n
        }
        s1 -> s2 {
          require amount > 0
          insert (n, amount) into ledger
        }
      }
      attacker { controls network }
      scenario default { 1 Bank }
      property bound: invariant sum(v for (?x, ?v) in ledger) >= 1 of Bank

      """)
  }
}
