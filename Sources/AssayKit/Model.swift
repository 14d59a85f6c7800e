// A model that is written in Swift.
//
// The declarations become the syntax tree that the parser would have built, the tree becomes
// text in the canonical layout, and the text goes the way of every `.assay` file. So the Swift
// front end has no semantics of its own that could drift, and what it cannot say properly (a name
// with a blank in it) is a syntax error of that text. Elaborating the tree itself would save the
// detour, which costs a millisecond, and need a second way into elaboration.

import Diagnostics
import ProtocolLanguage

/// A protocol with its attacker, properties and scenarios.
///
///     let ping = Model("Ping") {
///       question
///       Role(asker, owner: a, answerer(b), knows: vk(b)) {
///         Transition(from: "start", to: "asked") {
///           Fresh(n)
///           Send(question(n))
///         }
///         …
///       }
///       Property("completes", .reachable(heard(a, b, n))).expect(.witness)
///       Scenario(sessions: [asker: 2, answerer: 2])
///     }
///     let report = try ping.check()
public struct Model: Sendable {
  /// The name after `protocol`.
  public let name: String
  /// The declarations, in their order.
  public let parts: [ModelPart]
  let site: SourceSite

  /// Collects the declarations of a model. Nothing is checked yet.
  public init(
    _ name: String, fileID: String = #fileID, line: Int = #line,
    @ModelBuilder declarations: () -> [ModelPart]
  ) {
    self.name = name
    parts = declarations()
    site = SourceSite(fileID: fileID, line: line)
  }

  /// The model in the language's canonical layout, as an `.assay` file would have it.
  public var text: String { format(tree) }

  /// The declarations as the parser would have read them, with blank lines between groups.
  package var tree: SyntaxTree {
    var declarations: [Declaration] = []
    for part in parts {
      var declaration = part.declaration
      if let previous = declarations.last {
        declaration.comments.blankLineBefore = !declaration.kind.isGrouped(with: previous.kind)
      }
      declarations.append(declaration)
    }
    return SyntaxTree(protocolName: Identifier(name), declarations: declarations, at: .none)
  }

  /// The text of one part alone, to see whether it can be read back.
  func text(of part: ModelPart) -> String {
    format(
      SyntaxTree(protocolName: Identifier(name), declarations: [part.declaration], at: .none))
  }
}

extension DeclarationKind {
  /// Whether two declarations stand together without a blank line.
  fileprivate func isGrouped(with other: DeclarationKind) -> Bool {
    switch (self, other) {
    case (.option, .option), (.property, .property), (.configuration, .configuration),
      (.scenario, .scenario), (.message, .message), (.equation, .equation):
      true
    case (.role, _), (_, .role), (.option, _), (_, .option), (.property, _), (_, .property),
      (.configuration, _), (_, .configuration), (.scenario, _), (_, .scenario), (.message, _),
      (_, .message), (.attacker, _), (_, .attacker):
      false
    default: true
    }
  }
}
