// Sending and receiving (rule S4): who reads a message, who may make one, and how often one is
// delivered. The table of rule S4.3 is the three functions with a switch over the security.

import ProtocolModel
import Terms

extension Execution {
  // MARK: Sending

  mutating func send(
    _ term: Term, over id: ChannelID, to recipient: Term?, _ frame: inout Frame
  ) throws(Refusal) {
    let sender = frame.session
    var principal: Term?
    if let recipient { principal = try ground.value(of: recipient, frame.values) }
    _ = try channel(id, joins: sender)
    var message = SentMessage(
      step: frame.number, session: sender, channel: id, sender: sessions[sender].owner,
      recipient: principal, term: try ground.value(of: term, frame.values))
    if attackerReads(message) {
      message.observed = run.observed.count
      run.observed.append(
        ObservedTerm(step: frame.number, term: message.term, sent: run.sent.count))
    }
    frame.step.sent.append(run.sent.count)
    run.sent.append(message)
  }

  /// The channel, if sessions of this session's role use it (S4.1).
  private func channel(_ id: ChannelID, joins session: Int) throws(Refusal) -> Channel {
    guard let channel = model.channels.at(id.index) else {
      throw Refusal("there is no channel \(id.index)")
    }
    let role = sessions[session].role
    if let ends = channel.endpoints, role != ends.first, role != ends.second {
      throw Refusal("the channel `\(channel.name)` does not join the session's role")
    }
    return channel
  }

  /// Column "reads honest messages".
  private func attackerReads(_ message: SentMessage) -> Bool {
    if threat.onlyDelivers { return false }
    let channel = model.channels[message.channel.index]
    switch channel.security {
    case .insecure where threat.controls.contains(message.channel): return true
    case .insecure:
      return run.trace.sessions[message.session].parameters.contains(where: isDishonest)
    case .authentic: return true
    case .confidential, .secure:
      return message.recipient.map(isDishonest) ?? false
        && plays(channel.endpoints?.opposite(sessions[message.session].role))
    }
  }

  // MARK: Receiving

  /// Takes the message from its origin, and matches it and its sender with the patterns.
  mutating func receive(
    _ pattern: Term, over id: ChannelID, from senderPattern: Term?, _ frame: inout Frame
  ) throws(Refusal) {
    guard let claimed = frame.input.message, let origin = frame.input.origin else {
      throw Refusal("a message and its origin are missing")
    }
    let channel = try channel(id, joins: frame.session)
    let received =
      switch origin {
      case .delivered(let index): try deliver(index, over: id, channel, frame)
      case .attacker(let derivation, let sender):
        try inject(derivation, sender, over: id, channel, frame)
      }
    guard received.term == claimed else {
      throw Refusal("the message is \(text(received.term)), not \(text(claimed))")
    }
    var pairs = [(pattern: pattern, term: received.term)]
    if let senderPattern {
      guard let sender = received.sender else { throw Refusal("the message has no sender") }
      pairs.append((senderPattern, sender))
    }
    guard try bind(pairs, &frame) else {
      throw Refusal("\(text(received.term)) does not match the pattern of the `receive`")
    }
    frame.step.received = received
  }

  // MARK: Delivery

  private mutating func deliver(
    _ index: Int, over id: ChannelID, _ channel: Channel, _ frame: Frame
  ) throws(Refusal) -> ReceivedMessage {
    guard let message = run.sent.at(index), message.channel == id else {
      throw Refusal("there is no sent message \(index) on the channel `\(channel.name)`")
    }
    guard isAddressed(message, to: frame.session, channel) else {
      throw Refusal("message \(index) is not for the owner of session \(frame.session + 1)")
    }
    guard message.deliveries.isEmpty || isDeliveredRepeatedly(id, channel) else {
      throw Refusal("message \(index) was delivered already")
    }
    run.sent[index].deliveries.append(frame.number)
    return ReceivedMessage(
      term: message.term, channel: id, sender: message.sender, delivered: index)
  }

  /// On a channel with ends a message is for its recipient in the role at the other end (S4.2).
  /// Insecure channels may name no recipient; then it is for anyone in that role.
  private func isAddressed(_ message: SentMessage, to session: Int, _ channel: Channel) -> Bool {
    guard let ends = channel.endpoints else { return true }
    guard ends.opposite(sessions[message.session].role) == sessions[session].role else {
      return false
    }
    guard let recipient = message.recipient else { return channel.security == .insecure }
    return recipient == sessions[session].owner
  }

  /// Column "an honest message is delivered"; without an attacker at most once (S4.4).
  private func isDeliveredRepeatedly(_ id: ChannelID, _ channel: Channel) -> Bool {
    if threat.onlyDelivers { return false }
    return switch channel.security {
    case .insecure: threat.controls.contains(id)
    case .authentic: true
    case .confidential, .secure: false
    }
  }

  // MARK: Injection

  private func inject(
    _ derivation: Derivation, _ sender: Term?, over id: ChannelID, _ channel: Channel,
    _ frame: Frame
  ) throws(Refusal) -> ReceivedMessage {
    try checkInjection(sender, channel, by: frame.session)
    let attacker = DerivationEvaluator(
      model: model, ground: ground,
      computer: .attacker(dishonest: dishonest, plays: threat.plays),
      observed: run.observed.map(\.term))
    return ReceivedMessage(
      term: try attacker.value(of: derivation), channel: id, sender: sender, delivered: nil)
  }

  /// Column "injects".
  private func checkInjection(
    _ sender: Term?, _ channel: Channel, by receiver: Int
  ) throws(Refusal) {
    if threat.onlyDelivers { throw Refusal("the network only delivers; nobody injects") }
    if let sender, !sender.isPrincipal {
      throw Refusal("\(text(sender)) is not a principal and sends nothing")
    }
    switch channel.security {
    case .insecure, .confidential: return
    case .authentic, .secure:
      guard let sender, isDishonest(sender) else {
        throw Refusal("on `\(channel.name)` the attacker sends in a dishonest sender's name only")
      }
      guard plays(channel.endpoints?.opposite(sessions[receiver].role)) else {
        throw Refusal("the attacker does not play the role at the sender's end")
      }
    }
  }

  // MARK: Dishonest principals

  private func isDishonest(_ term: Term) -> Bool {
    term.principalName.map(dishonest.contains) ?? false
  }

  private func plays(_ role: RoleID?) -> Bool { role.map(threat.plays.contains) ?? false }
}
