// What confirms a guess (S7.9; docs/certificates.md, "Guesses").
//
// As written in the semantics, two computations are compared. They differ with a wrong guess only
// where one of them has used it, so it is enough to ask what is put together from the guess:
// docs/saturation.md, "Guesses", has the argument.

import ProtocolModel
import Terms

extension Translator {
  mutating func addGuessing() {
    guard case .guessableSafe = property.goal else { return }
    addHelp()
    for index in model.signature.symbols.indices { addTrying(SymbolID(index)) }
  }

  /// Whatever is known can be used with any guess.
  private mutating func addHelp() {
    var unification = Unification()
    let guess = unification.add(.everything, &terms)
    let known = unification.add(.everything, &terms)
    add(sees(guess, known), from: [knows(known)], unification)
  }

  private mutating func addTrying(_ symbol: SymbolID) {
    let arity = model.signature[symbol].arity
    guard model.signature[symbol].isPublic, arity > 0 else { return }
    var unification = Unification()
    let guess = unification.add(.everything, &terms)
    let arguments = (0..<arity).map { _ in unification.add(.everything, &terms) }
    let whole = apply(symbol, arguments)
    add(sees(guess, whole), from: arguments.map { sees(guess, $0) }, unification)
    for used in arguments.indices {
      let hypotheses = arguments.enumerated().map { index, argument in
        index == used ? tests(guess, argument) : sees(guess, argument)
      }
      add(tests(guess, whole), from: hypotheses, unification)
    }
  }

  /// The clauses of a session whose term has this value.
  mutating func addGuess(
    _ guess: ClauseTerm, _ excuses: [ClauseTerm], _ path: Path, _ hypotheses: [ClauseTerm],
    _ unification: Unification
  ) {
    add(sees(guess, guess), unification)
    add(tests(guess, guess), unification)
    let violated = fact("violated", .violated, excuses)
    var recomputed = unification
    let known = recomputed.add(.everything, &terms)
    add(
      violated, from: hypotheses + [knows(known), tests(guess, known)], where: path.constraints,
      recomputed)
    for rule in model.theory.analysisRules {
      for key in rule.premises.indices.dropFirst() {
        var opened = unification
        var environment = Environment(anything: rule.variableCount)
        let premises = self.terms(rule.premises, &environment, &opened)
        let computed = premises.enumerated().map { index, premise in
          index == 0
            ? knows(premise) : index == key ? tests(guess, premise) : sees(guess, premise)
        }
        add(violated, from: hypotheses + computed, where: path.constraints, opened)
      }
    }
  }

  /// Guesses of what can be taken apart are not handled: of tuples, messages, ciphertexts, and of what
  /// a role receives and calls by a name, which may be one.
  func refuseGuess(_ term: Term, of role: Role) throws(TranslationRefusal) {
    switch term {
    case .apply(let symbol, _):
      for rule in model.theory.analysisRules {
        guard case .apply(symbol, _) = rule.premises[0] else { continue }
        throw TranslationRefusal("what is guessed can be taken apart")
      }
    case .variable(let variable):
      for transition in role.transitions {
        let isBound = role.states[transition.source.index].bound.contains(variable)
        for action in transition.actions where !isBound {
          if action == .fresh(variable) { break }
          guard action.terms.contains(where: { $0.variables.contains(variable) }) else { continue }
          throw TranslationRefusal("what is guessed is received, so it may be anything")
        }
      }
      guard !role.parameters.contains(where: { $0.variable == variable }) else {
        throw TranslationRefusal("what is guessed is a parameter, which everybody knows")
      }
    case .name, .integer: throw TranslationRefusal("what is guessed is known to everybody")
    }
  }
}
