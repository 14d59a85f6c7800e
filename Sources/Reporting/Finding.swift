// One verdict as every machine-readable format needs it: how bad it is, where it stands, and one
// sentence. What counts as bad is decided by the exit code of the property, nowhere else, so that
// no format is green where the command is red.

import Diagnostics
import ProtocolModel
import Verification

package struct Finding {
  package enum Level: Sendable {
    /// As expected, or nobody expected otherwise and nothing is wrong.
    case passed
    /// Neither settled nor expected to stay open.
    case unsettled
    /// A violation, or a verdict that the model does not expect.
    case violated
    /// Assay itself failed.
    case failed
  }

  let model: ModelReport
  let result: PropertyResult
  /// The attack or witness, told.
  let story: Story?

  init(_ result: PropertyResult, in model: ModelReport) {
    self.model = model
    self.result = result
    story = result.run.map { Storyteller(model).story(of: $0, property: result.property) }
  }

  /// Every verdict of a report, in its order.
  static func all(of report: Report) -> [Finding] {
    report.models.flatMap { model in model.results.map { Finding($0, in: model) } }
  }

  var level: Level {
    switch result.exitCode {
    case .success: .passed
    case .undecided: .unsettled
    case .failure: .failed
    case .violated, .usage, .interrupted: .violated
    }
  }

  var kind: PropertyKind { PropertyKind(result.property.goal) }

  /// The verdict with its scope and whether it was expected.
  var verdict: String {
    VerdictText(result: result, steps: story?.steps.count).text
      .replacing(String(StoryText.glue), with: " ")
  }

  /// An attack is said as what it does, everything else as what was asked.
  var sentence: String {
    let subject =
      result.verdict == .attack
      ? PropertyText(model: model.model, property: result.property).headline
      : result.property.text
    return "\(subject): \(verdict)"
  }

  /// The configuration, or the options that are on; empty for a model that has neither.
  var variant: String {
    model.model.configuration ?? model.model.options.joined(separator: "+")
  }

  var place: Place? { model.place(of: result.property.span) }

  /// What an attack needs and what it comes to, with the full narration.
  var narration: [String] {
    guard let story else { return [] }
    let needs = story.needs.isEmpty ? "nobody dishonest" : story.needs.joined(separator: "; ")
    let header = result.verdict == .attack ? ["needs: \(needs)", ""] : []
    return header + StoryText(story).lines
  }
}
