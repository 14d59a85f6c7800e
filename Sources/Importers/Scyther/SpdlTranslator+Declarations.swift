// Global declarations: types, constants, functions, agents, and what the attacker has from the
// start. Scyther allows a name to be declared again in the same way.

import Diagnostics
import ProtocolLanguage

extension SpdlTranslator {
  mutating func declare(_ declaration: SpdlDeclaration) {
    switch declaration.kind {
    case .userTypes(let names): for name in names { declareType(name) }
    case .constants(let names, let type, let isSecret):
      for name in names { declareConstant(name, type, isSecret) }
    case .functions(let names, let isSecret):
      for name in names { declareFunction(name, isSecret) }
    case .inverseKeys(let left, let right): pair(left, right, .direct, at: declaration.span)
    case .inverseKeyFunctions(let left, let right):
      pair(left, right, .ofKeys, at: declaration.span)
    case .compromised(let terms): compromised += terms
    case .untrusted(let terms):
      for term in terms {
        if case .name(let name) = term {
          untrusted.append(name)
        } else {
          invalid("`untrusted` lists agents", at: term.span)
        }
      }
    case .fresh:
      invalid("`fresh` values belong in a role", at: declaration.span)
    case .variables:
      invalid("variables belong in a role", at: declaration.span)
    case .knows: unsupported("`knows` outside a role", at: declaration.span)
    }
  }

  mutating func declareType(_ name: Identifier) {
    guard sorts[name.text] == nil, !["Agent", "Ticket", "Function"].contains(name.text) else {
      return
    }
    let text = sortNames.unique(name.text)
    sorts[name.text] = text
    declare(.sort(identifier(text, at: name.span), guessable: false), at: name.span)
  }

  private mutating func declareConstant(_ name: Identifier, _ type: Identifier?, _ isSecret: Bool) {
    if type?.text == "Function" { return declareFunction(name, isSecret) }
    if let meaning = meanings[name.text] {
      if meaning.shared == nil {
        report(.duplicateName, "the name `\(name.text)` is declared twice", at: name.span)
      }
      return
    }
    let text = globals.unique(name.text)
    if type?.text == "Agent" {
      if isSecret { unsupported("a secret agent", at: name.span) }
      meanings[name.text] = .principal(text)
      principals.append((name, text))
      return
    }
    meanings[name.text] = .constant(text)
    let sort = sort(of: type.map { [$0] } ?? [])
    declare(
      .function(
        identifier(text, at: name.span), parameters: [],
        result: identifier(sort, at: (type ?? name).span),
        isSecret ? .privateFunction : .publicFunction), at: name.span)
  }

  private mutating func declareFunction(_ name: Identifier, _ isSecret: Bool) {
    if let meaning = meanings[name.text] {
      guard case .function = meaning else {
        return report(.duplicateName, "the name `\(name.text)` is declared twice", at: name.span)
      }
      return
    }
    meanings[name.text] = .function(functions.count)
    functions.append(
      SpdlFunction(name: name, text: globals.unique(name.text), isSecret: isSecret))
  }

  private mutating func pair(
    _ left: SpdlTerm, _ right: SpdlTerm, _ pairing: SpdlFunction.Pairing, at span: SourceSpan
  ) {
    guard case .name(let first) = left, case .name(let second) = right,
      case .function(let one)? = meanings[first.text],
      case .function(let other)? = meanings[second.text], one != other
    else {
      return unsupported(
        "a pair of keys that are not functions", at: span,
        notes: ["declare them as `Function`, or make a pair of key functions"])
    }
    for (function, inverse) in [(one, other), (other, one)] {
      if let earlier = functions[function].inverse, earlier != inverse {
        unsupported("a second inverse of `\(functions[function].name.text)`", at: span)
      }
      functions[function].inverse = inverse
      if !functions[function].isPredefined { functions[function].pairing = pairing }
    }
  }

  // MARK: - Writing them

  mutating func declarePrincipals() {
    for name in untrusted
    where !principals.contains(where: { $0.name.text == name.text }) {
      guard meanings[name.text] == nil else {
        invalid("`\(name.text)` is no agent", at: name.span)
        continue
      }
      // Nobody else can name it: any dishonest principal stands for it.
    }
    for (name, text) in principals {
      let isTrusted = !untrusted.contains { $0.text == name.text }
      declare(.principal(identifier(text, at: name.span), honest: isTrusted), at: name.span)
    }
  }

  /// The role that dishonest principals play: it does nothing, and knows what they know.
  mutating func declareAttacker() {
    let owner = Identifier("D", at: start)
    var knows: [TermSyntax] = []
    if functions[0].isUsed || functions[1].isUsed {
      knows.append(.apply(identifier("sk", at: start), [ArgumentSyntax(.name(owner))], start))
    }
    let table = functions[2]
    if table.isUsed, !table.isSecretNoMore {
      guard let count = table.arity else {
        unsupported(
          "`k` with different numbers of arguments", at: start,
          notes: ["declare a second `secret` function"])
        return
      }
      for place in 0..<count {
        let arguments = (0..<count).map { index in
          ArgumentSyntax(index == place ? .name(owner) : .wildcard(start))
        }
        knows.append(.apply(identifier(table.text, at: start), arguments, start))
      }
    }
    var binder = SpdlBinder(isGlobal: true)
    for term in compromised {
      if case .name(let name) = term, case .function = meanings[name.text] { continue }
      knows.append(self.term(term, meanings, &binder))
    }
    declare(
      .role(
        RoleSyntax(
          identifier(dishonestRole, at: start), parameters: [ParameterSyntax(name: owner)],
          knows: knows.map { ArgumentSyntax($0) },
          transitions: [
            TransitionSyntax(
              source: identifier("start", at: start), target: identifier("done", at: start),
              at: start)
          ])), at: start, blank: true)
    declare(
      .attacker(
        AttackerSyntax(
          controls: [identifier("network", at: start)],
          plays: [identifier(dishonestRole, at: start)], at: start)), at: start, blank: true)
  }

  /// What is searched: two runs of each role, five altogether, which is Scyther's bound. Scyther
  /// gives verdicts on protocols that cannot complete as well, so the honest run is that of nobody.
  mutating func declareScenarios() {
    let active = scopes.filter { !$0.events.isEmpty }
    let counts = active.map {
      ScenarioCount(count: 2, role: identifier($0.roleText, at: $0.name.span))
    }
    declare(
      .scenario(
        identifier("default", at: start),
        [
          ScenarioCount(count: 1, role: identifier(dishonestRole, at: start))
        ], atMost: nil, loops: nil), at: start, blank: true)
    declare(
      .scenario(identifier("runs", at: start), counts, atMost: 5, loops: nil), at: start)
  }
}

extension SpdlFunction {
  /// `compromised f` gave it to the attacker.
  var isSecretNoMore: Bool { !isSecret }
}
