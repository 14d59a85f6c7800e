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
