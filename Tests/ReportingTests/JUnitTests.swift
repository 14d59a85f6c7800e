// The report as JUnit XML, read back with Foundation's parser, which knows nothing of the writer.

import Foundation
import Testing

@testable import Reporting
@testable import Verification

@Suite struct JUnitTests {
  private func read(_ report: Report) throws -> XMLElementRead {
    try XMLTree.read(JUnitReport(report).text)
  }

  private func count(_ element: XMLElementRead, _ name: String) -> Int {
    (element.name == name ? 1 : 0) + element.children.reduce(0) { $0 + count($1, name) }
  }

  /// What the readers of JUnit files agree on.
  private func expectWellFormed(_ root: XMLElementRead) {
    #expect(root.name == "testsuites")
    for suite in root.children {
      #expect(suite.name == "testsuite" && suite.attributes["name"] != nil)
      for aCase in suite.children {
        #expect(aCase.name == "testcase")
        #expect(aCase.attributes["name"] != nil && aCase.attributes["classname"] != nil)
        #expect(aCase.children.count == 1)
        let allowed = ["failure", "error", "skipped", "system-out"]
        #expect(aCase.children.allSatisfy { allowed.contains($0.name) })
      }
    }
    for element in [root] + root.children {
      for (attribute, name) in [
        ("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
        ("skipped", "skipped"),
      ] {
        #expect(element.attributes[attribute] == String(count(element, name)), "\(attribute)")
      }
    }
  }

  @Test func everyPropertyOfEveryConfigurationIsACase() throws {
    let root = try read(Shop.report)
    expectWellFormed(root)
    #expect(root.children.map { $0.attributes["name"] } == ["models/shop.assay"])
    let cases = root.children[0].children
    #expect(cases.count == Shop.report.models.reduce(0) { $0 + $1.results.count })
    let names = cases.map {
      ($0.attributes["classname"] ?? "") + "/" + ($0.attributes["name"] ?? "")
    }
    #expect(names.first == "models/shop.careful/cardSecret")
    #expect(Set(names).count == names.count)
  }

  @Test func aCaseIsGreenWhereTheCommandIs() throws {
    let root = try read(Shop.report)
    let outcomes = root.children[0].children.map { $0.children[0].name }
    let results = Shop.report.models.flatMap(\.results)
    for (outcome, result) in zip(outcomes, results) {
      #expect((outcome == "system-out") == (result.exitCode == .success), "\(result.property.name)")
      if result.exitCode == .undecided { #expect(outcome == "error") }
      if result.exitCode == .violated { #expect(outcome == "failure") }
    }
  }

  @Test func anAttackIsTold() throws {
    let cases = try read(Shop.report).children[0].children
    let attack = try #require(cases.first { $0.attributes["name"] == "ordered" }?.children.first)
    #expect(attack.attributes["type"] == "attack")
    #expect(
      attack.attributes["message"]
        == "Pays(_, S, C, n, _) without Orders(C, S, n): attack in 3 steps, expected holds")
    #expect(attack.text.hasPrefix("models/shop.assay:67\n"))
    #expect(attack.text.contains("\n   1  The attacker sends to Alice: aenc(Order(made1, made2)"))
    // What holds says within what.
    let holds = try #require(cases.first { $0.attributes["name"] == "cardSecret" })
    #expect(holds.children[0].text.hasSuffix("holds within 1 Customer, 1 Shop, 1 Bank"))
  }

  @Test func oddNamesComeBackAsTheyWere() throws {
    let root = try read(Shop.odd)
    expectWellFormed(root)
    let names = root.children.compactMap { $0.attributes["name"] }
    // Only what XML cannot hold is written otherwise.
    #expect(
      names == [
        "assay", "a b/\\u{7}:,%\u{e9}.assay",
        "odd \\u{1B}[31m<&\"'|`,:%\u{2028}\n::error::.assay", "b \"<&>\\u{1B}.assay",
      ])
    let texts = root.children.flatMap(\.children).flatMap(\.children).map(\.text)
    #expect(texts.contains { $0.contains("a note]]> \\u{0}") })
    #expect(count(root, "skipped") == 1)
  }

  @Test func anEmptyReportIsOneToo() throws {
    expectWellFormed(try read(Report()))
  }
}
