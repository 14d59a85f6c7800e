// What must be equal if clauses hold in one run: a session makes one value at a place (and point),
// records one event there and takes one step. docs/certificates.md, "Goals".

struct OneRun {
  private var unification: Unification
  private var facts: [ClauseTerm] = []
  private var constraints: [Disequality] = []

  init(_ domains: [Domain]) { unification = Unification(domains) }

  mutating func add(_ clause: Clause) {
    facts.append(clause.conclusion)
    facts += clause.hypotheses
    constraints += clause.constraints
  }

  /// Supposes that two terms are equal; false if they cannot be.
  mutating func suppose(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    unification.unify(left, right, terms)
  }

  func areEqual(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    unification.areEqual(left, right, terms)
  }

  /// Makes equal what has to be; false if no run has all of it.
  mutating func close(_ terms: borrowing ClauseTerms) -> Bool {
    var found: [ClauseTerm] = []
    for fact in facts { collect(fact, terms, &found) }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (index, first) in found.enumerated() {
        for second in found[..<index] {
          guard determine(first, second, terms), !unification.areEqual(first, second, terms)
          else { continue }
          guard unification.unify(first, second, terms) else { return false }
          isGrowing = true
        }
      }
    }
    return !constraints.contains { unification.areEqual($0.left, $0.right, terms) }
  }

  private func collect(
    _ term: ClauseTerm, _ terms: borrowing ClauseTerms, _ found: inout [ClauseTerm]
  ) {
    if !identifiers(of: term, terms).isEmpty && !found.contains(term) { found.append(term) }
    for argument in terms.arguments(term) { collect(argument, terms, &found) }
  }

  /// The arguments that determine the others.
  private func identifiers(
    of term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> ArraySlice<ClauseTerm> {
    let arguments = terms.arguments(term)
    return switch terms.symbol(term)?.kind {
    case .fresh(let count): arguments.prefix(count)
    case .predicate(.happened(let count)): arguments.suffix(count)
    default: []
    }
  }

  private func determine(
    _ first: ClauseTerm, _ second: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard case .apply(let one, _) = terms[first], case .apply(one, _) = terms[second] else {
      return false
    }
    for (left, right) in zip(identifiers(of: first, terms), identifiers(of: second, terms))
    where !unification.areEqual(left, right, terms) {
      return false
    }
    return true
  }
}
