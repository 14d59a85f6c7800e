// What docs/swift.md shows is what the example package has.

import Foundation
import Testing

struct DocumentationTests {
  private static let docs = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs")

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOf: Self.docs.appending(path: path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Blocks of Swift, but those that leave something out.
  private func blocks(of page: [String]) -> [[String]] {
    var blocks: [[String]] = []
    var open: [String]?
    for line in page {
      if line == "```swift" {
        open = []
      } else if line == "```", let block = open {
        blocks.append(block)
        open = nil
      } else {
        open?.append(line)
      }
    }
    return blocks.filter { !$0.contains { $0.contains("…") } }
  }

  @Test func shownCodeIsOfTheExample() throws {
    let example = try lines("examples/swift-front-end/Sources/Voucher/VoucherProtocol.swift")
    let tests = try lines("examples/swift-front-end/Tests/VoucherTests/VoucherTests.swift")
    let shown = try blocks(of: lines("swift.md"))
    #expect(shown.count == 3)
    for block in shown {
      #expect(
        [example, tests].contains { $0.contains(block) },
        "\(block.first ?? "") is not in the example")
    }
  }
}
