// `E requires F`, not injective (rule S7.3): every event that matches E is accounted for by
// earlier events. Alternatives hold conjuncts, and a conjunct is a chain `F then G` whose events
// come in this order.

import ProtocolModel
import Terms

extension RunJudge {
  /// The first event that matches the trigger, is not excused, and has no account.
  func firstUnaccounted(
    _ trigger: EventPattern, _ alternatives: [[[EventPattern]]]
  ) -> Finding? {
    for (index, event) in events.enumerated() {
      guard let values = match(trigger, event, [:]), !isExcused(values, through: event.step),
        !alternatives.contains(where: { findEvents($0, values, before: index) { _ in true } })
      else { continue }
      return Finding(kind: .unaccounted(event: index), step: event.step)
    }
    return nil
  }

  /// Tries all ways to match the patterns with events before `limit`, one common value for each
  /// variable, until `accept` takes the indices of the events (in the order of the patterns).
  func findEvents(
    _ chains: [[EventPattern]], _ values: Bindings, before limit: Int,
    accept: ([Int]) -> Bool
  ) -> Bool {
    extend([], chains: chains, values, before: limit, accept)
  }

  private func extend(
    _ chosen: [Int], chains: [[EventPattern]], _ values: Bindings, before limit: Int,
    _ accept: ([Int]) -> Bool
  ) -> Bool {
    guard let next = position(chosen.count, in: chains) else { return accept(chosen) }
    let start = next.isFirstOfChain ? 0 : chosen[chosen.count - 1] + 1
    for index in start..<max(start, limit) {
      guard let extended = match(next.pattern, events[index], values) else { continue }
      if extend(chosen + [index], chains: chains, extended, before: limit, accept) { return true }
    }
    return false
  }

  /// The n-th pattern of all chains; nil after the last.
  private func position(
    _ number: Int, in chains: [[EventPattern]]
  ) -> (pattern: EventPattern, isFirstOfChain: Bool)? {
    chains.flatMap { chain in chain.enumerated().map { ($1, $0 == 0) } }.at(number)
  }
}
