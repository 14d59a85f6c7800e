// The order of events that a requirement with `then` asks for. docs/certificates.md, "Goals".

struct OrderCheck {
  /// How events come about: clauses for `link E(0, …)`, one for each place that records E.
  let recorded: [Clause]

  /// Whether one fact of a clause comes before another in every run. The clauses of the set with
  /// some number have each way in which the later can have come about, narrowed to what the clause
  /// says of it; and where they are solved, the earlier is among what had happened by then.
  func tells(
    _ earlier: ClauseTerm, before later: ClauseTerm, of clause: Clause,
    _ closure: inout ClosureCheck
  ) -> Bool {
    let links = closure.clauses.filter { isLink($0.conclusion, of: later, closure.terms) }
    // Any number will do where no clause is left of those that record the event.
    var numbers: Set<Int> = [0]
    for link in links {
      if case .integer(let number) = closure.terms[closure.terms.argument(0, of: link.conclusion)] {
        numbers.insert(number)
      }
    }
    return numbers.sorted().contains { number in
      let subject = [closure.terms.integer(number)] + closure.terms.arguments(later)
      return areNarrowed(to: subject, later, of: clause, &closure)
        && links.allSatisfy { link in
          link.selected != nil || has(earlier, link, for: subject, of: clause, &closure)
        }
    }
  }

  private func isLink(
    _ conclusion: ClauseTerm, of fact: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard terms.predicate(conclusion) == .link, let link = terms.symbol(conclusion)?.text,
      let happened = terms.symbol(fact)?.text
    else { return false }
    return link.dropFirst("link ".count) == happened.dropFirst("happened ".count)
  }

  /// Whether the set has every clause that records the event, as far as it can be this one.
  ///
  /// - Parameter subject: the number and the arguments of the event.
  private func areNarrowed(
    to subject: [ClauseTerm], _ later: ClauseTerm, of clause: Clause,
    _ closure: inout ClosureCheck
  ) -> Bool {
    for link in recorded where isLink(link.conclusion, of: later, closure.terms) {
      let shift = clause.domains.count
      let link = link.shifted(by: shift, &closure.terms)
      var unification = Unification(
        clause.domains, link.domains, from: shift, limit: Work.mostSteps)
      var isOne: Bool? = true
      for (left, right) in zip(
        subject.dropFirst(), closure.terms.arguments(link.conclusion).dropFirst())
      where isOne == true {
        isOne = unification.unify(left, right, closure.terms, &closure.work)
      }
      guard let isOne else { return false }
      if !isOne { continue }
      if closure.missing(of: narrowed(link, to: subject, unification, &closure.terms)) != nil {
        return false
      }
    }
    return true
  }

  private func narrowed(
    _ link: Clause, to subject: [ClauseTerm], _ unification: Unification,
    _ terms: inout ClauseTerms
  ) -> Clause {
    guard case .symbol(let symbol) = terms.head(link.conclusion) else {
      preconditionFailure("a fact starts with a predicate")
    }
    var known = unification.instances()
    func instance(_ term: ClauseTerm) -> ClauseTerm {
      unification.instance(term, &terms, &known)
    }
    return Clause(
      conclusion: instance(terms.apply(symbol, subject)),
      hypotheses: link.hypotheses.map(instance),
      constraints: link.constraints.map { Disequality(instance($0.left), instance($0.right)) },
      domains: unification.domains)
  }

  /// Whether a solved clause for the event has the earlier fact wherever it is about this one.
  private func has(
    _ earlier: ClauseTerm, _ link: Clause, for subject: [ClauseTerm], of clause: Clause,
    _ closure: inout ClosureCheck
  ) -> Bool {
    let shift = clause.domains.count
    let link = link.shifted(by: shift, &closure.terms)
    var run = OneRun(clause, link, from: shift)
    for (left, right) in zip(subject, Array(closure.terms.arguments(link.conclusion)))
    where !run.suppose(left, right, closure.terms, &closure.work) {
      return true
    }
    if !run.close(&closure.terms, &closure.work) { return true }
    let instances = run.instances([earlier] + link.hypotheses, &closure.terms)
    return instances.dropFirst().contains(instances[0])
  }
}
