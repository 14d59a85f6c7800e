// A run of one attacker as a run of another that has fewer means: reveals that it may not use are
// left out, what it no longer reads is delivered by the channel where it was only passed on, and
// what it observed is counted anew. Whether the result is a run is for the replayer to say; which
// messages are read is only predicted here.

import ProtocolModel
import Terms
import Traces

struct Weakening {
  private let run: ReplayedRun
  private let model: ProtocolModel
  private let threat: ThreatModel
  private let dishonest: [String]
  /// New places of what was observed; none if it is no longer.
  private var places: [Int: Int] = [:]

  /// - Parameter run: one of this model, whoever its attacker is.
  init(of run: ReplayedRun, in model: ProtocolModel, to threat: ThreatModel) {
    self.run = run
    self.model = model
    self.threat = threat
    dishonest = threat.plays.isEmpty ? [] : run.trace.dishonest
    for (index, term) in run.observed.enumerated() where isObserved(term) {
      places[index] = places.count
    }
  }

  /// The trace for the other attacker; nil if it needs what that one does not have.
  var trace: Trace? {
    var trace = run.trace
    trace.threat = threat
    trace.dishonest = dishonest
    trace.steps = []
    for step in run.trace.steps {
      switch step {
      case .reveal(let session, let reveal):
        let used = run.trace.threat.reveals[reveal]
        guard let place = threat.reveals.firstIndex(of: used) else { continue }
        trace.steps.append(.reveal(session: session, reveal: place))
      case .transition(let session, let transition, let message, let origin, let lookups):
        var mapped: Origin?
        if let origin {
          mapped = map(origin)
          if mapped == nil { return nil }
        }
        trace.steps.append(
          .transition(
            session: session, transition: transition, message: message, origin: mapped,
            lookups: lookups))
      }
    }
    switch run.trace.claim {
    case .learns(let session, let derivation):
      guard let mapped = map(derivation) else { return nil }
      trace.claim = .learns(session: session, mapped)
    case .confirms(let session, let one, let other):
      guard let one = map(one), let other = map(other) else { return nil }
      trace.claim = .confirms(session: session, one, other)
    case .sees, .violated, .reached, .completed: break
    }
    return trace
  }

  // MARK: What is read

  private func isObserved(_ term: ObservedTerm) -> Bool {
    guard let sent = term.sent else {
      guard case .reveal(let index, _) = run.steps[term.step].kind else { return false }
      return threat.reveals.contains(run.trace.threat.reveals[index])
    }
    return isRead(run.sent[sent])
  }

  /// Column "reads honest messages" of S4.3.
  private func isRead(_ message: SentMessage) -> Bool {
    let channel = model.channels[message.channel.index]
    let session = run.trace.sessions[message.session]
    switch channel.security {
    case .insecure:
      return threat.controls.contains(message.channel)
        || session.parameters.contains(where: isDishonest)
    case .authentic: return true
    case .confidential, .secure:
      let opposite = channel.endpoints?.opposite(session.role)
      return message.recipient.map(isDishonest) ?? false
        && (opposite.map(threat.plays.contains) ?? false)
    }
  }

  private func isDishonest(_ term: Term) -> Bool {
    guard case .name(.principal(let name)) = term else { return false }
    return dishonest.contains(name)
      || model.principals.contains { $0.name == name && $0.isHonest == false }
  }

  // MARK: Derivations

  private func map(_ origin: Origin) -> Origin? {
    guard case .attacker(let derivation, let sender) = origin else { return origin }
    if let mapped = map(derivation) { return .attacker(mapped, sender: sender) }
    // Nobody but the channel is needed to pass a message on.
    guard case .observed(let index) = derivation, let sent = run.observed[index].sent else {
      return nil
    }
    return .delivered(sent)
  }

  private func map(_ derivation: Derivation) -> Derivation? {
    switch derivation {
    case .observed(let index): return places[index].map { .observed($0) }
    case .credential, .publicValue, .ownKey, .invented, .guess: return derivation
    case .apply(let symbol, let inner):
      let mapped = inner.compactMap(map)
      return mapped.count == inner.count ? .apply(symbol, mapped) : nil
    case .analyse(let rule, let inner):
      let mapped = inner.compactMap(map)
      return mapped.count == inner.count ? .analyse(rule, mapped) : nil
    }
  }
}
