// `reachable E and F`: a run records events that match all patterns with common values (S7.5).

import Deduction
import ProtocolModel
import Terms

extension Search {
  mutating func checkReachability(
    _ property: Int, _ patterns: [CompiledPattern], newEventsFrom first: Int
  ) {
    let values = beginValues(properties[property].domains.count)
    matchAll(property, patterns[...], values, newest: -1, newEventsFrom: first)
    end(values)
  }

  private mutating func matchAll(
    _ property: Int, _ patterns: ArraySlice<CompiledPattern>, _ values: PropertyValues,
    newest: Int,
    newEventsFrom first: Int
  ) {
    if isFinished || !canImprove(property) { return }
    guard let pattern = patterns.first else {
      // Without a new event this was checked before.
      if newest >= first {
        findings[property].isTriggered = true
        report(property, .reached)
      }
      return
    }
    for event in events.indices where events[event].event == pattern.event {
      let mark = self.mark
      let next = copyValues(values)
      defer { end(next) }
      guard match(pattern, event, next, properties[property].domains) else {
        undo(to: mark)
        continue
      }
      forEachSolution(undoingTo: mark) {
        $0.matchAll(
          property, patterns.dropFirst(), next, newest: max(newest, event), newEventsFrom: first)
      }
    }
  }
}
