// One verdict as a result of SARIF: its message, its place, and its run as a code flow.

import Diagnostics
import ProtocolModel
import Verification

struct SARIFResult {
  private let finding: Finding
  init(_ finding: Finding) { self.finding = finding }

  private var result: PropertyResult { finding.result }
  private var model: ModelReport { finding.model }

  var json: JSON {
    var fields: [JSON.Field] = [
      .init("ruleId", .string(finding.kind.rule)),
      .init("ruleIndex", .integer(SARIFRules.index(of: finding.kind))),
      .init("level", .string(level)),
      .init("message", .message(message)),
      .init("locations", .array([location])),
      .init("partialFingerprints", fingerprints),
    ]
    if let story = finding.story, !story.steps.isEmpty {
      fields.append(.init("codeFlows", .array([codeFlow(story)])))
    }
    if finding.level == .passed { fields.append(.init("suppressions", .array([suppression]))) }
    fields.append(.init("properties", properties))
    return .object(fields)
  }

  private var level: String {
    switch finding.level {
    case .violated, .failed: "error"
    case .unsettled: "warning"
    case .passed: "note"
    }
  }

  /// The first sentence says it; what follows is for those who look closer.
  private var message: String {
    let variant = finding.variant.isEmpty ? "" : " (\(finding.variant))"
    var lines = ["\(result.property.name)\(variant): \(finding.sentence)."]
    if let story = finding.story {
      if !story.needs.isEmpty { lines.append("Needs \(story.needs.joined(separator: "; ")).") }
      lines += story.ending.map { $0.capitalisedFirst + "." }
    }
    return lines.joined(separator: "\n")
  }

  private var location: JSON {
    guard let place = finding.place else {
      return .object([.init("message", .message(model.path))])
    }
    return SARIFLocation.json(place, end: model.end(of: result.property.span))
  }

  private var fingerprints: JSON {
    let identity = Fingerprint.identity(of: result, in: model)
    var fields: [JSON.Field] = [
      .init("assayProperty/v1", .string(identity)),
      // What GitHub goes by: two configurations of one property are two alerts.
      .init("primaryLocationLineHash", .string("\(identity.prefix(16)):1")),
    ]
    if let run = result.run {
      fields.insert(
        .init("assayAttack/v1", .string(Fingerprint.shape(of: run, in: model.model))), at: 0)
    }
    return .object(fields)
  }

  private var suppression: JSON {
    .object([
      .init("kind", .string("inSource")),
      .init(
        "justification",
        .string("The model expects \(result.expected?.rawValue ?? "it") of this property.")),
    ])
  }

  private var properties: JSON {
    .object([
      .init("property", .string(result.property.name)),
      .init("configuration", .optional(model.model.configuration)),
      .init("options", .strings(model.model.options)),
      .init("verdict", .string(result.verdict.rawValue)),
      .init("expected", .optional(result.expected?.rawValue)),
      .init("scope", .string(result.scope.description)),
    ])
  }

  // MARK: The run

  /// A thread of its own for every lane would lose the order that the attack lives from: the steps
  /// are one thread, in the order in which they are told.
  private func codeFlow(_ story: Story) -> JSON {
    var steps = story.steps.map { step in
      threadFlowLocation(
        "\(step.number). \(step.sentence.capitalisedFirst)" + details(step), at: step.site,
        step.number, isAttackers: story.isAttackers(step))
    }
    for (index, sentence) in story.ending.enumerated() {
      let sources = index == 0 ? Self.lines(story.endingSources) : ""
      steps.append(
        threadFlowLocation(
          sentence.capitalisedFirst + sources, at: nil, story.steps.count + 1 + index,
          isAttackers: false))
    }
    let lanes = story.lanes.map(\.label).joined(separator: ", ")
    return .object([
      .init("message", .message("Replayed, with \(lanes).")),
      .init("threadFlows", .array([.object([.init("locations", .array(steps))])])),
    ])
  }

  private func details(_ step: Story.Step) -> String {
    Self.lines(step.sources) + step.effects.map { "\n" + $0.capitalisedFirst }.joined()
  }

  private static func lines(_ sources: [Story.Source]) -> String {
    sources.map { "\n\($0.term): \($0.how)" }.joined()
  }

  private func threadFlowLocation(
    _ text: String, at site: Place?, _ order: Int, isAttackers: Bool
  ) -> JSON {
    let place = site ?? finding.place
    let location =
      place.map { SARIFLocation.json($0, end: nil, message: text) }
      ?? .object([.init("message", .message(text))])
    var fields: [JSON.Field] = [
      .init("location", location), .init("executionOrder", .integer(order)),
      .init("importance", .string("essential")),
    ]
    if isAttackers { fields.append(.init("kinds", .strings(["danger"]))) }
    return .object(fields)
  }
}

extension Story {
  /// Whether the attacker acts in a step: it sends a message of its own, or takes a secret.
  package func isAttackers(_ step: Step) -> Bool {
    switch step.kind {
    case .message(let from, _): lanes[from].isAttacker
    case .reveal: true
    case .local: false
    }
  }
}
