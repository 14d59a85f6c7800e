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
      if let extra, !search.fill(extra) { return }
      search.withoutExcuse(claim.excuses) {
        $0.report(claim.property, .sees(session: claim.session, viewer: viewer, claim.term))
      }
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
      let domains = role.domains.map { $0 == .any ? .principal : $0 }
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

  /// Lets the chosen message be the tuple of what the attacker had observed.
  private mutating func fill(_ message: OpenMessage) -> Bool {
    guard system.store.variable(system.resolve(message.variable)) != nil,
      message.observedCount > 0
    else { return true }
    var tuple = observed[message.observedCount - 1]
    for index in (0..<message.observedCount - 1).reversed() {
      tuple = system.store.application(Signature.pair, [observed[index], tuple])
    }
    guard system.unify(message.variable, tuple) else { return true }
    return system.solveOnce()
  }
}
