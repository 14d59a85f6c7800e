// What violates the property. docs/saturation.md, "Properties".

import ProtocolModel
import Terms

extension Translation {
  // MARK: Secrets

  /// Claims a secret with the values that a session has now, if it has some and they are new.
  mutating func claim(_ path: inout Path) {
    let term: Term
    var viewer: Domain?
    switch property.goal {
    case .secret(let secret, let role, let state),
      .guessableSafe(let secret, let role, let state):
      guard role == path.role, state.map(path.visited.contains) ?? true else { return }
      term = secret
    case .hidden(let secret, let role, let from):
      guard role == path.role else { return }
      term = secret
      viewer = Domain(.role, Int32(from.index))
    default: return
    }
    let needed = (term.variables + property.excuses.flatMap(\.term.variables)).map { $0 }
    guard let values = path.values(of: needed), values != path.claimed else { return }
    path.claimed = values
    violate(term, viewer: viewer, path)
  }

  private mutating func violate(_ term: Term, viewer: Domain?, _ path: Path) {
    var path = path
    let source = ClauseSource(
      text: "a session of \(name(of: path)) has its secret", role: path.role, isGoal: true)
    let trigger = vocabulary.fact(.claim, "triggered", [])
    triggers.append(
      TranslatedClause(
        conclusion: trigger, hypotheses: path.hypotheses, constraints: path.constraints,
        unifier: path.unifier, source: source))
    let secret = instantiate(term, &path)
    let values = path.values
    guard
      let excuses = suppose(
        unexcusedBy: usedExcuses, &path,
        { variable in
          guard let value = values[variable.index] else {
            preconditionFailure("a claim has values for the excuses' variables")
          }
          return value
        })
    else { return }
    if case .guessableSafe = property.goal {
      return violate(byGuessing: secret, excuses, path)
    }
    let learned: ClauseTerm
    if let viewer {
      learned = vocabulary.sees(path.newVariable(viewer, &vocabulary), secret)
    } else {
      learned = vocabulary.knows(secret)
    }
    goals.append(
      TranslatedClause(
        conclusion: vocabulary.fact(.violated, "violated", excuses),
        hypotheses: path.hypotheses + [learned], constraints: path.constraints,
        unifier: path.unifier, source: source))
  }

  // MARK: Excuses

  /// Supposes that no principal is dishonest who would excuse a violation.
  ///
  /// - Returns: the terms whose reveal would excuse it; nil if it is always excused.
  private mutating func suppose(
    unexcusedBy excuses: [Excuse], _ path: inout Path, _ value: (Variable) -> ClauseTerm
  ) -> [ClauseTerm]? {
    var revealed: [ClauseTerm] = []
    for excuse in excuses {
      switch excuse {
      case .dishonest(let principal):
        let term = vocabulary.term(principal, value)
        guard path.unifier.narrow(term, 0, to: .notDishonest, vocabulary.terms) else { return nil }
      case .revealed(let term, before: nil): revealed.append(vocabulary.term(term, value))
      case .revealed: break
      }
    }
    return revealed
  }

  // MARK: Reveals

  /// The attacker takes what a session has now (S6.3).
  mutating func reveal(_ path: inout Path) {
    for (index, reveal) in setting.threat.reveals.enumerated() where reveal.role == path.role {
      if let state = reveal.state, !path.visited.contains(state) { continue }
      guard let values = path.values(of: reveal.term.variables), values != path.revealed[index]
      else { continue }
      path.revealed[index] = values
      let term = instantiate(reveal.term, &path)
      var hypotheses = path.hypotheses
      if property.excuses.contains(where: { $0.isReveal }) { hypotheses.append(revealed(term)) }
      emit(
        vocabulary.knows(term), path, hypotheses,
        ClauseSource(text: "a session of \(name(of: path)) is revealed", role: path.role))
    }
  }

  mutating func revealed(_ term: ClauseTerm) -> ClauseTerm {
    vocabulary.fact(.happened, "revealed", [term])
  }

  // MARK: Events

  /// What an event is a hypothesis of everything after it with; nil if the property does not ask.
  mutating func happened(
    _ event: EventID, _ arguments: [ClauseTerm], _ place: String, _ path: Path
  ) -> ClauseTerm? {
    guard case .correspondence(_, let alternatives, _) = property.goal,
      alternatives.joined().joined().contains(where: { $0.event == event })
    else { return nil }
    var arguments = arguments
    if vocabulary.tellsOccurrences {
      arguments += [vocabulary.place(place)] + path.occurrence
    }
    return vocabulary.happened(event, arguments)
  }

  /// An event that the property may speak of.
  mutating func record(
    _ event: EventID, _ arguments: [ClauseTerm], _ place: String, _ path: Path,
    _ hypotheses: [ClauseTerm], _ source: ClauseSource
  ) {
    switch property.goal {
    case .correspondence(let trigger, let alternatives, _):
      if trigger.event == event {
        addClaim(trigger, arguments, place, path, hypotheses, source)
      }
      if alternatives.joined().contains(where: { $0.dropFirst().contains { $0.event == event } }),
        let fact = happened(event, arguments, place, path)
      {
        addLink(event, fact, path, hypotheses, source)
      }
    case .reachable(let patterns) where patterns.contains(where: { $0.event == event }):
      let fact = vocabulary.fact(
        .event, "event \(model.events[event.index].name)", arguments)
      emit(fact, path, hypotheses, source)
    default: break
    }
  }

  private mutating func addLink(
    _ event: EventID, _ fact: ClauseTerm, _ path: Path, _ hypotheses: [ClauseTerm],
    _ source: ClauseSource
  ) {
    let arguments = [vocabulary.terms.integer(0)] + vocabulary.terms.arguments(of: fact)
    let link = vocabulary.fact(.link, "link \(model.events[event.index].name)", arguments)
    linkSymbols[vocabulary.terms.node(fact).symbol] = vocabulary.terms.node(link).symbol
    links.append(
      TranslatedClause(
        conclusion: fact, hypotheses: hypotheses, constraints: path.constraints,
        unifier: path.unifier, source: source))
  }

  /// match:  an event that can match the trigger's pattern
  /// result: a claim with the values of the pattern's variables
  private mutating func addClaim(
    _ pattern: EventPattern, _ arguments: [ClauseTerm], _ place: String, _ path: Path,
    _ hypotheses: [ClauseTerm], _ source: ClauseSource
  ) {
    var path = path
    let domains = property.variables.map { setting.domain($0.kind) }
    let values = domains.map { path.newVariable($0, &vocabulary) }
    for (term, argument) in zip(pattern.arguments, arguments) {
      let expected = vocabulary.term(term) { values[$0.index] }
      guard path.unify(expected, argument, vocabulary) else { return }
    }
    triggers.append(
      TranslatedClause(
        conclusion: vocabulary.fact(.claim, "triggered", []), hypotheses: hypotheses,
        constraints: path.constraints, unifier: path.unifier, source: source))
    guard let revealed = suppose(unexcusedBy: usedExcuses, &path, { values[$0.index] }) else {
      return
    }
    var claimed = claimedVariables.map { values[$0.index] } + revealed
    if isInjective {
      claimed += path.occurrence + path.keys.flatMap(\.values)
    }
    let claim = vocabulary.fact(.claim, isInjective ? "claim \(place)" : "claim", claimed)
    if isInjective { keys[vocabulary.terms.node(claim).symbol] = path.keys }
    goals.append(
      TranslatedClause(
        conclusion: claim, hypotheses: hypotheses, constraints: path.constraints,
        unifier: path.unifier, source: source))
  }

  /// The excuses but those about somebody whom the trigger does not fix.
  var usedExcuses: [Excuse] {
    guard case .correspondence = property.goal else { return property.excuses }
    let fixed = claimedVariables
    return property.excuses.filter { $0.term.variables.allSatisfy(fixed.contains) }
  }

  /// The variables that the trigger fixes, in the order in which a claim has their values.
  var claimedVariables: [Variable] {
    guard case .correspondence(let trigger, _, _) = property.goal else { return [] }
    return Set(trigger.arguments.flatMap(\.variables)).sorted()
  }

  // MARK: Reachability

  /// All patterns matched with common values: a witness cannot be excluded.
  mutating func addReachability() {
    guard case .reachable(let patterns) = property.goal else { return }
    let (unifier, variables) = variables(property.variables.map { setting.domain($0.kind) })
    let hypotheses = patterns.map { pattern in
      vocabulary.fact(
        .event, "event \(model.events[pattern.event.index].name)",
        pattern.arguments.map { term in vocabulary.term(term) { variables[$0.index] } })
    }
    goals.append(
      TranslatedClause(
        conclusion: vocabulary.fact(.violated, "violated", []), hypotheses: hypotheses,
        constraints: [], unifier: unifier, source: ClauseSource(text: "a witness")))
  }
}

extension Excuse {
  var term: Term {
    switch self {
    case .dishonest(let term), .revealed(let term, before: _): term
    }
  }

  var isReveal: Bool {
    if case .revealed(_, before: nil) = self { true } else { false }
  }
}
