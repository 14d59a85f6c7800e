// Events, and what has to have happened before one: chains, conjunctions and alternatives, in
// the language's order. `a.and(b).then(c).or(d)` is `a and b then c or d`: each word adds to the
// end, so nothing can be said here that the language has no syntax for.

import ProtocolLanguage

/// The name of an event that roles record. Called, it gives an occurrence: `paid(v, tid)`.
public struct Event: Sendable {
  let name: String
  public init(_ name: String) { self.name = name }

  public func callAsFunction(_ arguments: Term...) -> Occurrence {
    Occurrence(syntax: EventSyntax(Identifier(name), arguments.arguments, at: .none))
  }
}

/// An event with its arguments.
public struct Occurrence: EventHistory {
  let syntax: EventSyntax
  public var history: History { History(alternatives: [[[syntax]]]) }
}

/// Events that have to have happened: alternatives of conjunctions of chains.
public struct History: EventHistory {
  var alternatives: [[[EventSyntax]]]
  public var history: History { self }
}

/// An occurrence, or several joined by `and`, `then` and `or`.
public protocol EventHistory: Sendable {
  /// The events in the form that all share.
  var history: History { get }
}

extension EventHistory {
  /// `… then F`: after the last event, F.
  public func then(_ occurrence: Occurrence) -> History {
    var alternatives = history.alternatives
    var conjuncts = alternatives.removeLast()
    conjuncts.append(conjuncts.removeLast() + [occurrence.syntax])
    return History(alternatives: alternatives + [conjuncts])
  }

  /// `… and F`
  public func and(_ other: some EventHistory) -> History {
    var alternatives = history.alternatives
    let others = other.history.alternatives
    alternatives.append(alternatives.removeLast() + others[0])
    return History(alternatives: alternatives + others.dropFirst())
  }

  /// `… or F`
  public func or(_ other: some EventHistory) -> History {
    History(alternatives: history.alternatives + other.history.alternatives)
  }
}
