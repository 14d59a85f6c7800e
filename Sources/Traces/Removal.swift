// A trace without some of its steps, and perhaps without one session: everything that counts
// steps, sessions, messages or fresh values is counted anew. Used by Shrinking, which asks the
// replayer whether the result is still a run; this only keeps the references right.

import ProtocolModel
import Terms

struct Removal {
  struct Candidate {
    var trace: Trace
    /// For each step the entries that its lookups took.
    var lookups: [[ChosenEntry]]
  }

  private let run: ReplayedRun
  private let removed: Set<Int>
  private let session: Int?
  /// New places of sent messages, of observed terms and of fresh names; none if removed.
  private var sent: [Int: Int] = [:]
  private var observed: [Int: Int] = [:]
  private var names: [Name: Name] = [:]
  private var lostNames: Set<Name> = []

  init(steps removed: Set<Int>, session: Int?, from run: ReplayedRun) {
    self.run = run
    self.removed = removed
    self.session = session
    for (index, message) in run.sent.enumerated() where !removed.contains(message.step) {
      sent[index] = sent.count
    }
    for (index, term) in run.observed.enumerated() where !removed.contains(term.step) {
      observed[index] = observed.count
    }
    countFreshNames()
  }

  private mutating func countFreshNames() {
    var counts: [Int: Int] = [:]
    for (number, step) in run.steps.enumerated() {
      for binding in step.fresh {
        guard case .name(let old) = binding.value, case .fresh(let text, _, _) = old else {
          continue
        }
        guard !removed.contains(number), let session = place(of: step.session) else {
          lostNames.insert(old)
          continue
        }
        names[old] = .fresh(text, session: session, count: counts[session, default: 0])
        counts[session, default: 0] += 1
      }
    }
  }

  /// The new trace; nil if something that stays refers to something that goes.
  func trace() -> Candidate? {
    var trace = run.trace
    if let session { trace.sessions.remove(at: session) }
    guard let claim = map(trace.claim) else { return nil }
    trace.claim = claim
    trace.steps = []
    var lookups: [[ChosenEntry]] = []
    for (number, step) in run.trace.steps.enumerated() where !removed.contains(number) {
      guard let mapped = map(step) else { return nil }
      trace.steps.append(mapped)
      let entries = run.steps[number].lookups.map {
        ChosenEntry(table: $0.table, entry: $0.entry.compactMap(map))
      }
      lookups.append(entries)
    }
    return Candidate(trace: trace, lookups: lookups)
  }

  // MARK: Parts of a trace

  private func place(of session: Int) -> Int? {
    guard let removed = self.session else { return session }
    return session == removed ? nil : session - (session > removed ? 1 : 0)
  }

  private func map(_ step: TraceStep) -> TraceStep? {
    switch step {
    case .reveal(let session, let reveal):
      return place(of: session).map { .reveal(session: $0, reveal: reveal) }
    case .transition(let session, let index, let message, let origin, let lookups):
      guard let session = place(of: session) else { return nil }
      var mapped: (message: Term?, origin: Origin?) = (nil, nil)
      if let message {
        mapped.message = map(message)
        if mapped.message == nil { return nil }
      }
      if let origin {
        mapped.origin = map(origin)
        if mapped.origin == nil { return nil }
      }
      return .transition(
        session: session, transition: index, message: mapped.message, origin: mapped.origin,
        lookups: lookups)
    }
  }

  private func map(_ origin: Origin) -> Origin? {
    switch origin {
    case .delivered(let index): sent[index].map { .delivered($0) }
    case .attacker(let derivation, let sender):
      map(derivation, observed).map { .attacker($0, sender: sender) }
    }
  }

  private func map(_ claim: Claim) -> Claim? {
    switch claim {
    case .learns(let session, let derivation):
      guard let session = place(of: session), let mapped = map(derivation, observed) else {
        return nil
      }
      return .learns(session: session, mapped)
    case .confirms(let session, let one, let other):
      guard let session = place(of: session), let one = map(one, observed),
        let other = map(other, observed)
      else { return nil }
      return .confirms(session: session, one, other)
    case .sees(let session, let viewer, let derivation):
      guard let session = place(of: session), let place = place(of: viewer),
        let mapped = map(derivation, viewPlaces(of: viewer))
      else { return nil }
      return .sees(session: session, viewer: place, mapped)
    case .violated, .reached, .completed: return claim
    }
  }

  /// New places in the view of a session's owner.
  private func viewPlaces(of viewer: Int) -> [Int: Int] {
    let view = run.view(of: run.trace.sessions[viewer].parameters[0])
    var places: [Int: Int] = [:]
    for (index, term) in view.enumerated() where !removed.contains(term.step) {
      places[index] = places.count
    }
    return places
  }

  // MARK: Terms and derivations

  private func map(_ term: Term) -> Term? {
    switch term {
    case .name(let name): return lostNames.contains(name) ? nil : .name(names[name] ?? name)
    case .variable, .integer: return term
    case .apply(let symbol, let arguments):
      let mapped = arguments.compactMap(map)
      return mapped.count == arguments.count ? .apply(symbol, mapped) : nil
    }
  }

  private func map(_ derivation: Derivation, _ places: [Int: Int]) -> Derivation? {
    switch derivation {
    case .observed(let index): return places[index].map { .observed($0) }
    case .publicValue(let term): return map(term).map { .publicValue($0) }
    case .ownKey(let term): return map(term).map { .ownKey($0) }
    case .invented, .guess: return derivation
    case .credential(let role, let index, let values):
      let mapped = values.compactMapValues(map)
      return mapped.count == values.count
        ? .credential(role, index: index, values: mapped) : nil
    case .apply(let symbol, let inner):
      let mapped = inner.compactMap { map($0, places) }
      return mapped.count == inner.count ? .apply(symbol, mapped) : nil
    case .analyse(let rule, let inner):
      let mapped = inner.compactMap { map($0, places) }
      return mapped.count == inner.count ? .analyse(rule, mapped) : nil
    }
  }
}
