// A model of the repository under one configuration, as a text of its own, and what holds of it.

import Diagnostics
import ModelSupport
import ProtocolLanguage
import ProtocolModel
import Verification

struct Unreadable: Error {
  let messages: [String]
}

struct Subject: Sendable {
  let path: String
  let configuration: String?
  let tree: SyntaxTree
  /// Security properties by what was said of them.
  private(set) var proved: Set<String> = []
  private(set) var held: Set<String> = []
  private(set) var witnessed: Set<String> = []

  var name: String { [path, configuration].compactMap { $0 }.joined(separator: " ") }
  var properties: Set<String> { proved.union(held) }
  /// Whether anything holds that a mutant could lose.
  var isVerified: Bool { !properties.isEmpty }

  init(path: String, configuration: String?, tree: SyntaxTree) {
    self.path = path
    self.configuration = configuration
    self.tree = tree
  }

  /// One for each configuration.
  static func all(ofFile path: String) throws -> [Subject] {
    let text = try Repository.text(path)
    return try models(of: text, path: path).map { model in
      let special = Specialisation(options: Set(model.options))
      let tree = try special.tree(try parsed(text)) { included in
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return try parsed(try Repository.text("\(folder)/\(included)"))
      }
      return Subject(path: path, configuration: model.configuration, tree: tree)
    }
  }

  static func parsed(_ text: String) throws -> SyntaxTree {
    let (tree, diagnostics) = ProtocolParser.parse(
      SourceText(path: "mutant.assay", text: text), file: SourceFileID(0))
    if diagnostics.isEmpty { return tree }
    throw Unreadable(messages: diagnostics.map(\.message))
  }

  /// With what the engines say of the model itself.
  func judged(_ court: Court) throws -> Subject {
    var subject = self
    let model = try models(of: format(tree), path: path)[0]
    for result in court.results(of: model) {
      let name = result.property.name
      switch result.verdict {
      case .proved: subject.proved.insert(name)
      case .holds: subject.held.insert(name)
      case .witness: subject.witnessed.insert(name)
      case .attack, .unreachable, .vacuous, .unknown, .error: break
      }
    }
    return subject
  }
}
