// The given-clause loop: takes the lightest clause that waits, adds it to the set unless it is
// redundant, and resolves it with the set (Blanchet 2001, 2009; for the loop Overbeek 1974).
//
// A clause is solved if nothing is selected in it. Only a solved clause is resolved upon its
// conclusion, and the other only upon what is selected in it. Nothing here knows protocols.

import Terms

/// What bounds the work: counts, never seconds.
package struct SaturationLimits: Hashable, Sendable {
  /// At most so many resolvents, 500 times so many symbols in them, and 2000 times so many terms
  /// looked at.
  package var steps: Int
  /// Whether models of many roles have more steps: half as many as pairs of initial clauses.
  package var growsWithModel: Bool
  /// Whether values nested in values from the same place are forgotten (Widening.swift).
  package var widening: Widening
  package init(
    steps: Int = 20_000, growsWithModel: Bool = false, widening: Widening = .never
  ) {
    self.steps = steps
    self.growsWithModel = growsWithModel
    self.widening = widening
  }

  package enum Widening: String, Hashable, Sendable, Codable {
    case never
    /// Once more, where clauses grew without it.
    case whereTheyGrow
    case always
  }
  var symbols: Int { steps.multipliedReportingOverflow(by: 500).partialValue }
  var visits: Int { steps.multipliedReportingOverflow(by: 2000).partialValue }
}

/// Counts of work; identical on every run of a job.
package struct SaturationStatistics: Hashable, Sendable {
  package var initialClauses = 0
  /// Clauses that were built by resolution.
  package var resolvents = 0
  /// The symbols of these clauses.
  package var symbols = 0
  /// The terms that were looked at.
  package var visits = 0
  /// Clauses that entered the set, and those of them that are still in it at the end.
  package var addedClauses = 0
  package var keptClauses = 0
  package init() {}

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.initialClauses += right.initialClauses
    sum.resolvents += right.resolvents
    sum.symbols += right.symbols
    sum.visits += right.visits
    sum.addedClauses += right.addedClauses
    sum.keptClauses += right.keptClauses
    return sum
  }
}

struct Saturator {
  var terms: ClauseTerms
  let rewriteRules: RewritePatterns
  private(set) var limits: SaturationLimits
  let names: DomainNames
  /// Whether values nested in values from the same place are forgotten; see Widening.
  let widens: Bool
  let isCancelled: @Sendable () -> Bool
  /// Every clause that entered the set, by its id.
  private(set) var clauses: [Clause] = []
  private(set) var statistics = SaturationStatistics()
  /// Why the set is not closed; nil: nothing has stopped it.
  private(set) var cause: SaturationCut.Cause?
  var reachedLimit: Bool { cause != nil }

  private var queue = ClauseQueue()
  /// Of unifiers that were replaced.
  private var unifierVisits = 0
  var solvedIndex = FactIndex()
  private var selectedIndex = FactIndex()
  var unifier = Unifier()
  /// For constraints and normal forms, while `unifier` is in use.
  var probe = Unifier()
  var matcher = Matcher()

  init(
    terms: ClauseTerms, rewriteRules: RewritePatterns, names: DomainNames,
    limits: SaturationLimits, widens: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.terms = terms
    self.rewriteRules = rewriteRules
    self.names = names
    self.limits = limits
    self.widens = widens
    self.isCancelled = isCancelled
  }

  // MARK: Clauses in

  /// Adds a clause of the translation. Its terms are read through the unifier that it was found
  /// with.
  mutating func add(_ draft: ClauseDraft, under found: Unifier, from source: ClauseSource) {
    unifierVisits += unifier.visits
    unifier = found
    for clause in simplify(draft, origin: .initial(source)) {
      statistics.initialClauses += 1
      queue.push(clause)
    }
  }

  /// The clauses that wait, in the order in which they are taken.
  var waitingClauses: [Clause] { queue.waiting }

  /// Adds clauses that are simplified already.
  mutating func begin(with clauses: [Clause]) {
    statistics.initialClauses += clauses.count
    clauses.forEach { queue.push($0) }
  }

  /// Takes clauses for what this set was closed to, with the work that it took.
  mutating func take(_ closed: [Clause], countedBy other: Saturator) {
    queue = ClauseQueue()
    for (index, clause) in closed.enumerated() { insert(clause, as: ClauseID(index: index)) }
    unifierVisits += other.statistics.visits - visits
    statistics = other.statistics
    limits = other.limits
    cause = other.cause
  }

  // MARK: The loop

  /// Closes the set.
  ///
  /// - Parameter judge: told of every clause that enters the set.
  mutating func saturate(
    judging judge: (ClauseID, inout Saturator) -> Judgement = { _, _ in .goOn }
  ) {
    if limits.growsWithModel {
      limits.steps = max(
        limits.steps, statistics.initialClauses * statistics.initialClauses / 2)
    }
    while let clause = queue.pop() {
      if isCancelled() { return stop(.interrupted) }
      if isSubsumed(clause) { continue }
      removeSubsumed(by: clause)
      let id = enter(clause)
      switch judge(id, &self) {
      case .goOn: break
      case .isSettled:
        clauses[id.index].isSettled = true
        continue
      case .stop: return
      }
      if clauses[id.index].isSolved { resolveUpon(conclusionOf: id) } else { resolveSelected(id) }
      if reachedLimit { return }
    }
  }

  enum Judgement {
    case goOn
    /// Nothing more is to be learnt from the clause.
    case isSettled
    case stop
  }

  private mutating func enter(_ clause: Clause) -> ClauseID {
    let id = ClauseID(index: clauses.count)
    var clause = clause
    clause.selected = selection(in: clause)
    statistics.addedClauses += 1
    // Nothing says what is known: not even that its parts are (see Selection).
    if clause.isSolved, concludesAnything(clause) { stop(.openConclusion) }
    insert(clause, as: id)
    return id
  }

  private mutating func insert(_ clause: Clause, as id: ClauseID) {
    if clause.isSolved {
      solvedIndex.insert(id, under: clause.conclusion, terms)
    } else {
      selectedIndex.insert(id, under: clause.hypotheses[clause.selected], terms)
    }
    conclusionIndex.insert(id, under: clause.conclusion, terms)
    clauses.append(clause)
  }

  private mutating func resolveUpon(conclusionOf solved: ClauseID) {
    let fact = clauses[solved.index].conclusion
    for other in selectedIndex.candidates(for: fact, terms)
    where clauses[other.index].isActive && !reachedLimit {
      resolve(solved, other)
    }
  }

  private mutating func resolveSelected(_ other: ClauseID) {
    let clause = clauses[other.index]
    for solved in solvedIndex.candidates(for: clause.hypotheses[clause.selected], terms)
    where clauses[solved.index].isActive && !reachedLimit {
      resolve(solved, other)
    }
  }

  /// match:  H ⇒ F solved, F' ∧ H' ⇒ G with F' selected, σ the most general unifier of F and F'
  /// result: (H ∧ H' ⇒ G)σ, which waits to be added
  /// sound because: it follows from the two.
  private mutating func resolve(_ solved: ClauseID, _ other: ClauseID) {
    let first = clauses[solved.index]
    let second = clauses[other.index]
    unifier.reset()
    let a = unifier.add(first.domains)
    let b = unifier.add(second.domains)
    guard unifier.unify(first.conclusion, a, second.hypotheses[second.selected], b, terms) else {
      return
    }
    var draft = ClauseDraft(
      conclusion: (second.conclusion, b), hypotheses: first.hypotheses.map { ($0, a) },
      constraints: first.constraints.map { (($0.left, a), ($0.right, a)) })
    for (index, fact) in second.hypotheses.enumerated() where index != second.selected {
      draft.hypotheses.append((fact, b))
    }
    for constraint in second.constraints {
      draft.constraints.append(((constraint.left, b), (constraint.right, b)))
    }
    statistics.resolvents += 1
    if statistics.resolvents >= limits.steps { stop(.steps(limits.steps)) }
    for clause in simplify(draft, origin: .resolvent(solved: solved, other: other)) {
      statistics.symbols += clause.size
      if statistics.symbols >= limits.symbols { stop(.work(steps: limits.steps)) }
      queue.push(clause)
    }
  }

  // MARK: Redundancy

  /// By conclusions, solved or not: what may subsume and be subsumed.
  private var conclusionIndex = ConclusionIndex()

  /// Whether a clause of the set says as much (forward subsumption).
  mutating func isSubsumed(_ clause: Clause) -> Bool {
    var candidates: [ClauseID] = []
    conclusionIndex.forEachGeneralisation(of: clause.conclusion, terms) { id in
      if clauses[id.index].mayCover(clause) { candidates.append(id) }
    }
    for id in candidates where subsumes(clauses[id.index], clause) { return true }
    return false
  }

  /// match:  knows(t) is an instance of what a clause of the set says without any hypothesis
  /// result: as a hypothesis it can be left out
  /// sound because: it follows from that clause.
  mutating func isGiven(_ fact: ClauseTerm, _ domains: [Domain]) -> Bool {
    guard terms.predicate(fact) == .knows else { return false }
    var given: [ClauseID] = []
    conclusionIndex.forEachGeneralisation(of: fact, terms) { id in
      let clause = clauses[id.index]
      if clause.isActive && clause.hypotheses.isEmpty && clause.constraints.isEmpty {
        given.append(id)
      }
    }
    return given.contains { id in
      matcher.start(pattern: clauses[id.index].domains, target: domains)
      return matcher.match(clauses[id.index].conclusion, fact, terms)
    }
  }

  /// Marks what the clause makes redundant (backward subsumption).
  private mutating func removeSubsumed(by clause: Clause) {
    for id in conclusionIndex.instances(of: clause.conclusion, terms)
    where clause.mayCover(clauses[id.index]) {
      if subsumes(clause, clauses[id.index]) { clauses[id.index].isRedundant = true }
    }
  }

  /// The first cause counts.
  mutating func stop(_ cause: SaturationCut.Cause) {
    if self.cause == nil { self.cause = cause }
  }

  private var visits: Int { matcher.visits + unifierVisits + unifier.visits + probe.visits }

  /// Gives up where too much was looked at.
  mutating func checkWork() {
    statistics.visits = visits
    if statistics.visits >= limits.visits { stop(.work(steps: limits.steps)) }
  }

  /// The clauses of the set.
  var kept: [Clause] { clauses.filter { !$0.isRedundant } }

  mutating func count() -> SaturationStatistics {
    statistics.keptClauses = clauses.count { !$0.isRedundant }
    return statistics
  }
}
