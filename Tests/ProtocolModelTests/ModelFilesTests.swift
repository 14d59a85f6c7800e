// The models of this repository elaborate without a word; the flow that docs/examples keeps as the
// textbook tells it does not, and says why.

import Diagnostics
import Foundation
import Testing

@testable import ProtocolModel

private let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func source(_ path: String) -> SourceText? {
  let url = repository.appending(path: path)
  guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
  return SourceText(path: path, text: text)
}

private func elaboratedFile(_ path: String) throws -> ElaboratedProtocol {
  elaborate(path: path, text: try #require(source(path)), resolvingIncludesWith: source)
}

private func models() throws -> [String] {
  let folder = repository.appending(path: "models").path(percentEncoded: false)
  return try FileManager.default.subpathsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix(".assay") && !$0.hasSuffix("flow.assay") }.sorted()
    .map { "models/" + $0 }
}

struct ModelFilesTests {
  @Test(arguments: try models())
  func elaborates(path: String) throws {
    let result = try elaboratedFile(path)
    #expect(result.diagnostics.map(summary) == [])
    #expect(result.models.count == max(1, result.configurations.count))
  }

  @Test(arguments: try models())
  func expectsAVerdictOfEveryProperty(path: String) throws {
    for model in try elaboratedFile(path).models {
      let silent = model.properties.filter { $0.expected == nil }.map(\.name)
      #expect(silent == [], "in \(model.configuration ?? model.name)")
    }
  }

  @Test func theTextbooksBankCannotBuildTheTransactionID() throws {
    let result = try elaboratedFile("docs/examples/as-told.assay")
    let error = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1)
    #expect(summary(error).hasPrefix("E0301 Bank cannot build `tid`"))
    #expect(
      error.notes == [
        "step 7 of the honest run stops here",
        "Vendor makes it and sends it in `Quote`: let `Request` carry it, for example Request(tid, …)",
      ])
  }
}
