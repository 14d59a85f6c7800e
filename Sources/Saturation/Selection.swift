// Which hypothesis of a clause is resolved upon.
//
// Any choice is sound as long as `happened` is never selected. `knows(x)` with x a variable would
// unify with everything the attacker knows, and is true of some value anyway, so it is not
// selected either; nor is a message without sender that may be anything. A clause with nothing else
// is solved. Among the others: facts about one
// session, table or channel first, because few clauses conclude them; then private functions, such
// as keys of honest principals, which often nothing concludes at all; then the largest term,
// which fewest conclusions unify with (ProVerif's default does the same). What the clause itself
// concludes an instance of is not selected: the clause would be resolved with itself for ever. In
// a clause for a goal nothing is like that, so goals are searched all the way down.

extension Saturator {
  /// The index of the hypothesis to select; -1 if the clause is solved.
  mutating func selection(in clause: Clause) -> Int {
    let isOpen = concludesAnything(clause)
    var best = -1
    var bestWeight = Int.min
    for (index, fact) in clause.hypotheses.enumerated() {
      guard let weight = weight(of: fact, isOpen: isOpen) else { continue }
      if isInstance(clause.conclusion, of: fact, in: clause) { continue }
      if weight > bestWeight {
        best = index
        bestWeight = weight
      }
    }
    return best
  }

  /// Whether what the conclusion says to be known is a variable x that may be a tuple. Then its
  /// parts are known, too; but only conclusions that are tuples as they stand are taken apart. So
  /// such a clause has to be resolved until its conclusion is something. If x is otherwise in
  /// hypotheses knows(x) and sees(o, x) only, the clause says of the parts what it says of x.
  func concludesAnything(_ clause: Clause) -> Bool {
    guard let conclusion = openSubject(of: clause.conclusion, clause) else { return false }
    var isElsewhere = Array(repeating: false, count: clause.domains.count)
    for constraint in clause.constraints {
      terms.markVariables(constraint.left, &isElsewhere)
      terms.markVariables(constraint.right, &isElsewhere)
    }
    var isHypothesis = false
    for fact in clause.hypotheses {
      if openSubject(of: fact, clause) == conclusion {
        isHypothesis = true
      } else {
        terms.markVariables(fact, &isElsewhere)
      }
    }
    return isElsewhere[Int(conclusion)] || !isHypothesis
  }

  /// The variable that a fact says to be known, if it may be a tuple.
  private func openSubject(of fact: ClauseTerm, _ clause: Clause) -> Int32? {
    switch terms.predicate(fact) {
    case .knows, .sees: break
    default: return nil
    }
    guard let variable = terms.subject(of: fact).flatMap({ terms.variable($0) }) else { return nil }
    switch clause.domains[Int(variable)].kind {
    case .any, .notDishonest: return variable
    default: return nil
    }
  }

  private func weight(of fact: ClauseTerm, isOpen: Bool) -> Int? {
    switch terms.predicate(fact) {
    case .happened: return nil
    case .knows, .sees:
      guard let subject = terms.subject(of: fact), terms.variable(subject) == nil else {
        return nil
      }
      let size = terms.size(subject)
      return terms.symbol(subject)?.isPrivate == true ? 5_000 + size : size
    case .tests:
      // Of anything that is known: only when nothing else is left, for each symbol concludes it.
      let subject = terms.argument(1, of: fact)
      return terms.variable(subject) == nil ? 8_000 + terms.size(subject) : 0
    case .message:
      // Nobody says who sends on a channel without ends: like the attacker's knowledge.
      if !isOpen, terms.node(fact).arity == 1, terms.variable(terms.argument(0, of: fact)) != nil {
        return nil
      }
      return 10_000 + terms.size(fact)
    case .entry: return 10_000 + terms.size(fact)
    case .at: return 20_000
    case .event: return 30_000
    case .link, .claim, .violated: preconditionFailure("nothing follows from goals")
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
