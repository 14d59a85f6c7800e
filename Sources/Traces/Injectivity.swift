// `E requires injectively F` (rule S7.4): no two E's share an event in the same place of the same
// alternative. Decided by trying every assignment: runs in traces are short, and an argument
// about matchings would have to be believed.

import ProtocolModel
import Terms

extension RunJudge {
  /// An event used in one place: a pattern (counted over all conjuncts) of an alternative.
  private struct Use: Hashable {
    let alternative: Int
    let pattern: Int
    let event: Int
  }

  /// The first step after which the unexcused triggers cannot all be accounted for.
  func firstShortage(
    of alternatives: [[[EventPattern]]], for trigger: EventPattern
  ) -> Finding? {
    for step in run.steps.indices {
      let triggers = unexcused(trigger, through: step)
      guard let last = triggers.last,
        !canAssign(triggers[...], alternatives, used: [])
      else { continue }
      return Finding(kind: .unaccounted(event: last.event), step: step)
    }
    return nil
  }

  /// The events so far that match the trigger and that nothing excuses by now.
  private func unexcused(
    _ trigger: EventPattern, through step: Int
  ) -> [(event: Int, values: Bindings)] {
    events.enumerated().compactMap { index, event in
      guard event.step <= step, let values = match(trigger, event, [:]),
        !isExcused(values, through: step)
      else { return nil }
      return (index, values)
    }
  }

  private func canAssign(
    _ triggers: ArraySlice<(event: Int, values: Bindings)>, _ alternatives: [[[EventPattern]]],
    used: Set<Use>
  ) -> Bool {
    guard let first = triggers.first else { return true }
    return alternatives.enumerated().contains { number, chains in
      findEvents(chains, first.values, before: first.event) { chosen in
        let uses = chosen.enumerated().map { Use(alternative: number, pattern: $0, event: $1) }
        guard used.isDisjoint(with: uses) else { return false }
        return canAssign(triggers.dropFirst(), alternatives, used: used.union(uses))
      }
    }
  }
}
