// Clauses as certificates have them: from all hypotheses, under the constraints, the conclusion,
// for all values of the variables in their domains.

/// The two terms differ.
package struct Disequality: Hashable, Sendable {
  package var left: ClauseTerm
  package var right: ClauseTerm
  package init(_ left: ClauseTerm, _ right: ClauseTerm) {
    self.left = left
    self.right = right
  }
}

package struct Clause: Hashable, Sendable {
  package var conclusion: ClauseTerm
  package var hypotheses: [ClauseTerm]
  package var constraints: [Disequality]
  /// Of the variables, by their numbers; every variable of the clause has one.
  package var domains: [Domain]
  /// The place of the selected hypothesis; nil: the clause is solved.
  package var selected: Int?
  /// A clause for a goal that is not resolved with others.
  package var isSettled = false

  package init(
    conclusion: ClauseTerm, hypotheses: [ClauseTerm] = [], constraints: [Disequality] = [],
    domains: [Domain] = [], selected: Int? = nil
  ) {
    self.conclusion = conclusion
    self.hypotheses = hypotheses
    self.constraints = constraints
    self.domains = domains
    self.selected = selected
  }
}
