// A run as a sequence chart, in the forms that people paste into pages.

import Diagnostics
import ProtocolModel
import Verification

package enum ChartForm: String, CaseIterable, Sendable {
  case text, svg, mermaid, plantuml

  /// How a file of the form ends.
  package var suffix: String {
    switch self {
    case .text: "txt"
    case .svg: "svg"
    case .mermaid: "mmd"
    case .plantuml: "puml"
    }
  }

  /// The chart as a whole file.
  package func chart(of story: Story, title: String, isAttack: Bool = false) -> String {
    switch self {
    case .text: (SequenceChart(story, width: StoryText.width).lines).map { $0 + "\n" }.joined()
    case .svg: SequenceSVG(story, title: title, isAttack: isAttack).text
    case .mermaid: MermaidChart(story, title: title).text
    case .plantuml: PlantUMLChart(story, title: title).text
    }
  }
}

extension ModelReport {
  /// A chart for each attack and witness, with its path below a folder: where `--proofs` has the
  /// trace, under another ending.
  package func charts(as form: ChartForm) -> [(path: String, text: String)] {
    results.compactMap { result in
      let finding = Finding(result, in: self)
      guard let story = finding.story else { return nil }
      let isAttack = result.verdict == .attack
      let subject =
        isAttack
        ? PropertyText(model: model, property: result.property).headline : result.property.text
      let title = "\(result.property.name): \(subject)"
      let path = evidencePath(of: result.property.name) + "." + form.suffix
      return (path, form.chart(of: story, title: title, isAttack: isAttack))
    }
  }

  /// The chart of the honest run.
  package func chart(of outcome: HonestRunOutcome, as form: ChartForm) -> String? {
    guard case .complete(let run) = outcome else { return nil }
    let story = Storyteller(self).story(of: run, property: nil)
    return form.chart(of: story, title: "\(model.name): the honest run (\(variantName))")
  }

  private var variantName: String {
    model.configuration
      ?? (model.options.isEmpty ? "no options" : model.options.joined(separator: ", "))
  }
}
