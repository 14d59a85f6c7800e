// Which hypothesis of a clause is resolved upon.
//
// Any choice is sound as long as `happened` is never selected. `knows(x)` with x a variable would
// unify with everything the attacker knows, and is true of some value anyway, so it is not
// selected either; nor is a message without sender that may be anything. A clause with nothing else
// is solved. Among the others: facts about one
// session, table or channel first, because few clauses conclude them; then the largest term,
// which fewest conclusions unify with (ProVerif's default does the same); last what the clause
// itself concludes an instance of, because resolving it with itself never ends.

extension Saturator {
  /// The index of the hypothesis to select; -1 if the clause is solved.
  mutating func selection(in clause: Clause) -> Int {
    var best = -1
    var bestWeight = Int.min
    for (index, fact) in clause.hypotheses.enumerated() {
      guard var weight = weight(of: fact) else { continue }
      if clause.conclusion != fact, isInstance(clause.conclusion, of: fact, in: clause) {
        weight -= 1_000_000
      }
      if weight > bestWeight {
        best = index
        bestWeight = weight
      }
    }
    return best
  }

  private func weight(of fact: ClauseTerm) -> Int? {
    switch terms.predicate(fact) {
    case .happened: return nil
    case .knows, .sees:
      guard let subject = terms.subject(of: fact), terms.variable(subject) == nil else {
        return nil
      }
      return terms.size(subject)
    case .message:
      // Nobody says who sends on a channel without ends: like the attacker's knowledge.
      if terms.node(fact).arity == 1, terms.variable(terms.argument(0, of: fact)) != nil {
        return nil
      }
      return 10_000 + terms.size(fact)
    case .entry: return 10_000 + terms.size(fact)
    case .at: return 20_000
    case .event: return 30_000
    case .claim, .violated: preconditionFailure("nothing follows from claims and violations")
    }
  }

  private mutating func isInstance(
    _ special: ClauseTerm, of general: ClauseTerm, in clause: Clause
  ) -> Bool {
    guard terms.node(special).symbol == terms.node(general).symbol else { return false }
    matcher.start(pattern: clause.domains, target: clause.domains)
    return matcher.match(general, special, terms)
  }
}
