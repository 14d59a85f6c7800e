// What is not translated: then nothing is proved.

import ProtocolModel
import Terms

/// Functions may not be called like the words of clauses (docs/certificates.md, "Words"), nor two of
/// them alike.
func refuseNames(_ signature: Signature) throws(TranslationRefusal) {
  let words: Set<String> = [
    "knows", "sees", "revealed", "violated", "claim", "triggered", "own",
    "tests",
  ]
  var found: Set<String> = []
  for symbol in signature.symbols {
    if words.contains(symbol.name) {
      throw TranslationRefusal("`\(symbol.name)` is a word of certificates")
    }
    guard found.insert("\(symbol.name)/\(symbol.arity)").inserted else {
      throw TranslationRefusal("two functions are called `\(symbol.name)`")
    }
  }
}

/// Where a function's result is a principal, a variable for principals takes more than names (S1.6):
/// in a typed model any such term, as a parameter a constant. The domains of clauses have only names.
func refusePrincipals(_ model: ProtocolModel) throws(TranslationRefusal) {
  for symbol in model.signature.symbols where symbol.result == .principal {
    if model.isTyped || symbol.arity == 0 {
      throw TranslationRefusal("`\(symbol.name)` makes principals")
    }
  }
}

extension Translator {
  func refuseGoal() throws(TranslationRefusal) {
    switch property.goal {
    case .invariant: throw TranslationRefusal("an invariant is about orders and amounts")
    case .reachable where isVacuity:
      throw TranslationRefusal("what may be reached has no trigger")
    case .guessableSafe(let term, let role, _):
      guard model.theory.rewriteRules.isEmpty else {
        throw TranslationRefusal("guesses are judged without declared equations")
      }
      try refuseGuess(term, of: model.roles[role.index])
    case .secret, .hidden, .correspondence, .reachable: return
    }
  }

  /// The transitions of a model are split so that their terms are in normal form whatever the
  /// variables stand for; other terms are not.
  mutating func refuseEquations() throws(TranslationRefusal) {
    for (term, variables) in termsOutsideOfTransitions where mayReduce(term, variables) {
      throw TranslationRefusal("a declared equation may apply to a term of the property")
    }
  }

  private var termsOutsideOfTransitions: [(Term, [VariableInfo])] {
    var found: [(Term, [VariableInfo])] = []
    for reveal in threat.reveals {
      found.append((reveal.term, model.roles[reveal.role.index].variables))
    }
    var knowing = threat.plays
    var excusing = property.variables
    switch property.goal {
    case .secret(let term, let role, _), .guessableSafe(let term, let role, _):
      excusing = model.roles[role.index].variables
      found.append((term, excusing))
    case .hidden(let term, let role, from: let viewer):
      excusing = model.roles[role.index].variables
      knowing.append(viewer)
      found.append((term, excusing))
    case .correspondence(let trigger, let alternatives, _):
      let patterns = [trigger] + Array(alternatives.joined().joined())
      found += patterns.flatMap(\.arguments).map { ($0, excusing) }
    case .reachable(let patterns):
      found += patterns.flatMap(\.arguments).map { ($0, excusing) }
    case .invariant: break
    }
    for excuse in property.excuses {
      switch excuse {
      case .dishonest(let term), .revealed(let term, _): found.append((term, excusing))
      }
    }
    for role in knowing {
      found += model.roles[role.index].knows.map { ($0, model.roles[role.index].variables) }
    }
    return found
  }

  /// Whether the left side of a rule and a part of the term, no variable, have a common instance.
  private mutating func mayReduce(_ term: Term, _ variables: [VariableInfo]) -> Bool {
    guard case .apply(_, let arguments) = term else { return false }
    for rule in model.theory.rewriteRules {
      var unification = Unification()
      var environment = Environment(variables)
      var ruleEnvironment = Environment(anything: rule.variableCount)
      let part = self.term(term, &environment, &unification)
      let left = self.term(rule.left, &ruleEnvironment, &unification)
      if unification.unify(part, left, terms) { return true }
    }
    return arguments.contains { mayReduce($0, variables) }
  }
}
