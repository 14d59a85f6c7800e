// Properties about events: `E requires F` and `reachable E`.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  mutating func correspondence(
    _ trigger: EventSyntax, _ isInjective: Bool, _ alternatives: [[[EventSyntax]]],
    unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    scope = Scope()
    defer { scope = Scope() }
    declareArguments(of: [trigger])
    let first = eventPattern(trigger, .eventPattern)
    // Excuses are about the trigger alone, so they are read while its names are the only ones.
    let elaborated = self.excuses(excuses)
    declareArguments(of: Array(alternatives.joined().joined()))
    let required = alternatives.map { alternative in
      allOrNone(
        alternative.map { chain in
          allOrNone(chain.map { eventPattern($0, .eventPattern) })
        })
    }
    guard let first, let required = allOrNone(required) else { return nil }
    return ElaboratedGoal(
      goal: .correspondence(first, requires: required, injective: isInjective),
      excuses: elaborated, variables: scope.variables)
  }

  mutating func reachable(
    _ events: [EventSyntax], unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    scope = Scope()
    defer { scope = Scope() }
    if let excuse = excuses.first {
      report(
        .clauseNotAllowed, "`reachable` has no excuses: nobody is accused", at: excuse.span)
    }
    declareArguments(of: events)
    guard let patterns = allOrNone(events.map { eventPattern($0, .eventPattern) }) else {
      return nil
    }
    return ElaboratedGoal(goal: .reachable(patterns), variables: scope.variables)
  }
}

extension ExcuseSyntax {
  var span: SourceSpan {
    switch self {
    case .dishonest(_, let span), .revealed(_, _, let span): span
    }
  }
}
