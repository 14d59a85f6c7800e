// What this engine does not handle, and says so: terms that a declared equation may change once
// their variables have values, and statements about sums.

import ProtocolModel
import Terms

extension Translation {
  /// Why there is no translation; nil if there is one.
  var refusal: String? {
    if case .invariant = property.goal { return "an invariant is about all of a table at once" }
    let rules = model.theory.rewriteRules
    if case .guessableSafe(let term, let role, state: _) = property.goal {
      guard isWhole(term, in: model.roles[role.index]) else {
        return "what is guessed may be something that can be taken apart"
      }
      if !rules.isEmpty { return "guesses are judged without declared equations" }
    }
    if rules.isEmpty { return nil }
    func isOpen(_ term: Term) -> Bool { !term.isGround && term.hasSymbol(of: rules) }
    if property.terms.contains(where: isOpen) {
      return "a declared equation may change a term of the property"
    }
    if model.roles.flatMap(\.knows).contains(where: isOpen) {
      return "a declared equation may change a term of a `knows`"
    }
    return nil
  }
}

extension Term {
  fileprivate func hasSymbol(of rules: [RewriteRule]) -> Bool {
    guard case .apply(let symbol, let arguments) = self else { return false }
    return rules.contains { rule in
      if case .apply(symbol, _) = rule.left { true } else { false }
    } || arguments.contains { $0.hasSymbol(of: rules) }
  }
}

extension Property {
  /// All terms of the goal, the excuses and the reveals.
  fileprivate var terms: [Term] {
    var found: [Term] = []
    switch goal {
    case .secret(let term, role: _, state: _), .guessableSafe(let term, role: _, state: _),
      .hidden(let term, role: _, from: _):
      found.append(term)
    case .correspondence(let trigger, requires: let alternatives, injective: _):
      found += trigger.arguments + alternatives.joined().joined().flatMap(\.arguments)
    case .reachable(let patterns): found += patterns.flatMap(\.arguments)
    case .invariant: break
    }
    for excuse in excuses {
      switch excuse {
      case .dishonest(let term): found.append(term)
      case .revealed(let term, let before): found += [term] + (before?.arguments ?? [])
      }
    }
    return found + threat.reveals.map(\.term)
  }
}
