// What a run comes to: the sentences below the last step, which say in ground terms what the
// replayer found.

import ProtocolModel
import Terms
import Traces

struct Ending {
  private(set) var sentences: [String] = []
  private(set) var sources: [Story.Source] = []
  private let builder: StoryBuilder

  init(builder: StoryBuilder) {
    self.builder = builder
    guard let kind = builder.run.finding?.kind else { return }
    switch kind {
    case .learned(let term, let session): tellLearned(term, session)
    case .confirmed(let term, let session): tellConfirmed(term, session)
    case .seen(let term, let session, let viewer): tellSeen(term, session, viewer)
    case .unaccounted(let event): tellUnaccounted(builder.run.events[event])
    case .broken(let owner, let left, let right, let values):
      tellBroken(owner, left, right, values)
    case .reached(let events): tellReached(events.map { builder.run.events[$0] })
    case .completed: sentences = ["every session is in a final state"]
    }
  }

  private var cast: Cast { builder.cast }
  private var printer: TermPrinter { builder.printer }

  private func session(_ session: Int) -> Story.Lane {
    cast.lanes[cast.lane(ofSession: session)]
  }

  private mutating func tellLearned(_ term: Term, _ session: Int) {
    let owner = self.session(session)
    sentences = ["\(cast.attackerName) knows \(printer.text(term)), a secret of \(owner.label)"]
    if case .learns(_, let derivation) = builder.run.trace.claim {
      sources = DerivationText(builder: builder, computer: .attacker).sources(of: derivation)
    }
  }

  /// What is compared with what, in terms of the right guess.
  private mutating func tellConfirmed(_ term: Term, _ session: Int) {
    let owner = self.session(session)
    guard case .confirms(_, let one, let other) = builder.run.trace.claim else { return }
    let text = DerivationText(builder: builder, computer: .attacker)
    sentences = [
      "\(cast.attackerName) tries values for \(printer.text(term)) of \(owner.label), and the right "
        + "one shows itself: " + text.comparison(of: one, with: other)
    ]
    sources = text.sources(of: one)
    sources += text.sources(of: other).filter { !sources.contains($0) }
  }

  private mutating func tellSeen(_ term: Term, _ session: Int, _ viewer: Int) {
    let (owner, reader) = (self.session(session), self.session(viewer))
    sentences = [
      "\(reader.label) can compute \(printer.text(term)), which is hidden for \(owner.label)"
    ]
    if case .sees(_, _, let derivation) = builder.run.trace.claim {
      let text = DerivationText(builder: builder, computer: .viewer(session: viewer))
      sources = text.sources(of: derivation)
    }
  }

  private mutating func tellUnaccounted(_ event: RecordedEvent) {
    let name = EffectText(model: builder.model, printer: printer).text(event)
    let at = builder.stepOfRun[event.step].map { " at \($0)" } ?? ""
    guard let property = builder.property,
      case .correspondence(let trigger, let alternatives, let injective) = property.goal
    else {
      sentences = ["nothing accounts for \(name)\(at)"]
      return
    }
    var values: [Variable: Term] = [:]
    for (pattern, term) in zip(trigger.arguments, event.arguments) {
      pattern.collect(matching: term, into: &values)
    }
    let text = PropertyText(model: builder.model, property: property)
    // The run's printer knows no variables: those that the trigger leaves open become `_`.
    let required = text.text(alternatives, substituting: values, printer: printer)
    sentences = [
      "\(name) is recorded\(at), and "
        + (injective ? "no \(required) is left for it" : "before it no \(required)")
    ]
  }

  private mutating func tellBroken(
    _ owner: Term, _ left: Int, _ right: Int, _ values: [Binding]
  ) {
    guard let property = builder.property,
      case .invariant(_, let relation, _, _) = property.goal
    else { return }
    let bindings = values.map {
      "\(property.variables[$0.variable.index].name) = \(printer.text($0.value))"
    }
    let with = bindings.isEmpty ? "" : " with \(StoryBuilder.enumerated(bindings))"
    let comparison = PropertyText(model: builder.model, property: property).comparison
    sentences = [
      "in the tables of \(printer.text(owner))\(with), \(comparison) "
        + "comes to \(left) \(relation.sign) \(right)"
    ]
  }

  private mutating func tellReached(_ events: [RecordedEvent]) {
    let text = EffectText(model: builder.model, printer: printer)
    sentences = events.map { event in
      let at = builder.stepOfRun[event.step].map { " at \($0)" } ?? ""
      return "\(text.text(event)) is recorded\(at)"
    }
  }
}

extension IntegerRelation {
  var sign: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    }
  }
}

extension Term {
  /// Values of a pattern's variables, for a sentence; the replayer has matched properly.
  fileprivate func collect(matching term: Term, into values: inout [Variable: Term]) {
    switch (self, term) {
    case (.variable(let variable), _): values[variable] = term
    case (.apply(_, let patterns), .apply(_, let terms)):
      for (pattern, term) in zip(patterns, terms) { pattern.collect(matching: term, into: &values) }
    default: break
    }
  }
}
