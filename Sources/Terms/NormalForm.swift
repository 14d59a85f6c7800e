// Normal forms modulo the declared equations, by innermost rewriting. The rules of a theory are
// convergent (see Convergence), so any strategy would give the same result; innermost needs no
// thought: when a rule applies at the root, all that it can leave behind is a part of terms that
// are in normal form already, or a ground normal form.
//
// Variables are taken as they are: `dec(x, k)` is a normal form although an instance of it may
// not be. Splitting such terms into their instances is the task of variants.

/// The normal form of `t` under the rewrite rules of the theory.
package func normalForm(_ t: Term, _ theory: Theory) -> Term {
  theory.rewriteRules.isEmpty ? t : normalForm(t, rules: theory.rewriteRules)
}

package func normalForm(_ t: Term, rules: [RewriteRule]) -> Term {
  guard case .apply(let symbol, let arguments) = t else { return t }
  let term = Term.apply(symbol, arguments.map { normalForm($0, rules: rules) })
  for rule in rules {
    var bindings: [Variable: Term] = [:]
    if match(rule.left, term, into: &bindings) {
      return normalForm(rule.right.substituting(bindings), rules: rules)
    }
  }
  return term
}

/// Whether no rule applies anywhere in `t`. Unlike comparing with the normal form, this ends for
/// any rules.
package func isInNormalForm(_ t: Term, rules: [RewriteRule]) -> Bool {
  guard case .apply(_, let arguments) = t else { return true }
  for rule in rules {
    var bindings: [Variable: Term] = [:]
    if match(rule.left, t, into: &bindings) { return false }
  }
  return arguments.allSatisfy { isInNormalForm($0, rules: rules) }
}
