// Channels: what sending makes available, and to whom (S4). docs/saturation.md, "Channels".

import ProtocolModel
import Terms

extension Translation {
  /// The fact that a message is on its way to the sessions of a role.
  ///
  /// - Parameter ends: the sender and the principal it is for, on channels that have them.
  private mutating func message(
    _ term: ClauseTerm, over channel: ChannelID, to role: RoleID?,
    _ ends: (from: ClauseTerm, to: ClauseTerm)?
  ) -> ClauseTerm {
    let end = role.map { " \(model.roles[$0.index].name)" } ?? ""
    let arguments = (ends.map { [$0.from, $0.to] } ?? []) + [term]
    return vocabulary.fact(
      .message, "message \(model.channels[channel.index].name)\(end)", arguments)
  }

  private func receiver(_ channel: ChannelID, from sender: RoleID) -> RoleID? {
    model.channels[channel.index].endpoints?.opposite(sender)
  }

  private func isInsecure(_ channel: ChannelID) -> Bool {
    model.channels[channel.index].security == .insecure
  }

  // MARK: On a path

  /// The fact that a session needs in order to receive.
  mutating func receiving(
    _ term: ClauseTerm, over channel: ChannelID, from sender: ClauseTerm?, _ path: inout Path
  ) -> ClauseTerm? {
    if isInsecure(channel) {
      if setting.controls(channel) { return vocabulary.knows(term) }
      let role = isEnded(channel) ? path.role : nil
      return message(term, over: channel, to: role, nil)
    }
    let from = sender ?? path.newVariable(setting.principal, &vocabulary)
    guard path.unifier.narrow(from, 0, to: setting.principal, vocabulary.terms),
      let owner = path.owner(model)
    else { return nil }
    return message(term, over: channel, to: path.role, (from, owner))
  }

  private func isEnded(_ channel: ChannelID) -> Bool {
    model.channels[channel.index].endpoints != nil
  }

  /// What sending makes true, each with the path that it needs.
  mutating func sending(
    _ term: ClauseTerm, over channel: ChannelID, to recipient: ClauseTerm?, _ path: Path
  ) -> [(fact: ClauseTerm, path: Path)] {
    let receiver = receiver(channel, from: path.role)
    if isInsecure(channel) {
      if setting.controls(channel) { return [(vocabulary.knows(term), path)] }
      let sent = (message(term, over: channel, to: receiver, nil), path)
      return [sent] + reading(term, ifOneIsDishonest: path.partners(model), path)
    }
    guard let owner = path.owner(model) else { return [] }
    var path = path
    let recipient = recipient ?? path.newVariable(setting.principal, &vocabulary)
    let sent = (message(term, over: channel, to: receiver, (owner, recipient)), path)
    if setting.threat.onlyDelivers { return [sent] }
    if model.channels[channel.index].security == .authentic {
      return [sent, (vocabulary.knows(term), path)]
    }
    guard let receiver, setting.plays(receiver) else { return [sent] }
    return [sent] + reading(term, ifOneIsDishonest: [recipient], path)
  }

  private mutating func reading(
    _ term: ClauseTerm, ifOneIsDishonest principals: [ClauseTerm], _ path: Path
  ) -> [(fact: ClauseTerm, path: Path)] {
    guard setting.hasDishonest, !setting.threat.onlyDelivers else { return [] }
    return principals.compactMap { principal in
      var narrowed = path
      guard narrowed.unifier.narrow(principal, 0, to: .dishonest, vocabulary.terms) else {
        return nil
      }
      return (vocabulary.knows(term), narrowed)
    }
  }

  // MARK: The attacker's messages

  mutating func addInjections() {
    if setting.threat.onlyDelivers { return }
    for index in model.channels.indices {
      let channel = ChannelID(index)
      let ends = model.channels[index].endpoints
      for receiver in ends.map({ [$0.first, $0.second] }) ?? [] {
        addInjection(channel, to: receiver)
      }
      if ends == nil { addInjection(channel, to: nil) }
    }
  }

  private mutating func addInjection(_ channel: ChannelID, to receiver: RoleID?) {
    let name = "the attacker sends over \(model.channels[channel.index].name)"
    if isInsecure(channel) {
      if setting.controls(channel) { return }
      let (unifier, variables) = variables([.any])
      rule(
        message(variables[0], over: channel, to: receiver, nil),
        from: [vocabulary.knows(variables[0])], under: unifier, name)
      return
    }
    var sender = setting.principal
    switch model.channels[channel.index].security {
    case .authentic, .secure:
      guard setting.hasDishonest, let receiver,
        let ends = model.channels[channel.index].endpoints, setting.plays(ends.opposite(receiver))
      else { return }
      sender = .dishonest
    case .confidential, .insecure: break
    }
    let (unifier, variables) = variables([.any, sender, setting.principal])
    rule(
      message(variables[0], over: channel, to: receiver, (variables[1], variables[2])),
      from: [vocabulary.knows(variables[0])], under: unifier, name)
  }
}
