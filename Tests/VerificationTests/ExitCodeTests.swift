// The exit codes of design and README: a test for each row of the table.

import ProtocolModel
import Testing

@testable import Verification

@Suite struct ExitCodeTests {
  @Test(arguments: [
    (Verdict.proved, ExitCode.success), (.holds, .success), (.witness, .success),
    (.attack, .violated), (.unreachable, .violated), (.vacuous, .undecided),
    (.unknown, .undecided), (.error, .failure),
  ])
  func ofAVerdictThatNobodyExpected(verdict: Verdict, code: ExitCode) {
    #expect(verdict.exitCode(expecting: nil) == code)
  }

  @Test(arguments: ExpectedVerdict.allCases)
  func ofTheExpectedVerdictIsSuccess(expected: ExpectedVerdict) throws {
    let verdict = try #require(Verdict(rawValue: expected.rawValue))
    #expect(verdict.exitCode(expecting: expected) == .success)
  }

  @Test func aProofMeetsWhatOnlyHadToHold() {
    #expect(Verdict.proved.exitCode(expecting: .holds) == .success)
    #expect(Verdict.holds.exitCode(expecting: .proved) == .violated)
  }

  @Test(arguments: [
    (Verdict.holds, ExpectedVerdict.attack, ExitCode.violated), (.attack, .holds, .violated),
    (.proved, .attack, .violated), (.witness, .unreachable, .violated),
    (.unreachable, .witness, .violated), (.unknown, .holds, .undecided),
    (.vacuous, .holds, .undecided), (.unknown, .attack, .undecided), (.error, .holds, .failure),
    (.error, .unknown, .failure),
  ])
  func ofAnotherVerdict(verdict: Verdict, expected: ExpectedVerdict, code: ExitCode) {
    #expect(verdict.exitCode(expecting: expected) == code)
  }

  @Test func worstInTheOrderFourTwoOneThreeZero() {
    let order: [ExitCode] = [.interrupted, .failure, .usage, .violated, .undecided, .success]
    for (index, worse) in order.enumerated() {
      for better in order[index...] {
        #expect(ExitCode.worst(of: [better, worse]) == worse)
        #expect(ExitCode.worst(of: [worse, better]) == worse)
      }
    }
    #expect(ExitCode.worst(of: []) == .success)
    #expect(order.map(\.rawValue) == [130, 4, 2, 1, 3, 0])
  }

  @Test func nothingToCheckIsAUsageError() {
    #expect(Report().exitCode == .usage)
  }

  @Test func aWrongModelIsAUsageErrorAndAWarningIsNot() {
    var report = Report(models: [Fixture.report(.holds)])
    #expect(report.exitCode == .success)
    report.complaints = [Complaint(severity: .warning, message: "odd")]
    #expect(report.exitCode == .success)
    report.complaints = [Complaint(message: "wrong")]
    #expect(report.exitCode == .usage)
  }

  @Test func anInterruptedRunSaysSoWhateverItFound() {
    #expect(Report(isInterrupted: true).exitCode == .interrupted)
    #expect(
      Report(models: [Fixture.report(.error)], isInterrupted: true).exitCode == .interrupted)
  }

  @Test func aReportHasTheWorstOfItsResults() {
    let report = Report(models: [Fixture.report(.unknown), Fixture.report(.attack)])
    #expect(report.exitCode == .violated)
  }
}
