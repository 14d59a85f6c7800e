// Models for tests: of a text, and those of the repository.

import Diagnostics
import Foundation
import ProtocolModel

package struct ModelErrors: Error, CustomStringConvertible {
  package let description: String
}

/// The models of a text, one for each configuration; throws what is wrong with it.
package func models(of text: String, path: String = "test.assay") throws -> [ProtocolModel] {
  let elaborated = elaborate(
    path: path, text: SourceText(path: path, text: text),
    resolvingIncludesWith: { included in
      (try? Repository.text(included)).map { SourceText(path: included, text: $0) }
    })
  let errors = elaborated.diagnostics.filter { $0.severity == .error }
  if errors.isEmpty { return elaborated.models }
  throw ModelErrors(description: "\(path): \(errors.map(\.message))\n\(text)")
}

package enum Repository {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every file below `models/` that is a model, relative to the repository's root.
  package static func modelPaths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "models").path)
      .filter { $0.hasSuffix(".assay") }.sorted().map { "models/\($0)" }
      .filter { path in
        try text(path).split(separator: "\n").contains { $0.hasPrefix("protocol ") }
      }
  }
}
