// The report of `assay check` for people: one line for each property, below it the runs that
// nobody expected, and a last line that sums up.

import Diagnostics
import ProtocolModel
import Verification

package struct TextReport {
  package struct Layout: Sendable {
    package var style: Style
    /// Tell every attack and witness, not only the unexpected ones.
    package var tellsAll: Bool
    /// How long each model took, as text; only for terminals, and nil elsewhere: reports are
    /// identical on every run.
    package var times: [String]?
    package init(style: Style = .plain, tellsAll: Bool = false, times: [String]? = nil) {
      self.style = style
      self.tellsAll = tellsAll
      self.times = times
    }
  }

  let report: Report
  private let layout: Layout

  package init(_ report: Report, layout: Layout = Layout()) {
    self.report = report
    self.layout = layout
  }

  /// Nothing if there was nothing to decide: what was wrong has been said elsewhere.
  package var text: String {
    if report.models.isEmpty && !report.isInterrupted { return "" }
    var lines: [String] = []
    for (index, model) in report.models.enumerated() {
      if index == 0 || report.models[index - 1].path != model.path {
        if index > 0 { lines.append("") }
        lines.append(layout.style.paint(escaped(model.path), .bold))
      }
      if index > 0 && report.models[index - 1].path == model.path
        && report.models[index - 1].results.contains(where: isTold)
      {
        lines.append("")
      }
      lines += section(model, time: layout.times?[index])
    }
    if !report.models.isEmpty { lines.append("") }
    lines += notBegun + StoryText.wrap(summary, indent: "", hanging: "  ")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Path by path; all configurations of a path go without saying.
  private var notBegun: [String] {
    if report.notBegun.isEmpty { return [] }
    var paths: [String] = []
    for job in report.notBegun where !paths.contains(job.path) { paths.append(job.path) }
    let names = paths.map { path -> String in
      let configurations = report.notBegun.filter { $0.path == path }.compactMap(\.configuration)
      let isBegun = report.models.contains { $0.path == path }
      return escaped(path) + (isBegun ? " (\(configurations.joined(separator: ", ")))" : "")
    }
    let count = report.notBegun.count.of("configuration")
    return StoryText.wrap(
      "Not begun: \(count) of \(names.joined(separator: ", ")).", indent: "", hanging: "  ")
  }

  // MARK: One model

  private func section(_ model: ModelReport, time: String?) -> [String] {
    let stories = model.results.map { result in
      result.run.map { Storyteller(model).story(of: $0, property: result.property) }
    }
    let width = model.results.map(\.property.name.count).max() ?? 0
    var lines = heading(model, time)
    for (index, result) in model.results.enumerated() {
      lines += row(
        result, stories[index], nameWidth: width, work: work(index, of: model.results))
      lines += attempt(result)
    }
    for (result, story) in zip(model.results, stories) {
      guard let story, isTold(result) else { continue }
      lines += [""] + told(result, story, model)
    }
    return lines
  }

  private func isTold(_ result: PropertyResult) -> Bool {
    result.run != nil && (layout.tellsAll || result.exitCode != .success)
  }

  private func heading(_ model: ModelReport, _ time: String?) -> [String] {
    var lines = StoryText.wrap(Self.title(of: model.model), indent: "  ")
    if let time {
      lines[0] = lines[0].padded(to: 68) + "  " + layout.style.paint(time, .dim)
    }
    return lines
  }

  /// The configuration and the options that are on.
  static func title(of model: ProtocolModel) -> String {
    let options = model.options.joined(separator: ", ")
    let name = model.configuration ?? (model.options.isEmpty ? "" : "options")
    if model.options.isEmpty { return name.isEmpty ? model.name : name }
    return "\(name): \(options)"
  }

  private func row(
    _ result: PropertyResult, _ story: Story?, nameWidth: Int, work: String?
  ) -> [String] {
    let verdict = VerdictText(result: result, steps: story?.steps.count)
    let symbol = layout.style.paint(verdict.symbol, verdict.colour)
    let start = "    \(symbol) \(result.property.name.padded(to: nameWidth + 2))"
    let indent = String(repeating: " ", count: nameWidth + 8)
    let text = verdict.text + (work.map { " (\($0))" } ?? "")
    var lines = StoryText.wrap(text, indent: indent, hanging: indent)
    lines[0] = start + lines[0].dropFirst(indent.count)
    return lines
  }

  /// Why there is no proof of what was not settled by a run, for those who want to know.
  private func attempt(_ result: PropertyResult) -> [String] {
    guard layout.tellsAll, let gap = result.gap else { return [] }
    return StoryText.wrap(gap.reason + ":", indent: "        ", hanging: "        ")
      + gap.details.flatMap { StoryText.wrap($0, indent: "          ", hanging: "            ") }
  }

  /// How much was searched, or how large the proof is, to say that a property holds. Properties
  /// with one threat and scenario are decided by one search, whose counts stand beside the first of
  /// them.
  private func work(_ index: Int, of results: [PropertyResult]) -> String? {
    if let proof = results[index].proof {
      return "\(proof.clauses.grouped)\(StoryText.glue)clauses"
    }
    guard results[index].verdict == .holds else { return nil }
    let isShown = results[..<index].contains {
      $0.verdict == .holds && $0.property.threat == results[index].property.threat
        && $0.property.scenario == results[index].property.scenario
    }
    guard isShown else { return statistics(results[index]) }
    let states = StatisticsTable.exploration[0]
    return "the\(StoryText.glue)same\(StoryText.glue)"
      + "\(states.value(results[index].statistics).grouped)\(StoryText.glue)\(states.noun)"
  }

  private func statistics(_ result: PropertyResult) -> String {
    let shown = layout.tellsAll ? StatisticsTable.exploration : [StatisticsTable.exploration[0]]
    return shown.map { "\($0.value(result.statistics).grouped)\(StoryText.glue)\($0.noun)" }
      .joined(separator: ", ")
  }

  private func told(_ result: PropertyResult, _ story: Story, _ model: ModelReport) -> [String] {
    let verdict = VerdictText(result: result, steps: story.steps.count)
    let headline = PropertyText(model: model.model, property: result.property).headline
    let place =
      model.place(of: result.property.span).map { "\(escaped($0.fileName)):\($0.line)" } ?? ""
    let title = "\(result.property.name): \(headline)"
    let gap = String(repeating: " ", count: max(3, 98 - title.count - place.count))
    let needs = story.needs.isEmpty ? "nobody dishonest" : story.needs.joined(separator: "; ")
    let options = model.model.options.isEmpty ? "none" : model.model.options.joined(separator: ", ")
    var lines = [
      layout.style.paint(verdict.symbol, verdict.colour) + " "
        + layout.style.paint(title, .bold) + (place.isEmpty ? "" : gap)
        + layout.style.paint(place, .dim)
    ]
    if result.verdict == .attack { lines.append("  needs: \(needs)") }
    lines.append("")
    lines += StoryText(story, style: layout.style).lines
    lines += ["", "  replayed ✓   \(story.steps.count.of("step"))   options: \(options)"]
    return lines
  }
}
