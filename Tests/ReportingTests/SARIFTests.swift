// The report as SARIF: the shape that its schema promises, and what a reader makes of it.

import Foundation
import Testing

@testable import Reporting
@testable import Verification

@Suite struct SARIFTests {
  private func expectValid(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let schema = Shop.folder.appendingPathComponent("../../docs/sarif.schema.json")
    let errors = try SchemaValidator(schemaAt: schema.path).errors(in: text)
    #expect(errors == [], sourceLocation: sourceLocation)
  }

  private typealias Object = [String: Any]

  private func run(_ report: Report) throws -> Object {
    let log = try JSONSerialization.jsonObject(with: Data(SARIFReport(report).text.utf8))
    return try #require(((log as? Object)?["runs"] as? [Object])?.first)
  }

  private func results(_ report: Report) throws -> [Object] {
    try #require(try run(report)["results"] as? [Object])
  }

  private func text(_ object: Object) -> String {
    ((object["message"] as? Object)?["text"] as? String) ?? ""
  }

  @Test func everyLogIsAsTheSchemaSays() throws {
    try expectValid(SARIFReport(Shop.report).text)
    try expectValid(SARIFReport(Shop.odd).text)
    try expectValid(SARIFReport(Report()).text)
  }

  @Test func whatWantsAttentionIsAResult() throws {
    var report = Shop.report
    report.models.removeLast()
    let results = try results(report)
    #expect(
      results.map { text($0).prefix { $0 != " " } }
        == ["cardHidden", "numberLost", "ordered", "small", "quiet"])
    #expect(
      results.map { $0["level"] as? String } == ["note", "error", "error", "error", "warning"])
    #expect(
      results.map { $0["ruleId"] as? String }
        == [
          "assay/hidden", "assay/secrecy", "assay/agreement", "assay/invariant", "assay/agreement",
        ])
    // What is expected is suppressed where it is expected.
    #expect(results.map { $0["suppressions"] != nil } == [true, false, false, false, false])
    let verdicts = (try run(report)["properties"] as? Object)?["verdicts"] as? [Object]
    #expect(verdicts?.count == 9)
  }

  @Test func rulesAreFoundByTheirIndex() throws {
    let run = try run(Shop.odd)
    let driver = try #require((run["tool"] as? Object)?["driver"] as? Object)
    let rules = try #require(driver["rules"] as? [Object]).compactMap { $0["id"] as? String }
    #expect(Set(rules).count == rules.count)
    let results = try results(Shop.odd)
    #expect(!results.isEmpty)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index] == result["ruleId"] as? String)
    }
  }

  @Test func anAttackIsFollowedStepByStep() throws {
    let report = Shop.report
    let attack = try #require(try results(report).first { text($0).hasPrefix("ordered") })
    let flow = try #require((attack["codeFlows"] as? [Object])?.first)
    let thread = try #require((flow["threadFlows"] as? [Object])?.first)
    let steps = try #require(thread["locations"] as? [Object])
    let lines = steps.compactMap { step -> Int? in
      let place = (step["location"] as? Object)?["physicalLocation"] as? Object
      return (place?["region"] as? Object)?["startLine"] as? Int
    }
    // Three steps at the lines of the transitions, and what they come to at that of the property.
    #expect(lines == [33, 35, 36, 67])
    #expect(steps.compactMap { $0["executionOrder"] as? Int } == [1, 2, 3, 4])
    #expect(steps.map { $0["kinds"] != nil } == [true, false, false, false])
    let first = try #require(steps[0]["location"] as? Object)
    #expect(text(first).hasPrefix("1. The attacker sends to Alice"))
    #expect(text(first).contains("\nmade1: made up"))
  }

  @Test func fingerprintsTellFindingsApart() throws {
    let results = try results(Shop.report)
    let prints = results.compactMap { $0["partialFingerprints"] as? [String: String] }
    let identities = prints.compactMap { $0["assayProperty/v1"] }
    #expect(Set(identities).count == results.count)
    #expect(Set(prints.compactMap { $0["primaryLocationLineHash"] }).count == results.count)
    // In the other configuration, the attack has the same steps.
    let shapes = results.indices.filter { text(results[$0]).hasPrefix("ordered") }
      .map { prints[$0]["assayAttack/v1"] }
    #expect(shapes.count == 2 && shapes[0] != nil && shapes[0] == shapes[1])
  }

  @Test func linesDoNotMatterToTheIdentity() throws {
    var report = Shop.report
    let before = try results(report).map { $0["partialFingerprints"] as? [String: String] }
    for index in report.models.indices { report.models[index].sources = [] }
    #expect(try results(report).map { $0["partialFingerprints"] as? [String: String] } == before)
  }

  @Test func namesOfFilesBecomeReferences() throws {
    #expect(SARIFLocation.uri("./a b/ü%.assay") == "a%20b/%C3%BC%25.assay")
    #expect(SARIFLocation.uri("/x/y.assay") == "file:///x/y.assay")
    #expect(SARIFLocation.uri("<stdin>") == "%3Cstdin%3E")
    let uris = try results(Shop.odd).suffix(1).map { result in
      let place = (result["locations"] as? [Object])?.first?["physicalLocation"] as? Object
      return (place?["artifactLocation"] as? Object)?["uri"] as? String
    }
    #expect(uris == ["a%20b/%07%3A%2C%25%C3%A9.assay"])
  }

  @Test func anInterruptedRunDoesNotLookComplete() throws {
    let invocation = try #require((try run(Shop.odd)["invocations"] as? [Object])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect(invocation["exitCode"] as? Int == 130)
    let notes = try #require(invocation["toolExecutionNotifications"] as? [Object])
    #expect(notes.map(text).joined().contains("Interrupted"))
    #expect(notes.map(text).joined().contains("(x|y)"))
  }
}
