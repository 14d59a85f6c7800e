// What a certificate is about, and its cases: a good one is changed in its header or its cases, and
// has to be rejected for that.

import ModelSupport
import ProtocolModel
import Saturation
import Testing

@testable import Certificates

@Suite struct CertificateSubjectTests {
  private let model: ProtocolModel
  private let good: Certificate

  /// Of two principals it is open whether they are honest: four cases.
  init() throws {
    let text = """
      protocol P
      principal Alice
      principal Bob
      function k(Principal, Principal): Key private
      role A(X, b Y)
        knows k(X, Y)
      {
        start -> done {
          fresh n: Nonce
          event Sent(X, Y, n)
          send senc(n, k(X, Y))
        }
      }
      role B(Y, a X)
        knows k(X, Y)
      {
        start -> done {
          receive senc(?n, k(X, Y))
          event Got(X, Y, n)
        }
      }
      property p: secret n of A unless dishonest(Y)
      property q: Got(X, Y, n) requires Sent(X, Y, n) unless dishonest(X), dishonest(Y)
      property r: reachable Got(X, Y, _) and Sent(Y, X, _)
      """
    let model = try #require(try models(of: text, path: "test.assay").first)
    let job = SaturationJob(model: model, property: 0, limits: SaturationLimits(steps: 2000))
    guard case .proved(let proof) = saturate(job).outcome else {
      Issue.record("it is not proved")
      throw Rejection("it is not proved")
    }
    self.model = model
    good = Certificate(
      of: 0, in: IdentifiedModel(model), at: "x", claiming: .proved, cases: proof.cases)
  }

  private func isAccepted(
    property: Int = 0, _ change: (inout Certificate) -> Void = { _ in }
  ) -> Bool {
    var changed = good
    change(&changed)
    if case .success = check(changed, model, property: property) { return true }
    return false
  }

  @Test func theHeaderHasToFit() {
    #expect(isAccepted())
    #expect(!isAccepted { $0.modelHash = String(repeating: "0", count: 64) })
    #expect(!isAccepted { $0.modelHash = "" })
    #expect(!isAccepted { $0.propertyHash = model.identity(of: model.properties[1]) })
    #expect(!isAccepted { $0.options = ["strict"] })
    #expect(!isAccepted { $0.claim = .vacuous })
    #expect(!isAccepted { $0.claim = .unreachable })
    #expect(!isAccepted(property: 1))
    for property in 1...2 {
      #expect(
        !isAccepted(property: property) {
          $0.propertyHash = model.identity(of: model.properties[property])
        })
    }
  }

  @Test func eachCaseHasToBeThereOnce() {
    #expect(good.cases.count == 4)
    #expect(isAccepted { $0.cases.reverse() })
    #expect(!isAccepted { $0.cases = [] })
    for index in good.cases.indices {
      #expect(!isAccepted { $0.cases.remove(at: index) })
      #expect(!isAccepted { $0.cases.append($0.cases[index]) })
      #expect(!isAccepted { $0.cases[index] = $0.cases[(index + 1) % 4] })
      #expect(!isAccepted { $0.cases[index].dishonest.append("Carol") })
      #expect(!isAccepted { $0.cases[index].clauses = [] })
      #expect(!isAccepted { $0.cases[index].clauses.append("=> violated") })
      #expect(!isAccepted { $0.cases[index].clauses.append("") })
    }
  }

  /// Every clause of a small proof is needed: the checker misses what is cut off.
  @Test func whatIsCutOffIsMissed() {
    for count in good.cases[0].clauses.indices {
      #expect(!isAccepted { $0.cases[0].clauses.removeLast($0.cases[0].clauses.count - count) })
    }
  }
}

/// What was proved, and accepted, and is attacked.
@Suite struct FalseProofTests {
  /// Zed may be a bank: a clause about the keys of vendors covered the one about his.
  @Test func aNamedPrincipalMayPlayAnotherRole() throws {
    let text = """
      protocol Zed
      principal Zed honest
      function k(Principal): Key private
      channel c: secure between A, F
      channel d: insecure between F, Bank
      role A(X, f F0) { start -> done { fresh n: Nonce  send n over c } }
      role F(Y, a X, vendor V, bank B)
        knows k(V), k(Zed)
      {
        start -> got { receive ?m over c }
        got -> one { send senc(m, k(V)) over d }
        got -> two { send senc(m, k(Zed)) over d }
      }
      role Vendor(V) { start -> done { fresh v: Nonce  send v } }
      role Bank(B) knows k(B) { start -> done { receive ?x over d } }
      property p: hidden n of A from Bank
      property q: hidden n of A from Vendor
      """
    let model = try #require(try models(of: text, path: "zed.assay").first)
    func isProved(_ property: Int) -> Bool {
      let job = SaturationJob(
        model: model, property: property, limits: SaturationLimits(steps: 2000))
      if case .proved = saturate(job).outcome { return true }
      return false
    }
    #expect(!isProved(0))
    #expect(isProved(1))
  }
}
