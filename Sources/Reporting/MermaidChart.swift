// A sequence chart for Mermaid, which GitHub, GitLab and many wikis draw from a fenced block.
// Messages of the attacker have broken lines. Its syntax ends a statement at `;` and begins an
// entity with `#`, so these are written as entities, and so is what HTML would take for a tag.

import Diagnostics

struct MermaidChart {
  private let story: Story
  private let title: String

  init(_ story: Story, title: String) {
    self.story = story
    self.title = title
  }

  var text: String {
    let lanes = story.lanes.enumerated().map { index, lane in
      "\(lane.isAttacker ? "actor" : "participant") L\(index) as \(Self.escape(lane.label))"
    }
    let title = ["---", "title: \(quoted)", "---"]
    let body = lanes + story.steps.map(line) + ending
    return (title + ["sequenceDiagram"] + body.map { "  " + $0 }).map { $0 + "\n" }.joined()
  }

  /// The title is YAML.
  private var quoted: String {
    "\"" + escaped(title).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private var ending: [String] {
    guard !story.lanes.isEmpty else { return [] }
    let over = story.lanes.count > 1 ? "L0,L\(story.lanes.count - 1)" : "L0"
    return story.ending.map { "Note over \(over): \(Self.escape($0.capitalisedFirst))" }
  }

  private func line(_ step: Story.Step) -> String {
    let said = Self.escape("\(step.number). \(SequenceSVG.folded(step))")
    switch step.kind {
    case .message(let from, let to?):
      return "L\(from)\(story.isAttackers(step) ? "-->>" : "->>")L\(to): \(said)"
    case .message(let from, to: nil):
      return "Note right of L\(from): \(said) (received by nobody)"
    case .reveal(let from):
      guard let to = story.lanes.firstIndex(where: \.isAttacker) else {
        return "Note over L\(from): \(said) (revealed)"
      }
      return "L\(from)--)L\(to): \(said) (revealed)"
    case .local(let lane): return "Note over L\(lane): \(said)"
    }
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for character in escaped(text) {
      switch character {
      case "#": result += "#35;"
      case ";": result += "#59;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "&": result += "#amp;"
      case "%": result += "#37;"
      default: result.append(character)
      }
    }
    return result
  }
}
