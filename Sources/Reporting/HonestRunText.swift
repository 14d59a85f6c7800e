// The answer of `assay run`: the honest run, drawn and told, or that there is none.

import Diagnostics
import ProtocolModel
import Traces
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
    case .incomplete(let longest):
      return [
        "  " + style.paint("✗", .red)
          + " the honest run does not complete: no run of one session of each role ends in final "
          + "states"
      ] + stops(longest)
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

  /// A line for each session: what it did not do is where to look.
  private func stops(_ longest: [HonestRunStop]) -> [String] {
    let width = longest.map { report.model.roles[$0.role.index].name.count }.max() ?? 0
    let heading = longest.isEmpty ? [] : ["    The longest run ends so:"]
    return heading
      + longest.map { stop in
        let role = report.model.roles[stop.role.index]
        let start = "      " + role.name.padded(to: width + 2)
        let state = "`\(role.states[stop.state.index].name)`"
        return start + (stop.isFinal ? "is done, in \(state)" : "stops in \(state)\(next(stop))")
      }
  }

  /// What would take a session on: its `receive`s and, without one, whole transitions.
  private func next(_ stop: HonestRunStop) -> String {
    var places: [String] = []
    for transition in report.model.roles[stop.role.index].transitions
    where transition.source == stop.state {
      let receipt = zip(transition.actions, transition.spans).first { action, _ in
        if case .receive = action { true } else { false }
      }
      let place = report.place(of: receipt?.1 ?? transition.span)
      let text = place.map { "\(escaped($0.fileName)):\($0.line)" } ?? ""
      if !text.isEmpty && !places.contains(text) { places.append(text) }
    }
    return places.isEmpty ? "" : ", before \(places.joined(separator: " or "))"
  }
}
