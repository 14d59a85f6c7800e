// What follows from a step of a session, and what the property forbids (S6.3, S7).

import ProtocolModel
import Terms

extension Translator {
  /// What the actions of a transition do, with all that the transition requires.
  mutating func addEffects(_ step: Step, _ path: Path) {
    for effect in step.effects {
      switch effect.kind {
      case .sends(let message, over: let channel, to: let receiver):
        addSend(message, over: channel, to: receiver, path, path.hypotheses + step.all)
      case .inserts(let table, let columns):
        let hypotheses = step.hypotheses(ofInsertionInto: table, at: effect.position)
        add(
          entry(table, owner(path), columns), from: path.hypotheses + hypotheses,
          where: path.constraints, path.unification)
      case .seen(let term):
        guard case .hidden(_, role: _, from: let viewer) = property.goal,
          viewer.index == path.role
        else { continue }
        add(
          sees(owner(path), term), from: path.hypotheses + step.all, where: path.constraints,
          path.unification)
      case .records(let event, let arguments, let number):
        addRecorded(event, arguments, number, effect.position, step, path)
      }
    }
  }

  /// What holds of a session after a transition, or before its first. A secret may be of variables
  /// that the state it enters forgets (S7.1); what is revealed is what it still has (S6.3).
  mutating func addMoment(
    _ path: Path, _ bound: Environment, _ hypotheses: [ClauseTerm]
  ) {
    for reveal in threat.reveals where reveal.role.index == path.role {
      addReveal(reveal, path, hypotheses)
    }
    switch property.goal {
    case .secret(let secret, let role, let state) where role.index == path.role,
      .guessableSafe(let secret, let role, let state) where role.index == path.role:
      guard state.map({ path.visited.contains($0.index) }) ?? true else { return }
      addSecret(secret, of: nil, path, bound, hypotheses)
    case .hidden(let secret, let role, from: let viewer) where role.index == path.role:
      addSecret(secret, of: viewer, path, bound, hypotheses)
    default: return
    }
  }

  private mutating func addReveal(_ reveal: Reveal, _ path: Path, _ hypotheses: [ClauseTerm]) {
    guard reveal.state.map({ path.visited.contains($0.index) }) ?? true,
      path.environment.has(reveal.term.variables)
    else { return }
    var path = path
    let term = term(reveal.term, &path.environment, &path.unification)
    let revealed = property.hasRevealedExcuse ? [fact("revealed", .revealed, [term])] : []
    add(
      knows(term), from: hypotheses + revealed, where: path.constraints, path.unification)
  }

  private mutating func addSecret(
    _ secret: Term, of viewer: RoleID?, _ path: Path, _ bound: Environment,
    _ hypotheses: [ClauseTerm]
  ) {
    let excuses = property.excuses.flatMap(\.variables).filter { variable in
      !path.environment.variables[variable.index].isHidden
    }
    guard bound.has(secret.variables + excuses) else { return }
    var (bound, unification) = (bound, path.unification)
    if isVacuity {
      add(
        fact("triggered", .triggered), from: hypotheses, where: path.constraints, unification)
      return
    }
    guard let excuses = excuse(property.excuses, &bound, &unification) else { return }
    let secret = term(secret, &bound, &unification)
    if case .guessableSafe = property.goal {
      return addGuess(secret, excuses, path, hypotheses, unification)
    }
    var known = knows(secret)
    if let viewer { known = sees(unification.add(.role(viewer.index), &terms), secret) }
    add(
      fact("violated", .violated, excuses), from: hypotheses + [known], where: path.constraints,
      unification)
  }

  /// Narrows the unification to what no `dishonest(X)` excuses.
  ///
  /// - Returns: the terms whose reveal would excuse; nil if there is nothing that is not excused.
  private mutating func excuse(
    _ excuses: [Excuse], _ environment: inout Environment, _ unification: inout Unification
  ) -> [ClauseTerm]? {
    var revealed: [ClauseTerm] = []
    for excuse in excuses {
      switch excuse {
      case .dishonest(let principal):
        let principal = term(principal, &environment, &unification)
        guard unification.narrow(principal, to: .other, terms) else { return nil }
      case .revealed(let secret, before: nil):
        revealed.append(term(secret, &environment, &unification))
      case .revealed: continue  // Not made use of: proves more than was asked.
      }
    }
    return revealed
  }
}

// MARK: - Events

extension Translator {
  private mutating func addRecorded(
    _ event: EventID, _ arguments: [ClauseTerm], _ number: Int, _ position: Int, _ step: Step,
    _ path: Path
  ) {
    switch property.goal {
    case .correspondence(let trigger, let alternatives, _):
      // "Before" goes by the written order (S7.3); and what is looked up later in the transition may
      // have been inserted by it, with events that are recorded later as hypotheses.
      let hypotheses = path.hypotheses + step.hypotheses(before: position)
      let place = "\(path.place)!\(number)"
      let follows = alternatives.joined().contains { chain in
        chain.dropFirst().contains { $0.event == event }
      }
      if follows, !isVacuity {
        let occurrence = occurrence(place, path)
        let link = fact(
          "link \(model.events[event.index].name)", .link,
          [terms.integer(0)] + arguments + occurrence)
        links.append(
          clause(link, from: hypotheses, where: path.constraints, path.unification))
      }
      if trigger.event == event { addClaim(trigger, arguments, place, path, hypotheses) }
    case .reachable(let patterns) where patterns.contains { $0.event == event }:
      add(
        recorded(event, arguments), from: path.hypotheses + step.all, where: path.constraints,
        path.unification)
    default: return
    }
  }

  private mutating func recorded(_ event: EventID, _ arguments: [ClauseTerm]) -> ClauseTerm {
    fact("event \(model.events[event.index].name)", .plain, arguments)
  }

  /// An event matches the left side of the correspondence.
  private mutating func addClaim(
    _ trigger: EventPattern, _ arguments: [ClauseTerm], _ place: String, _ path: Path,
    _ hypotheses: [ClauseTerm]
  ) {
    var environment = Environment(property.variables)
    var unification = path.unification
    let pattern = self.terms(trigger.arguments, &environment, &unification)
    precondition(pattern.count == arguments.count, "an event has one number of arguments")
    for (left, right) in zip(pattern, arguments)
    where !unification.unify(left, right, terms) {
      return
    }
    if isVacuity {
      add(fact("triggered", .triggered), from: hypotheses, where: path.constraints, unification)
      return
    }
    let values = environment.all
    let usable = property.excuses.filter { environment.has($0.variables) }
    guard let excuses = excuse(usable, &environment, &unification) else { return }
    var claim = values + excuses
    var text = "claim"
    if property.isInjective {
      text = "claim \(place)"
      claim += path.sessionAndPoint + path.keys.flatMap(\.values)
      keys[text] = path.keys.map(\.key)
    }
    add(
      fact(text, .claim, claim), from: hypotheses, where: path.constraints, unification)
  }

  /// From events that match all patterns with common values.
  mutating func addReachable() {
    guard case .reachable(let patterns) = property.goal else { return }
    var environment = Environment(property.variables)
    var unification = Unification()
    var events: [ClauseTerm] = []
    for pattern in patterns {
      let arguments = self.terms(pattern.arguments, &environment, &unification)
      events.append(recorded(pattern.event, arguments))
    }
    add(fact("violated", .violated), from: events, unification)
  }
}

extension Property {
  /// Whether a reveal may excuse, whenever it was.
  fileprivate var hasRevealedExcuse: Bool {
    excuses.contains { if case .revealed(_, before: nil) = $0 { true } else { false } }
  }
}

extension Excuse {
  /// What has to be bound for it to be judged.
  fileprivate var variables: [Variable] {
    switch self {
    case .dishonest(let term): term.variables
    case .revealed(let term, let event):
      term.variables + (event?.arguments.flatMap(\.variables) ?? [])
    }
  }
}
