// A story as text: header, what it needs, the chart, the narration, and the line that says that
// it was replayed.

import ProtocolModel
import Verification

package struct StoryText {
  private let story: Story
  private let style: Style
  package static let width = 100

  package init(_ story: Story, style: Style = .plain) {
    self.story = story
    self.style = style
  }

  /// Everything below the header, indented by two.
  package var lines: [String] {
    var lines = SequenceChart(story, width: style.width - 2).lines.map { "  " + $0 }
    lines.append("")
    for step in story.steps { lines += narrated(step) }
    for sentence in story.ending {
      let wrapped = Self.wrap(sentence.capitalisedFirst, indent: "      ")
      lines.append("   → " + style.paint(" " + wrapped[0].dropFirst(6), .bold))
      lines += wrapped.dropFirst().map { style.paint($0, .bold) }
    }
    lines += rows(story.endingSources, indent: 9)
    return lines
  }

  private func narrated(_ step: Story.Step) -> [String] {
    let number = "  " + String(step.number).leftPadded(to: 2) + "  "
    let room = Self.width - (step.place.map { $0.count + 3 } ?? 0)
    var lines = Self.wrap(step.sentence.capitalisedFirst, indent: "      ", width: room)
    lines[0] = number + lines[0].dropFirst(number.count)
    if let place = step.place {
      let gap = max(3, Self.width - lines[0].count - place.count)
      lines[0] += String(repeating: " ", count: gap) + style.paint(place, .dim)
    }
    lines += rows(step.sources, indent: 9)
    for effect in step.effects { lines += Self.wrap(effect.capitalisedFirst, indent: "      ") }
    return lines
  }

  private func rows(_ sources: [Story.Source], indent: Int) -> [String] {
    let termWidth = min(44, sources.map(\.term.count).max() ?? 0)
    let blank = String(repeating: " ", count: indent)
    return sources.flatMap { source -> [String] in
      if source.term.count <= termWidth {
        return [blank + source.term.padded(to: termWidth + 3) + source.how]
      }
      return Self.wrap(source.term, indent: blank) + [blank + "  " + source.how]
    }
  }

  /// Words broken into lines, the second and later ones indented by two more or by `hanging`.
  /// A `glue` is printed as a blank and never broken at.
  static func wrap(
    _ text: String, indent: String, hanging: String? = nil, width: Int = StoryText.width
  ) -> [String] {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = hanging ?? indent + "  "
        isEmpty = true
      }
      line += isEmpty ? String(word) : " " + word
      isEmpty = false
    }
    return (lines + [line]).map { String($0.map { $0 == glue ? " " : $0 }) }
  }

  static let glue: Character = "\u{A0}"
}

extension String {
  /// For the start of a sentence. Names of the model are left as they are: only words of
  /// Assay's own start with a small letter where a sentence does.
  var capitalisedFirst: String {
    for word in ["the ", "every ", "in the ", "nothing "] where hasPrefix(word) {
      return prefix(1).uppercased() + dropFirst()
    }
    return self
  }
}
