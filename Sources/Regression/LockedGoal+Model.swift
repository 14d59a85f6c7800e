// What a property of a model says, for a lock.

import Diagnostics
import ProtocolModel
import Terms

extension LockedGoal {
  init(of property: Property, in model: ProtocolModel) {
    let variables = model.scope(of: property)
    let name = variables.name
    let scribe = GoalScribe(model: model, name: name)
    self = scribe.goal(property.goal)
    for excuse in property.excuses {
      switch excuse {
      case .dishonest(let term):
        excuses.append(
          LockedExcuse(condition: .apply("dishonest", [model.locked(term, name)]), before: nil))
      case .revealed(let term, let event):
        excuses.append(
          LockedExcuse(
            condition: .apply("revealed", [model.locked(term, name)]),
            before: event.map { model.locked($0, name) }))
      }
    }
    landmarks = landmarks(of: property, in: model, variables)
    sites = model.sites(of: events)
    switch property.goal {
    case .secret(let term, let role, _), .guessableSafe(let term, let role, _),
      .hidden(let term, let role, _):
      let role = model.roles[role.index]
      sites += [Self.termSite + (role.sends(term) ? "sent by " : "not sent by ") + role.name]
    case .correspondence, .reachable, .invariant: break
    }
  }

  /// How the site of a secret begins, which is no event.
  static let termSite = "the term is "

  /// Every variable of the role that a property speaks of.
  static func roster(of property: Property, in model: ProtocolModel) -> [Landmark] {
    switch property.goal {
    case .secret(_, let role, _), .guessableSafe(_, let role, _), .hidden(_, let role, _):
      RoleLandmarks(model.roles[role.index], of: model).variables.compactMap { $0 }
    case .correspondence, .reachable, .invariant: []
    }
  }

  /// The events that it names, each once.
  var events: [String] {
    var patterns = [trigger].compactMap { $0 } + alternatives.flatMap { $0.flatMap { $0 } }
    patterns += excuses.compactMap(\.before)
    return patterns.compactMap { if case .apply(let name, _) = $0 { name } else { nil } }.uniqued
  }

  private func landmarks(
    of property: Property, in model: ProtocolModel, _ variables: [VariableInfo]
  ) -> [Landmark] {
    let names = (terms.flatMap(\.variables) + comparisonVariables).uniqued
    switch property.goal {
    case .secret(_, let role, let state), .guessableSafe(_, let role, let state):
      let marks = RoleLandmarks(model.roles[role.index], of: model)
      return marks.named(names) + (state.map { [marks.state($0)] } ?? [])
    case .hidden(_, let role, _):
      return RoleLandmarks(model.roles[role.index], of: model).named(names)
    case .correspondence, .reachable, .invariant:
      return names.compactMap { name in variables.first { $0.name == name } }.map {
        Landmark(name: $0.name, kind: model.text(of: $0), place: 0, use: "-")
      }
    }
  }
}

extension RoleLandmarks {
  fileprivate func named(_ names: [String]) -> [Landmark] {
    names.compactMap { name in variables.compactMap { $0 }.first { $0.name == name } }
  }
}

private struct GoalScribe {
  let model: ProtocolModel
  let name: (Variable) -> String?

  private func claim(
    _ kind: LockedGoal.Kind, _ term: Term, _ role: RoleID, _ state: StateID?
  ) -> LockedGoal {
    var locked = LockedGoal(kind)
    locked.term = model.locked(term, name)
    locked.role = model.roles[role.index].name
    locked.state = state.map { model.roles[role.index].states[$0.index].name }
    return locked
  }

  func goal(_ goal: PropertyGoal) -> LockedGoal {
    switch goal {
    case .secret(let term, let role, let state):
      return claim(.secret, term, role, state)
    case .guessableSafe(let term, let role, let state):
      return claim(.guessableSafe, term, role, state)
    case .hidden(let term, let role, let viewer):
      var locked = LockedGoal(.hidden)
      locked.term = model.locked(term, name)
      locked.role = model.roles[role.index].name
      locked.viewer = model.roles[viewer.index].name
      return locked
    case .correspondence(let trigger, let alternatives, let isInjective):
      var locked = LockedGoal(isInjective ? .injective : .correspondence)
      locked.trigger = model.locked(trigger, name)
      locked.alternatives = alternatives.map { $0.map { $0.map { model.locked($0, name) } } }
      return locked
    case .reachable(let patterns):
      var locked = LockedGoal(.reachable)
      locked.alternatives = [patterns.map { [model.locked($0, name)] }]
      return locked
    case .invariant(let left, let relation, let right, let role):
      var locked = LockedGoal(.invariant)
      locked.role = model.roles[role.index].name
      locked.comparison = "\(text(left)) \(text(relation)) \(text(right))"
      return locked
    }
  }

  private func text(_ relation: IntegerRelation) -> String {
    switch relation {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    }
  }

  private func text(_ expression: TableExpression) -> String {
    let sums = expression.sums.map { sum in
      let entry = sum.entry.map { model.locked($0, name).description }.joined(separator: ", ")
      let bound = sum.bound.map { model.locked(.variable($0), name).description }
      return "\(sum.coefficient)*sum(\(text(sum.value)) for (\(entry)) in "
        + "\(model.tables[sum.table.index].name) over \(bound.joined(separator: " ")))"
    }
    return (sums + [text(expression.linear)]).joined(separator: " + ")
  }

  private func text(_ value: LinearTerm) -> String {
    ([String(value.constant)]
      + value.summands.map {
        "\($0.coefficient)*\(model.locked(.variable($0.variable), name))"
      }).joined(separator: " + ")
  }
}

extension ProtocolModel {
  /// What a property's variable ranges over.
  fileprivate func text(of variable: VariableInfo) -> String {
    switch variable.kind {
    case .any: "any"
    case .integer: "Int" + LockedTerm.restriction
    case .principal: "Principal" + LockedTerm.restriction
    case .constant(let sort), .sorted(let sort):
      sorts[Int(sort.index)].name + LockedTerm.restriction
    }
  }

  /// Where events are recorded, in the order of the texts: a property says less, in the same words,
  /// once its event is recorded earlier, elsewhere, of something else or less often.
  fileprivate func sites(of names: [String]) -> [String] {
    var found: Set<EventSite> = []
    for role in roles {
      let marks = RoleLandmarks(role, of: self)
      let received = role.receivedBefore
      for transition in role.transitions {
        guard let before = received[transition.source.index] else { continue }
        let count = before + (transition.receives ? 1 : 0)
        for (action, span) in zip(transition.actions, transition.spans) {
          guard case .event(let event, let terms) = action,
            names.contains(events[event.index].name)
          else { continue }
          let arguments = terms.map(marks.text).joined(separator: ", ")
          let text = "\(events[event.index].name)(\(arguments)) of \(role.name) after \(count)"
          found.insert(EventSite(text: text, span: span))
        }
      }
    }
    let places = Dictionary(grouping: found, by: \.text).mapValues(\.count)
    return places.map { $1 == 1 ? $0 : "\($0) in \($1) places" }.sorted()
  }
}

/// The variants of a transition, which equations make, are one place of the source.
private struct EventSite: Hashable {
  let text: String
  let span: SourceSpan
}
