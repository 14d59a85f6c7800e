// `guessable-safe`: what can be computed from a guess, and what confirms it (S7.9).
// docs/saturation.md, "Guesses".
//
// sees(g, t) says that whoever knows all that the attacker knows, and g, computes t; tests(g, t) that
// t is put together with g at one place at least, or is g. A guess g is confirmed if tests(g, t) for
// something that is known, or for a key that opens something that is known.

import ProtocolModel
import Terms

extension Translation {
  mutating func addGuessing() {
    guard case .guessableSafe = property.goal else { return }
    let (unifier, variables) = variables([.any, .any])
    rule(
      vocabulary.sees(variables[0], variables[1]), from: [vocabulary.knows(variables[1])],
      under: unifier, "what is known helps to try a guess")
    for index in model.signature.symbols.indices { addTrying(SymbolID(index)) }
  }

  /// Everybody applies a public symbol to what comes from a guess.
  private mutating func addTrying(_ id: SymbolID) {
    let symbol = model.signature[id]
    guard symbol.isPublic, symbol.arity > 0 else { return }
    let count = symbol.arity
    let (unifier, variables) = variables(Array(repeating: .any, count: count + 1))
    let (arguments, guess) = (Array(variables.prefix(count)), variables[count])
    let whole = vocabulary.apply(id, arguments)
    let seen = arguments.map { vocabulary.sees(guess, $0) }
    if !vocabulary.terms.symbols[Int(id.index)].isData {
      rule(
        vocabulary.sees(guess, whole), from: seen, under: unifier,
        "everybody applies \(symbol.name) to a guess")
    }
    for position in arguments.indices {
      var hypotheses = seen
      hypotheses[position] = vocabulary.tests(guess, arguments[position])
      rule(
        vocabulary.tests(guess, whole), from: hypotheses, under: unifier,
        "everybody applies \(symbol.name) to a guess")
    }
  }

  /// What confirms a guess of a session's secret.
  mutating func violate(byGuessing guess: ClauseTerm, _ excuses: [ClauseTerm], _ path: Path) {
    let source = ClauseSource(text: "a session of \(name(of: path)) has what is guessed")
    for fact in [vocabulary.sees(guess, guess), vocabulary.tests(guess, guess)] {
      rules.append(
        TranslatedClause(
          conclusion: fact, hypotheses: [], constraints: [], unifier: path.unifier,
          source: source))
    }
    var recomputed = path
    let known = recomputed.newVariable(.any, &vocabulary)
    confirm(
      [vocabulary.tests(guess, known), vocabulary.knows(known)], excuses, recomputed)
    for analysis in model.theory.analysisRules where analysis.premises.count > 1 {
      open(with: analysis, guess, excuses, path)
    }
  }

  /// One of the keys comes from the guess.
  private mutating func open(
    with rule: AnalysisRule, _ guess: ClauseTerm, _ excuses: [ClauseTerm], _ path: Path
  ) {
    var path = path
    let count = rule.premises.map(\.variableBound).max() ?? 0
    let variables = (0..<count).map { _ in path.newVariable(.any, &vocabulary) }
    let premises = rule.premises.map { vocabulary.term($0) { variables[$0.index] } }
    for position in premises.indices.dropFirst() {
      let facts = premises.enumerated().map { place, premise in
        switch place {
        case 0: vocabulary.knows(premise)
        case position: vocabulary.tests(guess, premise)
        default: vocabulary.sees(guess, premise)
        }
      }
      confirm(facts, excuses, path)
    }
  }

  private mutating func confirm(
    _ facts: [ClauseTerm], _ excuses: [ClauseTerm], _ path: Path
  ) {
    goals.append(
      TranslatedClause(
        conclusion: vocabulary.fact(.violated, "violated", excuses),
        hypotheses: path.hypotheses + facts, constraints: path.constraints,
        unifier: path.unifier,
        source: ClauseSource(
          text: "a session of \(name(of: path)) has what is guessed", role: path.role, isGoal: true)
      )
    )
  }

  /// Whether a guess of T is handled: nobody takes T apart, whatever its variables stand for.
  func isWhole(_ term: Term, in role: Role) -> Bool {
    switch term {
    case .apply(let symbol, _):
      return !model.theory.analysisRules.contains { rule in
        if case .apply(symbol, _) = rule.premises[0] { true } else { false }
      }
    case .variable(let variable):
      return role.transitions.contains { $0.actions.contains(.fresh(variable)) }
        && role.transitions.allSatisfy { transition in
          role.states[transition.source.index].bound.contains(variable)
            || transition.actions.contains(.fresh(variable))
            || !transition.actions.contains {
              $0.terms.contains { $0.variables.contains(variable) }
            }
        }
    case .name, .integer: return false
    }
  }
}
