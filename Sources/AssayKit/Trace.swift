// An attack or a witness as values. It is the story that the text report and the JSON report
// tell, not the engine's trace: message by message, as papers count.

import Reporting

/// A run that the replayer has re-executed, step by step.
public struct Trace: Hashable, Sendable {
  /// A message, a reveal, or a transition that neither sends nor receives.
  public struct Step: Hashable, Sendable {
    /// From 1.
    public let number: Int
    /// One sentence: who does what.
    public let sentence: String
    /// What is sent, taken or revealed, in full; nil for a local step.
    public let message: String?
    /// How the attacker comes by each part of what it sends: the part, and the way.
    public let derivations: [String]
    /// What sessions record, remember and end with, one sentence each.
    public let effects: [String]
    /// Where the transition stands: `File.swift:12`.
    public let place: String?
  }

  /// The dishonest principals and what they play.
  public let needs: [String]
  /// Who takes part: `Alice: Customer`.
  public let parties: [String]
  public let steps: [Step]
  /// What the run comes to, one sentence each.
  public let ending: [String]
  /// The sequence chart and the narration.
  public let text: String

  init(_ story: Story) {
    needs = story.needs
    parties = story.lanes.map(\.label)
    steps = story.steps.map { step in
      Step(
        number: step.number, sentence: step.sentence, message: step.content?.text,
        derivations: step.sources.map { "\($0.term): \($0.how)" }, effects: step.effects,
        place: step.place)
    }
    ending = story.ending
    text = StoryText(story).lines.joined(separator: "\n")
  }
}

extension Trace: CustomStringConvertible {
  public var description: String { text }
}
