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
      var interned: [TermID] = []
      interned.reserveCapacity(arguments.count)
      for argument in arguments { interned.append(intern(argument, &values, domain: domain)) }
      return store.application(symbol, interned)
    }
  }
}
