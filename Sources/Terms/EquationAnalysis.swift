// What an attacker gains from a declared equation, as analysis rules: everything else it can do
// with a symbol is composition.
//
// Take g(l1, …, ln) → r with g public. To use it the attacker derives instances of l1, …, ln in
// normal form and gets that of r. Fix one occurrence of r in the left side and walk from the root
// towards it. As long as the term at hand was composed, by a public symbol from derived arguments,
// its arguments are derived too, and so is the term that the walk meets next. Two things can end
// the walk: it arrives at r, which is then derived already, and the use was pointless; or it meets
// a term t that was not composed but seen, or taken out of something that was. This t is the
// principal premise of a rule
//
//     t, everything that hangs off the path from the root to t  ⊢  r
//
// and there is one rule for each place on the path where the walk can end. The other premises may
// be derived in any way, so no rule is needed for how they were. A pair or a message is never the
// place: if it was seen its parts are derived all the same. For the same reason its parts stand
// for it among the other premises.
//
// Hence composition and these rules derive, from terms in normal form, exactly the normal forms of
// all public contexts; the rules' conclusions are parts of their principal premises, which keeps
// analysis finite. That symbols applied to terms that are not in normal form gain nothing is the
// subterm convergence of the rules (Abadi and Cortier 2006, section 3; for the use with unification
// Comon-Lundh and Delaune 2005, and Baudet 2005). A right side that is a public ground term needs no rule
// because everyone can build it.

/// The analysis rules that follow from subterm-convergent rewrite rules, in their order and
/// without repetition.
package func analysisRules(for rules: [RewriteRule], signature: Signature) -> [AnalysisRule] {
  var found: [AnalysisRule] = []
  for rule in rules {
    for candidate in analysisRules(for: rule, signature: signature)
    where !found.contains(candidate) { found.append(candidate) }
  }
  return found
}

private func analysisRules(for rule: RewriteRule, signature: Signature) -> [AnalysisRule] {
  guard case .apply(let head, _) = rule.left, signature[head].isPublic,
    let path = rule.left.shortestPath(to: rule.right)
  else { return [] }
  var result: [AnalysisRule] = []
  var beside: [Term] = []
  var term = rule.left
  for (step, index) in path.enumerated() {
    guard case .apply(let symbol, let arguments) = term else { break }
    if step > 0, !isOpen(symbol, signature) {
      result += analysisRule(
        name: signature[head].name, principal: term, beside: beside, rule: rule, signature)
    }
    // A term with a private symbol was not composed: the walk ends here.
    guard signature[symbol].isPublic else { break }
    for (other, argument) in arguments.enumerated() where other != index {
      beside += argument.opened(signature)
    }
    term = arguments[index]
  }
  return result
}

/// Whether everyone who has a term with this symbol has its arguments.
private func isOpen(_ symbol: SymbolID, _ signature: Signature) -> Bool {
  symbol == Signature.pair || signature[symbol].kind == .message
}

/// The rule with this principal premise, unless what hangs off the path gives the conclusion
/// already.
private func analysisRule(
  name: String, principal: Term, beside: [Term], rule: RewriteRule, _ signature: Signature
) -> [AnalysisRule] {
  guard !rule.right.isComposed(from: beside, signature) else { return [] }
  var premises = [principal]
  for premise in beside where !premises.contains(premise) { premises.append(premise) }
  return [
    AnalysisRule(
      name, premises: premises, conclusion: rule.right, variableCount: rule.variableCount)
  ]
}

extension Term {
  /// The argument indices that lead to a shallowest occurrence of `part`, the leftmost of them.
  fileprivate func shortestPath(to part: Term) -> [Int]? {
    if self == part { return [] }
    guard case .apply(_, let arguments) = self else { return nil }
    var best: [Int]?
    for (index, argument) in arguments.enumerated() {
      guard let path = argument.shortestPath(to: part) else { continue }
      if best == nil || path.count + 1 < best!.count { best = [index] + path }
    }
    return best
  }

  /// The parts of a tuple or a message, all the way down; any other term is its only part.
  fileprivate func opened(_ signature: Signature) -> [Term] {
    guard case .apply(let symbol, let arguments) = self, isOpen(symbol, signature) else {
      return [self]
    }
    return arguments.flatMap { $0.opened(signature) }
  }

  /// Whether public symbols build this term from `parts`.
  fileprivate func isComposed(from parts: [Term], _ signature: Signature) -> Bool {
    if parts.contains(self) { return true }
    guard case .apply(let symbol, let arguments) = self, signature[symbol].isPublic else {
      return false
    }
    return arguments.allSatisfy { $0.isComposed(from: parts, signature) }
  }
}
