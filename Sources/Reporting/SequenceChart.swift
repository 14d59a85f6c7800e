// The sequence chart of a story, in plain characters: a lane for each session and one for the
// attacker, an arrow for each message, and beside it what the message says. Messages are folded
// to the width here; the narration below the chart has them in full.

struct SequenceChart {
  private let story: Story
  /// The column of each lane.
  private let columns: [Int]
  private let chartWidth: Int
  private let totalWidth: Int
  private static let margin = 6

  init(_ story: Story, width: Int) {
    self.story = story
    totalWidth = width
    let columns = Self.columns(story)
    self.columns = columns
    let half = (story.lanes.last?.label.count ?? 0) / 2
    chartWidth = (columns.last ?? 0) + half + 1
  }

  var lines: [String] {
    if story.lanes.isEmpty { return [] }
    return [header, rails()] + story.steps.flatMap { [row($0), rails()] }
  }

  // MARK: Layout

  /// Lanes as close together as their labels and the labels on their arrows permit.
  private static func columns(_ story: Story) -> [Int] {
    var columns: [Int] = []
    for (index, lane) in story.lanes.enumerated() {
      guard let left = columns.last else {
        columns.append(margin + max(0, lane.label.count / 2 - 2))
        continue
      }
      let neighbour = story.lanes[index - 1].label.count
      var gap = (neighbour + 1) / 2 + lane.label.count / 2 + 3
      for step in story.steps {
        guard case .message(let from, let to?) = step.kind, from != to, max(from, to) == index
        else { continue }
        let needed = columns[min(from, to)] + arrowLabel(step).count + 8
        gap = max(gap, needed - left)
      }
      columns.append(left + min(gap, 48))
    }
    return columns
  }

  private static let widestLabel = 24

  private static func arrowLabel(_ step: Story.Step) -> String {
    fold(step.label, to: widestLabel) + (step.channel.map { " (\($0))" } ?? "")
  }

  private var header: String {
    var line: [Character] = []
    for (lane, column) in zip(story.lanes, columns) {
      let start = max(column - lane.label.count / 2, line.isEmpty ? 0 : line.count + 1)
      line += Array(repeating: " ", count: max(0, start - line.count)) + Array(lane.label)
    }
    return String(line)
  }

  private func rails() -> String { String(railCharacters()).withoutTrailingBlanks }

  private func railCharacters() -> [Character] {
    var line = Array(repeating: Character(" "), count: chartWidth)
    for column in columns { line[column] = "|" }
    return line
  }

  // MARK: Rows

  private func row(_ step: Story.Step) -> String {
    var line = railCharacters()
    for (index, digit) in String(step.number).leftPadded(to: 4).enumerated() { line[index] = digit }
    switch step.kind {
    case .message(let from, let to?) where from != to: draw(step, from, to, "-", &line)
    case .message(let from, to: nil): drawLost(from, &line)
    case .reveal(let from) where attackerLane != nil:
      draw(step, from, attackerLane!, "=", &line)
    // A session can get its own message.
    case .message(let lane, _), .local(let lane), .reveal(let lane): line[columns[lane]] = "*"
    }
    let text = String(line).withoutTrailingBlanks.padded(to: chartWidth) + "  "
    return (text + beside(step)).withoutTrailingBlanks
  }

  private func beside(_ step: Story.Step) -> String {
    switch step.kind {
    case .message, .reveal: step.content?.fitting(max(32, totalWidth - chartWidth - 2)) ?? ""
    case .local: step.label
    }
  }

  private var attackerLane: Int? { story.lanes.firstIndex { $0.isAttacker } }

  private func draw(
    _ step: Story.Step, _ from: Int, _ to: Int, _ stroke: Character, _ line: inout [Character]
  ) {
    let (left, right) = (columns[min(from, to)], columns[max(from, to)])
    for column in (left + 1)..<right { line[column] = stroke }
    if from < to { line[right - 1] = ">" } else { line[left + 1] = "<" }
    let room = right - left - 6
    let label = Array(" \(Self.fold(Self.arrowLabel(step), to: room)) ")
    let start = left + 1 + (right - left - 1 - label.count) / 2
    for (offset, character) in label.enumerated() { line[start + offset] = character }
  }

  private static func fold(_ label: String, to room: Int) -> String {
    label.count <= room ? label : String(label.prefix(max(1, room - 1))) + "…"
  }

  /// A message that nobody gets: a short arrow into nothing.
  private func drawLost(_ from: Int, _ line: inout [Character]) {
    let column = columns[from]
    for (offset, character) in "--x".enumerated() where column + 1 + offset < line.count {
      line[column + 1 + offset] = character
    }
  }
}
