// Which declared equations Assay takes: the subterm-convergent ones. Oriented from left to
// right, every rule gives a proper part of its left side or a public ground term in normal form,
// and the rules are confluent. For these theories deduction and variants are decidable (Abadi and
// Cortier 2006; Comon-Lundh and Delaune 2005), and everything else here relies on it.
//
// Termination needs no ordering. In an infinite rewriting of a smallest term, all of whose proper
// parts terminate, some step happens at the root; what it gives is a part of a reduct of a proper
// part, which terminates, or a ground normal form. So local confluence is enough (Newman), and it
// is joinability of the critical pairs (Knuth and Bendix 1970).

/// Why a declared equation is refused.
package struct ConvergenceProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The right side is neither a part of the left side nor a public ground normal form, or the
    /// left side does not start with a declared function.
    case notSubterm
    /// Some term has two normal forms.
    case notConfluent
  }
  /// The index of the rule.
  package var rule: Int
  package var kind: Kind
  package var message: String
}

/// All reasons to refuse the rules, in their order; none if they are subterm-convergent.
package func convergenceProblems(
  of rules: [RewriteRule], in signature: Signature
) -> [ConvergenceProblem] {
  let shapes = rules.indices.compactMap { index in
    shapeProblem(of: rules[index], among: rules, in: signature).map {
      ConvergenceProblem(rule: index, kind: .notSubterm, message: $0)
    }
  }
  // Critical pairs are compared by normal forms, which only terminating rules have.
  return shapes.isEmpty ? confluenceProblems(of: rules) : shapes
}

// MARK: - The shape of one rule

private func shapeProblem(
  of rule: RewriteRule, among rules: [RewriteRule], in signature: Signature
) -> String? {
  if rule.right.contains(rule.left), rule.right != rule.left {
    return "the equation makes terms larger: write the larger side first"
  }
  guard case .apply(let head, let arguments) = rule.left, signature[head].kind == .function else {
    return "the left side of an equation starts with a declared function: "
      + "what the built-in cryptography and messages mean is fixed"
  }
  if arguments.contains(where: { $0.contains(rule.right) }) { return nil }
  guard rule.right.isGround else {
    return "the right side is neither a part of the left side nor a constant: "
      + "Assay decides only equations that take terms apart, such as `dec(enc(x, k), k) = x`"
  }
  guard rule.right.isPublic(in: signature) else {
    return "the right side is a private value, which everyone could then compute"
  }
  guard isInNormalForm(rule.right, rules: rules) else {
    return "an equation applies to the right side: write what it comes to"
  }
  return nil
}

extension Term {
  /// Whether everyone can build this ground term.
  fileprivate func isPublic(in signature: Signature) -> Bool {
    switch self {
    case .variable, .name(.fresh), .name(.attacker): false
    case .name(.principal), .name(.constant), .integer: true
    case .apply(let symbol, let arguments):
      signature[symbol].isPublic && arguments.allSatisfy { $0.isPublic(in: signature) }
    }
  }
}

// MARK: - Critical pairs

/// Two ways to rewrite the most general term to which two rules apply at overlapping places.
private struct CriticalPair {
  var inner: Term
  var outer: Term
}

private func confluenceProblems(of rules: [RewriteRule]) -> [ConvergenceProblem] {
  var problems: [ConvergenceProblem] = []
  for outer in rules.indices {
    // A pair of rules that meet at their roots is seen once, from the later one.
    let joins = rules.indices.allSatisfy { inner in
      criticalPairs(of: rules[inner], inside: rules[outer], includingRoot: inner < outer)
        .allSatisfy { normalForm($0.inner, rules: rules) == normalForm($0.outer, rules: rules) }
    }
    if !joins {
      problems.append(
        ConvergenceProblem(
          rule: outer, kind: .notConfluent,
          message: "together with the others this equation gives some term two different results, "
            + "depending on which is used first"))
    }
  }
  return problems
}

private func criticalPairs(
  of inner: RewriteRule, inside outer: RewriteRule, includingRoot: Bool
) -> [CriticalPair] {
  let offset = max(outer.variableCount, outer.left.variableBound)
  let left = inner.left.renamedApart(by: offset)
  let right = inner.right.renamedApart(by: offset)
  return outer.left.overlaps(with: left, replacement: right).compactMap { overlap in
    if overlap.isRoot && !includingRoot { return nil }
    return CriticalPair(
      inner: overlap.replaced.substituting(overlap.unifier),
      outer: outer.right.substituting(overlap.unifier))
  }
}

private struct Overlap {
  /// The term with the overlapped part replaced.
  var replaced: Term
  var unifier: [Variable: Term]
  var isRoot: Bool
}

extension Term {
  /// The parts, variables excepted, that unify with `left`, each replaced by `replacement`.
  fileprivate func overlaps(with left: Term, replacement: Term) -> [Overlap] {
    guard case .apply(let symbol, let arguments) = self else { return [] }
    var found: [Overlap] = []
    if let unifier = unify(self, left) {
      found.append(Overlap(replaced: replacement, unifier: unifier, isRoot: true))
    }
    for index in arguments.indices {
      for overlap in arguments[index].overlaps(with: left, replacement: replacement) {
        var changed = arguments
        changed[index] = overlap.replaced
        found.append(
          Overlap(replaced: .apply(symbol, changed), unifier: overlap.unifier, isRoot: false))
      }
    }
    return found
  }
}
