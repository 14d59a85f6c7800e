// What docs/output.md shows is what the command prints: every block that begins with `$ assay` is
// run in the repository, and its lines stand in the output as they are. A line `…` stands for any
// lines.

import Foundation
import Testing

@Suite struct OutputPageTests {
  @Test func everyExampleIsReal() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let blocks = try Document("docs/output.md").blocks.filter(\.isSession)
    #expect(blocks.count >= 5)
    for block in blocks {
      let command = block.lines[0].dropFirst(2)
      let answer = try tool.shell("cd '\(Document.root.path)' && \(command)")
      var printed = answer.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
      for part in block.lines.dropFirst().split(separator: "…") {
        let start = printed.indices.first { printed[$0...].starts(with: part) }
        let place = "docs/output.md:\(block.line)"
        printed = printed[(try #require(start, "\(place)\n\(answer.output)") + part.count)...]
      }
    }
  }
}
