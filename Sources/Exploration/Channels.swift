// Channels: who reads what is sent, and where what is received may come from (S4).

import Deduction
import ProtocolModel
import Terms

extension Search {
  private func isControlled(_ channel: ChannelID) -> Bool {
    !compiled.threat.onlyDelivers && compiled.threat.controls.contains(channel)
  }

  // MARK: Sending

  /// Puts a message on a channel; branches on whether the attacker can read it.
  mutating func send(
    _ message: TermID, over channel: ChannelID, to recipient: TermID?, _ context: StepContext,
    _ next: (inout Search) -> Void
  ) {
    sent.append(
      SentMessage(
        channel: channel, session: context.session, term: message, recipient: recipient,
        observation: nil))
    let index = sent.count - 1
    note(message, .sent, context.session)
    switch compiled.model.channels[channel.index].security {
    case _ where compiled.threat.onlyDelivers: next(&self)
    case .insecure where isControlled(channel), .authentic:
      read(index, next)
    case .insecure:
      let role = compiled.model.roles[sessions[context.session].role]
      let partners = role.parameters.dropFirst().filter {
        role.variables[$0.variable.index].kind == .principal
      }
      branchOnDishonesty(
        of: partners.map { slots[sessions[context.session].firstSlot + $0.variable.index]! }[...],
        index, next)
    case .confidential, .secure:
      guard let recipient, compiled.mayPlay(oppositeOf: sessions[context.session].role, channel)
      else {
        next(&self)
        break
      }
      branchOnDishonesty(of: [recipient], index, next)
    }
  }

  /// Reads the message if one of the principals is dishonest; one branch for each first one, and
  /// one in which none is.
  private mutating func branchOnDishonesty(
    of principals: ArraySlice<TermID>, _ message: Int, _ next: (inout Search) -> Void
  ) {
    guard let principal = principals.first, !compiled.threat.plays.isEmpty else {
      return next(&self)
    }
    let mark = self.mark
    if system.decide(.dishonest, for: principal) {
      read(message, next)
    }
    undo(to: mark)
    if system.decideNotDishonest(principal) {
      branchOnDishonesty(of: principals.dropFirst(), message, next)
    }
    undo(to: mark)
  }

  private mutating func read(_ message: Int, _ next: (inout Search) -> Void) {
    sent[message].observation = observed.count
    observe(sent[message].term, then: next)
  }

  // MARK: Receiving

  /// Receives a message in every way the channel allows.
  mutating func receive(
    _ pattern: TermCode, over channel: ChannelID, from sender: TermCode?,
    _ context: StepContext, _ next: (inout Search) -> Void
  ) {
    let session = context.session
    let message = instantiate(pattern, session)
    let claimed = sender.map { instantiate($0, session) }
    note(message, .received, session)
    receiveFromAttacker(message, over: channel, from: claimed, context, next)
    receiveDelivered(message, over: channel, from: claimed, context, next)
  }

  private mutating func receiveFromAttacker(
    _ message: TermID, over channel: ChannelID, from claimed: TermID?, _ context: StepContext,
    _ next: (inout Search) -> Void
  ) {
    if compiled.threat.onlyDelivers { return }
    let mark = self.mark
    var sender: TermID?
    let security = compiled.model.channels[channel.index].security
    if security != .insecure {
      let principal =
        claimed ?? system.substitution.makeVariable(.principal, in: &system.store)
      sender = principal
      if security == .authentic || security == .secure {
        guard compiled.mayPlay(oppositeOf: sessions[context.session].role, channel),
          system.decide(.dishonest, for: principal)
        else { return undo(to: mark) }
      } else if !system.makePrincipal(principal) {
        return undo(to: mark)
      }
    }
    let place = reductions.contains(.differentiation) ? context.earlierPlace : nil
    guard demand(message, newSince: place.map { blocks[$0].knowledgeBefore }) else {
      return undo(to: mark)
    }
    notePath(message, delivered: nil, sender: sender)
    forEachSolution(undoingTo: mark, next)
  }

  /// Demands that the attacker derives the term, not from what it knew at `point` alone.
  ///
  /// - Returns: false if it cannot.
  mutating func demand(_ term: TermID, newSince point: Int32?) -> Bool {
    if let point { return system.demand(term, newSince: point) }
    system.demand(term)
    return true
  }

  private mutating func receiveDelivered(
    _ message: TermID, over channel: ChannelID, from claimed: TermID?, _ context: StepContext,
    _ next: (inout Search) -> Void
  ) {
    let security = compiled.model.channels[channel.index].security
    if security == .insecure, isControlled(channel) { return }
    let isRepeatable = security == .authentic && !compiled.threat.onlyDelivers
    let first = context.earlierPlace.map { blocks[$0].sentBefore } ?? 0
    for index in sent.indices[first...] where sent[index].channel == channel {
      if isFinished { return }
      if sent[index].isDelivered && !isRepeatable { continue }
      if !reaches(sent[index], context.session) { continue }
      let mark = self.mark
      guard system.unify(message, sent[index].term), agree(sent[index], claimed, context) else {
        undo(to: mark)
        continue
      }
      let wasDelivered = sent[index].isDelivered
      sent[index].isDelivered = true
      notePath(message, delivered: index, sender: nil)
      forEachSolution(undoingTo: mark, next)
      sent[index].isDelivered = wasDelivered
    }
  }

  /// Whether the receiver's role stands at the end that the message goes to; in an honest run by
  /// groups, whether both are of one.
  private func reaches(_ message: SentMessage, _ receiver: Int) -> Bool {
    if !turns.isEmpty && turns[message.session] != turns[receiver] { return false }
    guard let endpoints = compiled.model.channels[message.channel.index].endpoints else {
      return true
    }
    return endpoints.opposite(RoleID(sessions[message.session].role))
      == RoleID(sessions[receiver].role)
  }

  /// The message is for the receiver's owner and in the claimed sender's name.
  private mutating func agree(
    _ message: SentMessage, _ claimed: TermID?, _ context: StepContext
  ) -> Bool {
    guard let recipient = message.recipient else { return true }
    guard system.unify(recipient, owner(of: context.session)) else { return false }
    guard let claimed else { return true }
    return system.unify(claimed, owner(of: message.session))
  }

  func owner(of session: Int) -> TermID {
    let role = compiled.roles[sessions[session].role]
    guard let owner = slots[sessions[session].firstSlot + role.parameters[0]] else {
      preconditionFailure("a session's owner is always bound")
    }
    return owner
  }

  private mutating func notePath(_ message: TermID, delivered: Int?, sender: TermID?) {
    changePath {
      $0.message = message
      $0.delivered = delivered
      $0.sender = sender
    }
  }

  /// Changes what the path says of the step under way.
  mutating func changePath(_ change: (inout PathTransition) -> Void) {
    guard case .transition(var step) = path[path.count - 1] else { return }
    change(&step)
    path[path.count - 1] = .transition(step)
  }
}
