// The finite variants of transitions that use declared equations (Comon-Lundh and Delaune 2005).
//
// A role may write `dec(c, k)` with a c that is only known at run time. In a run either a rule
// applies to it or none does, and these cases are told apart beforehand: each becomes a
// transition of its own whose terms are in normal form whatever the variables stand for (S1.2),
// so that the engines, the replayer and the oracle compare terms and nothing else. Subterms are
// treated from the inside out. For g(s) and a rule g(l) → r,
//
// - the reducing variant matches s with l before the action that uses g(s), binding hidden
//   variables, and goes on with r;
// - the irreducible variant requires s to differ from l for every value of l's variables, and
//   goes on with g(s) as it stands.
//
// Exactly one variant applies to each choice of values: where several rules can apply, the later
// one requires that the earlier ones do not (confluence makes the results equal). Cases that
// unification rules out are not made, so terms that reduce as they stand cost nothing.
//
// A pattern such as `?x, dec(c, x)` computes rather than takes apart: it compares with a hidden
// variable. What would have to be undone to bind a variable (`dec(?x, k)`) has no variants; the
// executability check refuses it (see `isComputable`).

import Diagnostics
import Terms

/// The transitions that replace `transition`: one per case, itself alone if there is only one.
///
/// Hidden variables are added to the role. The transition has passed the executability check.
package func variants(
  of transition: Transition, role: inout Role, theory: Theory
) -> [Transition] {
  var overflow: SourceSpan?
  return variants(of: transition, role: &role, theory: theory, &overflow)
}

/// - Parameter overflow: the first place at which there are too many cases; unchanged if there
///   are not.
private func variants(
  of transition: Transition, role: inout Role, theory: Theory, _ overflow: inout SourceSpan?
) -> [Transition] {
  let rules = theory.rewriteRules
  guard transition.actions.contains(where: { $0.terms.contains { $0.isReducible(by: rules) } })
  else { return [transition] }
  var splitter = VariantSplitter(rules: rules, variables: role.variables)
  var branches = [VariantBranch(bound: role.bound(at: transition.source))]
  for (action, span) in zip(transition.actions, transition.spans) {
    branches = branches.flatMap { splitter.extend($0, by: action, at: span) }
    splitter.limit(&branches, at: span)
  }
  overflow = overflow ?? splitter.overflow
  role.variables = splitter.variables
  return branches.map { branch in
    var variant = transition
    variant.actions = branch.actions
    variant.spans = branch.spans
    return variant
  }
}

extension ProtocolModel {
  /// The model with every transition split, and all other terms in normal form, and what has too
  /// many cases.
  package func splittingIntoVariants() -> (model: ProtocolModel, diagnostics: [Diagnostic]) {
    var model = self
    var diagnostics: [Diagnostic] = []
    for index in roles.indices {
      var role = roles[index]
      role.transitions = role.transitions.flatMap { transition -> [Transition] in
        var overflow: SourceSpan?
        let split = variants(of: transition, role: &role, theory: theory, &overflow)
        if let span = overflow ?? split.overflow { diagnostics.append(.tooManyCases(at: span)) }
        return split
      }
      model.roles[index] = role
    }
    guard !theory.rewriteRules.isEmpty else { return (model, diagnostics) }
    for index in roles.indices {
      model.roles[index].knows = roles[index].knows.map { normalForm($0, theory) }
    }
    model.properties = properties.map { $0.normalised(theory) }
    return (model, diagnostics)
  }
}

extension Term {
  /// Whether a symbol that starts the left side of a rule occurs.
  func isReducible(by rules: [RewriteRule]) -> Bool {
    guard case .apply(let symbol, let arguments) = self else { return false }
    return rules.contains { $0.head == symbol } || arguments.contains { $0.isReducible(by: rules) }
  }

  /// Whether every variable below a symbol that starts the left side of a rule is bound, or is
  /// bound elsewhere in this pattern: then such terms are computed, not taken apart.
  package func isComputable(given bound: Set<Variable>, rules: [RewriteRule]) -> Bool {
    var below: Set<Variable> = []
    var elsewhere = bound
    collectVariables(rules, isBelow: false, below: &below, elsewhere: &elsewhere)
    return below.isSubset(of: elsewhere)
  }

  private func collectVariables(
    _ rules: [RewriteRule], isBelow: Bool, below: inout Set<Variable>,
    elsewhere: inout Set<Variable>
  ) {
    switch self {
    case .variable(let variable):
      if isBelow { below.insert(variable) } else { elsewhere.insert(variable) }
    case .name, .integer: break
    case .apply(let symbol, let arguments):
      let isBelow = isBelow || rules.contains { $0.head == symbol }
      for argument in arguments {
        argument.collectVariables(rules, isBelow: isBelow, below: &below, elsewhere: &elsewhere)
      }
    }
  }
}

extension RewriteRule {
  /// The symbol that the left side starts with.
  var head: SymbolID? {
    guard case .apply(let symbol, _) = left else { return nil }
    return symbol
  }
}
