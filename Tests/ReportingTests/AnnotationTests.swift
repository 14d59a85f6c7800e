// The report as workflow commands of GitHub and as Markdown, with names that could be taken for
// the format's own.

import Foundation
import Testing

@testable import Reporting
@testable import Verification

@Suite struct AnnotationTests {
  /// What GitHub's runner makes of a line, from the description of its workflow commands.
  private func read(_ line: Substring) -> (level: String, properties: [String: String], String)? {
    guard let match = line.wholeMatch(of: /::(error|warning) ([^:]*)::(.*)/) else { return nil }
    func plain(_ text: Substring) -> String {
      String(text).replacing("%3A", with: ":").replacing("%2C", with: ",").replacing(
        "%0D", with: "\r"
      )
      .replacing("%0A", with: "\n").replacing("%25", with: "%")
    }
    var properties: [String: String] = [:]
    for part in match.2.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      if sides.count == 2 { properties[String(sides[0])] = plain(sides[1]) }
    }
    return (String(match.1), properties, plain(match.3))
  }

  @Test func whatIsNotAsExpectedIsAnnotated() throws {
    var report = Shop.report
    report.models.removeLast()
    let lines = GitHubAnnotations(report).text.split(separator: "\n")
    let commands = lines.dropLast().compactMap(read)
    #expect(commands.count == lines.count - 1)
    #expect(commands.map(\.level) == ["error", "error", "error", "warning"])
    #expect(
      commands.map { $0.properties["title"] }
        == ["numberLost (careful)", "ordered (careful)", "small (careful)", "quiet (careful)"])
    #expect(commands.allSatisfy { $0.properties["file"] == "models/shop.assay" })
    #expect(commands.map { $0.properties["line"] } == ["65", "67", "70", "72"])
    #expect(commands[1].2.contains("\n1. The attacker sends to Alice"))
    #expect(lines.last?.hasPrefix("9 properties") == true)
  }

  @Test func noNameEndsACommandOrBeginsAnother() throws {
    let lines = GitHubAnnotations(Shop.odd).text.split(separator: "\n")
    let commands = lines.dropLast().compactMap(read)
    #expect(commands.count == lines.count - 1)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
    #expect(commands.contains { $0.properties["file"] == "a b/\\u{7}:,%\u{e9}.assay" })
    #expect(commands.contains { $0.2.contains("100%\\u{1}\r\n::error::x") })
  }

  @Test func aTableHasARowForEveryVerdict() throws {
    let text = MarkdownSummary(Shop.report).text
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let results = Shop.report.models.flatMap(\.results)
    #expect(rows.count == results.count + 1)
    #expect(
      rows.contains(
        "| ✅ | models/shop.assay | careful | cardSecret | holds within 1 Customer, 1 Shop, 1 Bank "
          + "| 1 Customer, 1 Shop, 1 Bank |"))
    #expect(
      rows.contains { $0.hasPrefix("| ❌ | models/shop.assay | careful | ordered | attack in 3") })
    let told = results.count { $0.exitCode != .success && $0.run != nil }
    #expect(text.ranges(of: "<details>").count == told && told > 0)
  }

  @Test func noNameIsMarkup() throws {
    let text = MarkdownSummary(Shop.odd).text
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    // A bar in a name does not make a cell.
    for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 7, "\(row)") }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.contains("<tag>") && text.contains("\\<tag\\>"))
  }
}
