// What becomes of a clause before it is compared (docs/certificates.md, "Simplifications").
//
// A clause with fewer hypotheses or constraints subsumes it anyway, so whatever the engine leaves
// out needs nothing here: only what changes the conclusion, or says that there is no clause at all.

struct Simplification {
  /// The left sides of the declared equations' rules, over variables from 0.
  let leftSides: [ClauseTerm]

  /// The clauses that a clause stands for; none if it says nothing.
  func clauses(of clause: Clause, _ terms: inout ClauseTerms) -> [Clause] {
    if clause.constraints.contains(where: { $0.left == $0.right }) { return [] }
    var hypotheses = Facts()
    hypotheses.list.reserveCapacity(clause.hypotheses.count)
    for fact in clause.hypotheses {
      if isOfData(fact, terms) {
        for part in parts(of: fact, &terms) where !isPublic(part, clause.domains, terms) {
          hypotheses.add(part)
        }
      } else if !isPublic(fact, clause.domains, terms) {
        hypotheses.add(fact)
      }
    }
    if !leftSides.isEmpty, isAbnormal(terms.parts(of: [clause.conclusion] + hypotheses.list), terms)
    {
      return []
    }
    var found: [Clause] = []
    for part in parts(of: clause.conclusion, &terms)
    where !isPublic(part, clause.domains, terms) && !hypotheses.has(part) {
      found.append(
        Clause(
          conclusion: part, hypotheses: hypotheses.list, constraints: clause.constraints,
          domains: clause.domains))
    }
    return found
  }

  private func isOfData(_ fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> Bool {
    terms.subject(of: fact).map { terms.isData($0) } ?? false
  }

  /// match:  knows or sees of a tuple or a message
  /// result: knows or sees of its parts
  /// sound because: everybody takes them apart and puts them together.
  func parts(of fact: ClauseTerm, _ terms: inout ClauseTerms) -> [ClauseTerm] {
    guard isOfData(fact, terms), let subject = terms.subject(of: fact),
      case .apply(let predicate, let arguments) = terms[fact]
    else { return [fact] }
    var found: [ClauseTerm] = []
    var seen: Set<ClauseTerm> = []
    var open = [subject]
    while let term = open.popLast() {
      guard seen.insert(term).inserted else { continue }
      if terms.isData(term) {
        open += terms.arguments(term).reversed()
      } else {
        found.append(terms.apply(predicate, arguments.dropLast() + [term]))
      }
    }
    return found
  }

  /// Whether a fact says that somebody knows what everybody knows.
  private func isPublic(
    _ fact: ClauseTerm, _ domains: [Domain], _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard let subject = terms.subject(of: fact) else { return false }
    if let number = terms.variable(subject) { return domains[number].isPublic }
    return switch terms.kind(subject) {
    case .constant, .principal, nil: true
    default: false
    }
  }

  /// Whether one of these is no term of a run: it is an instance of a rule's left side. Terms in
  /// constraints do not count: a certificate may constrain what is in no run.
  private func isAbnormal(_ found: [ClauseTerm], _ terms: borrowing ClauseTerms) -> Bool {
    for side in leftSides {
      let variables = (terms.variables(side).max() ?? -1) + 1
      for term in found {
        var matching = Matching(anything: variables)
        if matching.match(side, term, terms) { return true }
      }
    }
    return false
  }
}

/// Facts in the order in which they came, each once.
private struct Facts {
  var list: [ClauseTerm] = []
  /// Where they are many.
  private var seen: Set<ClauseTerm> = []
  private static let few = 16

  func has(_ fact: ClauseTerm) -> Bool {
    seen.isEmpty ? list.contains(fact) : seen.contains(fact)
  }

  mutating func add(_ fact: ClauseTerm) {
    if has(fact) { return }
    list.append(fact)
    if list.count == Self.few { seen = Set(list) }
    if list.count > Self.few { seen.insert(fact) }
  }
}

extension ClauseTerms {
  /// What a fact says to be known; nil for other facts.
  func subject(of fact: ClauseTerm) -> ClauseTerm? {
    switch predicate(fact) {
    case .knows, .sees: argument(arity(fact) - 1, of: fact)
    default: nil
    }
  }

  func isData(_ term: ClauseTerm) -> Bool { kind(term) == .data }

  /// Whether tuples or messages lie in a domain.
  func mayBeData(_ domain: Domain) -> Bool {
    symbols.contains { $0.kind == .data && domain.contains($0) }
  }
}
