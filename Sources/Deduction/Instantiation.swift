// From the model's trees to interned terms.

import Terms

extension ConstraintSystem {
  /// Interns a tree; `values[v]` is the term of variable v, made fresh where it is nil.
  mutating func intern(
    _ term: Term, _ values: inout [TermID?], domain: (Variable) -> VariableDomain = { _ in .any }
  ) -> TermID {
    switch term {
    case .variable(let variable):
      if let value = values[variable.index] { return value }
      let value = substitution.makeVariable(domain(variable), in: &store)
      values[variable.index] = value
      return value
    case .integer(let value): return store.integer(value)
    case .name(let name):
      guard let value = names[name] else { preconditionFailure("an undeclared name in a rule") }
      return value
    case .apply(let symbol, let arguments):
      let base = store.stackHeight
      for argument in arguments {
        let term = intern(argument, &values, domain: domain)
        store.stack(term)
      }
      return store.applyStacked(symbol, from: base)
    }
  }
}
