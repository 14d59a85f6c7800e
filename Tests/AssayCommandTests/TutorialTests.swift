// Following docs/tutorial.md, block by block, gives what it shows.
//
// A block that begins with `$ ` is a session: its commands run in one shell, and what they print,
// errors too, is compared exactly. Any other block is text of the file that the line above it
// ends with, as in "Write this into `slip.assay`:"; a line with "end of" adds to the file.
// Two things are not compared: how many states or clauses an engine needed, which changes as it gets
// better, and empty lines at the end of a block, which a page need not show.

import Foundation
import Testing

@Suite struct TutorialTests {
  @Test func everyStepGivesWhatIsShown() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let blocks = try Document("docs/tutorial.md").blocks
    #expect(blocks.contains { $0.isSession } && blocks.contains { !$0.isSession })
    for block in blocks {
      if block.isSession {
        let answer = try tool.shell(script(of: block))
        #expect(
          comparable(answer.output) == comparable(block.text),
          "docs/tutorial.md:\(block.line)\n\(answer.output)\(answer.errors)")
      } else {
        try write(block, with: tool)
      }
    }
  }

  /// Prints every command as the page shows it and runs it; the next one finds its `$?`.
  private func script(of block: Document.Block) -> String {
    let steps = block.lines.filter { $0.hasPrefix("$ ") }.map { line in
      let quoted = line.replacing("'", with: #"'\''"#)
      return "printf '%s\\n' '\(quoted)'; (exit $code)\n\(line.dropFirst(2))\ncode=$?\n"
    }
    return "exec 2>&1; code=0\n" + steps.joined()
  }

  private func write(_ block: Document.Block, with tool: Tool) throws {
    let captured = try #require(
      block.caption.firstMatch(of: /`([^`]+)`:$/), "docs/tutorial.md:\(block.line): which file?")
    let name = String(captured.1)
    let before = block.caption.contains("end of") ? try tool.read(name) : ""
    try tool.write(before + block.text, to: name)
  }

  private func comparable(_ text: String) -> String {
    text.replacing(/[\d,]+ (states?|clauses)/, with: "N of them").replacing(/\n+$/, with: "")
  }
}
