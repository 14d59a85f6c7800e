// What a transition does. One type for each of the language's nine actions, so that a transition
// reads as it would in a text.

import ProtocolLanguage

/// An action in a form that all kinds share.
public struct ActionPart: Sendable {
  let kind: ActionKind
  let site: SourceSite
  var guardFormula: OptionFormula?

  init(_ kind: ActionKind, _ fileID: String, _ line: Int) {
    self.kind = kind
    site = SourceSite(fileID: fileID, line: line)
  }

  var syntax: ActionSyntax { ActionSyntax(kind, when: guardFormula, at: .none) }
}

/// Something that a transition does.
public protocol RoleAction: Sendable {
  /// The action in the form that all kinds share.
  var part: ActionPart { get set }
}

extension RoleAction {
  /// The action where the options say so.
  public func when(_ options: some OptionGuard) -> Self {
    var copy = self
    copy.part.guardFormula = copy.part.guardFormula.and(options.formula)
    return copy
  }
}

/// Builds the actions of a transition; `if`, `switch` and `for` may be used.
@resultBuilder
public enum ActionBuilder {
  public static func buildExpression(_ action: some RoleAction) -> [ActionPart] { [action.part] }
  public static func buildExpression(_ parts: [ActionPart]) -> [ActionPart] { parts }
  public static func buildBlock(_ parts: [ActionPart]...) -> [ActionPart] { parts.flatMap { $0 } }
  public static func buildOptional(_ parts: [ActionPart]?) -> [ActionPart] { parts ?? [] }
  public static func buildEither(first parts: [ActionPart]) -> [ActionPart] { parts }
  public static func buildEither(second parts: [ActionPart]) -> [ActionPart] { parts }
  public static func buildArray(_ parts: [[ActionPart]]) -> [ActionPart] { parts.flatMap { $0 } }
}

// MARK: - Messages

/// `receive p, q over link from X`: takes a message that matches. The first action, and the only
/// such one, of its transition.
public struct Receive: RoleAction {
  public var part: ActionPart
  public init(
    _ pattern: Term..., over channel: Channel? = nil, from sender: Term? = nil,
    fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(
      .receive(
        pattern.arguments, channel: channel.map { Identifier($0.name) }, from: sender?.unguarded),
      fileID, line)
  }
}

/// `send t, u over link to X`: sends one message, the tuple of its elements.
public struct Send: RoleAction {
  public var part: ActionPart
  public init(
    _ message: Term..., over channel: Channel? = nil, to addressee: Term? = nil,
    fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(
      .send(
        message.arguments, channel: channel.map { Identifier($0.name) }, to: addressee?.unguarded),
      fileID, line)
  }
}

// MARK: - Values

/// `fresh n, k: Key`: makes new values; nonces where no sort is said.
public struct Fresh: RoleAction {
  public var part: ActionPart
  public init(_ variables: Term..., fileID: String = #fileID, line: Int = #line) {
    part = ActionPart(.fresh(variables.map { FreshSyntax($0.name) }), fileID, line)
  }
  public init(_ variables: Parameter..., fileID: String = #fileID, line: Int = #line) {
    part = ActionPart(
      .fresh(variables.map { FreshSyntax($0.syntax.name, sort: $0.syntax.sort) }), fileID, line)
  }
}

/// `let x = t`: names a term.
public struct Let: RoleAction {
  public var part: ActionPart
  public init(
    _ variable: Term, equals term: Term, fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(.define(variable.name, term.unguarded), fileID, line)
  }
}

/// `match t as p`: opens later what was received whole.
public struct Match: RoleAction {
  public var part: ActionPart
  public init(
    _ term: Term, as pattern: Term, fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(.match(term.unguarded, as: pattern.unguarded), fileID, line)
  }
}

/// `require c`: goes on only if the condition is true.
public struct Require: RoleAction {
  public var part: ActionPart
  public init(_ condition: Condition, fileID: String = #fileID, line: Int = #line) {
    part = ActionPart(.require(condition.syntax), fileID, line)
  }
}

// MARK: - Events and tables

/// `event E(t, …)`: records something for properties to speak of.
public struct Record: RoleAction {
  public var part: ActionPart
  public init(_ occurrence: Occurrence, fileID: String = #fileID, line: Int = #line) {
    part = ActionPart(.event(occurrence.syntax), fileID, line)
  }
}

/// `insert (t, …) into T`
public struct Insert: RoleAction {
  public var part: ActionPart
  public init(
    _ entry: Term..., into table: Table, fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(.insert(entry.arguments, table: Identifier(table.name)), fileID, line)
  }
}

/// `delete (t, …) from T`: every entry that matches.
public struct Delete: RoleAction {
  public var part: ActionPart
  public init(
    _ entry: Term..., from table: Table, fileID: String = #fileID, line: Int = #line
  ) {
    part = ActionPart(.delete(entry.arguments, table: Identifier(table.name)), fileID, line)
  }
}
