// A sequence chart for PlantUML. Its text has markup of its own (Creole, and `\n` for a line
// break): whatever could be read as that is written as the number of its character.

import Diagnostics

struct PlantUMLChart {
  private let story: Story
  private let title: String

  init(_ story: Story, title: String) {
    self.story = story
    self.title = title
  }

  var text: String {
    let lanes = story.lanes.enumerated().map { index, lane in
      let label = "\"\(Self.escape(lane.label))\""
      return lane.isAttacker
        ? "actor \(label) as L\(index) #FEE4E2" : "participant \(label) as L\(index)"
    }
    let lines =
      ["@startuml", "title \(Self.escape(title))"] + lanes + story.steps.map(line) + ending
      + ["@enduml"]
    return lines.map { $0 + "\n" }.joined()
  }

  private var ending: [String] {
    guard !story.lanes.isEmpty else { return [] }
    let over = story.lanes.count > 1 ? "L0, L\(story.lanes.count - 1)" : "L0"
    return story.ending.map { "note over \(over) : \(Self.escape($0.capitalisedFirst))" }
  }

  private func line(_ step: Story.Step) -> String {
    let said = Self.escape("\(step.number). \(SequenceSVG.folded(step))")
    switch step.kind {
    case .message(let from, let to?):
      return "L\(from) \(story.isAttackers(step) ? "-[#B42318]->" : "->") L\(to) : \(said)"
    case .message(let from, to: nil): return "L\(from) ->x] : \(said)"
    case .reveal(let from):
      guard let to = story.lanes.firstIndex(where: \.isAttacker) else {
        return "note over L\(from) : \(said) (revealed)"
      }
      return "L\(from) -[#B42318]->> L\(to) : \(said) (revealed)"
    case .local(let lane): return "note over L\(lane) : \(said)"
    }
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case "\\", "*", "/", "_", "-", "~", "\"", "<", ">", "[", "]", "%", "=", "#", "$", "'", "|":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "<U+" + String(repeating: "0", count: 4 - digits.count) + digits + ">"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
