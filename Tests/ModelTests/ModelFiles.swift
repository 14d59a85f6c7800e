// The models of the repository, and models that a test writes down or changes, as the engine
// sees them.

import Diagnostics
import Foundation
import ProtocolModel
import Testing

enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Paths relative to the repository's root, in their order.
  static func files(below folder: String, named suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

struct ModelFile {
  /// Relative to the repository's root.
  let path: String
  /// One for each configuration.
  let models: [ProtocolModel]
}

/// Every model below a folder; files that are only included by others are none.
///
/// - Parameter rewriting: changes the text of every file, included ones too.
func modelFiles(
  below folder: String, rewriting: (String) throws -> String = { $0 }
) throws -> [ModelFile] {
  let files = try Repository.files(below: folder, named: ".assay").map { path in
    ModelFile(path: path, models: try models(ofFile: path, rewriting: rewriting))
  }.filter { !$0.models.isEmpty }
  try #require(!files.isEmpty, "no model below \(folder)")
  return files
}

/// The models of a file, one for each configuration; none if it is only included by others.
func models(
  ofFile path: String, options: [String: Bool] = [:],
  rewriting: (String) throws -> String = { $0 }
) throws -> [ProtocolModel] {
  let text = try rewriting(try Repository.text(path))
  guard text.split(separator: "\n").contains(where: { $0.hasPrefix("protocol ") }) else {
    return []
  }
  return try models(of: text, path: path, options: options, rewriting: rewriting)
}

/// The models of a text, one for each configuration; what is wrong with it fails the test.
func models(
  of text: String, path: String = "test.assay", options: [String: Bool] = [:],
  rewriting: (String) throws -> String = { $0 }
) throws -> [ProtocolModel] {
  let elaborated = elaborate(
    path: path, text: SourceText(path: path, text: text),
    resolvingIncludesWith: { included in
      (try? rewriting(try Repository.text(included))).map { SourceText(path: included, text: $0) }
    }, options: options)
  let errors = elaborated.diagnostics.filter { $0.severity == .error }
  try #require(errors.isEmpty, "\(path): \(errors.map(\.message))\n\(text)")
  return elaborated.models
}
