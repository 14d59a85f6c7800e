// Matching for subsumption: variables of the pattern take terms of the target, whose own variables
// are constants here. The same variable numbers mean different variables on the two sides.

struct Matcher {
  /// What each variable of the pattern takes: a term's index, or -1.
  private var values: [Int32] = []
  private var trail: [Int32] = []
  /// How many pairs of terms were looked at since it was made.
  private(set) var visits = 0
  private var patternDomains: [Domain] = []
  private var targetDomains: [Domain] = []

  mutating func start(pattern: [Domain], target: [Domain]) {
    values.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(-1, count: pattern.count))
    trail.removeAll(keepingCapacity: true)
    patternDomains = pattern
    targetDomains = target
  }

  var mark: Int { trail.count }

  mutating func undo(to mark: Int) {
    while trail.count > mark { values[Int(trail.removeLast())] = -1 }
  }

  func value(_ variable: Int32) -> ClauseTerm? {
    let value = values[Int(variable)]
    return value < 0 ? nil : ClauseTerm(index: value)
  }

  /// Fixes the value of a variable of the pattern.
  mutating func fix(_ variable: Int, to term: ClauseTerm) {
    values[variable] = term.index
    trail.append(Int32(variable))
  }

  mutating func match(
    _ pattern: ClauseTerm, _ target: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    visits += 1
    let node = terms.node(pattern)
    if node.isGround { return pattern == target }
    if node.symbol == -1 { return bind(node.payload, target, terms) }
    let other = terms.node(target)
    guard other.symbol == node.symbol else { return false }
    for position in 0..<node.arity
    where !match(
      terms.argument(position, of: node), terms.argument(position, of: other), terms)
    {
      return false
    }
    return true
  }

  private mutating func bind(
    _ variable: Int32, _ target: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let value = values[Int(variable)]
    if value >= 0 { return value == target.index }
    guard accepts(patternDomains[Int(variable)], target, terms) else { return false }
    values[Int(variable)] = target.index
    trail.append(variable)
    return true
  }

  private func accepts(
    _ domain: Domain, _ target: ClauseTerm, _ terms: borrowing ClauseTerms
  ) -> Bool {
    let node = terms.node(target)
    return switch node.symbol {
    case -1: domain.contains(targetDomains[Int(node.payload)])
    case -2: domain.contains(.integer)
    // Which role a named principal plays differs from run to run: what holds of those who play one
    // need not hold of it.
    // Where anything will do the symbol is not asked for, which would be copied with its name.
    default:
      domain.kind == .any
        || domain.kind != .role && domain.accepts(terms.symbols[Int(node.symbol)])
    }
  }

  /// The pattern under the match; nil if it has a variable without a value.
  func instance(_ pattern: ClauseTerm, _ terms: inout ClauseTerms) -> ClauseTerm? {
    let node = terms.node(pattern)
    if node.isGround { return pattern }
    if node.symbol == -1 { return value(node.payload) }
    var arguments: [ClauseTerm] = []
    for position in 0..<node.arity {
      guard let argument = instance(terms.argument(position, of: node), &terms) else { return nil }
      arguments.append(argument)
    }
    return terms.apply(node.symbol, arguments)
  }
}
