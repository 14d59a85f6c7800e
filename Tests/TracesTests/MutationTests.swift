// Valid traces changed in every small way: exactly the harmless mutants are accepted.
//
// Which are harmless is listed for each trace; everything else, hundreds of mutants each, has to
// be refused. The harmless ones are runs that show the same thing:
//
// - on a channel that belongs to everyone the sender's name says nothing;
// - the attacker may send again what a controlled channel would have delivered;
// - another session that takes no step changes nothing, nor does a dishonest principal of whom
//   nobody has heard;
// - a dishonest principal has the same long-term key as initiator and as responder.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct MutationTests {
  typealias NS = NeedhamSchroeder

  private func accepted(
    _ model: ProtocolModel, _ trace: Trace, property: Int?, atoms: [Term], atLeast count: Int
  ) -> Set<String> {
    expectAccepted(model, trace, property: property)
    let mutants = Mutations(trace: trace, atoms: atoms).all()
    #expect(mutants.count >= count)
    return Set(
      mutants.filter { refusal(model, $0.trace, property: property) == nil }.map(\.name))
  }

  private let atoms = [
    NS.alice, NS.bob, NS.mallory, principal("oscar"), .integer(1), fresh("nb", 1), fresh("na", 0),
  ]

  private func senders(step: Int) -> Set<String> {
    Set(["alice", "bob", "mallory", "oscar"].map { "step \(step): sender \($0)" })
  }

  private let idle: Set<String> = ["session 0 idle twice", "session 1 idle twice"]

  @Test func lowesAttackOnSecrecy() {
    let found = accepted(
      NS.model, NS.secretAttack, property: NS.Properties.secret, atoms: atoms, atLeast: 500)
    #expect(
      found
        == senders(step: 1).union(idle).union([
          "step 2: observed 1", "oscar dishonest", "step 1: derivation.0.1: role 0",
          "claim: derivation.1: role 0",
        ]))
  }

  @Test(arguments: [NS.Properties.agreement, NS.Properties.injective])
  func lowesAttackOnAgreement(property: Int) {
    let found = accepted(
      NS.model, NS.agreementAttack, property: property, atoms: atoms, atLeast: 700)
    #expect(
      found
        == senders(step: 1).union(senders(step: 3)).union(idle).union([
          "step 2: observed 1", "oscar dishonest", "step 1: derivation.0.1: role 0",
          "step 3: derivation.0.1: role 0",
        ]))
  }

  @Test func aWitness() {
    let found = accepted(
      NS.model, NS.witness, property: NS.Properties.reachable, atoms: atoms, atLeast: 250)
    #expect(found == idle)
  }

  @Test func theHonestRun() {
    let found = accepted(NS.model, NS.honestRun, property: nil, atoms: atoms, atLeast: 250)
    // Where the network only delivers, the rest of the threat says nothing.
    #expect(
      found == [
        "threat: controls", "threat: plays everything", "threat: separates roles",
        "threat: reveals",
      ])
  }

  @Test func whatAnHonestVendorSees() {
    let sight = Replayer(model: Shop.model).shrink(Shop.sight, property: 0)
    #expect(sight.steps.count == 2)
    let found = accepted(
      Shop.model, sight, property: 0,
      atoms: [anna, ben, Shop.vera, cleo, .integer(1), fresh("t", 0)], atLeast: 250)
    // The bank takes no part, so it may be another.
    #expect(found == idle.union(["session 0: parameter 2 → cleo"]))
  }

  @Test func aRevealedKey() {
    let found = accepted(
      Till.model, Till.revealAttack, property: Till.secret,
      atoms: [anna, ben, mallory, .integer(1), fresh("n", 0)], atLeast: 90)
    // It does not matter who the client and the server are while they are honest.
    #expect(
      found == [
        "session 0: parameter 0 → ben", "session 0: parameter 0 → mallory",
        "session 0: parameter 1 → anna", "session 0: parameter 1 → mallory", "mallory dishonest",
      ])
  }

  @Test func aMessageOnASecureChannelAndALookup() {
    let found = accepted(
      Till.model, Till.lookupAttack, property: Till.never,
      atoms: [anna, ben, mallory, .integer(1), fresh("n", 0)], atLeast: 100)
    // Ben may be his own client; and Mallory's message and Anna's step do not meet.
    #expect(found == ["session 0: parameter 0 → ben", "steps 0 and 1 swapped"])
  }
}
