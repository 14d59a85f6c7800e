// What happens to a clause before it is added: tuples and messages are taken apart, and what says
// nothing is removed. docs/saturation.md, "Saturation", has the reasons.

import Terms

extension Saturator {
  /// Larger clauses end the attempt.
  private static let mostSymbols = 20_000

  /// The clauses that a draft stands for under `unifier`; none if it says nothing.
  mutating func simplify(_ draft: ClauseDraft, origin: ClauseOrigin) -> [Clause] {
    unifier.startBuilding()
    var conclusion = unifier.build(draft.conclusion.term, draft.conclusion.offset, &terms)
    var hypotheses: [ClauseTerm] = []
    for fact in draft.hypotheses {
      let built = unifier.build(fact.term, fact.offset, &terms)
      addHypotheses(built, &hypotheses)
    }
    var constraints: [Disequality] = []
    for (left, right) in draft.constraints {
      let constraint = Disequality(
        left: unifier.build(left.term, left.offset, &terms),
        right: unifier.build(right.term, right.offset, &terms))
      if constraint.left == constraint.right { return [] }
      constraints.append(constraint)
    }
    // Where terms double, looking at one takes longer than all else; such clauses feed themselves.
    let size = hypotheses.reduce(terms.size(conclusion)) { $0 + terms.size($1) }
    if size > Self.mostSymbols {
      stop(.largeClause(symbols: Self.mostSymbols))
      return []
    }
    var domains = unifier.builtDomains
    if widens { widen(&conclusion, &hypotheses, &domains) }
    if !rewriteRules.isEmpty {
      for fact in [conclusion] + hypotheses where isReducible(fact, domains) { return [] }
    }
    hypotheses.removeAll { isGiven($0, domains) }
    var found: [Clause] = []
    for part in parts(of: conclusion) {
      if isEverybodys(part, domains) || hypotheses.contains(part) { continue }
      let clause = Clause(
        conclusion: part, hypotheses: hypotheses, domains: domains, constraints: constraints,
        origin: origin)
      found.append(tidied(clause))
    }
    return found
  }

  // MARK: Tuples and messages

  /// match:  knows(f(x1, …, xn)), f a tuple or a message
  /// result: knows(x1), …, knows(xn)
  /// sound because: everybody puts tuples and messages together and takes them apart.
  private mutating func parts(of fact: ClauseTerm) -> [ClauseTerm] {
    guard let subject = dataSubject(of: fact) else { return [fact] }
    let symbol = terms.node(fact).symbol
    let viewer = terms.predicate(fact) == .sees ? [terms.argument(0, of: fact)] : []
    var found: [ClauseTerm] = []
    for part in Array(terms.arguments(of: subject)) {
      let smaller = terms.apply(symbol, viewer + [part])
      for fact in parts(of: smaller) where !found.contains(fact) { found.append(fact) }
    }
    return found
  }

  private func dataSubject(of fact: ClauseTerm) -> ClauseTerm? {
    switch terms.predicate(fact) {
    case .knows, .sees:
      guard let subject = terms.subject(of: fact), terms.isData(subject) else { return nil }
      return subject
    default: return nil
    }
  }

  private mutating func addHypotheses(_ fact: ClauseTerm, _ hypotheses: inout [ClauseTerm]) {
    if dataSubject(of: fact) == nil {
      addHypothesis(fact, &hypotheses)
    } else {
      for part in parts(of: fact) { addHypothesis(part, &hypotheses) }
    }
  }

  private func addHypothesis(_ fact: ClauseTerm, _ hypotheses: inout [ClauseTerm]) {
    if !isEverybodys(fact, unifier.builtDomains) && !hypotheses.contains(fact) {
      hypotheses.append(fact)
    }
  }

  // MARK: What everybody knows

  /// Integers, principals and constants are known to everybody.
  private func isEverybodys(_ fact: ClauseTerm, _ domains: [Domain]) -> Bool {
    switch terms.predicate(fact) {
    case .knows, .sees: break
    default: return false
    }
    guard let subject = terms.subject(of: fact) else { return false }
    let node = terms.node(subject)
    switch node.symbol {
    case -2: return true
    case -1: return domains[Int(node.payload)].isPublic
    default:
      let symbol = terms.symbols[Int(node.symbol)]
      return symbol.kind == .principal || symbol.kind == .constant || symbol.isConstant
    }
  }

  // MARK: What is left

  /// Drops hypotheses and constraints that say nothing, and numbers the variables again.
  private mutating func tidied(_ clause: Clause) -> Clause {
    var clause = clause
    dropIdle(&clause)
    condense(&clause)
    var isUsed = Array(repeating: false, count: clause.domains.count)
    terms.markVariables(clause.conclusion, &isUsed)
    for fact in clause.hypotheses { terms.markVariables(fact, &isUsed) }
    if !clause.constraints.isEmpty {
      clause.constraints = tidied(clause.constraints, isUsed, clause.domains)
    }
    if isUsed.contains(false) { renumber(&clause) }
    clause.hypotheses.sort { (terms.size($0), $1.index) > (terms.size($1), $0.index) }
    clause.size = terms.size(clause.conclusion)
    for fact in clause.hypotheses { clause.size += terms.size(fact) }
    clause.symbolMask = terms.symbolMask(of: clause)
    return clause
  }

  /// match:  a hypothesis knows(x), x in no other fact
  /// result: without it, and without constraints on x
  /// sound because: a clause with fewer hypotheses says more.
  private mutating func dropIdle(_ clause: inout Clause) {
    var index = 0
    /// In how many facts each variable is; found out when first asked for.
    var uses: [Int] = []
    while index < clause.hypotheses.count {
      let fact = clause.hypotheses[index]
      guard let variable = knownVariable(of: fact) else {
        index += 1
        continue
      }
      if uses.isEmpty { uses = self.uses(of: clause) }
      if uses[Int(variable)] > 1 {
        index += 1
      } else {
        clause.hypotheses.remove(at: index)
        count(fact, -1, &uses)
      }
    }
  }

  /// x if the fact is knows(x) or sees(o, x).
  private func knownVariable(of fact: ClauseTerm) -> Int32? {
    switch terms.predicate(fact) {
    case .knows, .sees: terms.subject(of: fact).flatMap { terms.variable($0) }
    default: nil
    }
  }

  private func uses(of clause: Clause) -> [Int] {
    var uses = Array(repeating: 0, count: clause.domains.count)
    count(clause.conclusion, 1, &uses)
    for fact in clause.hypotheses { count(fact, 1, &uses) }
    return uses
  }

  private func count(_ fact: ClauseTerm, _ change: Int, _ uses: inout [Int]) {
    if terms.node(fact).arity == 1, let variable = terms.variable(terms.argument(0, of: fact)) {
      uses[Int(variable)] += change
      return
    }
    var isUsed = Array(repeating: false, count: uses.count)
    terms.markVariables(fact, &isUsed)
    for variable in uses.indices where isUsed[variable] { uses[variable] += change }
  }

  private mutating func tidied(
    _ constraints: [Disequality], _ isUsed: [Bool], _ domains: [Domain]
  ) -> [Disequality] {
    var found: [Disequality] = []
    for constraint in constraints
    where terms.variablesAreMarked(constraint.left, isUsed)
      && terms.variablesAreMarked(constraint.right, isUsed)
      && areUnifiable(constraint.left, constraint.right, domains) && !found.contains(constraint)
    {
      found.append(constraint)
    }
    return found
  }

  private mutating func renumber(_ clause: inout Clause) {
    probe.reset()
    let offset = probe.add(clause.domains)
    probe.startBuilding()
    clause.conclusion = probe.build(clause.conclusion, offset, &terms)
    for index in clause.hypotheses.indices {
      clause.hypotheses[index] = probe.build(clause.hypotheses[index], offset, &terms)
    }
    for index in clause.constraints.indices {
      let constraint = clause.constraints[index]
      clause.constraints[index] = Disequality(
        left: probe.build(constraint.left, offset, &terms),
        right: probe.build(constraint.right, offset, &terms))
    }
    clause.domains = probe.builtDomains
  }

  // MARK: Normal forms

  /// match:  a term of the clause has an instance of a rule's left side in it
  /// result: no clause
  /// sound because: the terms of a run are in normal form.
  private mutating func isReducible(_ term: ClauseTerm, _ domains: [Domain]) -> Bool {
    let node = terms.node(term)
    guard node.symbol >= 0 else { return false }
    for rule in rewriteRules.patterns where rule.symbol == node.symbol {
      matcher.start(
        pattern: Array(repeating: .any, count: rule.variableCount), target: domains)
      if matcher.match(rule.left, term, terms) { return true }
    }
    for position in 0..<node.arity
    where isReducible(terms.argument(position, of: node), domains) {
      return true
    }
    return false
  }
}

/// The left sides of a theory's rules as terms of clauses.
struct RewritePatterns {
  struct Pattern {
    var left: ClauseTerm
    var symbol: Int32
    var variableCount: Int
  }
  var patterns: [Pattern] = []
  var isEmpty: Bool { patterns.isEmpty }
}
