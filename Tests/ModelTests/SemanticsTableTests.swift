// docs/semantics.md ends with a table of the tests that ask the engine about each rule. Every rule
// has to have a test there, every test there has to exist, and every test of this target that bears a
// rule's name has to be there. A rule that is added to the page and pinned nowhere fails here.

import Foundation
import Testing

@Suite struct SemanticsTableTests {
  @Test func everyRuleHasATestThatExists() throws {
    let page = try Page(Repository.text("docs/semantics.md"))
    #expect(page.rules.count >= 38)
    #expect(page.rules.first == "S1.1" && page.rules.last == "S9")
    #expect(page.rows.map(\.rule) == page.rules, "one row for each rule, in the page's order")
    let tests = try ruleTests(in: "Tests/ModelTests")
    for row in page.rows {
      #expect(!row.tests.isEmpty, "\(row.rule) has no test")
      #expect(row.tests == tests.filter { rule(of: $0) == row.rule }, "tests of \(row.rule)")
    }
  }

  @Test func testsAreNamedAfterRulesThatThePageHas() throws {
    let page = try Page(Repository.text("docs/semantics.md"))
    let unknown = try ruleTests(in: "Tests").filter { !page.rules.contains(rule(of: $0)) }
    #expect(unknown == [])
  }

  private struct Page {
    /// `S4.3` for the third item below the heading of S4; `S9` for one without items.
    private(set) var rules: [String] = []
    private(set) var rows: [(rule: String, tests: [String])] = []

    init(_ text: String) throws {
      var section: String?
      var items = 0
      for line in text.split(separator: "\n") {
        if line.hasPrefix("## ") {
          if let section, items == 0 { rules.append(section) }
          section = line.firstMatch(of: #/^## (S\d+) /#).map { String($0.1) }
          items = 0
        } else if let section, line.prefixMatch(of: #/\d+\. /#) != nil {
          items += 1
          rules.append("\(section).\(items)")
        } else if let row = line.prefixMatch(of: #/\| (S\d+(\.\d+)?) \|/#) {
          rows.append((String(row.1), line.matches(of: #/`(\w+)`/#).map { String($0.1) }.sorted()))
        }
      }
      if let section, items == 0 { rules.append(section) }
    }
  }

  /// Test functions such as `S4_3_whatTheAttackerCanDo`, in alphabetical order.
  private func ruleTests(in folder: String) throws -> [String] {
    try Repository.files(below: folder, named: ".swift").flatMap { path in
      try Repository.text(path).matches(of: #/func (S\d+_\w+)/#).map { String($0.1) }
    }.sorted()
  }

  /// `S4.3` for the test above.
  private func rule(of test: String) -> String {
    guard let name = test.prefixMatch(of: #/(S\d+)_(\d+_)?/#) else { return test }
    return name.1 + (name.2.map { "." + $0.dropLast() } ?? "")
  }
}
