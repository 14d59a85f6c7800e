// One case of a JUnit report.

import Verification

struct JUnitCase {
  enum Outcome: String {
    case passed, failure, error, skipped
  }

  let name: String
  /// What stands between the model and the property where servers group cases.
  let variant: String
  let outcome: Outcome
  /// The kind of a failure or an error.
  let type: String
  let message: String
  /// Shown in full by whoever opens the case.
  let details: [String]

  init(_ finding: Finding) {
    name = finding.result.property.name
    variant = finding.variant
    type = finding.result.verdict.rawValue
    message = finding.sentence
    switch finding.level {
    case .passed: outcome = .passed
    case .violated: outcome = .failure
    case .unsettled, .failed: outcome = .error
    }
    let place = finding.place.map { ["\($0.path):\($0.line)"] } ?? []
    details = outcome == .passed ? [] : place + [finding.sentence, ""] + finding.narration
  }

  init(_ complaint: Complaint) {
    name = complaint.code?.rawValue ?? "command"
    variant = ""
    outcome = .error
    type = "model"
    message = complaint.message
    let place = complaint.place.map { ["\($0.path):\($0.line):\($0.column)"] } ?? []
    details = place + [complaint.message] + complaint.notes
  }

  init(notBegun job: VerificationJob) {
    name = "not begun"
    variant = job.configuration ?? job.options.joined(separator: "+")
    outcome = .skipped
    type = "interrupted"
    message = "interrupted before this was begun"
    details = []
  }

  func lines(in suite: String) -> [String] {
    let group = suite.hasSuffix(".assay") ? String(suite.dropLast(6)) : suite
    let className = variant.isEmpty ? group : "\(group).\(variant)"
    let head =
      "  <testcase name=\"\(XMLText.escape(name))\" classname=\"\(XMLText.escape(className))\""
      + " time=\"0\">"
    return [head, "    " + content, "  </testcase>"]
  }

  private var content: String {
    let told = XMLText.escape(message)
    let tag = outcome.rawValue
    return switch outcome {
    case .passed: "<system-out>\(told)</system-out>"
    case .skipped: "<skipped message=\"\(told)\"/>"
    case .failure, .error:
      "<\(tag) message=\"\(told)\" type=\"\(type)\">\(XMLText.lines(details))</\(tag)>"
    }
  }
}
