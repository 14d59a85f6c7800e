// Rule S4: the table of channels, row by row and column by column.
//
// One role sends a fresh value to its partner, the other receives from anyone and records it.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct ChannelTests {
  private let secret = fresh("n", 0)

  private func model(
    _ security: ChannelSecurity, threat: ThreatModel, fromPartner: Bool = false,
    addressed: Bool = true
  ) -> ProtocolModel {
    let wire = ChannelID(1)
    let sender = makeRole(
      "Sender", [agent("S"), agent("R"), nonce("n")], parameters: 2, partners: [1: 1],
      knows: [sk(v(0))], bound: [[0, 1], [0, 1]],
      [(0, 1, [.fresh(Variable(2)), .send(v(2), over: wire, to: addressed ? v(1) : nil)])])
    let receiver = makeRole(
      "Receiver", [agent("R"), agent("S"), any("x"), any("_from")],
      parameters: fromPartner ? 2 : 1, knows: [sk(v(0))],
      bound: [fromPartner ? [0, 1] : [0], [0]],
      [(0, 1, [.receive(v(2), over: wire, from: fromPartner ? v(1) : v(3))])])
    return makeModel(
      [sender, receiver],
      properties: [
        makeProperty(
          .correspondence(pattern(0), requires: [], injective: false), threat: threat)
      ],
      channels: [Channel(name: "wire", security: security, endpoints: .init(RoleID(0), RoleID(1)))],
      events: [("E", 0)])
  }

  private let everything = makeThreat(controls: [ChannelID(0), ChannelID(1)], plays: [0, 1])
  private let uncontrolled = makeThreat(plays: [0, 1])

  private func trace(
    to recipient: Term, _ steps: [TraceStep], receivers: [Term]? = nil, threat: ThreatModel
  ) -> Trace {
    makeTrace(
      [(0, [anna, recipient])] + (receivers ?? [ben, ben]).map { (1, [$0]) }, steps,
      threat: threat, dishonest: threat.plays.isEmpty ? [] : ["mallory"])
  }

  /// Whether the attacker reads what Anna sends to this principal.
  private func reads(
    _ security: ChannelSecurity, to recipient: Term, _ threat: ThreatModel
  ) -> Bool {
    let trace = trace(to: recipient, [step(0, 0)], threat: threat)
    let run = expectRun(model(security, threat: threat), trace)
    return run?.sent.first?.observed != nil
  }

  /// Whether one message is delivered twice.
  private func deliversTwice(_ security: ChannelSecurity, _ threat: ThreatModel) -> Bool {
    let once = [step(0, 0), step(1, 0, secret, .delivered(0))]
    let model = model(security, threat: threat)
    #expect(stepRefusal(model, trace(to: ben, once, threat: threat)) == nil)
    let twice = once + [step(2, 0, secret, .delivered(0))]
    return stepRefusal(model, trace(to: ben, twice, threat: threat)) == nil
  }

  /// Whether Ben receives something that the attacker invented in this name.
  private func injects(
    _ security: ChannelSecurity, as sender: Term?, _ threat: ThreatModel
  ) -> Bool {
    let steps = [step(1, 0, invented(0), made(.invented(0), by: sender))]
    return stepRefusal(
      model(security, threat: threat), trace(to: ben, steps, threat: threat)) == nil
  }

  @Test func S4_3_controlledInsecureMessagesAreReadForgedAndReplayed() {
    #expect(reads(.insecure, to: ben, everything))
    #expect(injects(.insecure, as: anna, everything))
    #expect(deliversTwice(.insecure, everything))
  }

  @Test func S4_3_uncontrolledInsecureMessagesAreReadIfASessionsPartnerIsDishonest() {
    #expect(!reads(.insecure, to: ben, uncontrolled))
    #expect(reads(.insecure, to: mallory, uncontrolled))
    #expect(injects(.insecure, as: anna, uncontrolled))
    #expect(!deliversTwice(.insecure, uncontrolled))
  }

  @Test func S4_3_authenticMessagesAreReadAndReplayedButNotForged() {
    #expect(reads(.authentic, to: ben, everything))
    #expect(!injects(.authentic, as: anna, everything))
    #expect(injects(.authentic, as: mallory, everything))
    #expect(deliversTwice(.authentic, everything))
  }

  @Test func S4_3_confidentialMessagesAreForgedInAnybodysName() {
    #expect(!reads(.confidential, to: ben, everything))
    #expect(reads(.confidential, to: mallory, everything))
    #expect(injects(.confidential, as: anna, everything))
    #expect(!deliversTwice(.confidential, everything))
  }

  @Test func S4_3_secureMessagesAreNeitherReadNorForged() {
    #expect(!reads(.secure, to: ben, everything))
    #expect(reads(.secure, to: mallory, everything))
    #expect(!injects(.secure, as: anna, everything))
    #expect(injects(.secure, as: mallory, everything))
  }

  @Test func S4_3_secureMessageIsDeliveredAtMostOnce() {
    #expect(!deliversTwice(.secure, everything))
  }

  @Test func S4_3_theAttackerActsOnlyInRolesThatItPlays() {
    let onlySender = makeThreat(plays: [0])
    let onlyReceiver = makeThreat(plays: [1])
    #expect(!reads(.secure, to: mallory, onlySender))
    #expect(reads(.secure, to: mallory, onlyReceiver))
    #expect(injects(.secure, as: mallory, onlySender))
    #expect(!injects(.secure, as: mallory, onlyReceiver))
    #expect(!injects(.authentic, as: mallory, onlyReceiver))
    #expect(injects(.confidential, as: mallory, onlyReceiver))
  }

  @Test func S4_3_whatWasNotReadIsNotDerived() {
    let threat = uncontrolled
    let steps = [step(0, 0), step(1, 0, secret, made(.observed(0), by: mallory))]
    let model = model(.confidential, threat: threat)
    #expect(stepRefusal(model, trace(to: ben, steps, threat: threat)) != nil)
    #expect(stepRefusal(model, trace(to: mallory, steps, threat: threat)) == nil)
  }

  @Test(arguments: [ChannelSecurity.insecure, .authentic, .confidential, .secure])
  func S4_4_whereTheNetworkOnlyDelivers(security: ChannelSecurity) {
    #expect(!reads(security, to: ben, deliversOnly))
    #expect(!injects(security, as: ben, deliversOnly))
    #expect(!injects(security, as: nil, deliversOnly))
    #expect(!deliversTwice(security, deliversOnly))
  }

  @Test(arguments: [ChannelSecurity.insecure, .authentic, .confidential, .secure])
  func S4_2_aMessageIsForItsRecipient(security: ChannelSecurity) {
    let steps = [step(0, 0), step(1, 0, secret, .delivered(0))]
    let model = model(security, threat: everything)
    #expect(
      stepRefusal(model, trace(to: ben, steps, receivers: [ben], threat: everything)) == nil)
    #expect(
      stepRefusal(
        model, trace(to: ben, steps, receivers: [principal("cleo")], threat: everything)) != nil)
  }

  @Test func S4_2_insecureMessagesWithoutRecipientAreForAnyoneInTheRole() {
    let steps = [step(0, 0), step(1, 0, secret, .delivered(0))]
    let cleo = [principal("cleo")]
    let insecure = model(.insecure, threat: everything, addressed: false)
    #expect(
      stepRefusal(insecure, trace(to: ben, steps, receivers: cleo, threat: everything)) == nil)
    let secure = model(.secure, threat: everything, addressed: false)
    #expect(
      stepRefusal(secure, trace(to: ben, steps, receivers: cleo, threat: everything)) != nil)
  }

  @Test func S4_1_aReceiveAcceptsOnlyItsSender() {
    let model = model(.authentic, threat: everything, fromPartner: true)
    func trace(_ partner: Term, _ steps: [TraceStep]) -> Trace {
      makeTrace(
        [(0, [anna, ben]), (1, [ben, partner])], steps, threat: everything, dishonest: ["mallory"])
    }
    let delivered = [step(0, 0), step(1, 0, secret, .delivered(0))]
    #expect(stepRefusal(model, trace(anna, delivered)) == nil)
    #expect(stepRefusal(model, trace(mallory, delivered)) != nil)
    let forged = [step(1, 0, invented(0), made(.invented(0), by: mallory))]
    #expect(stepRefusal(model, trace(mallory, forged)) == nil)
    #expect(stepRefusal(model, trace(anna, forged)) != nil)
  }

  @Test func S4_1_onlyTheJoinedRolesUseAChannel() {
    let wire = ChannelID(1)
    let outsider = makeRole(
      "Outsider", [agent("A")], bound: [[0], [0]],
      [(0, 1, [.send(v(0), over: wire, to: v(0))])])
    let idle = makeRole("Idle", [agent("A")], bound: [[0]], [])
    let model = makeModel(
      [outsider, idle], properties: [makeProperty(.reachable([]))],
      channels: [Channel(name: "wire", security: .secure, endpoints: .init(RoleID(1), RoleID(1)))])
    #expect(stepRefusal(model, makeTrace([(0, [anna])], [step(0, 0)])) != nil)
  }

  @Test func aMessageIsDeliveredOnItsOwnChannel() {
    let receiver = makeRole(
      "R", [agent("A"), any("x")], bound: [[0], [0]],
      [
        (0, 1, [.receive(v(1), over: .network, from: nil)]),
        (0, 1, [.send(v(0), over: ChannelID(1), to: nil)]),
        (0, 1, [.send(v(0), over: .network, to: nil)]),
      ])
    let model = makeModel(
      [receiver], properties: [makeProperty(.reachable([]))],
      channels: [Channel(name: "other", security: .insecure, endpoints: nil)])
    func trace(_ sending: Int, _ index: Int) -> Trace {
      makeTrace(
        [(0, [anna]), (0, [ben])], [step(0, sending), step(1, 0, anna, .delivered(index))])
    }
    #expect(stepRefusal(model, trace(2, 0)) == nil)
    #expect(stepRefusal(model, trace(1, 0)) != nil)
    #expect(stepRefusal(model, trace(2, 1)) != nil)
    #expect(stepRefusal(model, trace(2, -1)) != nil)
  }
}
