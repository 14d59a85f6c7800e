// A run in the HTML report: the chart, and the narration with everything foldable that not every
// reader wants: how the attacker computed a message, and who knows what after a step.

struct StoryHTML {
  private let story: Story
  private let title: String
  private let isAttack: Bool

  init(_ story: Story, title: String, isAttack: Bool) {
    self.story = story
    self.title = title
    self.isAttack = isAttack
  }

  var blocks: [String] {
    let chart = SequenceSVG(story, title: title, isAttack: isAttack).element
    let steps = story.steps.indices.map(item)
    return [
      "<h2>Chart</h2>",
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"chart\">\(chart)</div>",
      "<h2>Step by step</h2>", "<ol class=\"steps\">\(steps.joined(separator: "\n"))</ol>",
    ] + ending
  }

  private var ending: [String] {
    let sources = Self.sources(story.endingSources, "How it is computed")
    return story.ending.enumerated().map { index, sentence in
      "<p class=\"ending\(isAttack ? " violated" : "")\">→ \(XMLText.escape(sentence.capitalisedFirst))"
        + "</p>" + (index == 0 ? sources : "")
    }
  }

  private func item(_ index: Int) -> String {
    let step = story.steps[index]
    let place = step.place.map { " <span class=\"place\">\(XMLText.escape($0))</span>" } ?? ""
    let effects = step.effects.map { "<li>\(XMLText.escape($0.capitalisedFirst))</li>" }
    return "<li\(story.isAttackers(step) ? " class=\"bad\"" : "")>"
      + "<span class=\"says\">\(XMLText.escape(step.sentence.capitalisedFirst))</span>\(place)"
      + (effects.isEmpty ? "" : "<ul>\(effects.joined())</ul>")
      + Self.sources(step.sources, "How the attacker computes it") + knowledge(after: index)
      + "</li>"
  }

  private static func sources(_ sources: [Story.Source], _ summary: String) -> String {
    if sources.isEmpty { return "" }
    let rows = sources.map {
      "<li><span class=\"term\">\(XMLText.escape($0.term))</span>: \(XMLText.escape($0.how))</li>"
    }
    return "<details><summary>\(summary)</summary><ul>\(rows.joined())</ul></details>"
  }

  /// Of every session that has acted what it knows by then, and of the attacker what it has read.
  private func knowledge(after index: Int) -> String {
    var rows: [String] = []
    for lane in story.lanes.indices {
      let holding = story.steps[...index].flatMap(\.holdings).last { $0.lane == lane }
      guard let holding else { continue }
      let values = holding.values.map {
        "<li class=\"term\">\(XMLText.escape("\($0.name) = \($0.term)"))</li>"
      }
      rows.append(
        "<li>\(XMLText.escape("\(story.lanes[lane].label), in `\(holding.state)`"))"
          + "<ul>\(values.joined())</ul></li>")
    }
    let read = story.steps[...index].filter(\.isRead).compactMap { step in
      step.content.map {
        "<li><span class=\"term\">\(XMLText.escape($0.text))</span> (from \(step.number))</li>"
      }
    }
    if !read.isEmpty { rows.append("<li>the attacker has read<ul>\(read.joined())</ul></li>") }
    if rows.isEmpty { return "" }
    return "<details><summary>Who knows what now</summary><ul>\(rows.joined())</ul></details>"
  }
}
