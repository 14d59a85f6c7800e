// The report of `assay check` as JUnit XML, which every CI server reads: one suite for each model,
// one case for each property and configuration.
//
// A case is green exactly if the property contributes nothing bad to the exit code: it holds, or
// its verdict is the expected one, attacks included. `failure` is a violation, `error` what Assay
// could not settle (`unknown`, `vacuous`) or what failed: to skip such a case would show a green
// build where the command is not. `skipped` is what an interrupted run had not begun. There is no
// schema that all readers share; the elements and attributes here are those on which the readers of
// Ant, Jenkins, GitLab and GitHub agree. Times are 0, since reports are identical on every run.

import Verification

package struct JUnitReport {
  private let report: Report
  package init(_ report: Report) { self.report = report }

  package var text: String {
    let suites = suites
    let lines = suites.flatMap(\.lines).map { "  " + $0 }
    let head =
      "<testsuites name=\"assay\"" + JUnitCounts(suites.flatMap(\.cases)).attributes + ">"
    return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + lines + ["</testsuites>", ""])
      .joined(separator: "\n")
  }

  private var suites: [JUnitSuite] {
    var suites: [JUnitSuite] = []
    for complaint in report.complaints where complaint.severity == .error {
      let name = complaint.place?.path ?? "assay"
      Self.add(.init(complaint), to: name, &suites)
    }
    for finding in Finding.all(of: report) {
      Self.add(.init(finding), to: finding.model.path, &suites)
    }
    for job in report.notBegun { Self.add(.init(notBegun: job), to: job.path, &suites) }
    return suites
  }

  private static func add(_ aCase: JUnitCase, to name: String, _ suites: inout [JUnitSuite]) {
    if let index = suites.firstIndex(where: { $0.name == name }) {
      suites[index].cases.append(aCase)
    } else {
      suites.append(JUnitSuite(name: name, cases: [aCase]))
    }
  }
}

private struct JUnitSuite {
  let name: String
  var cases: [JUnitCase]

  var lines: [String] {
    ["<testsuite name=\"\(XMLText.escape(name))\"\(JUnitCounts(cases).attributes)>"]
      + cases.flatMap { $0.lines(in: name) } + ["</testsuite>"]
  }
}

private struct JUnitCounts {
  let attributes: String

  init(_ cases: [JUnitCase]) {
    let counts: [(String, Int)] = [
      ("tests", cases.count), ("failures", cases.count { $0.outcome == .failure }),
      ("errors", cases.count { $0.outcome == .error }),
      ("skipped", cases.count { $0.outcome == .skipped }),
    ]
    attributes = counts.map { " \($0.0)=\"\($0.1)\"" }.joined() + " time=\"0\""
  }
}
