// A page of the repository and the fenced blocks it shows, for the tests that hold pages to their word.

import Foundation

struct Document {
  struct Block {
    /// The line of the page, counted from 1, that opens the block.
    let line: Int
    /// The last line above the block that is not empty.
    let caption: Substring
    let lines: [Substring]

    /// Shell commands, each followed by what it prints.
    var isSession: Bool { lines.first?.hasPrefix("$ ") ?? false }
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  /// The repository's root: this file lies three folders below it.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  let blocks: [Block]

  init(_ path: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let fences = lines.indices.filter { lines[$0].hasPrefix("```") }
    blocks = stride(from: 0, to: fences.count - 1, by: 2).map { index in
      let (start, end) = (fences[index], fences[index + 1])
      return Block(
        line: start + 1, caption: lines[..<start].last { !$0.isEmpty } ?? "",
        lines: Array(lines[(start + 1)..<end]))
    }
  }
}
