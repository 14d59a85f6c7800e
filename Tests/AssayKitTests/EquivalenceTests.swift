// The same model as text and in Swift: the same syntax tree, the same `ProtocolModel`s.

import AssayKit
import Diagnostics
import Foundation
import ProtocolLanguage
import ProtocolModel
import Testing

struct EquivalenceTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func file(_ path: String) throws -> SourceText {
    SourceText(
      path: path,
      text: try String(contentsOf: Self.root.appending(path: path), encoding: .utf8))
  }

  @Test func needhamSchroeder() throws {
    try expectSame(
      NeedhamSchroeder.model, file("models/classics/needham-schroeder-public-key.assay"))
  }

  @Test func shopWithTableAndAmounts() throws {
    try expectSame(Shop.model, file("Tests/ReportingTests/Models/shop.assay"))
  }

  @Test func meterWithLoopAndArithmetic() throws {
    try expectSame(Meter.model, SourceText(path: "meter.assay", text: Meter.text))
  }

  /// The rest of the grammar; the model means nothing, so only the trees are compared.
  @Test func everyConstruct() throws {
    let tree = try parsed(SourceText(path: "grammar.assay", text: Grammar.text))
    expectSameTree(Grammar.model, tree)
    #expect(Grammar.model.text == Grammar.text + "\n")
  }

  @Test func controlFlowOfBuilders() throws {
    let n: Term = "n"
    func model(_ isLong: Bool) -> Model {
      Model("Flow") {
        if isLong { ProtocolOption("long") }
        for name in ["One", "Two"] { Message(name, ["n": .nonce]) }
        Role("A", owner: "A") {
          for state in 0..<(isLong ? 3 : 1) {
            Transition(from: "s\(state)", to: "s\(state + 1)") {
              if state == 0 { Fresh(n) } else { Send(n) }
            }
          }
        }
      }
    }
    let source = SourceText(
      path: "flow.assay",
      text: """
        protocol Flow
        option long
        message One(n: Nonce)
        message Two(n: Nonce)
        role A(A) { s0 -> s1 { fresh n } s1 -> s2 { send n } s2 -> s3 { send n } }
        """)
    expectSameTree(model(true), try parsed(source))
    #expect(!model(false).text.contains("long"))
    #expect(!model(false).text.contains("s2"))
  }
}

extension EquivalenceTests {
  private func parsed(_ source: SourceText) throws -> SyntaxTree {
    let (tree, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
    try #require(diagnostics.isEmpty, "\(diagnostics.map { render($0, in: [source]) })")
    return tree
  }

  private func expectSameTree(_ model: Model, _ tree: SyntaxTree) {
    let tree = tree.withoutComments
    #expect(model.tree.structure == tree.structure)
    #expect(model.text.nonEmptyLines == format(tree).nonEmptyLines)
  }

  private func expectSame(_ model: Model, _ source: SourceText) throws {
    expectSameTree(model, try parsed(source))
    let expected = elaborate(path: source.path, text: source, resolvingIncludesWith: { _ in nil })
    let built = model.elaborated()
    #expect(built.diagnostics.map(\.description) == [])
    #expect(built.models.count == expected.models.count)
    #expect(built.models.map(\.withoutPlaces) == expected.models.map(\.withoutPlaces))
    #expect(!built.models.isEmpty)
  }
}

extension String {
  fileprivate var nonEmptyLines: [Substring] { split(separator: "\n") }
}

extension SyntaxTree {
  /// The tree of the same text without its comments.
  fileprivate var withoutComments: SyntaxTree {
    var tree = self
    tree.header = Comments()
    tree.closingComments = []
    for index in tree.declarations.indices {
      tree.declarations[index].comments = Comments()
      guard case .role(var role) = tree.declarations[index].kind else { continue }
      for transition in role.transitions.indices {
        role.transitions[transition].comments = Comments()
        for action in role.transitions[transition].actions.indices {
          role.transitions[transition].actions[action].comments = Comments()
        }
      }
      tree.declarations[index].kind = .role(role)
    }
    return tree
  }
}

extension ProtocolModel {
  fileprivate var withoutPlaces: ProtocolModel {
    let nowhere = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
    var model = self
    for index in model.properties.indices { model.properties[index].span = nowhere }
    for role in model.roles.indices {
      model.roles[role].span = nowhere
      for index in model.roles[role].transitions.indices {
        model.roles[role].transitions[index].span = nowhere
        let count = model.roles[role].transitions[index].spans.count
        model.roles[role].transitions[index].spans = Array(repeating: nowhere, count: count)
      }
    }
    return model
  }
}
