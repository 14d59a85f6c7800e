// Reduction: a step without an alternative is taken at once.
//
// match:  a session's state has exactly one step, which receives nothing, checks nothing, touches
//         no table, branches on nothing and records no ordered event (one on the right of a
//         `requires` or in an excuse)
// result: no other step is explored from here
// sound because: docs/exploration.md, "Eager steps". The step adds to what the attacker knows and
//         to the triggers that were recorded, and takes nothing away, so every run without it is
//         the beginning of one with it that violates at least as much.

import ProtocolModel

extension Search {
  /// A session whose next step is eager, with the step.
  func eagerStep() -> (session: Int, step: Int)? {
    guard reductions.contains(.eagerSteps) else { return nil }
    let turn = turn
    for index in sessions.indices
    where (turn == nil || turns[index] == turn) && mayStart(index) {
      let session = sessions[index]
      let steps = active.numbers[session.role][session.state]
      if steps.count == 1, isEager(steps.lowerBound, by: index),
        mayRepeat(steps.lowerBound, by: index)
      {
        return (index, steps.lowerBound)
      }
    }
    return nil
  }

  private func isEager(_ number: Int, by session: Int) -> Bool {
    guard active.numbered[number].isUnconditional, !active.numbered[number].recordsOrderedEvent
    else { return false }
    let step = active.numbered[number]
    for case .send(_, let channel, _) in step.actions where branches(channel) { return false }
    return !endsReveal(step, by: session)
  }

  /// Whether the step forgets a value that the attacker may take now.
  private func endsReveal(_ step: Step, by session: Int) -> Bool {
    let forgotten = compiled.roles[sessions[session].role].unbound[step.target.index]
    return compiled.threat.reveals.enumerated().contains { index, reveal in
      mayReveal(index, reveal, session)
        && reveal.term.variables.contains { forgotten.contains($0.index) }
    }
  }

  /// Whether sending there branches on the honesty of someone.
  private func branches(_ channel: ChannelID) -> Bool {
    if compiled.threat.onlyDelivers || compiled.threat.plays.isEmpty { return false }
    switch compiled.model.channels[channel.index].security {
    case .authentic: return false
    case .insecure: return !compiled.threat.controls.contains(channel)
    case .confidential, .secure: return true
    }
  }
}
