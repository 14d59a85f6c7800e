// What the README shows is what the command prints.

import Foundation
import Testing

@Suite struct ReadmeTests {
  /// The repository's root: this file lies three folders below it.
  private var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The lines of the README's block that starts with this command.
  private func block(_ command: String) throws -> [Substring] {
    let text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "$ \(command)"))
    let end = try #require(lines[start...].firstIndex(of: "```"))
    return Array(lines[(start + 1)..<end])
  }

  @Test(arguments: [
    "assay check models/set-card/hello.assay",
    "assay check --verbose --configuration textbook --property fromAnyVendor models/set-card/hello.assay",
  ]) func outputIsReal(_ command: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let shown = try block(command)
    let answer = try tool.shell("cd '\(root.path)' && $\(command)")
    let printed = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(answer.code == 0)
    // An excerpt stands somewhere in the output as it is.
    let isShown = printed.indices.contains { printed[$0...].starts(with: shown) }
    #expect(isShown, "\(answer.output)")
  }
}
