// A sequence chart as SVG: one file with nothing to load, 800 wide, by light and by dark.
//
// What a message says stands above its arrow, folded to the width of the chart, and may be wider
// than the arrow: rows do not share a line, so nothing is covered. The message in full, how it was
// computed and what it leads to are in the title of its row, which browsers show under the pointer.
// Characters of the monospaced font are taken to be 0.61 of its size wide; a font that is wider
// makes labels longer, not wrong.

import Diagnostics

package struct SequenceSVG {
  private let story: Story
  private let title: String
  /// Whether what the run comes to is bad.
  private let isAttack: Bool

  static let width = 800
  private static let gutter = 34
  private static let rowHeight = 44
  private static let top = 58
  private static let longestLine = 96

  package init(_ story: Story, title: String, isAttack: Bool) {
    self.story = story
    self.title = title
    self.isAttack = isAttack
  }

  package var text: String { element + "\n" }

  /// The element alone, for a page to hold.
  var element: String {
    let description = story.lanes.map(\.label).joined(separator: ", ")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" \
      width="\(Self.width)" height="\(height)" class="assay-chart" role="img">
      <title>\(XMLText.escape(title))</title>
      <desc>\(XMLText.escape("\(story.steps.count.of("step")) between \(description)"))</desc>
      <style>
      \(Self.style)
      </style>
      <rect class="paper" width="\(Self.width)" height="\(height)"/>
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private var parts: [String] {
    story.lanes.indices.map(lifeline) + story.lanes.indices.map(head)
      + story.steps.enumerated().map { SVGRow(self, $0.element, at: rowTop($0.offset)).text }
      + endingLines.enumerated().map { index, line in
        let y = endTop + 20 + 18 * index
        return "<text class=\"ending\(isAttack ? " bad" : "")\" x=\"\(Self.gutter)\" y=\"\(y)\">"
          + "\(XMLText.escape(line))</text>"
      }
  }

  // MARK: Layout

  private func rowTop(_ index: Int) -> Int { Self.top + Self.rowHeight * index }

  private var endTop: Int { rowTop(story.steps.count) + 8 }

  private var height: Int { endTop + 18 * endingLines.count + 24 }

  private var endingLines: [String] {
    story.ending.flatMap { sentence in
      let lines = StoryText.wrap(
        escaped(sentence.capitalisedFirst), indent: "", hanging: "", width: Self.longestLine - 3)
      return lines.enumerated().map { ($0.offset == 0 ? "→ " : "\u{A0}\u{A0}") + $0.element }
    }
  }

  private var slot: Int { (Self.width - Self.gutter - 12) / max(1, story.lanes.count) }

  func centre(_ lane: Int) -> Int { Self.gutter + slot * lane + slot / 2 }

  func isAttacker(_ lane: Int) -> Bool { story.lanes[lane].isAttacker }

  var attackerLane: Int? { story.lanes.firstIndex(where: \.isAttacker) }

  func isAttackers(_ step: Story.Step) -> Bool { story.isAttackers(step) }

  /// In pixels, at 12 pixels.
  static func textWidth(_ text: String) -> Int { (text.count * 73 + 9) / 10 }

  /// The left edge of a text whose middle should be at `x`, within the chart.
  static func start(of text: String, around x: Int) -> Int {
    let width = textWidth(text)
    return max(gutter, min(x - width / 2, Self.width - 8 - width))
  }

  static func folded(_ step: Story.Step) -> String {
    let channel = step.channel.map { " over \($0)" } ?? ""
    let text = step.content?.fitting(longestLine - channel.count) ?? step.label
    let isLong = text.count > longestLine
    return escaped((isLong ? text.prefix(longestLine - 1) + "…" : text) + channel)
  }

  // MARK: Lanes

  private func lifeline(_ lane: Int) -> String {
    let x = centre(lane)
    return "<line class=\"life\(isAttacker(lane) ? " bad" : "")\" x1=\"\(x)\" y1=\"46\" "
      + "x2=\"\(x)\" y2=\"\(endTop)\"/>"
  }

  private func head(_ lane: Int) -> String {
    let (name, role) = Self.nameAndRole(story.lanes[lane].label)
    let room = max(4, (slot - 16) * 10 / 73)
    let shown = [name, role].map {
      escaped($0.count > room ? $0.prefix(room - 1) + "…" : String($0))
    }
    let width = min(slot - 8, 28 + max(Self.textWidth(shown[0]), Self.textWidth(shown[1])))
    let x = centre(lane)
    let lines = shown.filter { !$0.isEmpty }
    let texts = lines.enumerated().map { index, line in
      let y = lines.count == 1 ? 30 : 22 + 16 * index
      return "<text\(index == 0 ? " class=\"name\"" : "") x=\"\(x)\" y=\"\(y)\">"
        + "\(XMLText.escape(line))</text>"
    }
    return """
      <g class="head\(isAttacker(lane) ? " bad" : "")"><title>\
      \(XMLText.escape(escaped(story.lanes[lane].label)))</title>
      <rect x="\(x - width / 2)" y="6" width="\(width)" height="40" rx="5"/>
      \(texts.joined(separator: "\n"))</g>
      """
  }

  /// `Alice: Customer`, `Mallory, attacker`, `attacker`
  private static func nameAndRole(_ label: String) -> (Substring, Substring) {
    for separator in [": ", ", "] {
      if let range = label.firstRange(of: separator) {
        return (label[..<range.lowerBound], label[range.upperBound...])
      }
    }
    return (label[...], "")
  }

  private static let style = """
    .assay-chart { --ink: #1c2330; --quiet: #667085; --rule: #98a2b3; --box: #eef1f5;
      --paper: #ffffff; --bad: #b42318; --badbox: #fee4e2;
      font: 12px "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; max-width: 100%;
      height: auto; }
    @media (prefers-color-scheme: dark) {
      .assay-chart { --ink: #e6e9ef; --quiet: #98a2b3; --rule: #5b667a; --box: #242b38;
        --paper: #12161d; --bad: #ff8a80; --badbox: #4a1d1a; }
    }
    .assay-chart .paper { fill: var(--paper); }
    .assay-chart text { fill: var(--ink); }
    .assay-chart .head rect { fill: var(--box); stroke: var(--rule); }
    .assay-chart .head.bad rect { fill: var(--badbox); stroke: var(--bad); }
    .assay-chart .head text { text-anchor: middle; }
    .assay-chart .name { font-weight: bold; }
    .assay-chart .life { stroke: var(--rule); }
    .assay-chart .life.bad { stroke: var(--bad); stroke-dasharray: 2 4; }
    .assay-chart .number { fill: var(--quiet); text-anchor: end; }
    .assay-chart .says { paint-order: stroke; stroke: var(--paper); stroke-width: 5px;
      stroke-linejoin: round; }
    .assay-chart .arrow { stroke: var(--ink); stroke-width: 1.5; fill: none; }
    .assay-chart .tip { fill: var(--ink); stroke: none; }
    .assay-chart .bad .arrow { stroke: var(--bad); stroke-dasharray: 7 3; }
    .assay-chart .bad .says { fill: var(--bad); }
    .assay-chart .bad .tip { fill: var(--bad); }
    .assay-chart .step:hover .says { text-decoration: underline; }
    .assay-chart .ending { font-weight: bold; }
    .assay-chart .ending.bad { fill: var(--bad); }
    """
}
