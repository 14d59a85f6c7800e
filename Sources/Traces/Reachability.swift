// `reachable E and F` (rule S7.5): events that match all patterns with common values. That every
// principal is honest was checked before the first step.

import ProtocolModel
import Terms

extension RunJudge {
  func reached(_ patterns: [EventPattern]) throws(Refusal) -> Finding {
    for step in run.steps.indices {
      let count = events.count { $0.step <= step }
      var found: [Int] = []
      let isReached = findEvents(patterns.map { [$0] }, [:], before: count) {
        found = $0
        return true
      }
      if isReached { return Finding(kind: .reached(events: found), step: step) }
    }
    throw Refusal("no events match all patterns with common values")
  }
}
