// The analysis rules, indexed by the symbol that the principal premise starts with.

import Terms

/// An analysis rule as a template.
struct CompiledRule {
  /// An index range of `rulePremises`; the first premise is what the rule takes apart.
  let premises: Range<Int32>
  let conclusion: TermID
  let variables: TemplateVariables
}

struct CompiledTheory {
  /// Rules by the index of the symbol they take apart, as trees; and as templates, those of a
  /// symbol one after the other.
  let sources: [[AnalysisRule]]
  var rules: [CompiledRule] = []
  var rulesBySymbol: [Range<Int32>] = []
  var rulePremises: [TermID] = []
  let isPublic: [Bool]
  /// Pairs and messages, by symbol: whoever has such a term has its arguments and can build it.
  let isRebuilt: [Bool]
  /// Those of them that are taken apart into their arguments and in no other way.
  let isTuple: [Bool]
  let symbolCount: Int
  /// Whether the model declares equations.
  let hasEquations: Bool

  init(_ theory: Theory, signature: Signature) {
    var rules = Array(repeating: [AnalysisRule](), count: signature.symbols.count)
    for rule in theory.analysisRules {
      guard case .apply(let symbol, _) = rule.premises[0] else { continue }
      rules[Int(symbol.index)].append(rule)
    }
    sources = rules
    isPublic = signature.symbols.map(\.isPublic)
    isRebuilt = signature.symbols.indices.map {
      signature.symbols[$0].isPublic && signature.symbols[$0].arity > 0
        && Set(rules[$0].compactMap { $0.projectedArgument }).count == signature.symbols[$0].arity
    }
    let isRebuilt = isRebuilt
    isTuple = signature.symbols.indices.map {
      isRebuilt[$0] && rules[$0].count == signature.symbols[$0].arity
    }
    symbolCount = signature.symbols.count
    hasEquations = !theory.rewriteRules.isEmpty
  }
}

extension AnalysisRule {
  /// The position of the argument that the rule gives from `f(x1, …, xn)` alone. Several rules may
  /// give the same one.
  fileprivate var projectedArgument: Int? {
    guard premises.count == 1, case .apply(_, let arguments) = premises[0],
      arguments.count == Set(arguments).count,
      arguments.allSatisfy({ if case .variable = $0 { true } else { false } })
    else { return nil }
    return arguments.firstIndex(of: conclusion)
  }
}
