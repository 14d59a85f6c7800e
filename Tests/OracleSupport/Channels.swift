// What channels offer, and what the attacker reads: the table of S4.3.

import ProtocolModel
import Terms

struct ChannelRules {
  let model: ProtocolModel
  let threat: ThreatModel
  let cast: Cast

  private func security(_ channel: ChannelID) -> ChannelSecurity {
    model.channels[channel.index].security
  }

  private func isControlled(_ channel: ChannelID) -> Bool {
    security(channel) == .insecure && threat.controls.contains(channel)
  }

  private func opposite(_ role: RoleID, on channel: ChannelID) -> RoleID? {
    model.channels[channel.index].endpoints?.opposite(role)
  }

  /// Whether the attacker may act for dishonest principals in the role at the other end.
  private func plays(opposite role: RoleID, on channel: ChannelID) -> Bool {
    guard let other = opposite(role, on: channel) else { return false }
    return threat.plays.contains(other)
  }

  func reads(_ channel: ChannelID, session: Int, receiver: Ground?) -> Bool {
    if threat.onlyDelivers { return false }
    let sender = cast.sessions[session]
    switch security(channel) {
    case .insecure:
      return isControlled(channel) || sender.parameters.contains(where: cast.dishonest.contains)
    case .authentic: return true
    case .confidential, .secure:
      guard let receiver else { return false }
      return cast.dishonest.contains(receiver) && plays(opposite: sender.role, on: channel)
    }
  }

  /// In whose names the attacker can inject for a session of this role.
  func injectionSenders(_ channel: ChannelID, receivingRole: RoleID) -> [Ground] {
    if threat.onlyDelivers { return [] }
    switch security(channel) {
    case .insecure, .confidential: return cast.principals
    case .authentic, .secure:
      guard plays(opposite: receivingRole, on: channel) else { return [] }
      return cast.principals.filter(cast.dishonest.contains)
    }
  }

  /// Nil where delivery adds nothing to what the attacker, who read it, can inject.
  func message(
    _ content: Ground, over channel: ChannelID, session: Int, receiver: Ground?
  ) -> Message? {
    if isControlled(channel) && !threat.onlyDelivers { return nil }
    let sender = cast.sessions[session]
    return Message(
      content: content, channel: channel, sender: sender.parameters[0], receiver: receiver,
      role: opposite(sender.role, on: channel))
  }

  func isOffered(_ message: Message, over channel: ChannelID, to session: Int) -> Bool {
    guard message.channel == channel else { return false }
    let session = cast.sessions[session]
    if let role = message.role, role != session.role { return false }
    if let receiver = message.receiver, receiver != session.parameters[0] { return false }
    return true
  }

  func deliversOften(_ channel: ChannelID) -> Bool {
    !threat.onlyDelivers && security(channel) == .authentic
  }
}
