// The two computations that confirm a guess (S7.9), for the trace: the search knows that there are
// some, and here they are looked for among ground terms, in the order of GuessingCheck.

import Terms
import Traces

extension GroundKnowledge {
  /// Two computations that agree if `value` is the guess and not if another value is; nil if there
  /// are none.
  mutating func confirmation(of value: Term) -> (Derivation, Derivation)? {
    if let learnt = derive(value) { return (.guess, learnt) }
    // The smallest is the easiest to read.
    let smallestFirst = facts.enumerated().sorted {
      ($0.element.term.size, $0.offset) < ($1.element.term.size, $1.offset)
    }.map(\.element)
    for (term, derivation) in smallestFirst {
      if let tried = compose(term, trying: value) { return (derivation, tried) }
    }
    for (term, derivation) in smallestFirst {
      if let opened = open(term, derivation, trying: value) { return (opened, opened) }
    }
    if let opened = open(value, .guess, trying: value) { return (opened, opened) }
    let key = Term.apply(Signature.publicKey, [value])
    return compose(key).map { ($0, .apply(Signature.publicKey, [.guess])) }
  }

  /// How the term is put together with the guess at one place at least.
  private func compose(_ term: Term, trying value: Term) -> Derivation? {
    if term == value { return .guess }
    guard case .apply(let symbol, let arguments) = term, isPublic[Int(symbol.index)] else {
      return nil
    }
    for position in arguments.indices {
      guard let tried = compose(arguments[position], trying: value) else { continue }
      var inner: [Derivation] = []
      for (other, argument) in arguments.enumerated() {
        guard let part = other == position ? tried : composeAnyhow(argument, trying: value) else {
          break
        }
        inner.append(part)
      }
      if inner.count == arguments.count { return .apply(symbol, inner) }
    }
    return nil
  }

  private func composeAnyhow(_ term: Term, trying value: Term) -> Derivation? {
    compose(term) ?? compose(term, trying: value)
  }

  /// How a rule opens the term, which is the guess or needs it for a key.
  private func open(_ term: Term, _ derivation: Derivation, trying value: Term) -> Derivation? {
    guard case .apply(let symbol, _) = term else { return nil }
    for number in rules[Int(symbol.index)] {
      let rule = model.theory.analysisRules[number]
      var values: [Variable: Term] = [:]
      guard match(rule.premises[0], term, into: &values) else { continue }
      let keys = rule.premises.dropFirst().map { $0.substituting(values) }
      let usesGuess = derivation == .guess || keys.contains { compose($0, trying: value) != nil }
      let parts = keys.compactMap { key in
        compose(key, trying: value) ?? compose(key)
      }
      if usesGuess, parts.count == keys.count { return .analyse(number, [derivation] + parts) }
    }
    return nil
  }
}

extension Term {
  /// How many symbols, names and integers it consists of.
  fileprivate var size: Int {
    guard case .apply(_, let arguments) = self else { return 1 }
    return arguments.reduce(1) { $0 + $1.size }
  }
}
