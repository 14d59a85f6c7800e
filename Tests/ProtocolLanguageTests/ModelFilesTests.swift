// The models of this repository and the example of docs/language.md: all parse, and all stand in
// the canonical layout, which keeps the formatter honest on texts that it was not written for.

import Diagnostics
import Foundation
import Testing

@testable import ProtocolLanguage

private let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func modelFiles() throws -> [String] {
  try ["models", "docs/examples"].flatMap { folder in
    try FileManager.default.subpathsOfDirectory(
      atPath: repository.appending(path: folder).path(percentEncoded: false)
    )
    .filter { $0.hasSuffix(".assay") }.sorted().map { folder + "/" + $0 }
  }
}

private func read(_ path: String) throws -> String {
  try String(contentsOf: repository.appending(path: path), encoding: .utf8)
}

struct ModelFilesTests {
  @Test func thereAreModels() throws {
    #expect(try modelFiles().count > 10)
  }

  @Test(arguments: try modelFiles())
  func isInCanonicalLayout(path: String) throws {
    checkFormat(try read(path))
  }

  @Test func theExampleOfTheLanguagePageParses() throws {
    let blocks = try read("docs/language.md").components(separatedBy: "```")
    let example = try #require(blocks.first { $0.contains("protocol Ping") })
    checkFormat(String(example.drop { $0.isNewline }))
  }
}
