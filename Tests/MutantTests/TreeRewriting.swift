// Every term of a syntax tree, rewritten from the leaves up, with the place that it stands at.
//
// The elements of `send` and `receive` are visited as the tuple that they mean, so that a rule for
// tuples serves both. Meant for trees without guards: see Specialisation.

import Diagnostics
import ProtocolLanguage

/// Where a term stands.
struct Site: Hashable {
  var role = ""
  /// `start -> waiting`
  var transition = ""
  var isPattern = false
}

extension TermSyntax {
  /// The term that `change` makes of this one after it has changed the subterms, left to right.
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> TermSyntax {
    func inside(_ arguments: [ArgumentSyntax]) -> [ArgumentSyntax] {
      arguments.map { ArgumentSyntax($0.term.rewritten(change), when: $0.guardFormula) }
    }
    switch self {
    case .bind, .name, .wildcard, .integer: return change(self)
    case .apply(let name, let arguments, let span):
      return change(.apply(name, inside(arguments), span))
    case .tuple(let elements, let span): return change(.tuple(inside(elements), span))
    case .arithmetic(let symbol, let left, let right, let span):
      let left = left.rewritten(change)
      return change(.arithmetic(symbol, left, right.rewritten(change), span))
    case .negated(let operand, let span): return change(.negated(operand.rewritten(change), span))
    case .sum(let value, let entry, let table, let span):
      let value = value.rewritten(change)
      return change(.sum(value, entry: inside(entry), table: table, span))
    }
  }
}

extension ConditionSyntax {
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> ConditionSyntax {
    switch self {
    case .compare(let left, let relation, let right, let span):
      let left = left.rewritten(change)
      return .compare(left, relation, right.rewritten(change), span)
    case .member(let columns, let table, let span):
      return .member(columns.rewritten(change), table: table, span)
    case .notMember(let columns, let table, let span):
      return .notMember(columns.rewritten(change), table: table, span)
    case .not(let condition, let span): return .not(condition.rewritten(change), span)
    case .and(let left, let right):
      let left = left.rewritten(change)
      return .and(left, right.rewritten(change))
    case .or(let left, let right):
      let left = left.rewritten(change)
      return .or(left, right.rewritten(change))
    }
  }
}

extension [ArgumentSyntax] {
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> [ArgumentSyntax] {
    map { ArgumentSyntax($0.term.rewritten(change), when: $0.guardFormula) }
  }

  /// The elements of one message.
  fileprivate func message(
    at span: SourceSpan, _ change: (TermSyntax) -> TermSyntax
  ) -> [ArgumentSyntax] {
    if count == 1 { return rewritten(change) }
    let changed = TermSyntax.tuple(self, span).rewritten(change)
    if case .tuple(let elements, _) = changed { return elements }
    return [ArgumentSyntax(changed)]
  }
}

extension EventSyntax {
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> EventSyntax {
    EventSyntax(name, arguments.rewritten(change), at: span)
  }
}

extension ActionSyntax {
  func rewritten(
    at site: Site, _ change: (TermSyntax, Site) -> TermSyntax
  ) -> ActionSyntax {
    var pattern = site
    pattern.isPattern = true
    let built: (TermSyntax) -> TermSyntax = { change($0, site) }
    let taken: (TermSyntax) -> TermSyntax = { change($0, pattern) }
    var action = self
    switch kind {
    case .receive(let elements, let channel, let from):
      action.kind = .receive(
        elements.message(at: span, taken), channel: channel, from: from?.rewritten(taken))
    case .send(let elements, let channel, let to):
      action.kind = .send(
        elements.message(at: span, built), channel: channel, to: to?.rewritten(built))
    case .fresh: break
    case .define(let name, let term): action.kind = .define(name, term.rewritten(built))
    case .match(let term, let shape):
      let term = term.rewritten(built)
      action.kind = .match(term, as: shape.rewritten(taken))
    case .require(let condition): action.kind = .require(condition.rewritten(built))
    case .event(let event): action.kind = .event(event.rewritten(built))
    case .insert(let entry, let table):
      action.kind = .insert(entry.rewritten(built), table: table)
    case .delete(let entry, let table):
      action.kind = .delete(entry.rewritten(built), table: table)
    }
    return action
  }
}

extension RoleSyntax {
  func site(of transition: TransitionSyntax) -> Site {
    Site(
      role: name.text, transition: "\(transition.source.text) -> \(transition.target.text)")
  }
}

extension SyntaxTree {
  /// Every term: what roles know and do, what is revealed, what properties speak of.
  mutating func rewriteTerms(_ change: (TermSyntax, Site) -> TermSyntax) {
    let outside: (TermSyntax) -> TermSyntax = { change($0, Site()) }
    for index in declarations.indices {
      switch declarations[index].kind {
      case .role(var role):
        let site = Site(role: role.name.text)
        role.knows = role.knows.rewritten { change($0, site) }
        for place in role.transitions.indices {
          let site = role.site(of: role.transitions[place])
          role.transitions[place].actions = role.transitions[place].actions.map {
            $0.rewritten(at: site, change)
          }
        }
        declarations[index].kind = .role(role)
      case .equation(let left, let right):
        let left = left.rewritten(outside)
        declarations[index].kind = .equation(left, right.rewritten(outside))
      case .attacker(let attacker):
        declarations[index].kind = .attacker(attacker.rewritten(outside))
      case .property(let property):
        declarations[index].kind = .property(property.rewritten(outside))
      default: break
      }
    }
  }

  /// Every action of every role, in place of which stand those that `change` returns.
  mutating func rewriteActions(_ change: (ActionSyntax, Site) -> [ActionSyntax]) {
    for index in declarations.indices {
      guard case .role(var role) = declarations[index].kind else { continue }
      for place in role.transitions.indices {
        let site = role.site(of: role.transitions[place])
        role.transitions[place].actions = role.transitions[place].actions.flatMap {
          change($0, site)
        }
      }
      declarations[index].kind = .role(role)
    }
  }
}

extension AttackerSyntax {
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> AttackerSyntax {
    var attacker = self
    for index in reveals.indices {
      attacker.reveals[index].term = reveals[index].term.rewritten(change)
    }
    return attacker
  }
}

extension PropertySyntax {
  func rewritten(_ change: (TermSyntax) -> TermSyntax) -> PropertySyntax {
    var property = self
    property.form = form.rewritten(change)
    property.excuses = excuses.map { excuse in
      switch excuse {
      case .dishonest(let term, let span): .dishonest(term.rewritten(change), span)
      case .revealed(let term, let event, let span):
        .revealed(term.rewritten(change), before: event?.rewritten(change), span)
      }
    }
    property.attacker = attacker?.rewritten(change)
    return property
  }
}

extension PropertyForm {
  fileprivate func rewritten(_ change: (TermSyntax) -> TermSyntax) -> PropertyForm {
    switch self {
    case .secret(let term, let role, let state):
      return .secret(term.rewritten(change), role: role, state: state)
    case .guessableSafe(let term, let role, let state):
      return .guessableSafe(term.rewritten(change), role: role, state: state)
    case .hidden(let term, let role, let from, let underNetwork):
      return .hidden(term.rewritten(change), role: role, from: from, underNetwork: underNetwork)
    case .correspondence(let trigger, let injectively, let alternatives):
      let trigger = trigger.rewritten(change)
      return .correspondence(
        trigger, injectively: injectively,
        alternatives.map { $0.map { $0.map { $0.rewritten(change) } } })
    case .reachable(let events, let underNetwork):
      return .reachable(events.map { $0.rewritten(change) }, underNetwork: underNetwork)
    case .invariant(let left, let relation, let right, let role):
      let left = left.rewritten(change)
      return .invariant(left, relation, right.rewritten(change), role: role)
    }
  }
}
