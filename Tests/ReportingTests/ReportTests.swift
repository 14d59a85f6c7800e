// Whole reports of a small model: searched, replayed, told. The snapshots are what users see; a
// change of any of them is a change of the product.

import Diagnostics
import Foundation
import ProtocolModel
import Testing
import Traces

@testable import Reporting
@testable import Verification

@Suite struct ReportTests {
  private static let folder = Shop.folder
  private static let shop = Shop.report

  private func expectValid(_ json: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let schema = Self.folder.appendingPathComponent("../../docs/report.schema.json")
    let errors = try SchemaValidator(schemaAt: schema.path).errors(in: json)
    #expect(errors == [], sourceLocation: sourceLocation)
  }

  @Test func theModelIsInOrder() {
    #expect(Self.shop.complaints == [])
    #expect(Self.shop.models.map(\.model.configuration) == ["careful", "sloppy"])
  }

  @Test func text() throws {
    try expectSnapshot(TextReport(Self.shop).text, "shop.txt")
  }

  @Test func textThatTellsAll() throws {
    var report = Self.shop
    report.models.removeLast()
    let layout = TextReport.Layout(tellsAll: true)
    try expectSnapshot(TextReport(report, layout: layout).text, "shop-verbose.txt")
  }

  @Test func json() throws {
    var report = Self.shop
    report.models.removeLast()
    let json = JSONReport(report).text
    try expectValid(json)
    try expectSnapshot(json, "shop.json")
  }

  @Test func theTableForProgramsIsAsItsSchemaSays() throws {
    let members =
      Self.shop.models.map {
        OptionMatrix.Member(options: $0.model.options, model: $0.model, problem: nil)
      } + [OptionMatrix.Member(options: ["none"], model: nil, problem: "no such thing")]
    let matrix = OptionMatrix(
      of: members, at: "models/shop.assay", options: ["none"], selecting: Selection(),
      engines: .live)
    let schema = Self.folder.appendingPathComponent("../../docs/matrix.schema.json")
    #expect(try SchemaValidator(schemaAt: schema.path).errors(in: MatrixData(matrix).json) == [])
  }

  @Test func colourChangesNoCharacter() throws {
    let plain = TextReport(Self.shop).text
    let layout = TextReport.Layout(style: .terminal)
    let coloured = TextReport(Self.shop, layout: layout).text
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }

  @Test func noLineIsWiderThanAHundredColumns() {
    let layout = TextReport.Layout(tellsAll: true)
    for line in TextReport(Self.shop, layout: layout).text.split(separator: "\n") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test func aChartIsAsWideAsItsTerminal() throws {
    let model = Self.shop.models[0]
    let result = try #require(model.results.first { $0.property.name == "completes" })
    let story = Storyteller(model).story(of: try #require(result.run), property: result.property)
    let widest = { width in
      SequenceChart(story, width: width).lines.map(\.count).max() ?? 0
    }
    #expect(widest(98) <= 98 && widest(98) > 90)
    #expect(widest(110) <= 110 && widest(110) > 98)
    #expect(widest(1000) == widest(2000))
    let wide = SequenceChart(story, width: 1000).lines.joined()
    #expect(!wide.contains("…") && SequenceChart(story, width: 98).lines.joined().contains("…"))
  }

  @Test func timesStandBesideTheConfigurations() {
    let layout = TextReport.Layout(times: ["3 ms", "4 ms"])
    let text = TextReport(Self.shop, layout: layout).text
    #expect(text.contains(/careful +3 ms\n/))
    #expect(text.contains(/sloppy: careless +4 ms\n/))
  }

  @Test func theHonestRunIsDrawn() throws {
    let model = Self.shop.models[0]
    let outcome = Verifier(engines: .live).honestRun(of: model.model)
    let text = HonestRunText(model, outcome)
    #expect(text.exitCode == .success)
    try expectSnapshot(text.text, "shop-honest-run.txt")
  }

  @Test func anHonestRunThatFailsSaysSo() {
    let model = Self.shop.models[0]
    let stops = [
      HonestRunStop(role: RoleID(0), state: StateID(2), isFinal: true),
      HonestRunStop(role: RoleID(2), state: StateID(1), isFinal: false),
    ]
    let incomplete = HonestRunText(model, .incomplete(longest: stops))
    #expect(incomplete.exitCode == .violated)
    #expect(
      incomplete.text.hasSuffix(
        """
          ✗ the honest run does not complete: no run of one session of each role ends in final states
            The longest run ends so:
              Customer  is done, in `done`
              Bank      stops in `paying`, before shop.assay:52

        """), "\(incomplete.text)")
    #expect(HonestRunText(model, .rejected("why")).exitCode == .failure)
    #expect(HonestRunText(model, .rejected("why")).text.contains("please report it"))
  }

  @Test func otherReportsKeepTheSchema() throws {
    try expectValid(JSONReport(Report()).text)
    var report = Self.shop
    report.isInterrupted = true
    report.complaints = [
      Complaint(message: "there is no property `x`", notes: ["did you mean `y`?"]),
      Complaint(
        code: .cannotBuild, message: "a \"quote\"",
        place: Place(path: "a/b.assay", line: 3, column: 7)),
    ]
    report.models[0].results[0].verdict = .error
    report.models[0].results[0].note = "a fault"
    report.models[0].results[1].verdict = .proved
    try expectValid(JSONReport(report).text)
    #expect(TextReport(report).text.contains("Interrupted"))
    #expect(TextReport(report).text.contains("error: a fault"))
  }

  @Test func whatWasNotBegunIsListed() throws {
    func job(_ path: String, _ configuration: String?) -> VerificationJob {
      VerificationJob(path: path, configuration: configuration, options: [])
    }
    var report = Self.shop
    report.models.removeLast()
    #expect(!TextReport(report).text.contains("Not begun"))
    report.isInterrupted = true
    report.notBegun = [
      job("models/shop.assay", "sloppy"), job("models/a\u{7}.assay", "x"),
      job("models/a\u{7}.assay", "y"), job("models/b.assay", nil),
    ]
    let start = "\nNot begun: 4 configurations of models/shop.assay (sloppy), models/a"
    let text = TextReport(report).text
    #expect(text.contains(start) && text.contains(".assay, models/b.assay.\n9 properties: "))
    #expect(!text.contains("\u{7}"))
    let json = JSONReport(report).text
    try expectValid(json)
    #expect(json.contains(#"{"model": "models/b.assay", "configuration": null}"#))
    report.models = []
    #expect(TextReport(report).text.hasPrefix("Not begun: 4 configurations of models/shop.assay,"))
  }

  /// The last line for results with these verdicts; all are expected to hold if nothing is said.
  private func summary(
    _ verdicts: [Verdict], expecting expected: [ExpectedVerdict?]? = nil
  ) -> String {
    var report = Self.shop
    report.models.removeLast()
    let result = report.models[0].results[0]
    report.models[0].results = verdicts.enumerated().map { index, verdict in
      var result = result
      result.verdict = verdict
      result.property.name = "p\(index)"
      result.property.expected = expected.map { $0[index] } ?? .holds
      return result
    }
    return TextReport(report).summary.replacing(String(StoryText.glue), with: " ")
  }

  @Test func whatIsUndecidedIsNotUnexpected() {
    #expect(
      summary([.holds, .unknown])
        == "2 properties: 1 within a bound, 1 undecided, 1 as expected.   exit 3")
    #expect(
      summary([.attack, .unknown, .unknown])
        == "3 properties: 1 attack, 2 undecided, 1 not as expected.   exit 1")
    #expect(
      summary([.vacuous, .error]) == "2 properties: 1 vacuous, 1 error.   exit 4")
    #expect(summary([.holds]) == "1 property: 1 within a bound, all as expected.   exit 0")
  }

  @Test func whatIsWithoutAnExpectationIsCounted() {
    #expect(
      summary([.holds, .holds], expecting: [.holds, nil])
        == "2 properties: 2 within a bound, 1 as expected, 1 without an expectation.   exit 0")
    #expect(
      summary([.attack, .holds], expecting: [.holds, nil])
        == "2 properties: 1 within a bound, 1 attack, 1 not as expected, "
        + "1 without an expectation.   exit 1")
    #expect(
      summary([.holds, .unknown], expecting: [nil, nil])
        == "2 properties: 1 within a bound, 1 undecided.   exit 3")
  }

  @Test func aSummaryTellsVerdictsFromProperties() {
    var report = Self.shop
    for index in report.models.indices { report.models[index].results.removeLast(6) }
    let start = { TextReport(report).summary.prefix { $0 != ":" } }
    #expect(start() == "6 verdicts on 3 properties in 2 configurations")
    // A property may be switched off in one of them.
    report.models[1].results.removeFirst(2)
    #expect(start() == "4 verdicts on 3 properties in 2 configurations")
    report.models[1].path = "models/other.assay"
    #expect(start() == "4 properties in 2 configurations")
    report.models.removeLast()
    #expect(start() == "3 properties")
  }

  @Test func whatIsUndecidedIsNotUnexpectedInJSONEither() throws {
    var report = Self.shop
    report.models.removeLast()
    report.models[0].results.removeLast(report.models[0].results.count - 1)
    for (verdict, expected, isAsExpected) in [
      (Verdict.holds, ExpectedVerdict.holds, "true"), (.attack, .holds, "false"),
      (.unknown, .holds, "null"), (.vacuous, .holds, "null"), (.error, .holds, "null"),
      (.unknown, .unknown, "true"), (.vacuous, .vacuous, "true"), (.holds, nil, "null"),
    ] {
      report.models[0].results[0].verdict = verdict
      report.models[0].results[0].property.expected = expected
      let json = JSONReport(report).text
      try expectValid(json)
      #expect(json.contains("\"asExpected\": \(isAsExpected),"), "\(verdict)")
    }
  }

  @Test func aSummarySaysThatSomethingWasWrong() {
    var report = Self.shop
    report.complaints = [Complaint(message: "there is no property `x`")]
    #expect(TextReport(report).text.contains("1 error: not everything was checked."))
  }
}
