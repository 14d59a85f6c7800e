// What docs/output.md and docs/diff.md show is what the command prints: every block that begins with `$ assay` is
// run in the repository, and its lines stand in the output as they are. A line `…` stands for any
// lines.

import Foundation
import Testing

@Suite struct OutputPageTests {
  @Test(arguments: [("docs/output.md", 5), ("docs/diff.md", 1)])
  func everyExampleIsReal(page: String, least: Int) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let blocks = try Document(page).blocks.filter(\.isSession)
    #expect(blocks.count >= least)
    for block in blocks {
      let command = block.lines[0].dropFirst(2)
      let answer = try tool.shell("cd '\(Document.root.path)' && \(command)")
      var printed = answer.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
      for part in block.lines.dropFirst().split(separator: "…") {
        let start = printed.indices.first { printed[$0...].starts(with: part) }
        let place = "\(page):\(block.line)"
        printed = printed[(try #require(start, "\(place)\n\(answer.output)") + part.count)...]
      }
    }
  }
}
