// Events: declared by their use. All uses of one event have the same number of arguments; the
// sorts of the arguments are those that all recording actions share.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  /// An `event` action.
  mutating func record(_ event: EventSyntax) -> Action? {
    let arguments = present(event.arguments)
    let sorts = arguments.map { sort(of: $0) }
    let use = declareEvent(event, sorts: sorts)
    guard let terms = terms(arguments, [], .built), let use else { return nil }
    return .event(use.id, terms)
  }

  private mutating func declareEvent(_ event: EventSyntax, sorts: [SortID]) -> EventUse? {
    guard var use = events[event.name.text] else {
      let use = EventUse(id: EventID(model.events.count), sorts: sorts)
      model.events.append(EventInfo(name: event.name.text, arity: sorts.count))
      events[event.name.text] = use
      return use
    }
    guard hasArity(of: use, event, sorts.count) else { return nil }
    for index in sorts.indices where sorts[index] != use.sorts[index] {
      use.sorts[index] = .message
    }
    events[event.name.text] = use
    return use
  }

  private mutating func hasArity(of use: EventUse, _ event: EventSyntax, _ count: Int) -> Bool {
    guard count != use.sorts.count else { return true }
    report(
      .wrongArgumentCount,
      "the event `\(event.name.text)` has \(counted(use.sorts.count, "argument")) elsewhere; "
        + "this has \(count == 0 ? "none" : String(count))", at: event.span)
    return false
  }

  /// Remembers events that only switched-off transitions record: naming one is no mistake.
  mutating func noteEventsElsewhere() {
    for declaration in declarations {
      guard case .role(let role) = declaration.kind else { continue }
      for action in role.transitions.flatMap(\.actions) {
        if case .event(let event) = action.kind { eventsElsewhere.insert(event.name.text) }
      }
    }
  }

  /// Gives the arguments of events that are plain names their variables, with the sorts of their
  /// places, before the terms around other mentions of these names are read.
  mutating func declareArguments(of events: [EventSyntax]) {
    for event in events {
      guard let use = self.events[event.name.text] else { continue }
      for (argument, sort) in zip(present(event.arguments), use.sorts) {
        if case .name = argument { _ = sortedTerm(argument, .eventPattern, expecting: sort) }
      }
    }
  }

  /// An event with its arguments as a property names it.
  mutating func eventPattern(_ event: EventSyntax, _ place: TermPlace) -> EventPattern? {
    let arguments = present(event.arguments)
    if events[event.name.text] == nil, eventsElsewhere.contains(event.name.text) {
      _ = declareEvent(event, sorts: arguments.map { _ in .message })
    }
    guard let use = events[event.name.text] else {
      reportUnknown(
        .unknownEvent, "event", event.name, among: events.keys,
        notes: ["no role records it"])
      _ = terms(arguments, [], place)
      return nil
    }
    let fits = hasArity(of: use, event, arguments.count)
    guard let terms = terms(arguments, use.sorts, place), fits else { return nil }
    return EventPattern(event: use.id, arguments: terms)
  }
}
