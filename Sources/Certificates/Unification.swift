// Robinson's unification with domains: variables are bound one after the other, with an occurs
// check each time. Plain on purpose.

package struct Unification: Sendable {
  /// By the variables' numbers; nil: unbound.
  private var bindings: [ClauseTerm?] = []
  /// Of the unbound variables.
  package private(set) var domains: [Domain] = []

  package init(_ domains: [Domain] = []) {
    self.domains = domains
    bindings = Array(repeating: nil, count: domains.count)
  }

  /// A new variable.
  package mutating func add(_ domain: Domain, _ terms: inout ClauseTerms) -> ClauseTerm {
    domains.append(domain)
    bindings.append(nil)
    return terms.variable(domains.count - 1)
  }

  /// What a term is as far as its first symbol.
  private func head(_ term: ClauseTerm, _ terms: borrowing ClauseTerms) -> ClauseTerm {
    var term = term
    while let number = terms.variable(term), let bound = bindings[number] { term = bound }
    return term
  }

  /// Makes two terms equal; after false the value is of no use.
  package mutating func unify(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let left = head(left, terms)
    let right = head(right, terms)
    if left == right { return true }
    switch (terms[left], terms[right]) {
    case (.variable(let first), .variable(let second)):
      guard let domain = domains[first].meet(domains[second]) else { return false }
      domains[second] = domain
      bindings[first] = right
      return true
    case (.variable(let number), _): return bind(number, right, terms)
    case (_, .variable(let number)): return bind(number, left, terms)
    case (.apply(let first, let firsts), .apply(let second, let seconds)):
      guard first == second else { return false }
      for (one, other) in zip(firsts, seconds) where !unify(one, other, terms) { return false }
      return true
    default: return false
    }
  }

  private mutating func bind(
    _ number: Int, _ term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard lies(term, in: domains[number], terms), !occurs(number, in: term, terms) else {
      return false
    }
    bindings[number] = term
    return true
  }

  /// For terms that are no variables.
  private func lies(
    _ term: ClauseTerm, in domain: Domain, _ terms: borrowing ClauseTerms
  ) -> Bool {
    if let symbol = terms.symbol(term) { return domain.contains(symbol) }
    return domain.contains(.integer)
  }

  private func occurs(
    _ number: Int, in term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    var seen: Set<ClauseTerm> = []
    var open = [term]
    while let next = open.popLast() {
      let term = head(next, terms)
      if terms.isGround(term) || !seen.insert(term).inserted { continue }
      if let other = terms.variable(term), other == number { return true }
      open += terms.arguments(term)
    }
    return false
  }

  /// Narrows what a term may be; false if nothing is left.
  package mutating func narrow(
    _ term: ClauseTerm, to domain: Domain, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let term = head(term, terms)
    guard let number = terms.variable(term) else { return lies(term, in: domain, terms) }
    guard let narrowed = domains[number].meet(domain) else { return false }
    domains[number] = narrowed
    return true
  }

  /// The term with all bindings applied.
  package func instance(_ term: ClauseTerm, _ terms: inout ClauseTerms) -> ClauseTerm {
    terms.replacing(term) { number, terms in
      guard let bound = bindings[number] else { return terms.variable(number) }
      return instance(bound, &terms)
    }
  }

  /// Whether two terms are equal with all bindings applied.
  package func areEqual(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let left = head(left, terms)
    let right = head(right, terms)
    if left == right { return true }
    guard case .apply(let first, let firsts) = terms[left],
      case .apply(let second, let seconds) = terms[right], first == second
    else { return false }
    for (one, other) in zip(firsts, seconds) where !areEqual(one, other, terms) { return false }
    return true
  }
}
