// The theory of a model: built-in analysis rules and the declared equations, read from left to
// right as rewrite rules.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  mutating func elaborateTheory() {
    let theory = Theory.builtin(
      for: model.signature, deterministicEncryption: isDeterministic)
    var rules: [RewriteRule] = []
    var spans: [SourceSpan] = []
    let found = diagnostics.count
    for declaration in present {
      guard case .equation(let left, let right) = declaration.kind,
        let rule = rewriteRule(left, right)
      else { continue }
      rules.append(rule)
      spans.append(declaration.span)
    }
    scope = Scope()
    model.theory = Theory(
      rewriteRules: rules,
      analysisRules: theory.analysisRules + analysis(of: rules, spans, sinceFinding: found))
  }

  /// What the equations let everyone compute; nothing if they are refused.
  private mutating func analysis(
    of rules: [RewriteRule], _ spans: [SourceSpan], sinceFinding found: Int
  ) -> [AnalysisRule] {
    guard !rules.isEmpty, diagnostics.count == found else { return [] }
    let problems = convergenceProblems(of: rules, in: model.signature)
    for problem in problems {
      let code: DiagnosticCode =
        problem.kind == .notSubterm ? .notSubtermConvergent : .notConvergent
      report(code, problem.message, at: spans[problem.rule])
    }
    return problems.isEmpty ? analysisRules(for: rules, signature: model.signature) : []
  }

  private mutating func rewriteRule(_ left: TermSyntax, _ right: TermSyntax) -> RewriteRule? {
    scope = Scope()
    let first = sortedTerm(left, .equation, expecting: .message)
    let second = sortedTerm(right, .equation, expecting: .message)
    guard let first, let second else { return nil }
    check(second.sort, against: first.sort, at: right.span)
    return RewriteRule(
      left: first.term, right: second.term, variableCount: scope.variables.count)
  }
}
