// A verdict in words. `holds` is never printed without its scope, and no verdict that differs
// from the expected one without saying so.

import ProtocolModel
import Verification

struct VerdictText {
  let result: PropertyResult
  /// The number of steps of the attack or witness.
  let steps: Int?

  var symbol: String {
    switch result.verdict {
    case .proved, .witness: "✓"
    case .holds: "○"
    case .attack, .unreachable: "✗"
    case .vacuous, .unknown: "?"
    case .error: "!"
    }
  }

  var colour: Colour {
    switch result.exitCode {
    case .success: .green
    case .undecided: .yellow
    default: .red
    }
  }

  var text: String { plain + expectation }

  private var plain: String {
    switch result.verdict {
    case .proved: "proved for any number of sessions"
    case .unreachable: "unreachable, proved for any number of sessions"
    case .holds: "holds within \(result.scope)"
    case .witness, .attack: "\(result.verdict.rawValue) in \((steps ?? 0).of("step"))"
    case .vacuous where result.proof?.isVacuity == true: "vacuous: proved that it never comes up"
    case .vacuous where result.proof != nil:
      "proved, but vacuous: never comes up within \(result.scope)"
    case .vacuous: "vacuous: never comes up within \(result.scope)"
    case .unknown, .error: result.verdict.rawValue + (note.map { ": \($0)" } ?? "")
    }
  }

  /// With a command on one line, so that it can be copied.
  private var note: String? {
    let command = "assay\(StoryText.glue)run\(StoryText.glue)"
    return result.note?.replacing("assay run ", with: command)
  }

  private var expectation: String {
    guard let expected = result.expected, result.verdict != .error else { return "" }
    if !result.verdict.meets(expected) { return ", expected \(expected.rawValue)" }
    return result.verdict.exitCode == .success ? "" : ", as expected"
  }
}
