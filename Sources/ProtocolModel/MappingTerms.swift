// Rebuilding actions, conditions and properties with every term replaced.

import Terms

extension Action {
  package func mappingTerms(_ change: (Term) -> Term) -> Action {
    switch self {
    case .receive(let message, let channel, let sender):
      .receive(change(message), over: channel, from: sender.map(change))
    case .match(let term, let pattern): .match(change(term), pattern: change(pattern))
    case .fresh, .define: self
    case .require(let condition): .require(condition.mappingTerms(change))
    case .event(let event, let terms): .event(event, terms.map(change))
    case .insert(let table, let terms): .insert(table, terms.map(change))
    case .delete(let table, let terms): .delete(table, terms.map(change))
    case .send(let message, let channel, let receiver):
      .send(change(message), over: channel, to: receiver.map(change))
    }
  }
}

extension Condition {
  package func mappingTerms(_ change: (Term) -> Term) -> Condition {
    switch self {
    case .equal(let left, let right): .equal(change(left), change(right))
    case .notEqual(let left, let right): .notEqual(change(left), change(right))
    case .compare: self
    case .member(let table, let entry): .member(table, entry.map(change))
    case .notMember(let table, let entry): .notMember(table, entry.map(change))
    case .all(let conditions): .all(conditions.map { $0.mappingTerms(change) })
    case .any(let conditions): .any(conditions.map { $0.mappingTerms(change) })
    }
  }
}

extension Property {
  /// The property with its terms in normal form. A term such as `dec(x, k)` whose instances may
  /// reduce stays as it is.
  func normalised(_ theory: Theory) -> Property {
    func normal(_ term: Term) -> Term { normalForm(term, theory) }
    func normal(_ pattern: EventPattern) -> EventPattern {
      EventPattern(event: pattern.event, arguments: pattern.arguments.map(normal))
    }
    var result = self
    switch goal {
    case .secret(let term, role: let role, state: let state):
      result.goal = .secret(normal(term), role: role, state: state)
    case .guessableSafe(let term, role: let role, state: let state):
      result.goal = .guessableSafe(normal(term), role: role, state: state)
    case .hidden(let term, role: let role, from: let viewer):
      result.goal = .hidden(normal(term), role: role, from: viewer)
    case .correspondence(let trigger, requires: let alternatives, injective: let injective):
      result.goal = .correspondence(
        normal(trigger), requires: alternatives.map { $0.map { $0.map(normal) } },
        injective: injective)
    case .reachable(let patterns): result.goal = .reachable(patterns.map(normal))
    case .invariant: break
    }
    result.excuses = excuses.map {
      switch $0 {
      case .dishonest(let term): .dishonest(normal(term))
      case .revealed(let term, before: let event):
        .revealed(normal(term), before: event.map(normal))
      }
    }
    result.threat.reveals = threat.reveals.map {
      Reveal(term: normal($0.term), role: $0.role, state: $0.state)
    }
    return result
  }
}
