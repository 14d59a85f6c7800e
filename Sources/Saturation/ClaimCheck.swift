// Whether a clause for `claim` or `violated` is met: a correspondence, by what its hypotheses say
// has happened; anything, by an excuse among them. docs/saturation.md, "Properties".

import ProtocolModel
import Terms

struct ClaimCheck {
  /// The patterns of one way to meet a claim, as `happened` facts over the property's variables.
  struct Alternative {
    var patterns: [ClauseTerm]
  }
  let alternatives: [Alternative]
  /// The variables whose values are the first arguments of a claim.
  private let claimed: [Variable]
  private let domains: [Domain]
  /// The symbol of `happened revealed`.
  private let revealed: Int32

  init(_ translation: inout Translation) {
    let variables = translation.property.variables.indices.map {
      translation.vocabulary.terms.variable($0)
    }
    claimed = translation.claimedVariables
    domains = translation.property.variables.map { translation.setting.domain($0.kind) }
    let dummy = translation.revealed(translation.vocabulary.terms.integer(0))
    revealed = translation.vocabulary.terms.node(dummy).symbol
    var alternatives: [Alternative] = []
    if case .correspondence(_, let required, _) = translation.property.goal {
      // The order of events is not known here, so what needs an order cannot be met.
      for chains in required where chains.allSatisfy({ $0.count == 1 }) {
        alternatives.append(
          Alternative(
            patterns: chains.joined().map { translation.happened($0, variables) }))
      }
    }
    self.alternatives = alternatives
  }

  /// Whether every instance of the clause is excused or has what it requires.
  func isMet(_ clause: Clause, _ saturator: inout Saturator) -> Bool {
    let arguments = Array(saturator.terms.arguments(of: clause.conclusion))
    for term in arguments.dropFirst(claimed.count) {
      let isExcused = clause.hypotheses.contains {
        saturator.terms.node($0).symbol == revealed && saturator.terms.argument(0, of: $0) == term
      }
      if isExcused { return true }
    }
    return alternatives.contains { alternative in
      start(arguments, clause, &saturator)
      return match(alternative.patterns[...], clause, &saturator)
    }
  }

  private func start(
    _ arguments: [ClauseTerm], _ clause: Clause, _ saturator: inout Saturator
  ) {
    saturator.matcher.start(pattern: domains, target: clause.domains)
    for (variable, value) in zip(claimed, arguments) {
      saturator.matcher.fix(variable.index, to: value)
    }
  }

  private func match(
    _ patterns: ArraySlice<ClauseTerm>, _ clause: Clause, _ saturator: inout Saturator
  ) -> Bool {
    guard let pattern = patterns.first else { return true }
    let symbol = saturator.terms.node(pattern).symbol
    for fact in clause.hypotheses where saturator.terms.node(fact).symbol == symbol {
      let mark = saturator.matcher.mark
      if saturator.matcher.match(pattern, fact, saturator.terms),
        match(patterns.dropFirst(), clause, &saturator)
      {
        return true
      }
      saturator.matcher.undo(to: mark)
    }
    return false
  }
}

extension Translation {
  /// A pattern of the right side over the property's variables.
  mutating func happened(_ pattern: EventPattern, _ variables: [ClauseTerm]) -> ClauseTerm {
    let arguments = pattern.arguments.map { term in
      vocabulary.term(term) { variables[$0.index] }
    }
    return vocabulary.fact(
      .happened, "happened \(model.events[pattern.event.index].name)", arguments,
      pattern.event.index)
  }
}
