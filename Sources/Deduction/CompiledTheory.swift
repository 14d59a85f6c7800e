// The analysis rules, indexed by the symbol that the principal premise starts with.

import Terms

struct CompiledTheory {
  /// Rules by the index of the symbol they take apart.
  let rules: [[AnalysisRule]]
  let isPublic: [Bool]
  let symbolCount: Int

  init(_ theory: Theory, signature: Signature) {
    var rules = Array(repeating: [AnalysisRule](), count: signature.symbols.count)
    for rule in theory.analysisRules {
      guard case .apply(let symbol, _) = rule.premises[0] else { continue }
      rules[Int(symbol.index)].append(rule)
    }
    self.rules = rules
    isPublic = signature.symbols.map(\.isPublic)
    symbolCount = signature.symbols.count
  }
}
