// Roles: state machines whose transitions are atomic steps.

import ProtocolLanguage

/// The name of a role, by which others speak of it.
///
/// Roles, channels, tables and properties refer to each other, so a role's name is a constant of
/// its own: `let bank = RoleName("Bank")`. A string literal is a role's name too. Called with a
/// variable, it gives a role's parameter for the partner in that role: `bank(b)`.
public struct RoleName: Hashable, Sendable, ExpressibleByStringLiteral {
  let name: String
  public init(_ name: String) { self.name = name }
  public init(stringLiteral name: String) { self.init(name) }

  var identifier: Identifier { Identifier(name) }

  /// The principals of the role, another name for `Principal`.
  public var sort: Sort { Sort(name) }

  /// `bank B`: the parameter that plays this role.
  public func callAsFunction(_ variable: Term) -> Parameter {
    let word = name.prefix(1).lowercased() + name.dropFirst()
    return Parameter(ParameterSyntax(partnerRole: Identifier(word), name: variable.name))
  }
}

/// A parameter of a role, or a fresh name: a variable with its sort or its role.
public struct Parameter: Sendable {
  let syntax: ParameterSyntax

  init(_ syntax: ParameterSyntax) { self.syntax = syntax }

  /// Any principal.
  public init(_ variable: Term) { self.init(ParameterSyntax(name: variable.name)) }
}

/// A role: who takes part, what it has from the start, and what it does step by step.
public struct Role: ModelDeclaration {
  public var part: ModelPart

  /// Declares a role. Its initial state is the source of its first transition.
  ///
  /// - Parameters:
  ///   - owner: the principal that runs the sessions.
  ///   - parameters: partners, as `bank(b)`, and what the environment chooses, as
  ///     `price.of(.int)`.
  ///   - distinct: parameters that denote different principals.
  ///   - knows: what the role has from the start; a dishonest owner brings it to the attacker.
  public init(
    _ role: RoleName, owner: Term, _ parameters: Parameter..., distinct: [Term] = [],
    knows: Term..., fileID: String = #fileID, line: Int = #line,
    @TransitionBuilder transitions: () -> [Transition]
  ) {
    let transitions = transitions()
    part = ModelPart(
      .role(
        RoleSyntax(
          role.identifier,
          parameters: [ParameterSyntax(name: owner.name)] + parameters.map(\.syntax),
          distinct: distinct.map(\.name), knows: knows.arguments,
          transitions: transitions.map(\.syntax))),
      SourceSite(fileID: fileID, line: line))
    part.transitions = transitions
  }
}

/// One atomic step of a role: all of its actions happen in their order, or none.
public struct Transition: Sendable {
  let source: String
  let target: String
  let actions: [ActionPart]
  let site: SourceSite
  private var guardFormula: OptionFormula?

  /// Declares a transition from one state to another.
  public init(
    from source: String, to target: String, fileID: String = #fileID, line: Int = #line,
    @ActionBuilder actions: () -> [ActionPart]
  ) {
    self.source = source
    self.target = target
    self.actions = actions()
    site = SourceSite(fileID: fileID, line: line)
  }

  /// The transition where the options say so.
  public func when(_ options: some OptionGuard) -> Transition {
    var copy = self
    copy.guardFormula = guardFormula.and(options.formula)
    return copy
  }

  var syntax: TransitionSyntax {
    TransitionSyntax(
      source: Identifier(source), target: Identifier(target), when: guardFormula,
      actions: actions.map(\.syntax), at: .none)
  }
}

/// Builds the transitions of a role; `if`, `switch` and `for` may be used.
@resultBuilder
public enum TransitionBuilder {
  public static func buildExpression(_ transition: Transition) -> [Transition] { [transition] }
  public static func buildExpression(_ transitions: [Transition]) -> [Transition] { transitions }
  public static func buildBlock(_ parts: [Transition]...) -> [Transition] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Transition]?) -> [Transition] { part ?? [] }
  public static func buildEither(first part: [Transition]) -> [Transition] { part }
  public static func buildEither(second part: [Transition]) -> [Transition] { part }
  public static func buildArray(_ parts: [[Transition]]) -> [Transition] { parts.flatMap { $0 } }
}
