// What must be equal if clauses hold in one run: a session makes one value at a place (and point),
// records one event there and takes one step. docs/certificates.md, "Goals".
//
// Only what stands in facts counts: those of a run are about its own values. The constraints of a
// certificate's clause may speak of values that no run has.

struct OneRun {
  private var unification: Unification
  private var facts: [ClauseTerm] = []
  private var constraints: [Disequality] = []
  /// It took too long: nothing is said of the run then.
  private var isUndecided = false

  /// What has one identity in a run: a fresh value, an event, a step.
  private struct Occurrence: Hashable {
    var symbol: Int
    var identifiers: [ClauseTerm]
  }

  /// Of a clause, and of another whose variables start at `shift`.
  init(_ clause: Clause, _ other: Clause? = nil, from shift: Int = 0) {
    unification = Unification(
      clause.domains, other?.domains ?? [], from: shift, limit: Work.mostSteps)
    add(clause)
    if let other { add(other) }
  }

  private mutating func add(_ clause: Clause) {
    facts.append(clause.conclusion)
    facts += clause.hypotheses
    constraints += clause.constraints
  }

  /// Supposes that two terms are equal; false if they cannot be.
  mutating func suppose(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms, _ work: inout Work
  ) -> Bool {
    if isUndecided { return true }
    let isUnified = unification.unify(left, right, terms, &work)
    isUndecided = isUnified == nil
    return isUnified ?? true
  }

  /// Terms with what was supposed.
  func instances(_ list: [ClauseTerm], _ terms: inout ClauseTerms) -> [ClauseTerm] {
    if isUndecided { return list }
    var known = unification.instances()
    return list.map { unification.instance($0, &terms, &known) }
  }

  /// Makes equal what has to be; false if no run has all of it.
  mutating func close(_ terms: inout ClauseTerms, _ work: inout Work) -> Bool {
    var isGrowing = true
    while isGrowing, !isUndecided {
      isGrowing = false
      var found: [Occurrence: ClauseTerm] = [:]
      let current = instances(facts, &terms)
      let parts = terms.parts(of: current)
      isUndecided = !work.spend(parts.count)
      for part in parts {
        guard let occurrence = occurrence(part, terms) else { continue }
        guard let other = found[occurrence] else {
          found[occurrence] = part
          continue
        }
        guard suppose(other, part, terms, &work) else { return false }
        isGrowing = true
      }
    }
    if isUndecided { return true }
    let left = instances(constraints.map(\.left), &terms)
    let right = instances(constraints.map(\.right), &terms)
    return !zip(left, right).contains { $0 == $1 }
  }

  /// Which occurrence a term is of; nil if it is of none.
  private func occurrence(
    _ term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Occurrence? {
    guard case .symbol(let symbol) = terms.head(term) else { return nil }
    switch terms.kind(term) {
    case .fresh(let count):
      return Occurrence(
        symbol: symbol, identifiers: Array(terms.arguments(term).prefix(count)))
    case .predicate(.happened(let count)) where count > 0:
      return Occurrence(
        symbol: symbol, identifiers: Array(terms.arguments(term).suffix(count)))
    default: return nil
    }
  }
}
