// Robinson's unification with domains: variables are bound one after the other, with an occurs
// check each time. Plain on purpose: terms that share parts can make it take very long, so it counts
// its steps, and gives up where terms nest too deeply.

package struct Unification: Sendable {
  /// By the variables' numbers; nil: unbound.
  private var bindings: [ClauseTerm?] = []
  /// Of the unbound variables.
  package private(set) var domains: [Domain] = []
  /// How many pairs of terms were looked at.
  package private(set) var steps = 0
  /// How much more deeply terms nest at most once all bindings are applied.
  private var depth = 0
  /// Whether it gave up; then what it says of two terms means nothing.
  package private(set) var isExhausted = false

  /// No term nests more deeply, where there is a limit.
  private static let mostDepth = 5000
  private let limit: Int?

  /// - Parameter limit: for terms that come from anybody: after so many steps it gives up.
  package init(_ domains: [Domain] = [], limit: Int? = nil) {
    self.domains = domains
    self.limit = limit
    bindings = Array(repeating: nil, count: domains.count)
  }

  /// A new variable.
  package mutating func add(_ domain: Domain, _ terms: inout ClauseTerms) -> ClauseTerm {
    domains.append(domain)
    bindings.append(nil)
    return terms.variable(domains.count - 1)
  }

  /// What a term is as far as its first symbol.
  private func head(_ term: ClauseTerm, _ terms: borrowing ClauseTerms) -> ClauseTerm {
    var term = term
    while let number = terms.variable(term), let bound = bindings[number] { term = bound }
    return term
  }

  /// Makes two terms equal; after false the value is of no use.
  package mutating func unify(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let left = head(left, terms)
    let right = head(right, terms)
    steps += 1
    if let limit, steps > limit || depth > Self.mostDepth { isExhausted = true }
    if isExhausted { return false }
    if left == right { return true }
    switch (terms.head(left), terms.head(right)) {
    case (.variable(let first), .variable(let second)):
      guard let domain = domains[first].meet(domains[second]) else { return false }
      domains[second] = domain
      bindings[first] = right
      return true
    case (.variable(let number), _): return bind(number, right, terms)
    case (_, .variable(let number)): return bind(number, left, terms)
    case (.symbol(let first), .symbol(let second)):
      guard first == second else { return false }
      for place in 0..<terms.arity(left)
      where !unify(terms.argument(place, of: left), terms.argument(place, of: right), terms) {
        return false
      }
      return true
    default: return false
    }
  }

  private mutating func bind(
    _ number: Int, _ term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard lies(term, in: domains[number], terms), !occurs(number, in: term, terms) else {
      return false
    }
    bindings[number] = term
    depth += terms.depth(term)
    return true
  }

  /// For terms that are no variables.
  private func lies(
    _ term: ClauseTerm, in domain: Domain, _ terms: borrowing ClauseTerms
  ) -> Bool {
    if domain == .everything { return true }
    if let symbol = terms.symbol(term) { return domain.contains(symbol) }
    return domain.contains(.integer)
  }

  private mutating func occurs(
    _ number: Int, in term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    var walked = 0
    guard let isFound = occurs(number, in: term, walking: &walked, terms) else {
      return occurs(number, inLarge: term, terms)
    }
    return isFound
  }

  /// Looks at each part as often as it occurs; nil: they are too many.
  private mutating func occurs(
    _ number: Int, in term: ClauseTerm, walking walked: inout Int,
    _ terms: borrowing ClauseTerms
  ) -> Bool? {
    steps += 1
    walked += 1
    if walked > ClauseTerms.mostWalked { return nil }
    let term = head(term, terms)
    if terms.isGround(term) { return false }
    if let other = terms.variable(term) { return other == number }
    for place in 0..<terms.arity(term) {
      let isFound = occurs(number, in: terms.argument(place, of: term), walking: &walked, terms)
      if isFound != false { return isFound }
    }
    return false
  }

  /// Looks at each part once.
  private mutating func occurs(
    _ number: Int, inLarge term: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    var seen: Set<ClauseTerm> = []
    var open = [term]
    while let next = open.popLast() {
      steps += 1
      let term = head(next, terms)
      if terms.isGround(term) || !seen.insert(term).inserted { continue }
      if let other = terms.variable(term), other == number { return true }
      open += terms.arguments(term)
    }
    return false
  }

  /// Narrows what a term may be; false if nothing is left.
  package mutating func narrow(
    _ term: ClauseTerm, to domain: Domain, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let term = head(term, terms)
    guard let number = terms.variable(term) else { return lies(term, in: domain, terms) }
    guard let narrowed = domains[number].meet(domain) else { return false }
    domains[number] = narrowed
    return true
  }

  /// The term with all bindings applied.
  package func instance(_ term: ClauseTerm, _ terms: inout ClauseTerms) -> ClauseTerm {
    if terms.isGround(term) { return term }
    var known = instances()
    return instance(term, &terms, &known)
  }

  /// What each variable becomes is made once, and so is each part of a large term.
  func instance(
    _ term: ClauseTerm, _ terms: inout ClauseTerms, _ known: inout Instances
  ) -> ClauseTerm {
    if terms.isGround(term) { return term }
    if let number = terms.variable(term) {
      if let instance = known.ofVariables[number] { return instance }
      let head = head(term, terms)
      let result = terms.variable(head) == nil ? instance(head, &terms, &known) : head
      known.count += 1
      known.ofVariables[number] = result
      return result
    }
    let isLarge = terms.size(term) > ClauseTerms.mostWalked
    if isLarge, let instance = known.ofLarge[term] { return instance }
    let result = terms.rebuild(term) { part, terms in instance(part, &terms, &known) }
    known.count += 1
    if isLarge { known.ofLarge[term] = result }
    return result
  }

  /// Instances that were made, as long as nothing else is unified.
  struct Instances {
    /// By the variables' numbers.
    fileprivate(set) var ofVariables: [ClauseTerm?] = []
    fileprivate var ofLarge: [ClauseTerm: ClauseTerm] = [:]
    /// How many terms were made.
    fileprivate(set) var count = 0
  }

  func instances() -> Instances {
    var known = Instances()
    known.ofVariables = Array(repeating: nil, count: bindings.count)
    return known
  }
}

extension Unification {
  /// Over the variables of two clauses, those of the second from `shift` on.
  init(_ first: [Domain], _ second: [Domain], from shift: Int, limit: Int) {
    self.init(limit: limit)
    restart(first, second, from: shift)
  }

  /// Forgets everything, to begin again over the variables of two other clauses.
  mutating func restart(_ first: [Domain], _ second: [Domain], from shift: Int) {
    domains.removeAll(keepingCapacity: true)
    domains += first
    while domains.count < shift { domains.append(.everything) }
    domains += second
    bindings.removeAll(keepingCapacity: true)
    for _ in domains.indices { bindings.append(nil) }
    (steps, depth, isExhausted) = (0, 0, false)
  }

  /// `unify`, as far as there is work left.
  ///
  /// - Returns: nil if it gave up.
  mutating func unify(
    _ left: ClauseTerm, _ right: ClauseTerm, _ terms: borrowing ClauseTerms, _ work: inout Work
  ) -> Bool? {
    let before = steps
    let isUnified = unify(left, right, terms)
    return work.spend(steps - before) && !isExhausted ? isUnified : nil
  }
}
