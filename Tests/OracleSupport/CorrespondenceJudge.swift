// Correspondences (S7.3, S7.4) and reachable events (S7.5) of one log, by trying everything.

import ProtocolModel
import Terms

struct CorrespondenceJudge {
  let log: [LogEntry]
  let trigger: EventPattern
  let alternatives: [[[EventPattern]]]
  let variables: [VariableInfo]
  let terms: GroundTerms

  struct Triggered {
    var position: Int
    var environment: Environment
  }

  /// One use of an event: as this pattern of this conjunct of this alternative.
  struct Use: Hashable {
    var alternative: Int
    var conjunct: Int
    var pattern: Int
    var position: Int
  }

  private var blank: Environment { Environment(repeating: nil, count: variables.count) }

  private func match(_ pattern: EventPattern, at position: Int, _ environment: Environment)
    -> Environment?
  {
    guard case .event(pattern.event, let values) = log[position] else { return nil }
    var extended = environment
    return terms.match(pattern.arguments, values, &extended, variables) ? extended : nil
  }

  func triggers() -> [Triggered] {
    log.indices.compactMap { position in
      match(trigger, at: position, blank).map {
        Triggered(position: position, environment: $0)
      }
    }
  }

  func isViolated(injective: Bool, isExcused: (Environment) -> Bool) -> Bool {
    let open = triggers().filter { !isExcused($0.environment) }
    if injective { return !canServe(open[...], used: []) }
    return open.contains { supports(of: $0).isEmpty }
  }

  /// Gives each event on the left a support that shares no use with the others.
  private func canServe(_ open: ArraySlice<Triggered>, used: Set<Use>) -> Bool {
    guard let first = open.first else { return true }
    return supports(of: first).contains { uses in
      used.isDisjoint(with: uses) && canServe(open.dropFirst(), used: used.union(uses))
    }
  }

  /// All ways to find one of the alternatives before the event.
  private func supports(of event: Triggered) -> [Set<Use>] {
    alternatives.indices.flatMap { alternative in
      var found: [(environment: Environment, uses: Set<Use>)] = [(event.environment, [])]
      for (conjunct, chain) in alternatives[alternative].enumerated() {
        found = found.flatMap { environment, uses in
          chains(chain, before: event.position, environment).map { extended, positions in
            let added = positions.enumerated().map { pattern, position in
              Use(
                alternative: alternative, conjunct: conjunct, pattern: pattern,
                position: position)
            }
            return (extended, uses.union(added))
          }
        }
      }
      return found.map(\.uses)
    }
  }

  /// Positions of events that match the patterns of a chain in this order, all before a position.
  private func chains(_ chain: [EventPattern], before end: Int, _ environment: Environment)
    -> [(Environment, [Int])]
  {
    var found: [(environment: Environment, positions: [Int])] = [(environment, [])]
    for pattern in chain {
      found = found.flatMap { environment, positions in
        let start = (positions.last ?? -1) + 1
        return (start..<max(start, end)).compactMap { position in
          match(pattern, at: position, environment).map { ($0, positions + [position]) }
        }
      }
    }
    return found.map { ($0.environment, $0.positions) }
  }

  func isReached(_ patterns: [EventPattern]) -> Bool {
    var environments = [blank]
    for pattern in patterns {
      environments = environments.flatMap { environment in
        log.indices.compactMap { match(pattern, at: $0, environment) }
      }
    }
    return !environments.isEmpty
  }
}
