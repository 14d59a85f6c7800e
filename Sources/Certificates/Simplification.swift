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
    var hypotheses: [ClauseTerm] = []
    var seen: Set<ClauseTerm> = []
    for fact in clause.hypotheses {
      for part in parts(of: fact, &terms)
      where !isPublic(part, clause.domains, terms) && seen.insert(part).inserted {
        hypotheses.append(part)
      }
    }
    if isAbnormal(terms.parts(of: [clause.conclusion] + hypotheses), terms) { return [] }
    var found: [Clause] = []
    for part in parts(of: clause.conclusion, &terms)
    where !isPublic(part, clause.domains, terms) && !seen.contains(part) {
      found.append(
        Clause(
          conclusion: part, hypotheses: hypotheses, constraints: clause.constraints,
          domains: clause.domains))
    }
    return found
  }

  /// match:  knows or sees of a tuple or a message
  /// result: knows or sees of its parts
  /// sound because: everybody takes them apart and puts them together.
  func parts(of fact: ClauseTerm, _ terms: inout ClauseTerms) -> [ClauseTerm] {
    guard case .apply(let predicate, let arguments) = terms[fact],
      let subject = terms.subject(of: fact), terms.isData(subject)
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
    switch terms[subject] {
    case .integer: return true
    case .variable(let number): return domains[number].isPublic
    case .apply(let symbol, _):
      return switch terms.symbols[symbol].kind {
      case .constant, .principal: true
      default: false
      }
    }
  }

  /// Whether one of these is no term of a run: it is an instance of a rule's left side. Terms in
  /// constraints do not count: a certificate may constrain what is in no run.
  private func isAbnormal(_ found: [ClauseTerm], _ terms: borrowing ClauseTerms) -> Bool {
    for side in leftSides {
      for term in found {
        var matching = Matching(patternDomains: nil, targetDomains: [])
        if matching.match(side, term, terms) { return true }
      }
    }
    return false
  }
}

extension ClauseTerms {
  /// What a fact says to be known; nil for other facts.
  func subject(of fact: ClauseTerm) -> ClauseTerm? {
    switch predicate(fact) {
    case .knows, .sees: arguments(fact).last
    default: nil
    }
  }

  func isData(_ term: ClauseTerm) -> Bool { symbol(term)?.kind == .data }

  /// Whether tuples or messages lie in a domain.
  func mayBeData(_ domain: Domain) -> Bool {
    symbols.contains { $0.kind == .data && domain.contains($0) }
  }
}
