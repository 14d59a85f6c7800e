// What can be computed from terms: analysis rules for everyone, rewrite rules for declared
// equations.
//
// An analysis rule says: who holds these premises can compute the conclusion. The built-in
// cryptography, the projections of pairs and messages, and the declared equations all have this
// one form, so that the engine, the replayer and the oracle need one notion of analysis.

/// A rewrite rule of a declared equation, oriented from left to right: `dec(enc(x, k), k) → x`.
package struct RewriteRule: Hashable, Sendable {
  package let left: Term
  package let right: Term
  /// How many variables the rule has; they are numbered from 0.
  package let variableCount: Int
  package init(left: Term, right: Term, variableCount: Int) {
    self.left = left
    self.right = right
    self.variableCount = variableCount
  }
}

/// `premises ⊢ conclusion`. The first premise is the term that is taken apart.
package struct AnalysisRule: Hashable, Sendable {
  /// What the narration calls it, such as "decrypt".
  package let name: String
  package let premises: [Term]
  package let conclusion: Term
  package let variableCount: Int
  package init(_ name: String, premises: [Term], conclusion: Term, variableCount: Int) {
    self.name = name
    self.premises = premises
    self.conclusion = conclusion
    self.variableCount = variableCount
  }
}

/// The equational theory of one model and the analysis rules that follow from it.
package struct Theory: Hashable, Sendable {
  /// Convergent and subterm-convergent; empty for most models.
  package var rewriteRules: [RewriteRule]
  package var analysisRules: [AnalysisRule]

  package init(rewriteRules: [RewriteRule], analysisRules: [AnalysisRule]) {
    self.rewriteRules = rewriteRules
    self.analysisRules = analysisRules
  }
}
