// Whether a run shows what its trace claims (rule S7). Each form of property has a file of its
// own; this one says which form takes which claim, and what they share: matching with the
// property's variables.

import ProtocolModel
import Terms

struct RunJudge {
  let model: ProtocolModel
  let ground: GroundTerms
  let property: Property
  let run: ReplayedRun
  let events: [RecordedEvent]
  let dishonest: Set<String>
  /// The variables of the property; those of the role if it is about a term of a role.
  let variables: [VariableInfo]

  init(_ model: ProtocolModel, _ property: Int, _ run: ReplayedRun) {
    self.model = model
    self.property = model.properties[property]
    self.run = run
    ground = GroundTerms(model)
    events = run.events
    dishonest = Set(run.dishonest)
    variables =
      switch self.property.goal {
      case .secret(_, let role, _), .guessableSafe(_, let role, _), .hidden(_, let role, _):
        model.roles[role.index].variables
      default: self.property.variables
      }
  }

  /// What the run shows of what its trace claims.
  func finding() throws(Refusal) -> Finding {
    switch (property.goal, run.trace.claim) {
    case (.secret(let term, let role, let state), .learns(let session, let derivation)):
      return try learned(term, of: role, at: state, session, derivation)
    case (
      .guessableSafe(let term, let role, let state), .confirms(let session, let one, let other)
    ):
      return try confirmed(term, of: role, at: state, session, (one, other))
    case (.hidden(let term, let role, let from), .sees(let session, let viewer, let derivation)):
      return try seen(term, of: role, session, from: from, viewer, derivation)
    case (.reachable(let patterns), .reached): return try reached(patterns)
    case (.correspondence, .violated), (.invariant, .violated):
      guard let violation = try violation() else { throw Refusal("the property is not violated") }
      return violation
    default: throw Refusal("a claim of this form does not belong to property `\(property.name)`")
    }
  }

  /// The first violation of a correspondence or an invariant.
  func violation() throws(Refusal) -> Finding? {
    switch property.goal {
    case .correspondence(let trigger, let alternatives, let injective):
      injective
        ? firstShortage(of: alternatives, for: trigger)
        : firstUnaccounted(trigger, alternatives)
    case .invariant(let left, let relation, let right, let role):
      try firstBroken(left, relation, right, of: role)
    default: nil
    }
  }

  // MARK: Matching

  func match(_ pairs: [(pattern: Term, term: Term)], _ values: Bindings) -> Bindings? {
    ground.match(pairs, values) { variable, term in
      variables.at(variable.index).map {
        run.sorts.accepts(term, as: $0.kind, ground.signature)
      } ?? false
    }
  }

  func match(
    _ pattern: EventPattern, _ event: RecordedEvent, _ values: Bindings
  ) -> Bindings? {
    guard pattern.event == event.event, pattern.arguments.count == event.arguments.count else {
      return nil
    }
    return match(zip(pattern.arguments, event.arguments).map { ($0, $1) }, values)
  }
}
