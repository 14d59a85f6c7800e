// Reveals: the attacker takes a session's secret (S6.3).

import ProtocolModel

extension Search {
  mutating func exploreReveals(choicesFrom first: Int) {
    var choice = first - 1
    for (index, reveal) in compiled.threat.reveals.enumerated() {
      for session in sessions.indices {
        if isFinished { return }
        choice += 1
        if isOnSchedule(.reveal(session: session, reveal: index)), isInPrefix(choice: choice),
          mayReveal(index, reveal, session)
        {
          follow(choice) { $0.use(index, on: session) }
        }
      }
    }
  }

  func mayReveal(_ index: Int, _ reveal: Reveal, _ session: Int) -> Bool {
    let state = sessions[session]
    guard state.role == reveal.role.index, !flags[revealFlag(index, session)] else { return false }
    if let needed = reveal.state, !hasVisited(needed, session) { return false }
    return reveal.term.variables.allSatisfy { slots[state.firstSlot + $0.index] != nil }
  }

  /// Where it stands whether the reveal was used on the session.
  private func revealFlag(_ reveal: Int, _ session: Int) -> Int {
    sessions[session].firstFlag + compiled.model.roles[sessions[session].role].states.count + reveal
  }

  mutating func use(_ index: Int, on session: Int) {
    statistics.steps += 1
    if isOverLimit { stopped = .stepLimit }
    if isFinished { return }
    let mark = self.mark
    let knowledgeBefore = system.knowledgePoint
    blocks.append(Block.barrier)
    flags[revealFlag(index, session)] = true
    let told = interchangeable.mark
    interchangeable.remove(session)
    let term = instantiate(compiledReveals[index], session)
    reveals.append(
      RevealRecord(reveal: index, session: session, term: term, eventPoint: events.count))
    path.append(.reveal(session: session, reveal: index))
    statistics.states += 1
    observe(term) {
      $0.checkSecrecy(learntSince: knowledgeBefore, newClaimsFrom: $0.claims.count)
      $0.explore()
    }
    interchangeable.undo(to: told)
    flags[revealFlag(index, session)] = false
    blocks.removeLast()
    undo(to: mark)
  }
}
