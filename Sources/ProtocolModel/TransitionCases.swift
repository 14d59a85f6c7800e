// How many ways through a transition its conditions leave. The engines treat each on its own, so
// that forty lines of `require a or b` would need more memory than there is: such a transition
// is refused.

import Diagnostics

extension [Transition] {
  /// The action at which all these together have too many cases.
  var overflow: SourceSpan? {
    var count = 0
    for transition in self {
      var product = 1
      for (action, span) in zip(transition.actions, transition.spans) {
        guard case .require(let condition) = action else { continue }
        product *= condition.caseCount
        if count + product > VariantSplitter.mostCases { return span }
      }
      count += product
    }
    return nil
  }
}

extension Condition {
  /// The conjunctions that it is a disjunction of; at most one more than may be.
  fileprivate var caseCount: Int {
    let most = VariantSplitter.mostCases + 1
    switch self {
    case .equal, .notEqual, .compare, .member, .notMember: return 1
    case .all(let conditions): return conditions.reduce(1) { Swift.min(most, $0 * $1.caseCount) }
    case .any(let conditions): return conditions.reduce(0) { Swift.min(most, $0 + $1.caseCount) }
    }
  }
}

extension Diagnostic {
  static func tooManyCases(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooManyCases,
      "this transition has more than \(VariantSplitter.mostCases) cases", at: span,
      notes: [
        "every `or` multiplies them, and every function with an equation doubles them",
        "use fewer in one transition, or take apart what is received with a pattern",
      ])
  }
}
