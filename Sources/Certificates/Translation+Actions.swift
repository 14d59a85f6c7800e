// The actions of one transition. They happen all or none, so what the transition does has all that
// it requires as hypotheses, even what is written later. Where the written order matters, each
// hypothesis knows where it stands (S3.2, S5.3, S7.3).

import ProtocolModel
import Terms

/// One list of actions of a transition.
struct Step {
  struct Hypothesis {
    var fact: ClauseTerm
    /// The action's place in the list.
    var position: Int
    /// The table that was looked up; nil for received messages and events.
    var table: TableID?
  }
  struct Effect {
    enum Kind {
      case sends(ClauseTerm, over: ChannelID, to: ClauseTerm?)
      case inserts(TableID, [ClauseTerm])
      /// An event, and its number among those of the transition, from 1.
      case records(EventID, [ClauseTerm], number: Int)
      /// The owner has this in its view.
      case seen(ClauseTerm)
    }
    var kind: Kind
    var position: Int
  }
  var hypotheses: [Hypothesis] = []
  var effects: [Effect] = []
  var events = 0
  /// That the step was taken, if steps are traced: true of every run that has any of it.
  var taken: [ClauseTerm] = []
  /// What is required absent, with the place in the list and the columns that have a value.
  var absences: [Absence] = []

  var all: [ClauseTerm] { hypotheses.map(\.fact) + taken }

  func looksUp(_ table: TableID) -> Bool { hypotheses.contains { $0.table == table } }

  /// What stands before a place in the list.
  func hypotheses(before position: Int) -> [ClauseTerm] {
    hypotheses.filter { $0.position < position }.map(\.fact) + taken
  }

  /// Of an entry that is inserted. If the transition itself can look it up, what is written later may
  /// come from it: then the entry would only follow from itself, and an event would seem to be
  /// recorded before it is.
  func hypotheses(ofInsertionInto table: TableID, at position: Int) -> [ClauseTerm] {
    looksUp(table) ? hypotheses(before: position) : all
  }
}

extension Translator {
  /// Nil if the actions are impossible.
  mutating func perform(_ actions: [Action], _ path: inout Path) -> Step? {
    var step = Step()
    for (position, action) in actions.enumerated() {
      guard perform(action, position, &path, &step) else { return nil }
    }
    path.keys += keys(of: actions, step.absences, &path)
    return step
  }

  private mutating func perform(
    _ action: Action, _ position: Int, _ path: inout Path, _ step: inout Step
  ) -> Bool {
    switch action {
    case .receive(let pattern, let channel, let sender):
      return receive(pattern, channel, sender, position, &path, &step)
    case .match(let value, let pattern):
      let value = term(value, &path.environment, &path.unification)
      let pattern = term(pattern, &path.environment, &path.unification)
      return path.unification.unify(value, pattern, terms)
    case .fresh(let variable):
      let value = fresh(variable, path)
      path.environment.values[variable.index] = value
      step.effects.append(Step.Effect(kind: .seen(value), position: position))
      return true
    case .define(let variable, let value):
      let result = term(.variable(variable), &path.environment, &path.unification)
      guard let value = simple(value, &path) else { return true }
      return path.unification.unify(result, value, terms)
    case .require(let condition): return require(condition, position, &path, &step)
    case .event(let event, let arguments):
      record(event, arguments, position, &path, &step)
      return true
    case .insert(let table, let columns):
      let columns = self.terms(columns, &path.environment, &path.unification)
      step.effects.append(Step.Effect(kind: .inserts(table, columns), position: position))
      return true
    case .delete: return true  // Whatever was inserted may still be there.
    case .send(let message, let channel, let receiver):
      let message = term(message, &path.environment, &path.unification)
      var recipient: ClauseTerm?
      if let receiver { recipient = term(receiver, &path.environment, &path.unification) }
      step.effects += [
        Step.Effect(kind: .sends(message, over: channel, to: recipient), position: position),
        Step.Effect(kind: .seen(message), position: position),
      ]
      return true
    }
  }

  private mutating func receive(
    _ pattern: Term, _ channel: ChannelID, _ sender: Term?, _ position: Int, _ path: inout Path,
    _ step: inout Step
  ) -> Bool {
    let message = term(pattern, &path.environment, &path.unification)
    guard let fact = available(message, on: channel, from: sender, &path) else { return false }
    step.hypotheses.append(
      Step.Hypothesis(fact: fact, position: position, table: nil))
    step.effects.append(Step.Effect(kind: .seen(message), position: position))
    return true
  }

  /// The value that a session makes here: different from all that were made elsewhere. The session, the
  /// point and the place determine it; the values so far tell more about sessions apart.
  private mutating func fresh(_ variable: Variable, _ path: Path) -> ClauseTerm {
    let info = path.environment.variables[variable.index]
    return apply(
      "new \(info.name) \(path.place)", .fresh(identifiers: path.identifiers.count),
      path.identifiers + path.environment.all, result: info.sort)
  }

  private mutating func record(
    _ event: EventID, _ arguments: [Term], _ position: Int, _ path: inout Path, _ step: inout Step
  ) {
    let arguments = self.terms(arguments, &path.environment, &path.unification)
    step.events += 1
    step.effects.append(
      Step.Effect(kind: .records(event, arguments, number: step.events), position: position))
    guard property.requiredEvents.contains(event) else { return }
    let fact = happened(event, arguments, occurrence("\(path.place)!\(step.events)", path))
    step.hypotheses.append(
      Step.Hypothesis(fact: fact, position: position, table: nil))
  }

  /// Which occurrence of an event it is, as far as that is told.
  mutating func occurrence(_ place: String, _ path: Path) -> [ClauseTerm] {
    tellsOccurrences ? [apply(place, .place)] + path.sessionAndPoint : []
  }

  private mutating func happened(
    _ event: EventID, _ arguments: [ClauseTerm], _ occurrence: [ClauseTerm]
  ) -> ClauseTerm {
    fact(
      "happened \(model.events[event.index].name)",
      .happened(identifiers: occurrence.count), arguments + occurrence)
  }

  /// Whether `happened` says which occurrence it is.
  var tellsOccurrences: Bool { property.isInjective || assumptions.tracesSteps }
}

extension Property {
  /// The events on the right side of a correspondence.
  var requiredEvents: Set<EventID> {
    guard case .correspondence(_, let alternatives, _) = goal else { return [] }
    return Set(alternatives.joined().joined().map(\.event))
  }

  var isInjective: Bool {
    if case .correspondence(_, _, let injective) = goal { injective } else { false }
  }
}
