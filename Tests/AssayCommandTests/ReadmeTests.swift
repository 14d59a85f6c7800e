// What the README shows is what the command prints.

import Foundation
import Testing

@Suite struct ReadmeTests {
  @Test(arguments: [
    "assay check models/set-card/hello.assay",
    "assay check --verbose --configuration textbook --property fromAnyVendor models/set-card/hello.assay",
  ]) func outputIsReal(_ command: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let blocks = try Document("README.md").blocks
    let shown = try #require(blocks.first { $0.lines.first == "$ \(command)" }).lines.dropFirst()
    let answer = try tool.shell("cd '\(Document.root.path)' && \(command)")
    let printed = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(answer.code == 0)
    // An excerpt stands somewhere in the output as it is.
    let isShown = printed.indices.contains { printed[$0...].starts(with: shown) }
    #expect(isShown, "\(answer.output)")
  }
}
