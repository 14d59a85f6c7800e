// Whether one clause says as much as another: plain backtracking over the hypotheses.

/// Values for the variables of a pattern; the variables of the target are constants.
struct Matching {
  /// By the variables' numbers; nil: none yet.
  private var values: [ClauseTerm?]
  /// The variables with values, in the order in which they got them.
  private var given: [Int] = []
  /// How many pairs of terms were looked at.
  private(set) var steps = 0
  /// Nil: every variable takes everything.
  private let patternDomains: [Domain]?
  private let targetDomains: [Domain]

  /// - Parameter patternDomains: of the variables of the pattern.
  init(patternDomains: [Domain], targetDomains: [Domain]) {
    values = Array(repeating: nil, count: patternDomains.count)
    self.patternDomains = patternDomains
    self.targetDomains = targetDomains
  }

  /// For a pattern with so many variables that take everything.
  init(anything count: Int) {
    values = Array(repeating: nil, count: count)
    patternDomains = nil
    targetDomains = []
  }

  mutating func fix(_ variable: Int, to term: ClauseTerm) {
    values[variable] = term
    given.append(variable)
  }

  /// How many variables have values.
  var mark: Int { given.count }

  /// Takes values back until so many are left.
  mutating func undo(to mark: Int) {
    while given.count > mark { values[given.removeLast()] = nil }
  }

  /// Extends the values; after false some may be new.
  mutating func match(
    _ pattern: ClauseTerm, _ target: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    steps += 1
    if terms.isGround(pattern) { return pattern == target }
    switch terms.head(pattern) {
    case .integer: return false
    case .variable(let number):
      if let value = values[number] { return value == target }
      guard takes(number, target, terms) else { return false }
      fix(number, to: target)
      return true
    case .symbol(let symbol):
      guard terms.head(target) == .symbol(symbol) else { return false }
      for place in 0..<terms.arity(pattern)
      where !match(terms.argument(place, of: pattern), terms.argument(place, of: target), terms) {
        return false
      }
      return true
    }
  }

  private func takes(
    _ variable: Int, _ target: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    guard let domain = patternDomains?[variable] else { return true }
    switch terms.head(target) {
    case .variable(let number): return domain.contains(targetDomains[number])
    case .integer: return domain.contains(.integer)
    case .symbol where domain == .everything: return true
    case .symbol(let symbol):
      // Which role a named principal plays differs from run to run.
      if case .role = domain { return false }
      return domain.contains(terms.symbols[symbol])
    }
  }

  /// The pattern with its values; nil if a variable has none.
  func instance(_ pattern: ClauseTerm, _ terms: inout ClauseTerms) -> ClauseTerm? {
    if terms.isGround(pattern) { return pattern }
    guard terms.variables(pattern).allSatisfy({ values[$0] != nil }) else { return nil }
    return terms.replacing(pattern) { number, terms in values[number] ?? terms.variable(number) }
  }
}

extension Clause {
  /// match:  a substitution maps the conclusion to the other's, the hypotheses to different ones
  ///         of the other, each constraint to one of the other's or to one that is true
  /// result: the other is not needed
  /// sound because: whatever follows with the other follows with this one, from no more.
  func subsumes(_ other: Clause, _ terms: inout ClauseTerms, _ work: inout Work) -> Bool {
    guard hypotheses.count <= other.hypotheses.count, work.spend() else { return false }
    var matching = Matching(patternDomains: domains, targetDomains: other.domains)
    let isInstance = matching.match(conclusion, other.conclusion, terms)
    guard work.spend(matching.steps), isInstance else { return false }
    var isUsed = Array(repeating: false, count: other.hypotheses.count)
    return map(0, other, &matching, &isUsed, &terms, &work)
  }

  private func map(
    _ index: Int, _ other: Clause, _ matching: inout Matching, _ isUsed: inout [Bool],
    _ terms: inout ClauseTerms, _ work: inout Work
  ) -> Bool {
    guard work.spend() else { return false }
    guard index < hypotheses.count else { return mapConstraints(other, matching, &terms, &work) }
    for place in other.hypotheses.indices where !isUsed[place] {
      let (mark, steps) = (matching.mark, matching.steps)
      let isInstance = matching.match(hypotheses[index], other.hypotheses[place], terms)
      guard work.spend(matching.steps - steps) else { return false }
      if isInstance {
        isUsed[place] = true
        if map(index + 1, other, &matching, &isUsed, &terms, &work) { return true }
        isUsed[place] = false
      }
      matching.undo(to: mark)
    }
    return false
  }

  private func mapConstraints(
    _ other: Clause, _ matching: Matching, _ terms: inout ClauseTerms, _ work: inout Work
  ) -> Bool {
    for constraint in constraints {
      guard let left = matching.instance(constraint.left, &terms),
        let right = matching.instance(constraint.right, &terms)
      else { return false }
      if other.constraints.contains(Disequality(left, right)) { continue }
      if other.constraints.contains(Disequality(right, left)) { continue }
      var unification = Unification(other.domains, limit: Work.mostSteps)
      guard unification.unify(left, right, terms, &work) == false else { return false }
    }
    return true
  }
}

/// How much a check may still do: a hostile certificate ends in a rejection, not in a hang.
struct Work {
  /// For one unification.
  static let mostSteps = 1_000_000
  private var left: Int
  init(_ steps: Int) { left = steps }
  var isSpent: Bool { left <= 0 }
  mutating func spend(_ steps: Int = 1) -> Bool {
    left -= min(steps, max(left, 0))
    return left > 0
  }
}
