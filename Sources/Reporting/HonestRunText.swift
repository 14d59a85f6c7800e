// The answer of `assay run`: the honest run, drawn and told, or that there is none.

import Diagnostics
import ProtocolModel
import Verification

package struct HonestRunText {
  private let report: ModelReport
  private let outcome: HonestRunOutcome
  private let style: Style

  package init(_ report: ModelReport, _ outcome: HonestRunOutcome, style: Style = .plain) {
    self.report = report
    self.outcome = outcome
    self.style = style
  }

  package var exitCode: ExitCode {
    switch outcome {
    case .complete: .success
    case .incomplete: .violated
    case .undecided(.interrupted): .interrupted
    case .undecided: .undecided
    case .rejected: .failure
    }
  }

  package var text: String { ([heading] + body).joined(separator: "\n") + "\n" }

  private var heading: String {
    style.paint("\(escaped(report.path))  \(TextReport.title(of: report.model))", .bold)
  }

  private var body: [String] {
    switch outcome {
    case .complete(let run):
      let story = Storyteller(report).story(of: run, property: nil)
      return [""] + StoryText(story, style: style).lines
        + ["", "  replayed ✓   \(story.steps.count.of("step"))"]
    case .incomplete:
      return [
        "  " + style.paint("✗", .red)
          + " the honest run does not complete: no run of one session of each role ends in final "
          + "states"
      ]
    case .undecided(let cut):
      return [
        "  " + style.paint("?", .yellow)
          + " not settled whether the honest run completes: \(cut.reason)"
      ]
    case .rejected(let why):
      return [
        "  " + style.paint("!", .red) + " the honest run was rejected by the replayer: \(why); "
          + "this is a fault of Assay, please report it with the model"
      ]
    }
  }
}
