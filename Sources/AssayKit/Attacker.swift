// The attacker of a model or of one property.

import ProtocolLanguage

/// What the attacker can do. A model without one has the strongest: it controls the network and
/// plays every role.
public struct Attacker: ModelDeclaration {
  public var part: ModelPart
  let syntax: AttackerSyntax

  /// Declares the attacker.
  ///
  /// - Parameters:
  ///   - controls: insecure channels, such as `.network`.
  ///   - plays: the roles in which dishonest principals act with what these know; none if
  ///     everybody is honest.
  ///   - reveals: what the attacker may take from honest sessions.
  public init(
    controls: Channel..., plays: RoleName..., reveals: Reveal...,
    fileID: String = #fileID, line: Int = #line
  ) {
    syntax = AttackerSyntax(
      controls: controls.map { Identifier($0.name) }, plays: plays.map(\.identifier),
      reveals: reveals.map(\.syntax), at: .none)
    part = ModelPart(.attacker(syntax), SourceSite(fileID: fileID, line: line))
  }
}

/// `reveals T of R at s`: a term that the attacker may take from an honest session of R that is,
/// or has been, in state s.
public struct Reveal: Sendable {
  let syntax: RevealSyntax
  public init(_ term: Term, of role: RoleName, at state: String? = nil) {
    syntax = RevealSyntax(
      term.unguarded, role: role.identifier, state: state.map { Identifier($0) }, at: .none)
  }
}
