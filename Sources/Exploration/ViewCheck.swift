// `hidden T of R from P`: T must not be derivable from the view of a principal that plays P (S7.2).
//
// The viewer's messages are a second set of items beside the attacker's. A message that the
// attacker is free to choose may contain everything that the attacker knew when it was sent, so
// such a viewer also sees the attacker's items up to that point; the chosen message then becomes
// the tuple of all of them.

import Deduction
import ProtocolModel
import Terms

extension Search {
  /// Checks the claims of `hidden` properties: the new ones, and all if a viewer made the step.
  mutating func checkViews(newClaimsFrom first: Int, by session: Int?) {
    for index in claims.indices {
      let claim = claims[index]
      guard case .hidden(_, _, let role, _) = properties[claim.property].goal else { continue }
      guard isOpen[claim.property], canImprove(claim.property), !isFinished else { continue }
      let viewers = sessions.indices.filter { sessions[$0].role == role }
      let viewGrew = session.map { sessions[$0].role == role } ?? true
      for viewer in viewers where index >= first || viewGrew {
        checkView(claim, of: viewer, alone: true)
        // Other sessions of the same principal add to its view.
        if viewers.count > 1 { checkView(claim, of: viewer, alone: false) }
      }
    }
  }

  private mutating func checkView(_ claim: SecrecyClaim, of viewer: Int, alone: Bool) {
    let mark = self.mark
    var members = [viewer]
    if !alone {
      for other in sessions.indices
      where other != viewer && sessions[other].role == sessions[viewer].role {
        guard system.unify(owner(of: viewer), owner(of: other)) else { return undo(to: mark) }
        members.append(other)
      }
    }
    forEachSolution(undoingTo: mark) { search in
      let inner = search.mark
      search.derive(claim, members: members, viewer: viewer)
      search.system.viewerExtra = 0
      search.undo(to: inner)
    }
  }

  private mutating func derive(_ claim: SecrecyClaim, members: [Int], viewer: Int) {
    let extra = openView(of: members)
    let start = system.knowledgePoint
    for message in view(of: members) { system.observe(message, by: .viewer) }
    addOwnTerms(of: members)
    system.demandFromView(claim.term, itemsFrom: start, extra: extra?.point ?? 0)
    let mark = self.mark
    forEachSolution(undoingTo: mark) { search in
      guard search.canImprove(claim.property) else { return }
      let conclusion = SymbolicClaim.sees(session: claim.session, viewer: viewer, claim.term)
      guard let extra else {
        return search.withoutExcuse(claim.excuses) { $0.report(claim.property, conclusion) }
      }
      search.report(claim, conclusion, filling: extra)
    }
  }

  /// Reports with the simplest content of the freely chosen message that shows the violation.
  private mutating func report(
    _ claim: SecrecyClaim, _ conclusion: SymbolicClaim, filling message: OpenMessage
  ) {
    let wasCut = system.wasCut
    let contents = contents(of: message)
    for (index, content) in contents.enumerated() where canImprove(claim.property) {
      let mark = self.mark
      if fill(message, with: content) {
        withoutExcuse(claim.excuses) { $0.report(claim.property, conclusion) }
      }
      // Only for the last content a missing derivation means that something is wrong.
      if index < contents.count - 1 { system.wasCut = wasCut }
      undo(to: mark)
    }
  }

  /// Adds to the view of a session.
  mutating func note(_ term: TermID, _ kind: ViewMessage.Kind, _ session: Int) {
    guard keepsViews else { return }
    viewMessages.append(ViewMessage(session: session, term: term, kind: kind, step: path.count))
  }

  /// What the sessions received, made and sent, in the order of the run.
  private func view(of members: [Int]) -> [TermID] {
    viewMessages.filter { members.contains($0.session) }.map(\.term)
  }

  /// Long-term keys and `knows` terms. A wildcard stands for every value; two instances of each
  /// family are enough for any derivation that combines two of its members.
  private mutating func addOwnTerms(of members: [Int]) {
    let principal = owner(of: members[0])
    system.observe(system.store.application(Signature.secretKey, [principal]), by: .viewer)
    for code in keyUses {
      let use = instantiate(code, members[0])
      let key = system.store.application(Signature.secretKeyForUse, [principal, use])
      system.observe(key, by: .viewer)
    }
    for member in members {
      let session = sessions[member]
      let role = compiled.roles[session.role]
      let domains = compiled.model.roles[session.role].variables.map(\.knownDomain)
      for code in compiledKnows[session.role] {
        for _ in 0..<2 {
          var values = Array(slots[session.firstSlot..<session.firstSlot + role.slotCount])
          system.observe(instantiate(code, &values, domains), by: .viewer)
        }
      }
    }
  }

  // MARK: Freely chosen messages

  struct OpenMessage {
    var variable: TermID
    var point: Int32
    var observedCount: Int
  }

  /// A variable in the view that the attacker may still choose at will, the latest such.
  private func openView(of members: [Int]) -> OpenMessage? {
    if compiled.threat.onlyDelivers { return nil }
    var best: OpenMessage?
    for message in view(of: members) {
      system.forEachOpenVariable(in: message) { term, deadline in
        if deadline > best?.point ?? 0 {
          best = OpenMessage(
            variable: term, point: deadline, observedCount: observations(before: deadline))
        }
      }
    }
    return best
  }

  private func observations(before point: Int32) -> Int {
    observationPoints.count { $0 < point }
  }

  /// What the message may be, simplest first: anything, one of the messages observed before, the
  /// latest first, or the tuple of all of them.
  private mutating func contents(of message: OpenMessage) -> [TermID?] {
    guard system.store.variable(system.resolve(message.variable)) != nil,
      message.observedCount > 0
    else { return [nil] }
    let latestFirst = observed[..<message.observedCount].reversed()
    guard let latest = latestFirst.first else { return [nil] }
    var tuple = latest
    for earlier in latestFirst.dropFirst() {
      tuple = system.store.application(Signature.pair, [earlier, tuple])
    }
    return [nil] + Array(latestFirst) + (latestFirst.count > 1 ? [tuple] : [])
  }

  /// Fixes the chosen message; false if it cannot be that.
  private mutating func fill(_ message: OpenMessage, with content: TermID?) -> Bool {
    guard let content else { return true }
    return system.unify(message.variable, content) && system.solveOnce()
  }
}
