// `hidden T of R from P`: T must not be derivable from the view of a principal that plays P (S7.2).
//
// The viewer's messages are a second set of items beside the attacker's. What the attacker may
// pass on in a message that it is free to choose is in Deduction/View; here that message becomes
// what it has to be for the trace.

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
      guard index >= first || viewGrew else { continue }
      // Sessions of the same principal add to its view: every set of them may be one principal's.
      for members in nonemptySubsets(of: viewers) { checkView(claim, of: members) }
    }
  }

  private func nonemptySubsets(of sessions: [Int]) -> [[Int]] {
    var subsets: [[Int]] = []
    for session in sessions { subsets += [[session]] + subsets.map { $0 + [session] } }
    return subsets
  }

  private mutating func checkView(_ claim: SecrecyClaim, of members: [Int]) {
    guard canImprove(claim.property), !isFinished else { return }
    let mark = self.mark
    for other in members.dropFirst() {
      guard system.unify(owner(of: members[0]), owner(of: other)) else { return undo(to: mark) }
    }
    forEachSolution(undoingTo: mark) { search in
      let inner = search.mark
      search.derive(claim, members)
      search.system.viewerExtra = 0
      search.system.forgetViewerCredentials()
      search.undo(to: inner)
    }
  }

  private mutating func derive(_ claim: SecrecyClaim, _ members: [Int]) {
    let start = system.knowledgePoint
    for message in view(of: members) { system.observe(message, by: .viewer) }
    addOwnTerms(of: members)
    let open = compiled.threat.onlyDelivers ? [] : system.openItems(from: start)
    for item in open { derive(claim, members, from: start, through: item) }
    if !system.readsAtOnce(open) { derive(claim, members, from: start, through: nil) }
  }

  private mutating func derive(
    _ claim: SecrecyClaim, _ members: [Int], from start: Int32, through open: OpenItem?
  ) {
    let mark = self.mark
    guard system.demandFromView(claim.term, itemsFrom: start, through: open) else {
      return undo(to: mark)
    }
    forEachSolution(undoingTo: mark) { search in
      guard search.canImprove(claim.property) else { return }
      let conclusion = SymbolicClaim.sees(
        session: claim.session, viewer: members[0], claim.term)
      guard let open else {
        return search.withoutExcuse(claim.excuses) { $0.report(claim.property, conclusion) }
      }
      search.report(claim, conclusion, filling: open)
    }
  }

  /// Reports with the simplest content of the freely chosen message that shows the violation.
  private mutating func report(
    _ claim: SecrecyClaim, _ conclusion: SymbolicClaim, filling message: OpenItem
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
    viewMessages.indices.filter { members.contains(viewMessages[$0].session) }
      .map { viewMessages[$0].term }
  }

  /// Long-term keys and `knows` terms; a wildcard stands for every value.
  private mutating func addOwnTerms(of members: [Int]) {
    let principal = owner(of: members[0])
    system.observe(system.store.application(Signature.secretKey, [principal]), by: .viewer)
    for code in keyUses {
      let use = instantiate(code, members[0])
      let key = system.store.application(Signature.secretKeyForUse, [principal, use])
      system.observe(key, by: .viewer)
    }
    system.forgetViewerCredentials()
    for member in members {
      let session = sessions[member]
      let end = session.firstSlot + compiled.roles[session.role].slotCount
      let first = system.viewerValueCount
      for slot in session.firstSlot..<end { system.addViewerValue(slots[slot]) }
      for family in viewFamilies[session.role] {
        system.addViewerCredential(family, valuesFrom: first)
      }
    }
  }

  // MARK: Freely chosen messages

  /// What the message may be, simplest first: anything, one of the messages observed before, the
  /// latest first, or the tuple of all of them.
  private mutating func contents(of message: OpenItem) -> [TermID?] {
    guard system.store.variable(system.resolve(message.variable)) != nil else { return [nil] }
    let count = observationPoints.indices.count { observationPoints[$0] < message.point }
    let latestFirst = (0..<count).reversed().map { observed[$0] }
    guard let latest = latestFirst.first else { return [nil] }
    var tuple = latest
    for earlier in latestFirst.dropFirst() {
      tuple = system.store.application(Signature.pair, [earlier, tuple])
    }
    return [nil] + latestFirst + (latestFirst.count > 1 ? [tuple] : [])
  }

  /// Fixes the chosen message; false if it cannot be that.
  private mutating func fill(_ message: OpenItem, with content: TermID?) -> Bool {
    guard let content else { return true }
    return system.unify(message.variable, content) && system.solveOnce()
  }
}
