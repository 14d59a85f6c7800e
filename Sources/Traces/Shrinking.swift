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
    guard let run = accepted(trace, property) else { return trace }
    var current = Shrunk(run: run)
    while !current.isMinimal, shrinkOnce(&current, property) {}
    return current.run.trace
  }

  /// The run of a trace that shows its claim.
  private func accepted(_ trace: Trace, _ property: Int) -> ReplayedRun? {
    if case .success(let run) = replay(trace, property: property) { run } else { nil }
  }

  /// What is left so far.
  private struct Shrunk {
    var run: ReplayedRun
    /// How many removals in a row were in vain. They come in a fixed order, over and over.
    var failures = 0

    /// Everything was tried on this very trace.
    var isMinimal: Bool {
      failures >= run.trace.sessions.count + run.trace.steps.count + run.trace.dishonest.count
    }
  }

  /// One round of removals; false if nothing could be removed.
  private func shrinkOnce(_ current: inout Shrunk, _ property: Int) -> Bool {
    let before = current.run.trace
    for session in before.sessions.indices.reversed() where !current.isMinimal {
      keep(without(current.run, property, session: session), &current, property)
    }
    for step in current.run.trace.steps.indices.reversed() where !current.isMinimal {
      keep(remove([step], nil, from: current.run, property), &current, property)
    }
    for principal in current.run.trace.dishonest.indices.reversed() where !current.isMinimal {
      var candidate = current.run.trace
      candidate.dishonest.remove(at: principal)
      keep(candidate, &current, property)
    }
    return current.run.trace != before
  }

  private func keep(_ candidate: Trace?, _ current: inout Shrunk, _ property: Int) {
    if let candidate, let run = accepted(candidate, property) {
      current = Shrunk(run: run)
    } else {
      current.failures += 1
    }
  }

  private func without(_ run: ReplayedRun, _ property: Int, session: Int) -> Trace? {
    let steps = run.trace.steps.indices.filter { run.trace.steps[$0].session == session }
    return remove(Set(steps), session, from: run, property)
  }

  private func remove(
    _ steps: Set<Int>, _ session: Int?, from run: ReplayedRun, _ property: Int
  ) -> Trace? {
    Removal(steps: steps, session: session, from: run).trace()
      .flatMap { resolveLookups($0, property) }
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
