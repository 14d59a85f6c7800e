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
  /// Clauses by the predicate and the two greatest symbols of what they conclude: what matches a fact
  /// has no symbol that the fact does not have.
  private var byConclusion: [ConclusionKey: [Candidate]] = [:]

  private struct ConclusionKey: Hashable {
    var predicate: Int
    /// By their numbers; -1 where there are fewer.
    var greatest: Int
    var second: Int
  }

  private struct Candidate {
    var number: Int
    var symbols: SymbolMask
  }

  /// What two facts have in common if they unify.
  private struct Head: Hashable {
    var predicate: Int
    /// The first symbol of the last argument, and of the first argument below it; -1 for variables,
    /// -2 for integers and where there is none.
    var symbol: Int
    var next: Int
  }

  /// A clause that is resolved with solved ones.
  private struct User {
    var number: Int
    /// With variables apart from theirs.
    var clause: Clause
    var selected: Int
  }

  /// Those who have selected something, by how that starts.
  private struct Users {
    private var list: [User] = []
    private var places: [Head: [Int]] = [:]
    /// Stands for every symbol.
    private static let any = -3

    mutating func add(_ user: User, _ head: Head) {
      let place = list.count
      list.append(user)
      var keys = [head]
      keys.append(Head(predicate: head.predicate, symbol: head.symbol, next: Self.any))
      keys.append(Head(predicate: head.predicate, symbol: Self.any, next: Self.any))
      for key in keys { places[key, default: []].append(place) }
    }

    /// Those who may have selected what unifies with a fact that starts like this.
    func using(_ head: Head) -> [User] {
      var keys: [Head] = []
      if head.symbol == -1 {
        keys.append(Head(predicate: head.predicate, symbol: Self.any, next: Self.any))
      } else {
        if head.next == -1 {
          keys.append(Head(predicate: head.predicate, symbol: head.symbol, next: Self.any))
        } else {
          keys.append(head)
          keys.append(Head(predicate: head.predicate, symbol: head.symbol, next: -1))
        }
        keys.append(Head(predicate: head.predicate, symbol: -1, next: Self.any))
      }
      return keys.flatMap { places[$0] ?? [] }.map { list[$0] }
    }
  }

  init(_ clauses: [Clause], _ terms: ClauseTerms, _ simplification: Simplification, _ work: Work) {
    self.clauses = clauses
    self.terms = terms
    self.simplification = simplification
    self.work = work
    for (number, clause) in clauses.enumerated() {
      let symbols = terms.symbolNumbers(below: clause.conclusion)
      let key = ConclusionKey(
        predicate: head(clause.conclusion).predicate, greatest: symbols.first ?? -1,
        second: symbols.dropFirst().first ?? -1)
      byConclusion[key, default: []].append(
        Candidate(number: number, symbols: terms.symbolMask(of: clause)))
    }
  }

  private func head(_ fact: ClauseTerm) -> Head {
    guard case .symbol(let predicate) = terms.head(fact) else {
      preconditionFailure("a fact starts with a predicate")
    }
    let arity = terms.arity(fact)
    if arity == 0 { return Head(predicate: predicate, symbol: -2, next: -2) }
    let subject = terms.argument(arity - 1, of: fact)
    let next =
      terms.arity(subject) > 0 ? start(of: terms.argument(0, of: subject)) : -2
    return Head(predicate: predicate, symbol: start(of: subject), next: next)
  }

  private func start(of term: ClauseTerm) -> Int {
    switch terms.head(term) {
    case .variable: -1
    case .integer: -2
    case .symbol(let symbol): symbol
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
    if clause.isSettled {
      if !isGoal(clause.conclusion) { return "is settled and no goal" }
      if terms.predicate(clause.conclusion) == .link { return "is settled and tells an order" }
    }
    guard let selected = clause.selected else { return openness(of: clause) }
    switch terms.predicate(clause.hypotheses[selected]) {
    case .happened, .revealed: return "has selected what no clause concludes"
    case .knows, .sees:
      guard let subject = terms.subject(of: clause.hypotheses[selected]),
        terms.variable(subject) == nil
      else { return "has selected what is known of a variable" }
      return nil
    case .plain, .link, .violated, .claim, .triggered: return nil
    }
  }

  func isGoal(_ fact: ClauseTerm) -> Bool {
    switch terms.predicate(fact) {
    case .link, .violated, .claim, .triggered: true
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
      guard let missing = missing(of: clause) else { continue }
      try checkWork()
      throw Rejection(
        "the model's clause that concludes \(text(missing.conclusion)) is in no clause's scope")
    }
  }

  /// A part of a clause that no clause of the set says; nil if they say all of it.
  mutating func missing(of clause: Clause) -> Clause? {
    for simple in simplification.clauses(of: clause, &terms) where !isCovered(simple) {
      return simple
    }
    return nil
  }

  private mutating func isCovered(_ clause: Clause) -> Bool {
    let predicate = head(clause.conclusion).predicate
    let mask = terms.symbolMask(of: clause)
    let symbols = terms.symbolNumbers(below: clause.conclusion) + [-1]
    guard work.spend(symbols.count * symbols.count / 8) else { return false }
    for (place, greatest) in symbols.enumerated() {
      for second in greatest == -1 ? symbols[place...] : symbols[(place + 1)...] {
        let key = ConclusionKey(predicate: predicate, greatest: greatest, second: second)
        guard let candidates = byConclusion[key] else { continue }
        guard work.spend(1 + candidates.count / 8) else { return false }
        for candidate in candidates
        where candidate.symbols.isContained(in: mask)
          && clauses[candidate.number].subsumes(clause, &terms, &work)
        {
          return true
        }
      }
    }
    return false
  }

  mutating func checkResolution() throws(Rejection) {
    // Numbered apart from every solved clause at once.
    let shift = clauses.reduce(0) { max($0, $1.domains.count) }
    var users = Users()
    for (number, clause) in clauses.enumerated() where !clause.isSettled {
      guard let selected = clause.selected else { continue }
      let user = User(
        number: number, clause: clause.shifted(by: shift, &terms), selected: selected)
      users.add(user, head(clause.hypotheses[selected]))
    }
    for (number, solved) in clauses.enumerated()
    where solved.selected == nil && !isGoal(solved.conclusion) {
      for user in users.using(head(solved.conclusion)) {
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

extension ClauseTerms {
  /// The numbers of the symbols below a fact's predicate, each once, the greatest first.
  fileprivate func symbolNumbers(below fact: ClauseTerm) -> [Int] {
    var found: [Int] = []
    if size(fact) > Self.mostWalked {
      for part in parts(of: arguments(fact)) { collectSymbol(part, &found) }
    } else {
      collectSymbols(below: fact, &found)
    }
    found.sort(by: >)
    return found
  }

  private func collectSymbols(below term: ClauseTerm, _ found: inout [Int]) {
    for place in 0..<arity(term) {
      let part = argument(place, of: term)
      collectSymbol(part, &found)
      collectSymbols(below: part, &found)
    }
  }

  private func collectSymbol(_ part: ClauseTerm, _ found: inout [Int]) {
    if case .symbol(let symbol) = head(part), !found.contains(symbol) { found.append(symbol) }
  }

  fileprivate func symbolMask(of clause: Clause) -> SymbolMask {
    var mask = symbolMask(clause.conclusion)
    for fact in clause.hypotheses { mask.add(symbolMask(fact)) }
    return mask
  }
}
