// Widening: what clauses that feed themselves are replaced by, when an attempt without it grew.
//
// A value that a session makes is named by all that the session had received, which may contain a
// value that another session made at the same place, and so on without end. Here a name inside of a
// name from the same place becomes a variable. The clause then says more than it did, so that the
// closed set allows more than the protocol: proofs from it are proofs (docs/saturation.md,
// "Widening"), and the checker, which asks only that resolvents are subsumed, need not know.

extension Saturator {
  /// match:  a term with a value's symbol in it below the same symbol
  /// result: a variable of its own for each inner term, wherever that stands below the symbol
  /// sound because: the clause is an instance of the result.
  mutating func widen(
    _ conclusion: inout ClauseTerm, _ hypotheses: inout [ClauseTerm], _ domains: inout [Domain]
  ) {
    var variables: [ClauseTerm: ClauseTerm] = [:]
    conclusion = widened(conclusion, [], &variables, &domains)
    var widenedHypotheses: [ClauseTerm] = []
    for fact in hypotheses {
      let fact = widened(fact, [], &variables, &domains)
      if !widenedHypotheses.contains(fact) { widenedHypotheses.append(fact) }
    }
    hypotheses = widenedHypotheses
  }

  /// - Parameter outer: the symbols of the values that the term is in.
  private mutating func widened(
    _ term: ClauseTerm, _ outer: [Int32], _ variables: inout [ClauseTerm: ClauseTerm],
    _ domains: inout [Domain]
  ) -> ClauseTerm {
    let node = terms.node(term)
    guard node.symbol >= 0, node.arity > 0 else { return term }
    var outer = outer
    if terms.symbols[Int(node.symbol)].kind == .fresh {
      if outer.contains(node.symbol) {
        if let known = variables[term] { return known }
        let variable = terms.variable(domains.count)
        domains.append(.any)
        variables[term] = variable
        return variable
      }
      outer.append(node.symbol)
    }
    var arguments: [ClauseTerm] = []
    var hasChanged = false
    for position in 0..<node.arity {
      let argument = terms.argument(position, of: node)
      let result = widened(argument, outer, &variables, &domains)
      hasChanged = hasChanged || result != argument
      arguments.append(result)
    }
    return hasChanged ? terms.apply(node.symbol, arguments) : term
  }
}
