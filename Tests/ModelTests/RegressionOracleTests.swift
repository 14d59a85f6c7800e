// Every verdict on every model of the repository, with the length of the run that shows it and
// the work of the search, compared with regression.txt. A change of the transition relation or
// of a reduction that moves any figure shows here, even if all verdicts survive.
//
// The command below writes the file anew and fails, so that no baseline slips in unread: look at
// the difference, say in the commit why it is right, and run again without ASSAY_RECORD.

import Foundation
import ProtocolModel
import Testing
import Verification

@Suite struct RegressionOracleTests {
  static let recording =
    "ASSAY_RECORD=1 swift test -c release --scratch-path .build-oracle --filter RegressionOracle"

  /// What one exploration may try. The largest today needs two thirds; one that needs more than this
  /// has exploded, and fails instead of hanging.
  static let stepLimit = 400_000

  @Test func everyModelIsAnsweredAsRecorded() throws {
    let table = try RegressionTable(modelFiles(below: "models"), steps: Self.stepLimit)
    #expect(table.surprises == [], "verdicts that the models do not expect")
    print("regression: \(table.summary)")
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try table.text.write(to: Self.record, atomically: true, encoding: .utf8)
      Issue.record("recorded regression.txt: read the difference, run again")
      return
    }
    let recorded = (try? String(contentsOf: Self.record, encoding: .utf8)) ?? ""
    let differences = difference(from: recorded, to: table.text)
    if differences.isEmpty { return }
    Issue.record(
      """
      regression.txt says otherwise:
      \(differences.joined(separator: "\n"))
      If these changes are meant, type
      \(Self.recording)
      """)
  }

  @Test func aDifferenceNamesItsModelAndShowsBothLines() {
    let old = "a.assay -\n  search 1: 3 states\n    p holds\nb.assay -\n    q holds\n"
    let new = "a.assay -\n  search 1: 4 states\n    p holds\nc.assay -\n    q holds\n"
    #expect(
      difference(from: old, to: new) == [
        "a.assay -", "-   search 1: 3 states", "+   search 1: 4 states",
        "removed: b.assay -", "-     q holds", "added: c.assay -", "+     q holds",
      ])
    #expect(difference(from: old, to: old) == [])
  }

  private static let record = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "regression.txt")
}
