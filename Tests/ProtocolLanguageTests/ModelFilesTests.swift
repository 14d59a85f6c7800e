import Diagnostics
import Foundation
import Testing

@testable import ProtocolLanguage

/// The models of this repository are in the canonical layout, which they thereby test.
@Suite struct ModelFilesTests {
  static let models: [String] = {
    let folder = URL(filePath: #filePath).appending(path: "../../../models").standardized.path
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".assay") }.sorted().map { folder + "/" + $0 }
  }()

  @Test func modelsAreFound() { #expect(ModelFilesTests.models.count > 10) }

  @Test(arguments: models)
  func isInCanonicalLayout(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    checkFormat(text)
  }
}
