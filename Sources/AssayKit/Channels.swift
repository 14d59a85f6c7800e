// Channels and tables: what sessions share.

import ProtocolLanguage

/// A way that messages take: `channel interbank: secure between Bank, Issuer`.
public struct Channel: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// What the attacker can do with a channel.
  public enum Security: Sendable {
    /// Reads, blocks, injects and replays.
    case insecure
    /// Reads, blocks and replays, but cannot send in an honest name.
    case authentic
    /// Blocks and injects, but cannot read what is for an honest principal.
    case confidential
    /// Blocks.
    case secure
  }

  /// Declares a channel between two roles.
  public init(
    _ name: String, _ security: Security, between left: RoleName, _ right: RoleName,
    fileID: String = #fileID, line: Int = #line
  ) {
    self.name = name
    let kind: ChannelKind =
      switch security {
      case .insecure: .insecure
      case .authentic: .authentic
      case .confidential: .confidential
      case .secure: .secure
      }
    part = ModelPart(
      .channel(Identifier(name), kind, between: left.identifier, right.identifier),
      SourceSite(fileID: fileID, line: line))
  }

  /// Where everything travels that names no channel. Always there, never declared.
  public static let network = Channel("network", .insecure, between: "_", "_")
}

/// State of a principal, shared by all its sessions in a role:
/// `table charged(vendor: Principal, tid: Nonce) of Bank`.
public struct Table: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// Declares a table of a role's owners.
  public init(
    _ name: String, _ columns: Fields, of role: RoleName,
    fileID: String = #fileID, line: Int = #line
  ) {
    self.name = name
    part = ModelPart(
      .table(Identifier(name), columns.syntax, of: role.identifier),
      SourceSite(fileID: fileID, line: line))
  }

  /// `(V, tid) in charged`: some entry matches; with `bind`, its value is looked up. `!` makes
  /// it `not in`.
  public func contains(_ entry: Term...) -> Condition {
    Condition(syntax: .member(entry.arguments, table: Identifier(name), .none))
  }
}
