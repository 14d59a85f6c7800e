// Visiting all guards of a declaration, all variables that a transition binds and all events that
// a file mentions, whatever the options say.

import ProtocolLanguage

extension Declaration {
  /// Visits every option formula of this declaration, in the order of the text within each part.
  func forEachFormula(_ visit: (OptionFormula) -> Void) {
    if let guardFormula { visit(guardFormula) }
    switch kind {
    case .message(_, let fields, _), .table(_, let fields, _):
      for field in fields { field.guardFormula.map(visit) }
    case .equation(let left, let right):
      left.forEachFormula(visit)
      right.forEachFormula(visit)
    case .role(let role): role.forEachFormula(visit)
    case .attacker(let attacker): attacker.forEachFormula(visit)
    case .property(let property): property.forEachFormula(visit)
    case .include, .option, .sort, .enumeration, .function, .principal, .channel,
      .deterministicEncryption, .typed, .unchecked, .configuration, .scenario:
      break
    }
  }
}

extension RoleSyntax {
  fileprivate func forEachFormula(_ visit: (OptionFormula) -> Void) {
    guardFormula.map(visit)
    for argument in knows { argument.forEachFormula(visit) }
    for transition in transitions {
      transition.guardFormula.map(visit)
      for action in transition.actions {
        action.guardFormula.map(visit)
        action.kind.forEachTerm { $0.forEachFormula(visit) }
      }
    }
  }
}

extension AttackerSyntax {
  fileprivate func forEachFormula(_ visit: (OptionFormula) -> Void) {
    for reveal in reveals { reveal.term.forEachFormula(visit) }
  }
}

extension PropertySyntax {
  fileprivate func forEachFormula(_ visit: (OptionFormula) -> Void) {
    guardFormula.map(visit)
    form.forEachTerm { $0.forEachFormula(visit) }
    for excuse in excuses {
      switch excuse {
      case .dishonest(let term, _): term.forEachFormula(visit)
      case .revealed(let term, let event, _):
        term.forEachFormula(visit)
        for argument in event?.arguments ?? [] { argument.forEachFormula(visit) }
      }
    }
    attacker?.forEachFormula(visit)
    for expectation in expectations {
      switch expectation.condition {
      case .when(let formula), .unless(let formula): visit(formula)
      case nil: break
      }
    }
  }
}

extension PropertyForm {
  func forEachTerm(_ visit: (ArgumentSyntax) -> Void) {
    switch self {
    case .secret(let term, _, _), .guessableSafe(let term, _, _), .hidden(let term, _, _, _):
      visit(ArgumentSyntax(term))
    case .correspondence(let trigger, _, let alternatives):
      trigger.arguments.forEach(visit)
      for event in alternatives.joined().joined() { event.arguments.forEach(visit) }
    case .reachable(let events, _):
      for event in events { event.arguments.forEach(visit) }
    case .invariant(let left, _, let right, _):
      visit(ArgumentSyntax(left))
      visit(ArgumentSyntax(right))
    }
  }
}

extension ArgumentSyntax {
  fileprivate func forEachFormula(_ visit: (OptionFormula) -> Void) {
    guardFormula.map(visit)
    term.forEachFormula(visit)
  }
}

extension TermSyntax {
  fileprivate func forEachFormula(_ visit: (OptionFormula) -> Void) {
    forEachSubterm { $0.forEachArgument { $0.guardFormula.map(visit) } }
  }

  /// The arguments directly below.
  private func forEachArgument(_ visit: (ArgumentSyntax) -> Void) {
    switch self {
    case .apply(_, let arguments, _), .tuple(let arguments, _): arguments.forEach(visit)
    case .sum(_, let entry, _, _): entry.forEach(visit)
    case .bind, .name, .wildcard, .integer, .arithmetic, .negated: break
    }
  }

  /// This term and all terms in it, from the left, parents first.
  func forEachSubterm(_ visit: (TermSyntax) -> Void) {
    visit(self)
    switch self {
    case .apply, .tuple: forEachArgument { $0.term.forEachSubterm(visit) }
    case .arithmetic(_, let left, let right, _):
      left.forEachSubterm(visit)
      right.forEachSubterm(visit)
    case .negated(let term, _): term.forEachSubterm(visit)
    case .sum(let value, _, _, _):
      value.forEachSubterm(visit)
      forEachArgument { $0.term.forEachSubterm(visit) }
    case .bind, .name, .wildcard, .integer: break
    }
  }
}

extension ActionKind {
  /// Visits the terms of an action with their guards.
  func forEachTerm(_ visit: (ArgumentSyntax) -> Void) {
    switch self {
    case .receive(let elements, _, let peer), .send(let elements, _, let peer):
      elements.forEach(visit)
      if let peer { visit(ArgumentSyntax(peer)) }
    case .fresh: break
    case .define(_, let term): visit(ArgumentSyntax(term))
    case .match(let term, let pattern):
      visit(ArgumentSyntax(term))
      visit(ArgumentSyntax(pattern))
    case .require(let condition): condition.forEachTerm(visit)
    case .event(let event): event.arguments.forEach(visit)
    case .insert(let entry, _), .delete(let entry, _): entry.forEach(visit)
    }
  }

  /// The names that the action binds if everything in it is switched on.
  var binders: [Identifier] {
    switch self {
    case .fresh(let names): return names.map(\.name)
    case .define(let name, _): return [name]
    default:
      var found: [Identifier] = []
      forEachTerm { argument in
        argument.term.forEachSubterm {
          if case .bind(let name, _, _) = $0 { found.append(name) }
        }
      }
      return found
    }
  }
}

extension ConditionSyntax {
  func forEachTerm(_ visit: (ArgumentSyntax) -> Void) {
    switch self {
    case .compare(let left, _, let right, _):
      visit(ArgumentSyntax(left))
      visit(ArgumentSyntax(right))
    case .member(let entry, _, _), .notMember(let entry, _, _): entry.forEach(visit)
    case .not(let condition, _): condition.forEachTerm(visit)
    case .and(let left, let right), .or(let left, let right):
      left.forEachTerm(visit)
      right.forEachTerm(visit)
    }
  }
}
