// A model under one configuration as a file of its own: no options, no `when`, no includes, no
// expectations. So a mutant says in one text what it is, and `assay check` reads it.
//
// Comments stay away too: what they say of the model need not be true of a mutant. So do messages
// that nobody speaks of under these options, since nothing can be removed from them.

import Diagnostics
import ProtocolLanguage

struct Specialisation {
  /// The options that are on.
  let options: Set<String>

  /// - Parameter included: the tree of an included file.
  func tree(
    _ tree: SyntaxTree, including included: (String) throws -> SyntaxTree
  ) rethrows -> SyntaxTree {
    var result = try flat(tree, including: included)
    let mentioned = result.mentionedNames
    result.declarations.removeAll { declaration in
      guard case .message(let name, _, _) = declaration.kind else { return false }
      return !mentioned.contains(name.text)
    }
    return result
  }

  private func flat(
    _ tree: SyntaxTree, including included: (String) throws -> SyntaxTree
  ) rethrows -> SyntaxTree {
    var result = SyntaxTree(
      protocolName: tree.protocolName, declarations: [], at: tree.span)
    for declaration in tree.declarations {
      if case .include(let path) = declaration.kind {
        let other = try flat(try included(path), including: included)
        result.declarations += other.declarations
      } else if let kept = special(declaration) {
        result.declarations.append(kept)
      }
    }
    return result
  }

  private func special(_ declaration: Declaration) -> Declaration? {
    guard isOn(declaration.guardFormula) else { return nil }
    var result = declaration
    result.guardFormula = nil
    result.comments = Comments()
    switch declaration.kind {
    case .option, .configuration: return nil
    case .message(let name, let fields, let tagged):
      result.kind = .message(name, special(fields), tagged: tagged)
    case .table(let name, let fields, let owner):
      result.kind = .table(name, special(fields), of: owner)
    case .role(let role):
      guard isOn(role.guardFormula) else { return nil }
      result.kind = .role(special(role))
    case .property(let property):
      guard isOn(property.guardFormula) else { return nil }
      result.kind = .property(special(property))
    case .attacker(let attacker): result.kind = .attacker(attacker.rewritten(withoutGuards))
    case .equation(let left, let right):
      result.kind = .equation(left.special(self), right.special(self))
    default: break
    }
    return result
  }

  private func special(_ fields: [FieldSyntax]) -> [FieldSyntax] {
    fields.filter { isOn($0.guardFormula) }.map { FieldSyntax($0.name, sort: $0.sort) }
  }

  private func special(_ role: RoleSyntax) -> RoleSyntax {
    var result = role
    result.guardFormula = nil
    result.closingComments = []
    result.knows = special(role.knows)
    result.transitions = role.transitions.filter { isOn($0.guardFormula) }.map { transition in
      var kept = transition
      kept.guardFormula = nil
      kept.comments = Comments()
      kept.closingComments = []
      kept.actions = transition.actions.filter { isOn($0.guardFormula) }.map(special)
      return kept
    }
    return result
  }

  private func special(_ property: PropertySyntax) -> PropertySyntax {
    var result = property
    switch property.form {
    case .correspondence(let trigger, let injectively, let alternatives):
      result.form = .correspondence(
        special(trigger), injectively: injectively, alternatives.map { $0.map { $0.map(special) } })
    case .reachable(let events, let underNetwork):
      result.form = .reachable(events.map(special), underNetwork: underNetwork)
    case .secret, .guessableSafe, .hidden, .invariant: break
    }
    result.excuses = property.excuses.map { excuse in
      guard case .revealed(let term, let event, let span) = excuse else { return excuse }
      return .revealed(term, before: event.map(special), span)
    }
    result = result.rewritten(withoutGuards)
    result.guardFormula = nil
    result.expectations = []
    return result
  }

  private func special(_ event: EventSyntax) -> EventSyntax {
    EventSyntax(event.name, special(event.arguments), at: event.span)
  }

  private func special(_ action: ActionSyntax) -> ActionSyntax {
    var kept = action
    kept.guardFormula = nil
    kept.comments = Comments()
    switch action.kind {
    case .receive(let elements, let channel, let from):
      kept.kind = .receive(special(elements), channel: channel, from: from?.special(self))
    case .send(let elements, let channel, let to):
      kept.kind = .send(special(elements), channel: channel, to: to?.special(self))
    case .fresh: break
    case .define(let name, let term): kept.kind = .define(name, term.special(self))
    case .match(let term, let pattern):
      kept.kind = .match(term.special(self), as: pattern.special(self))
    case .require(let condition): kept.kind = .require(special(condition))
    case .event(let event):
      kept.kind = .event(special(event))
    case .insert(let entry, let table): kept.kind = .insert(special(entry), table: table)
    case .delete(let entry, let table): kept.kind = .delete(special(entry), table: table)
    }
    return kept
  }

  private func special(_ condition: ConditionSyntax) -> ConditionSyntax {
    switch condition {
    case .compare(let left, let relation, let right, let span):
      .compare(left.special(self), relation, right.special(self), span)
    case .member(let columns, let table, let span):
      .member(special(columns), table: table, span)
    case .notMember(let columns, let table, let span):
      .notMember(special(columns), table: table, span)
    case .not(let condition, let span): .not(special(condition), span)
    case .and(let left, let right): .and(special(left), special(right))
    case .or(let left, let right): .or(special(left), special(right))
    }
  }

  /// What is on of a list.
  func special(_ arguments: [ArgumentSyntax]) -> [ArgumentSyntax] {
    arguments.filter { isOn($0.guardFormula) }.map { ArgumentSyntax($0.term.special(self)) }
  }

  /// For terms that are reached one by one, from the leaves up.
  private func withoutGuards(_ term: TermSyntax) -> TermSyntax {
    switch term {
    case .apply, .tuple: term.special(self)
    default: term
    }
  }

  private func isOn(_ formula: OptionFormula?) -> Bool {
    switch formula {
    case nil: true
    case .option(let name): options.contains(name.text)
    case .not(let formula): !isOn(formula)
    case .and(let left, let right): isOn(left) && isOn(right)
    case .or(let left, let right): isOn(left) || isOn(right)
    }
  }
}

extension TermSyntax {
  fileprivate func special(_ options: Specialisation) -> TermSyntax {
    switch self {
    case .bind, .name, .wildcard, .integer: self
    case .apply(let name, let arguments, let span):
      TermSyntax.applying(name, options.special(arguments), span)
    case .tuple(let elements, let span): TermSyntax.joining(options.special(elements), span)
    case .arithmetic(let symbol, let left, let right, let span):
      .arithmetic(symbol, left.special(options), right.special(options), span)
    case .negated(let operand, let span): .negated(operand.special(options), span)
    case .sum(let value, let entry, let table, let span):
      .sum(value.special(options), entry: options.special(entry), table: table, span)
    }
  }

  /// `f(t, …)`, or `f`.
  static func applying(
    _ name: Identifier, _ arguments: [ArgumentSyntax], _ span: SourceSpan
  ) -> TermSyntax {
    arguments.isEmpty ? .name(name) : .apply(name, arguments, span)
  }

  /// `(t, u, …)`, or `t`.
  static func joining(_ elements: [ArgumentSyntax], _ span: SourceSpan) -> TermSyntax {
    elements.count == 1 ? elements[0].term : .tuple(elements, span)
  }
}

extension SyntaxTree {
  /// Every name that a term consists of.
  fileprivate var mentionedNames: Set<String> {
    var names: Set<String> = []
    var copy = self
    copy.rewriteTerms { term, _ in
      switch term {
      case .apply(let name, _, _), .name(let name): names.insert(name.text)
      default: break
      }
      return term
    }
    return names
  }
}
