// Whether a set of clauses is closed: the initial clauses are in it, and whatever follows from two of
// its clauses by resolution upon what is selected. docs/certificates.md, "What is checked".

/// Why a certificate is not accepted: a plain sentence.
package struct Rejection: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

struct ClosureCheck {
  var terms: ClauseTerms
  let clauses: [Clause]
  let simplification: Simplification
  var work: Work
  /// What fits into memory; a proof of `models/` takes a hundredth of it.
  private static let mostTerms = 10_000_000
  private var unification = Unification(limit: Work.mostSteps)
  /// The numbers of the clauses by what they conclude.
  private var byConclusion: [Head: [Int]] = [:]

  /// What two facts have in common if one is an instance of the other, or both of a third.
  private struct Head: Hashable {
    var predicate: Int
    /// The first symbol of the last argument; -1 for variables, -2 for integers and where there is
    /// none.
    var symbol: Int

    /// Whether facts that start like this may unify.
    func mayEqual(_ other: Head) -> Bool {
      predicate == other.predicate
        && (symbol == other.symbol || symbol == -1 || other.symbol == -1)
    }
  }

  /// A clause that is resolved with solved ones.
  private struct User {
    var number: Int
    /// With variables apart from theirs.
    var clause: Clause
    var selected: Int
    var head: Head
  }

  init(_ clauses: [Clause], _ terms: ClauseTerms, _ simplification: Simplification, _ work: Work) {
    self.clauses = clauses
    self.terms = terms
    self.simplification = simplification
    self.work = work
    for (number, clause) in clauses.enumerated() {
      byConclusion[head(clause.conclusion), default: []].append(number)
    }
  }

  private func head(_ fact: ClauseTerm) -> Head {
    guard case .symbol(let predicate) = terms.head(fact) else {
      preconditionFailure("a fact starts with a predicate")
    }
    let arity = terms.arity(fact)
    if arity == 0 { return Head(predicate: predicate, symbol: -2) }
    return switch terms.head(terms.argument(arity - 1, of: fact)) {
    case .variable: Head(predicate: predicate, symbol: -1)
    case .integer: Head(predicate: predicate, symbol: -2)
    case .symbol(let symbol): Head(predicate: predicate, symbol: symbol)
    }
  }

  /// Says of a clause of the certificate what is wrong with it.
  func reject(_ number: Int, _ reason: String) -> Rejection {
    Rejection("clause \(number + 1) \(reason)")
  }

  // MARK: Form

  func checkForm() throws(Rejection) {
    for (number, clause) in clauses.enumerated() {
      if let reason = fault(in: clause) { throw reject(number, reason) }
    }
  }

  private func fault(in clause: Clause) -> String? {
    for fact in clause.hypotheses {
      if isGoal(fact) { return "has a goal as a hypothesis" }
      if isOfData(fact) { return "says of a tuple what it should say of its parts" }
    }
    if isOfData(clause.conclusion) { return "says of a tuple what it should say of its parts" }
    if clause.isSettled && !isGoal(clause.conclusion) { return "is settled and no goal" }
    guard let selected = clause.selected else { return openness(of: clause) }
    switch terms.predicate(clause.hypotheses[selected]) {
    case .happened, .revealed: return "has selected what no clause concludes"
    case .knows, .sees:
      guard let subject = terms.subject(of: clause.hypotheses[selected]),
        terms.variable(subject) == nil
      else { return "has selected what is known of a variable" }
      return nil
    case .plain, .violated, .claim, .triggered: return nil
    }
  }

  func isGoal(_ fact: ClauseTerm) -> Bool {
    switch terms.predicate(fact) {
    case .violated, .claim, .triggered: true
    case .knows, .sees, .plain, .happened, .revealed: false
    }
  }

  private func isOfData(_ fact: ClauseTerm) -> Bool {
    terms.subject(of: fact).map(terms.isData) ?? false
  }

  /// A solved clause says of a variable that it is known, which may be a tuple. Then the parts of the
  /// tuple are known too, and it has to say that of them: it does if the variable is otherwise only
  /// known.
  private func openness(of clause: Clause) -> String? {
    guard let subject = terms.subject(of: clause.conclusion),
      let variable = terms.variable(subject), terms.mayBeData(clause.domains[variable])
    else { return nil }
    let rest = ([clause.conclusion] + clause.hypotheses).flatMap { fact -> [ClauseTerm] in
      terms.subject(of: fact) == subject ? terms.arguments(fact).dropLast() : [fact]
    }
    let others = rest + clause.constraints.flatMap { [$0.left, $0.right] }
    return others.contains { terms.variables($0).contains(variable) }
      ? "concludes that a variable is known, on which more depends" : nil
  }

  // MARK: Closure

  /// Each clause is one of the set, or says less.
  mutating func checkInitial(_ initial: [Clause]) throws(Rejection) {
    for clause in initial {
      for simple in simplification.clauses(of: clause, &terms) where !isCovered(simple) {
        try checkWork()
        throw Rejection(
          "the model's clause that concludes \(text(simple.conclusion)) is in no clause's scope")
      }
    }
  }

  private mutating func isCovered(_ clause: Clause) -> Bool {
    let head = head(clause.conclusion)
    if isCovered(clause, head) { return true }
    return head.symbol != -1 && isCovered(clause, Head(predicate: head.predicate, symbol: -1))
  }

  /// By clauses that conclude what starts like this.
  private mutating func isCovered(_ clause: Clause, _ head: Head) -> Bool {
    guard let numbers = byConclusion[head] else { return false }
    for number in numbers where clauses[number].subsumes(clause, &terms, &work) { return true }
    return false
  }

  mutating func checkResolution() throws(Rejection) {
    // Numbered apart from every solved clause at once.
    let shift = clauses.map(\.domains.count).max() ?? 0
    var users: [User] = []
    for (number, clause) in clauses.enumerated() where !clause.isSettled {
      guard let selected = clause.selected else { continue }
      users.append(
        User(
          number: number, clause: clause.shifted(by: shift, &terms), selected: selected,
          head: head(clause.hypotheses[selected])))
    }
    for (number, solved) in clauses.enumerated()
    where solved.selected == nil && !isGoal(solved.conclusion) {
      let head = head(solved.conclusion)
      for user in users where user.head.mayEqual(head) {
        try resolve(solved, number, user, shift)
      }
    }
  }

  private mutating func resolve(
    _ solved: Clause, _ number: Int, _ user: User, _ shift: Int
  ) throws(Rejection) {
    // Each attempt makes room for all variables.
    _ = work.spend(16 + (shift + user.clause.domains.count) / 4)
    unification.restart(solved.domains, user.clause.domains, from: shift)
    let isUnified = unification.unify(
      solved.conclusion, user.clause.hypotheses[user.selected], terms, &work)
    try checkWork()
    guard let isUnified else { throw Rejection("what follows from two clauses is too large") }
    guard isUnified else { return }
    let resolvent = resolvent(solved, user)
    for simple in simplification.clauses(of: resolvent, &terms) where !isCovered(simple) {
      try checkWork()
      throw Rejection(
        "what follows from the clauses \(number + 1) and \(user.number + 1) is in no clause's scope"
      )
    }
  }

  /// What follows under the unification.
  private mutating func resolvent(_ solved: Clause, _ user: User) -> Clause {
    var known = unification.instances()
    var resolvent = Clause(
      conclusion: unification.instance(user.clause.conclusion, &terms, &known))
    resolvent.hypotheses.reserveCapacity(
      solved.hypotheses.count + user.clause.hypotheses.count - 1)
    for fact in solved.hypotheses {
      resolvent.hypotheses.append(unification.instance(fact, &terms, &known))
    }
    for (place, fact) in user.clause.hypotheses.enumerated() where place != user.selected {
      resolvent.hypotheses.append(unification.instance(fact, &terms, &known))
    }
    for constraint in solved.constraints + user.clause.constraints {
      resolvent.constraints.append(
        Disequality(
          unification.instance(constraint.left, &terms, &known),
          unification.instance(constraint.right, &terms, &known)))
    }
    resolvent.domains = unification.domains
    _ = work.spend(known.count + resolvent.hypotheses.count)
    return resolvent
  }

  private func checkWork() throws(Rejection) {
    if work.isSpent || terms.count > Self.mostTerms { throw Rejection("checking takes too long") }
  }

  func text(_ term: ClauseTerm) -> String {
    switch terms[term] {
    case .variable(let number): return "?\(number)"
    case .integer(let value): return "\(value)"
    case .apply(let symbol, let arguments):
      let name = terms.symbols[symbol].text
      if arguments.isEmpty { return name }
      return name + "(" + arguments.map { text($0) }.joined(separator: ", ") + ")"
    }
  }
}

extension Clause {
  /// The clause with all variables' numbers greater by so many; `domains` has only its own.
  func shifted(by shift: Int, _ terms: inout ClauseTerms) -> Clause {
    func moved(_ term: ClauseTerm) -> ClauseTerm {
      terms.replacing(term) { number, terms in terms.variable(number + shift) }
    }
    var clause = self
    clause.conclusion = moved(conclusion)
    clause.hypotheses = hypotheses.map(moved)
    clause.constraints = constraints.map { Disequality(moved($0.left), moved($0.right)) }
    return clause
  }
}
