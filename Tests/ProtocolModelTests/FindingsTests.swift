// Folding what several configurations find.

import Diagnostics
import Testing

@testable import ProtocolModel

@Suite struct FindingsTests {
  private func finding(
    _ message: String, code: DiagnosticCode = .cannotBuild, at start: Int = 0
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: SourceSpan(file: SourceFileID(0), start: start, end: start + 1))
  }

  private func merged(_ configurations: [[Diagnostic]]) -> [String] {
    var findings = Findings()
    for (index, diagnostics) in configurations.enumerated() {
      findings.add(diagnostics, in: "c\(index)")
    }
    return findings.merged(of: configurations.count).map {
      $0.message + $0.notes.map { " (\($0))" }.joined()
    }
  }

  @Test func aFindingIsSaidInTheWordsOfTheFirst() {
    #expect(merged([[finding("x")], [finding("y")], [finding("z")]]) == ["x"])
    #expect(
      merged([[], [finding("y")], [finding("z")]]) == ["y (in configurations `c1` and `c2`)"])
  }

  @Test func codesAndPlacesTellFindingsApart() {
    #expect(
      merged([[finding("x")], [finding("x", at: 1)]])
        == ["x (in configuration `c0`)", "x (in configuration `c1`)"])
    #expect(
      merged([[finding("x")], [finding("x", code: .cannotOpen)]])
        == ["x (in configuration `c0`)", "x (in configuration `c1`)"])
  }

  @Test func whatOneConfigurationFindsTwiceIsTwoFindings() {
    #expect(merged([[finding("x"), finding("y")]]) == ["x", "y"])
    #expect(merged([[finding("x"), finding("y")], [finding("y"), finding("x")]]) == ["x", "y"])
    #expect(
      merged([[finding("x"), finding("y")], [finding("y")]])
        == ["x (in configuration `c0`)", "y"])
    #expect(
      merged([[finding("x")], [finding("y"), finding("z")]])
        == ["x", "z (in configuration `c1`)"])
  }

  @Test func aWarningCountsInAllConfigurationsHoweverItIsWorded() {
    let idle = { finding($0, code: .transitionNeverFires) }
    #expect(merged([[idle("x")], [idle("y")]]) == ["x"])
    #expect(merged([[idle("x")], []]) == [])
  }
}
