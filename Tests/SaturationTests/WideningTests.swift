// A protocol whose clauses feed themselves is proved with widening and not without; what is attacked
// is not proved with it.

import Certificates
import ModelSupport
import ProtocolModel
import Saturation
import Testing

@Suite struct WideningTests {
  /// The server takes what it sent for what a sender sends, and its stamps name one another.
  private let relay = """
    protocol Relay
    function key(Principal): Key private
    role Sender(A, receiver B) knows key(A) {
      start -> done { fresh t  fresh k  send senc((A, t, B, k), key(A)) }
    }
    role Receiver(B, sender A) knows key(B) {
      start -> done { receive senc((A, ?t, B, ?k), key(B)) }
    }
    role Server(S, sender A, receiver B) knows key(A), key(B) {
      start -> done {
        receive senc((A, ?t, B, ?k), key(A))
        fresh s
        send senc((A, s, B, k), key(B))
      }
    }
    attacker { controls network; plays Receiver }
    property kept: secret k of Sender unless dishonest(B)
    property keptByAll: secret k of Sender
    scenario default { 1 Sender, 1 Receiver, 1 Server }

    """

  private func outcome(
    _ property: Int, _ widening: SaturationLimits.Widening
  ) throws -> SaturationOutcome {
    let model = try #require(try models(of: relay).first)
    let limits = SaturationLimits(steps: 2_000, widening: widening)
    return saturate(SaturationJob(model: model, property: property, limits: limits)).outcome
  }

  @Test func whatFeedsItselfIsProvedWithWideningOnly() throws {
    #expect(Answer(try outcome(0, .never)) == .unknown)
    #expect(Answer(try outcome(0, .whereTheyGrow)) == .proved)
  }

  @Test func theCheckerAcceptsTheWidenedClauses() throws {
    let model = try #require(try models(of: relay).first)
    guard case .proved(let proof) = try outcome(0, .whereTheyGrow) else {
      Issue.record("it is not proved")
      return
    }
    let identified = IdentifiedModel(model)
    let certificate = Certificate(
      of: 0, in: identified, at: "relay.assay", claiming: .proved, cases: proof.cases)
    guard case .success = audit(certificate.text, identified, 0) else {
      Issue.record("the checker does not accept it")
      return
    }
    // It does not take them for clauses of another property.
    let other = Certificate(
      of: 1, in: identified, at: "relay.assay", claiming: .proved, cases: proof.cases)
    guard case .failure = audit(other.text, identified, 1) else {
      Issue.record("the checker accepts it of a property that is violated")
      return
    }
  }

  @Test func whatIsAttackedIsNotProved() throws {
    #expect(Answer(try outcome(1, .whereTheyGrow)) != .proved)
  }
}
