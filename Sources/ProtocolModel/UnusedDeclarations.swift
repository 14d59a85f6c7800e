// Declarations that nothing mentions (W0003): often the trace of a misspelling or of an edit.
//
// Mentions are counted over the whole text, whatever the options say, and names of different
// kinds are not told apart: a warning that is missing costs less than a wrong one. Included files
// are shared, so what one model leaves unused in them says nothing.

import Diagnostics
import ProtocolLanguage

func unusedDeclarations(in declarations: [Declaration]) -> [Diagnostic] {
  var mentions = Mentions()
  for declaration in declarations { mentions.note(declaration) }
  return declarations.flatMap { declaration -> [Diagnostic] in
    guard let (what, name, uses) = declaration.kind.usable, name.span.file.index == 0 else {
      return []
    }
    let known = what == "option" ? mentions.options : mentions.names
    guard known.isDisjoint(with: uses) else { return [] }
    return [
      Diagnostic(
        .unusedDeclaration, "the \(what) `\(name.text)` is not used", at: name.span)
    ]
  }
}

extension DeclarationKind {
  /// What is declared, and the names of which one is enough to use it.
  fileprivate var usable: (what: String, name: Identifier, uses: Set<String>)? {
    switch self {
    case .option(let name): ("option", name, [name.text])
    case .sort(let name, _): ("sort", name, [name.text])
    case .enumeration(let name, let values):
      ("enum", name, Set(values.map(\.text) + [name.text]))
    case .function(let name, _, _, _): ("function", name, [name.text])
    case .principal(let name, _): ("principal", name, [name.text])
    case .message(let name, _, let isTagged): (isTagged ? "message" : "tuple", name, [name.text])
    case .channel(let name, _, _, _): ("channel", name, [name.text])
    case .table(let name, _, _): ("table", name, [name.text])
    case .include, .equation, .deterministicEncryption, .typed, .unchecked, .role, .attacker,
      .property, .configuration, .scenario:
      nil
    }
  }
}

/// The names that a file mentions other than to declare them.
private struct Mentions {
  var names: Set<String> = []
  var options: Set<String> = []

  mutating func note(_ declaration: Declaration) {
    declaration.forEachFormula { formula in
      for option in formula.options { options.insert(option.text) }
    }
    switch declaration.kind {
    case .function(_, let parameters, let result, _): note(parameters + [result])
    case .equation(let left, let right):
      note(left)
      note(right)
    case .message(_, let fields, _), .table(_, let fields, _): note(fields.map(\.sort))
    case .role(let role): note(role)
    case .attacker(let attacker): note(attacker)
    case .property(let property): note(property)
    case .include, .option, .sort, .enumeration, .principal, .channel, .deterministicEncryption,
      .typed, .unchecked, .configuration, .scenario:
      break
    }
  }

  private mutating func note(_ identifiers: [Identifier?]) {
    for identifier in identifiers.compactMap({ $0 }) { names.insert(identifier.text) }
  }

  private mutating func note(_ term: TermSyntax) {
    term.forEachSubterm { subterm in
      switch subterm {
      case .bind(_, let sort, _): note([sort])
      case .name(let name), .apply(let name, _, _), .sum(_, _, let name, _): note([name])
      case .wildcard, .integer, .tuple, .arithmetic, .negated: break
      }
    }
  }

  private mutating func note(_ event: EventSyntax?) {
    for argument in event?.arguments ?? [] { note(argument.term) }
  }

  private mutating func note(_ role: RoleSyntax) {
    note(role.parameters.map(\.sort))
    for argument in role.knows { note(argument.term) }
    for action in role.transitions.flatMap(\.actions) {
      action.kind.forEachTerm { note($0.term) }
      note(action.kind.namesBesidesTerms)
    }
  }

  private mutating func note(_ attacker: AttackerSyntax) {
    note(attacker.controls)
    for reveal in attacker.reveals { note(reveal.term) }
  }

  private mutating func note(_ property: PropertySyntax) {
    property.form.forEachTerm { note($0.term) }
    for excuse in property.excuses {
      switch excuse {
      case .dishonest(let term, _): note(term)
      case .revealed(let term, let event, _):
        note(term)
        note(event)
      }
    }
    if let attacker = property.attacker { note(attacker) }
  }
}

extension ActionKind {
  /// The sorts, channels and tables that an action names.
  fileprivate var namesBesidesTerms: [Identifier?] {
    switch self {
    case .receive(_, let channel, _), .send(_, let channel, _): [channel]
    case .fresh(let names): names.map(\.sort)
    case .require(let condition): condition.tables
    case .insert(_, let table), .delete(_, let table): [table]
    case .define, .match, .event: []
    }
  }
}

extension ConditionSyntax {
  fileprivate var tables: [Identifier?] {
    switch self {
    case .member(_, let table, _), .notMember(_, let table, _): [table]
    case .not(let condition, _): condition.tables
    case .and(let left, let right), .or(let left, let right): left.tables + right.tables
    case .compare: []
    }
  }
}
