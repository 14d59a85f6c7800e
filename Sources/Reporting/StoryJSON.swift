// A story as JSON: the "trace" of a result. Lanes are named by their index.

struct StoryJSON {
  private let story: Story
  init(_ story: Story) { self.story = story }

  func json(dishonest: [String]) -> JSON {
    .object([
      .init("replayed", .bool(true)),
      .init("length", .integer(story.steps.count)),
      .init("dishonest", .strings(dishonest)),
      .init("needs", .strings(story.needs)),
      .init("lanes", .array(story.lanes.map(Self.lane))),
      .init("steps", .array(story.steps.map(Self.step))),
      .init("ending", .strings(story.ending)),
      .init("endingSources", .array(story.endingSources.map(Self.source))),
    ])
  }

  private static func lane(_ lane: Story.Lane) -> JSON {
    .object([
      .init("label", .string(lane.label)), .init("name", .string(lane.name)),
      .init("isAttacker", .bool(lane.isAttacker)),
    ])
  }

  private static func step(_ step: Story.Step) -> JSON {
    var fields: [JSON.Field] = [.init("number", .integer(step.number))]
    switch step.kind {
    case .message(let from, let to):
      fields += [
        .init("kind", .string("message")), .init("from", .integer(from)),
        .init("to", to.map(JSON.integer) ?? .null),
      ]
    case .local(let lane):
      fields += [
        .init("kind", .string("local")), .init("from", .integer(lane)), .init("to", .null),
      ]
    case .reveal(let lane):
      fields += [
        .init("kind", .string("reveal")), .init("from", .integer(lane)), .init("to", .null),
      ]
    }
    fields += [
      .init("label", .string(step.label)),
      .init("channel", .optional(step.channel)),
      .init("message", .optional(step.content?.text)),
      .init("sentence", .string(step.sentence)),
      .init("sources", .array(step.sources.map(source))),
      .init("effects", .strings(step.effects)),
      .init("place", .optional(step.place)),
    ]
    return .object(fields)
  }

  private static func source(_ source: Story.Source) -> JSON {
    .object([.init("term", .string(source.term)), .init("how", .string(source.how))])
  }
}
