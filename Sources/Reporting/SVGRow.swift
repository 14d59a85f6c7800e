// One step of a sequence chart in SVG: its number, its arrow or its dot, and what it says.

import Diagnostics

struct SVGRow {
  private let chart: SequenceSVG
  private let step: Story.Step
  private let top: Int

  init(_ chart: SequenceSVG, _ step: Story.Step, at top: Int) {
    self.chart = chart
    self.step = step
    self.top = top
  }

  private var line: Int { top + 28 }

  var text: String {
    """
    <g class="step\(chart.isAttackers(step) ? " bad" : "")"><title>\(XMLText.escape(told))</title>
    <text class="number" x="26" y="\(line + 4)">\(step.number)</text>
    \(drawing)</g>
    """
  }

  /// Everything that is known of the step.
  private var told: String {
    let sources = step.sources.map { "\($0.term): \($0.how)" }
    return ([step.sentence.capitalisedFirst] + sources + step.effects.map(\.capitalisedFirst))
      .map(escaped).joined(separator: "\n")
  }

  private var drawing: String {
    switch step.kind {
    case .message(let from, let to?) where from != to: arrow(from, to)
    case .message(let from, to: nil): lost(from)
    case .reveal(let from) where chart.attackerLane != nil: arrow(from, chart.attackerLane!)
    // A session can get its own message.
    case .message(let lane, _), .local(let lane), .reveal(let lane): dot(lane)
    }
  }

  private var label: String {
    if case .reveal = step.kind { return "reveals " + SequenceSVG.folded(step) }
    return SequenceSVG.folded(step)
  }

  private func says(_ text: String, x: Int, y: Int) -> String {
    "<text class=\"says\" x=\"\(x)\" y=\"\(y)\">\(XMLText.escape(text))</text>"
  }

  private func arrow(_ from: Int, _ to: Int) -> String {
    let (start, end) = (chart.centre(from), chart.centre(to))
    let back = start < end ? -9 : 9
    let middle = SequenceSVG.start(of: label, around: (start + end) / 2)
    return """
      <line class="arrow" x1="\(start)" y1="\(line)" x2="\(end + back)" y2="\(line)"/>
      <path class="tip" d="M\(end) \(line)l\(back) -5v10z"/>
      \(says(label, x: middle, y: line - 9))
      """
  }

  /// A message that nobody gets.
  private func lost(_ lane: Int) -> String {
    let start = chart.centre(lane)
    let end = min(start + 70, SequenceSVG.width - 14)
    let left = SequenceSVG.start(of: label, around: (start + end) / 2)
    return """
      <line class="arrow" x1="\(start)" y1="\(line)" x2="\(end)" y2="\(line)"/>
      <path class="arrow" d="M\(end - 4) \(line - 5)l9 10m0 -10l-9 10"/>
      \(says(label, x: left, y: line - 9))
      """
  }

  private func dot(_ lane: Int) -> String {
    let x = chart.centre(lane)
    let isRoom = x + 12 + SequenceSVG.textWidth(label) < SequenceSVG.width - 8
    let place =
      isRoom
      ? (x: x + 12, y: line + 4)
      : (x: SequenceSVG.start(of: label, around: x), y: line - 9)
    return "<circle class=\"tip\" cx=\"\(x)\" cy=\"\(line)\" r=\"4\"/>\n"
      + says(label, x: place.x, y: place.y)
  }
}
