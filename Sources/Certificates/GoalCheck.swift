// Whether the clauses for a goal say that nothing violates the property. docs/certificates.md,
// "Goals".

/// One way to meet a claim.
struct Service {
  var alternative: Int
  /// The hypotheses that match the patterns of the alternative, in their order.
  var facts: [ClauseTerm]
}

struct GoalCheck {
  let requirement: Requirement
  let order: OrderCheck
  /// By the texts of claims' symbols.
  let keys: [String: [ClaimKey]]
  /// The certificate shows that nothing triggers the property.
  let isVacuity: Bool

  func check(_ closure: inout ClosureCheck) throws(Rejection) {
    var claims: [Clause] = []
    for (number, clause) in closure.clauses.enumerated() where closure.isGoal(clause.conclusion) {
      if isExcused(clause, closure.terms) || isInNoRun(clause, &closure) { continue }
      let isOpen = clause.selected != nil && !clause.isSettled
      switch closure.terms.predicate(clause.conclusion) {
      case .link: continue  // Read where an order is required.
      case .triggered:
        if !isVacuity || !isOpen { throw closure.reject(number, "triggers the property") }
      case .violated:
        if !isOpen { throw closure.reject(number, "violates the property") }
      default:
        if isOpen { continue }
        let isMet = !services(of: clause, &closure, atMost: 1).isEmpty
        if !isMet { throw closure.reject(number, "is a claim that nothing meets") }
        if requirement.isInjective {
          if clause.isSettled {
            throw closure.reject(number, "is a settled claim of an injective property")
          }
          claims.append(clause)
        }
      }
    }
    if requirement.isInjective {
      try checkInjectivity(of: claims, &closure)
    }
  }

  // MARK: Excuses and runs

  private func isExcused(_ clause: Clause, _ terms: borrowing ClauseTerms) -> Bool {
    let arguments = terms.arguments(clause.conclusion)
    let excuses = arguments.dropFirst(requirement.claimed.count).prefix(requirement.excuses)
    for fact in clause.hypotheses where terms.predicate(fact) == .revealed {
      if excuses.contains(terms.arguments(fact)[0]) { return true }
    }
    return false
  }

  private func isInNoRun(_ clause: Clause, _ closure: inout ClosureCheck) -> Bool {
    var run = OneRun(clause)
    return !run.close(&closure.terms, &closure.work)
  }

  // MARK: Claims

  /// The ways to meet a claim, at most so many.
  private func services(
    of clause: Clause, _ closure: inout ClosureCheck, atMost limit: Int
  ) -> [Service] {
    var found: [Service] = []
    for alternative in requirement.alternatives {
      var matching = Matching(
        patternDomains: requirement.domains, targetDomains: clause.domains)
      for (variable, value) in zip(requirement.claimed, closure.terms.arguments(clause.conclusion))
      {
        matching.fix(variable, to: value)
      }
      let service = Service(alternative: alternative.number, facts: [])
      find(alternative, clause, matching, service, &closure, &found, limit)
    }
    return found
  }

  private func find(
    _ alternative: Requirement.Alternative, _ clause: Clause, _ matching: Matching,
    _ service: Service, _ closure: inout ClosureCheck, _ found: inout [Service], _ limit: Int
  ) {
    let place = service.facts.count
    guard place < alternative.patterns.count else { return found.append(service) }
    let pattern = alternative.patterns[place]
    for fact in clause.hypotheses where found.count < limit && closure.work.spend() {
      var (extended, longer) = (matching, service)
      guard extended.match(pattern, fact, closure.terms) else { continue }
      if alternative.follows[place],
        !order.tells(service.facts[place - 1], before: fact, of: clause, &closure)
      {
        continue
      }
      longer.facts.append(fact)
      find(alternative, clause, extended, longer, &closure, &found, limit)
    }
  }

  // MARK: Injectivity

  /// A solved clause for a claim, with what may serve it.
  private struct Claim {
    var clause: Clause
    var services: [Service]
  }

  /// Every claim chooses what serves it, so that no event serves two.
  private func checkInjectivity(
    of clauses: [Clause], _ closure: inout ClosureCheck
  ) throws(Rejection) {
    var claims: [Claim] = []
    for clause in clauses {
      claims.append(
        Claim(clause: clause, services: services(of: clause, &closure, atMost: 16)))
    }
    if !choose(claims, [], &closure) {
      throw Rejection("one event may serve two claims, or it takes too long to tell")
    }
  }

  private func choose(
    _ claims: [Claim], _ chosen: [Service], _ closure: inout ClosureCheck
  ) -> Bool {
    guard chosen.count < claims.count else { return true }
    let last = chosen.count
    for service in claims[last].services {
      let all = chosen + [service]
      if all.indices.allSatisfy({ areApart($0, last, all, claims, &closure) }),
        choose(claims, all, &closure)
      {
        return true
      }
    }
    return false
  }

  /// Whether no event serves both claims for one pattern, unless they are one and the same.
  private func areApart(
    _ first: Int, _ second: Int, _ chosen: [Service], _ claims: [Claim],
    _ closure: inout ClosureCheck
  ) -> Bool {
    guard closure.work.spend() else { return false }
    guard chosen[first].alternative == chosen[second].alternative else { return true }
    let one = claims[first].clause
    let shift = one.domains.count
    let other = claims[second].clause.shifted(by: shift, &closure.terms)
    for (fact, unshifted) in zip(chosen[first].facts, chosen[second].facts) {
      var run = OneRun(one, other, from: shift)
      let same = closure.terms.replacing(unshifted) { number, terms in
        terms.variable(number + shift)
      }
      guard run.suppose(fact, same, closure.terms, &closure.work),
        run.close(&closure.terms, &closure.work)
      else { continue }
      let conclusions = run.instances([one.conclusion, other.conclusion], &closure.terms)
      if !areOneClaim(conclusions[0], conclusions[1], closure.terms) { return false }
    }
    return true
  }

  /// match:  two claims of one place with equal sessions and points, or with an equal key
  /// result: they are one claim; with an equal key that different steps inserted there is no run
  /// sound because: a session records an event of a place once, and of two steps that insert a key
  ///         which must not be there, the later would find it.
  private func areOneClaim(
    _ first: ClauseTerm, _ second: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard let one = terms.symbol(first)?.text, let other = terms.symbol(second)?.text else {
      return false
    }
    let start = requirement.claimed.count + requirement.excuses
    let values = Array(terms.arguments(first).dropFirst(start))
    let others = Array(terms.arguments(second).dropFirst(start))
    let isOnePlace = one == other
    if isOnePlace && values[..<2] == others[..<2] { return true }
    var place = 2
    for key in keys[one] ?? [] {
      var otherPlace = 2
      for otherKey in keys[other] ?? [] {
        defer { otherPlace += otherKey.count }
        guard key.kind == otherKey.kind, isOnePlace || key.step != otherKey.step else { continue }
        let value = values[place..<(place + key.count)]
        if value.elementsEqual(others[otherPlace..<(otherPlace + otherKey.count)]) { return true }
      }
      place += key.count
    }
    return false
  }
}
