// Shorter traces: whatever can be left out while the replayer still accepts is left out.
//
// Sessions first (with all their steps), then single steps from the end, then dishonest
// principals; again until nothing goes. Steps depend on earlier ones only, so going backwards
// removes what nobody needs in few rounds. The order is fixed, so the result is too. It is
// minimal for single removals; that no other trace is shorter is not claimed.

import ProtocolModel
import Terms

extension Replayer {
  /// The trace without what its claim does not need.
  ///
  /// - Returns: a trace from which no session, step or dishonest principal can be removed; the
  ///   trace itself if it is not accepted.
  package func shrink(_ trace: Trace, property: Int) -> Trace {
    guard accepts(trace, property) else { return trace }
    var current = trace
    while let smaller = shrinkOnce(current, property) { current = smaller }
    return current
  }

  private func accepts(_ trace: Trace, _ property: Int) -> Bool {
    if case .success = replay(trace, property: property) { true } else { false }
  }

  /// One round of removals; nil if nothing could be removed.
  private func shrinkOnce(_ trace: Trace, _ property: Int) -> Trace? {
    var current = trace
    for session in trace.sessions.indices.reversed() {
      keep(without(current, property, session: session), &current, property)
    }
    for step in current.steps.indices.reversed() {
      keep(without(current, property, step: step), &current, property)
    }
    for principal in current.dishonest.indices.reversed() {
      var candidate = current
      candidate.dishonest.remove(at: principal)
      keep(candidate, &current, property)
    }
    return current == trace ? nil : current
  }

  private func keep(_ candidate: Trace?, _ current: inout Trace, _ property: Int) {
    if let candidate, accepts(candidate, property) { current = candidate }
  }

  private func without(_ trace: Trace, _ property: Int, session: Int) -> Trace? {
    let steps = trace.steps.indices.filter { trace.steps[$0].session == session }
    return remove(Set(steps), session, from: trace, property)
  }

  private func without(_ trace: Trace, _ property: Int, step: Int) -> Trace? {
    remove([step], nil, from: trace, property)
  }

  private func remove(
    _ steps: Set<Int>, _ session: Int?, from trace: Trace, _ property: Int
  ) -> Trace? {
    guard let run = try? execute(trace, property: property),
      let candidate = Removal(steps: steps, session: session, from: run).trace()
    else { return nil }
    return resolveLookups(candidate, property)
  }

  /// Removed insertions shift the count of the others: each lookup looks for its entry again.
  private func resolveLookups(_ candidate: Removal.Candidate, _ property: Int) -> Trace? {
    var trace = candidate.trace
    guard candidate.lookups.contains(where: { !$0.isEmpty }) else { return trace }
    guard var execution = try? start(trace, property: property) else { return nil }
    for (number, step) in trace.steps.enumerated() {
      let owner = trace.sessions[step.session].parameters[0]
      var indices: [Int: Int] = [:]
      do throws(Refusal) {
        try execution.perform(step) { ordinal, insertions in
          let chosen = candidate.lookups[number].at(ordinal)
          indices[ordinal] = insertions.firstIndex {
            $0.entry == chosen?.entry && $0.table == chosen?.table && $0.owner == owner
          }
          return indices[ordinal]
        }
      } catch { return nil }
      trace.steps[number].lookups = execution.run.steps[number].lookups.indices.compactMap {
        indices[$0]
      }
    }
    return trace
  }
}

extension TraceStep {
  var session: Int {
    switch self {
    case .transition(let session, _, _, _, _), .reveal(let session, _): session
    }
  }

  /// Which entries the lookups take; a reveal has none.
  fileprivate var lookups: [Int] {
    get { if case .transition(_, _, _, _, let lookups) = self { lookups } else { [] } }
    set {
      guard case .transition(let session, let index, let message, let origin, _) = self else {
        return
      }
      self = .transition(
        session: session, transition: index, message: message, origin: origin, lookups: newValue)
    }
  }
}
