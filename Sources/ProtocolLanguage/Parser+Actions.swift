// The actions of a transition. Their keywords are reserved, so each action ends where the next
// one begins and an error in one leaves the others alone.

import Diagnostics

extension Parser {
  /// An action, or nil after reporting why there is none and going on to the next.
  mutating func action() -> ActionSyntax? {
    let first = index
    var comments = leadingComments()
    do throws(Unwind) {
      let kind = try actionKind()
      let formula = try guardFormula()
      if formula != nil, at(.comma) { throw guardedElement() }
      guard endsAction else {
        throw expectedItem(
          "an action or `}`", among: Keyword.actions + [.when, .over, .from, .to, .and, .or])
      }
      attachComments(to: &comments, from: first)
      return ActionSyntax(kind, when: formula, at: span(from: first), comments: comments)
    } catch {
      if index == first || !endsAction { skip { $0.endsAction } }
      return nil
    }
  }

  /// Whether the current token opens another action or ends the transition.
  private var endsAction: Bool {
    keyword?.startsAction == true || at(.rightBrace) || atEnd || atTransition || atDeclaration
      || token.startsLine && meantAction != nil
  }

  private mutating func guardedElement() -> Unwind {
    fail(
      "a `when` behind an action guards all of it", .misplacedWhen,
      notes: ["write `(x when option)` to guard one element of the list"])
  }

  /// The keyword that a misspelt one at the current token was probably meant to be.
  private var meantAction: Keyword? { misspelt(Keyword.actions) }

  private mutating func actionKind() throws(Unwind) -> ActionKind {
    switch try actionKeyword() {
    case .receive: return try receive()
    case .send: return try send()
    case .fresh: return .fresh(try list { parser throws(Unwind) in try parser.freshName() })
    case .define:
      let name = try name("the name of a variable")
      try expect(.equals, "`=`")
      return .define(name, try term())
    case .match:
      let term = try term()
      try expect(.as, "`as` and a pattern")
      return .match(term, as: try self.term())
    case .require: return .require(try condition())
    case .event: return .event(try event())
    case .insert:
      let entry = try columns()
      try expect(.into, "`into` and a table")
      return .insert(entry, table: try name("a table"))
    case .delete:
      let entry = try columns()
      try expect(.from, "`from` and a table")
      return .delete(entry, table: try name("a table"))
    default: preconditionFailure("only keywords of actions are returned")
    }
  }

  /// The keyword that opens an action; a misspelt one is reported and taken for what was
  /// probably meant.
  private mutating func actionKeyword() throws(Unwind) -> Keyword {
    if let keyword, keyword.startsAction {
      advance()
      return keyword
    }
    let meant = meantAction
    let unwind = expectedItem("an action", among: Keyword.actions)
    guard let meant else { throw unwind }
    advance()
    return meant
  }

  private mutating func receive() throws(Unwind) -> ActionKind {
    let pattern = try message()
    let channel = accept(.over) ? try name("a channel") : nil
    return .receive(pattern, channel: channel, from: accept(.from) ? try term() : nil)
  }

  private mutating func send() throws(Unwind) -> ActionKind {
    let message = try message()
    let channel = accept(.over) ? try name("a channel") : nil
    return .send(message, channel: channel, to: accept(.to) ? try term() : nil)
  }

  /// The elements of one message. Guards of elements stand in parentheses, because a `when` at
  /// the end belongs to the action.
  private mutating func message() throws(Unwind) -> [ArgumentSyntax] {
    var elements = [element(try term())]
    try moreElements(after: &elements) { parser throws(Unwind) in
      parser.element(try parser.term())
    }
    return elements
  }

  private mutating func freshName() throws(Unwind) -> FreshSyntax {
    let name = try name("the name of a fresh value")
    return FreshSyntax(name, sort: accept(.colon) ? try self.name("a sort") : nil)
  }

  /// `Name` or `Name(t, …)`
  mutating func event() throws(Unwind) -> EventSyntax {
    let first = index
    let name = try name("an event")
    guard at(.leftParenthesis) else { return EventSyntax(name, [], at: name.span) }
    let arguments = try parenthesized { parser throws(Unwind) in try parser.argument() }
    return EventSyntax(name, arguments, at: span(from: first))
  }
}
