// The figures that regression.txt pins. One paragraph for each model and configuration:
//
//   MODEL CONFIGURATION
//     honest run: N steps
//     search 1: N states, N steps, N goals, N arithmetic checks, N solver calls
//       PROPERTY VERDICT[, N steps]
//
// with the properties that share a search below it, and with a run the number of its steps.

import Exploration
import ProtocolModel
import Synchronization
import Verification

struct RegressionTable {
  private(set) var lines: [String] = []
  /// Verdicts other than those expected, and properties of which nothing is expected.
  private(set) var surprises: [String] = []
  private var properties = 0
  private var searches = 0
  private var total = ExplorationStatistics()

  init(_ files: [ModelFile], steps: Int) {
    for file in files {
      for model in file.models { add(model, path: file.path, steps: steps) }
    }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  var summary: String {
    "\(properties) properties in \(searches) searches, \(Self.figures(total))"
  }

  private mutating func add(_ model: ProtocolModel, path: String, steps: Int) {
    let place = "\(path) \(model.configuration ?? "-")"
    lines.append(place)
    let verifier = Verifier(engines: .live)
    addHonestRun(verifier.honestRun(of: model), place)
    let searched = Mutex<[[String]]>([])
    let results = verifier.verify(
      VerificationJob(
        path: path, configuration: model.configuration, options: model.options, engine: .explore,
        limits: VerificationLimits(steps: steps)),
      model: model, onSearch: { group in searched.withLock { $0.append(group) } })
    for (number, group) in searched.withLock({ $0 }).enumerated() {
      add(results.filter { group.contains($0.property.name) }, search: number + 1, place)
    }
  }

  private mutating func addHonestRun(_ outcome: HonestRunOutcome, _ place: String) {
    switch outcome {
    case .complete(let run): lines.append("  honest run: \(run.trace.steps.count) steps")
    case .incomplete: surprises.append("\(place): the honest run does not complete")
    case .undecided(let cut): surprises.append("\(place): the honest run was cut: \(cut.reason)")
    case .rejected(let why): surprises.append("\(place): the honest run is refused: \(why)")
    }
  }

  private mutating func add(_ results: [PropertyResult], search: Int, _ place: String) {
    guard let work = results.first?.statistics else { return }
    searches += 1
    total.add(work)
    lines.append("  search \(search): \(Self.figures(work))")
    for result in results { add(result, place) }
  }

  private mutating func add(_ result: PropertyResult, _ place: String) {
    properties += 1
    let steps = result.run.map { ", \($0.trace.steps.count) steps" } ?? ""
    let line = "\(result.property.name) \(result.verdict.rawValue)\(steps)"
    lines.append("    " + line)
    if result.isAsExpected != true {
      let expected = result.expected?.rawValue ?? "nothing"
      surprises.append("\(place) \(line): \(expected) was expected; \(result.note ?? "")")
    }
  }

  private static func figures(_ work: ExplorationStatistics) -> String {
    StatisticsTable.exploration.map { "\($0.value(work)) \($0.noun)" }.joined(separator: ", ")
  }
}

extension ExplorationStatistics {
  fileprivate mutating func add(_ other: ExplorationStatistics) {
    states += other.states
    steps += other.steps
    goals += other.goals
    arithmeticChecks += other.arithmeticChecks
    solverCalls += other.solverCalls
  }
}

/// What a reader needs to see of two tables that differ: below the heading of each paragraph that
/// changed, the lines that only one of them has; a changed line as its old and its new form.
func difference(from old: String, to new: String) -> [String] {
  let (old, new) = (paragraphs(old), paragraphs(new))
  let added = new.filter { paragraph in !old.contains { $0.heading == paragraph.heading } }
  return (old + added).flatMap { paragraph -> [String] in
    let before = old.first { $0.heading == paragraph.heading }
    let after = new.first { $0.heading == paragraph.heading }
    let changes = changes(from: before?.lines ?? [], to: after?.lines ?? [])
    let kept = before == nil ? "added: " : after == nil ? "removed: " : ""
    return changes.isEmpty ? [] : [kept + paragraph.heading] + changes
  }
}

private func paragraphs(_ text: String) -> [(heading: String, lines: [Substring])] {
  var paragraphs: [(heading: String, lines: [Substring])] = []
  for line in text.split(separator: "\n") {
    if line.hasPrefix(" ") && !paragraphs.isEmpty {
      paragraphs[paragraphs.count - 1].lines.append(line)
    } else {
      paragraphs.append((String(line), []))
    }
  }
  return paragraphs
}

private func changes(from old: [Substring], to new: [Substring]) -> [String] {
  new.difference(from: old).map { change -> (Int, Int, String) in
    switch change {
    case .remove(let offset, let line, _): (offset, 0, "- \(line)")
    case .insert(let offset, let line, _): (offset, 1, "+ \(line)")
    }
  }.sorted { $0 < $1 }.map(\.2)
}
