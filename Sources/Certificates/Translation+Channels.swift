// Channels: the table of S4.3, as hypotheses of those who receive and facts of those who send or
// inject. That a message may be delivered only once is not kept.

import ProtocolModel
import Terms

extension Translator {
  /// What is sent over the channel is known to the attacker, and what it knows is received.
  private func isControlled(_ channel: ChannelID) -> Bool {
    !threat.onlyDelivers && model.channels[channel.index].security == .insecure
      && threat.controls.contains(channel)
  }

  /// `message C(t)`, `message C R(t)` or `message C R(x, y, t)`, for sessions of R.
  private mutating func message(
    _ term: ClauseTerm, on id: ChannelID, for role: RoleID?, from sender: ClauseTerm,
    to receiver: ClauseTerm
  ) -> ClauseTerm {
    let channel = model.channels[id.index]
    let name = "message \(channel.name)"
    guard channel.endpoints != nil, let role else { return fact(name, .plain, [term]) }
    let ends = channel.security == .insecure ? [] : [sender, receiver]
    return fact("\(name) \(model.roles[role.index].name)", .plain, ends + [term])
  }

  /// That the channel offers a message to the session (S4.1, S4.2); nil if it never does.
  mutating func available(
    _ message: ClauseTerm, on channel: ChannelID, from pattern: Term?, _ path: inout Path
  ) -> ClauseTerm? {
    if isControlled(channel) { return knows(message) }
    var sender = path.unification.add(aPrincipal, &terms)
    if let pattern {
      let named = term(pattern, &path.environment, &path.unification)
      guard path.unification.unify(sender, named, terms) else { return nil }
      sender = named
    }
    return self.message(
      message, on: channel, for: RoleID(path.role), from: sender, to: owner(path))
  }

  /// What follows from a message that a session sends.
  mutating func addSend(
    _ message: ClauseTerm, over id: ChannelID, to receiver: ClauseTerm?, _ path: Path,
    _ hypotheses: [ClauseTerm]
  ) {
    let channel = model.channels[id.index]
    let readable = knows(message)
    if isControlled(id) {
      add(readable, from: hypotheses, where: path.constraints, path.unification)
      return
    }
    let opposite = channel.endpoints.map { $0.opposite(RoleID(path.role)) }
    let sent = self.message(
      message, on: id, for: opposite, from: owner(path), to: receiver ?? owner(path))
    precondition(
      receiver != nil || channel.security == .insecure, "a message on this channel is for someone")
    add(sent, from: hypotheses, where: path.constraints, path.unification)
    if threat.onlyDelivers { return }
    for unification in readers(of: channel, opposite, receiver, path) {
      add(readable, from: hypotheses, where: path.constraints, unification)
    }
  }

  /// The column "reads honest messages": the cases in which the attacker does.
  private func readers(
    of channel: Channel, _ opposite: RoleID?, _ receiver: ClauseTerm?, _ path: Path
  ) -> [Unification] {
    func dishonest(_ term: ClauseTerm) -> Unification? {
      var unification = path.unification
      guard !everyoneIsHonest, unification.narrow(term, to: .dishonest, terms) else { return nil }
      return unification
    }
    switch channel.security {
    case .authentic: return [path.unification]
    case .confidential, .secure:
      guard let opposite, threat.plays.contains(opposite), let receiver else { return [] }
      return dishonest(receiver).map { [$0] } ?? []
    case .insecure:
      return model.roles[path.role].parameters.compactMap { parameter in
        path.environment.values[parameter.variable.index].flatMap(dishonest)
      }
    }
  }

  /// The column "injects".
  mutating func addInjections() {
    if threat.onlyDelivers { return }
    for index in model.channels.indices where !isControlled(ChannelID(index)) {
      let channel = model.channels[index]
      guard let ends = channel.endpoints else {
        addInjection(on: ChannelID(index), nil)
        continue
      }
      for role in ends.first == ends.second ? [ends.first] : [ends.first, ends.second] {
        addInjection(on: ChannelID(index), role)
      }
    }
  }

  /// On channels with two ends for any owner of a session, in the name of whom the channel permits.
  private mutating func addInjection(on id: ChannelID, _ role: RoleID?) {
    var unification = Unification()
    let message = unification.add(.everything, &terms)
    let receiver = unification.add(
      role.map { threat.separatesRoles ? .role($0.index) : .honest } ?? .honest, &terms)
    let channel = model.channels[id.index]
    var names = aPrincipal
    if channel.security == .authentic || channel.security == .secure {
      guard !everyoneIsHonest, let role, let ends = channel.endpoints,
        threat.plays.contains(ends.opposite(role))
      else { return }
      names = .dishonest
    }
    let sender = unification.add(names, &terms)
    add(
      self.message(message, on: id, for: role, from: sender, to: receiver),
      from: [knows(message)], unification)
  }
}
