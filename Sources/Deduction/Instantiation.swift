// Templates: terms with variables of their own, interned once and instantiated often.
//
// Rules and credentials stand for families of terms. Their variables are variables of the
// substitution that nothing ever binds, made before the search starts; an instance is the same
// term with a value in the place of each. The values lie on a stack, so that making an instance
// allocates nothing but its terms.

import Terms

/// The variables of a template: consecutive ones of the substitution.
struct TemplateVariables {
  var first: Int32
  var count: Int32
}

/// The values of a template's variables: where they start on the stack of values.
struct TemplateValues {
  fileprivate var base: Int32
  fileprivate var firstVariable: Int32
  static let none = Int32(-1)
}

extension ConstraintSystem {
  /// Makes the variables of a template; only before the search starts.
  mutating func makeTemplateVariables(_ domains: [VariableDomain]) -> TemplateVariables {
    let first = Int32(substitution.variableCount)
    for domain in domains { _ = substitution.makeVariable(domain, in: &store) }
    return TemplateVariables(first: first, count: Int32(domains.count))
  }

  /// Interns a tree over a template's variables.
  mutating func template(_ term: Term, _ variables: TemplateVariables) -> TermID {
    switch term {
    case .variable(let variable):
      return substitution.term(of: VariableID(index: variables.first + Int32(variable.index)))
    case .integer(let value): return store.integer(value)
    case .name(let name):
      guard let value = names[name] else { preconditionFailure("an undeclared name in a rule") }
      return value
    case .apply(let symbol, let arguments):
      let base = store.stackHeight
      for argument in arguments {
        let term = template(argument, variables)
        store.stack(term)
      }
      return store.applyStacked(symbol, from: base)
    }
  }

  /// Begins an instance; end it with `endInstance`, the last begun first.
  mutating func beginInstance(of variables: TemplateVariables) -> TemplateValues {
    let base = templateValues.count
    for _ in 0..<variables.count { templateValues.append(TemplateValues.none) }
    return TemplateValues(base: Int32(base), firstVariable: variables.first)
  }

  mutating func endInstance(_ values: TemplateValues) {
    templateValues.cut(to: Int(values.base))
  }

  /// The value of a template's variable, if it has one already.
  func value(of variable: VariableID, _ values: TemplateValues) -> TermID? {
    let value = templateValues[Int(values.base + variable.index - values.firstVariable)]
    return value == TemplateValues.none ? nil : TermID(index: value)
  }

  mutating func setValue(_ term: TermID, of variable: VariableID, _ values: TemplateValues) {
    templateValues[Int(values.base + variable.index - values.firstVariable)] = term.index
  }

  /// The instance; a variable without a value gets a new one of its domain.
  mutating func instance(of template: TermID, _ values: TemplateValues) -> TermID {
    if store.isGround(template) { return template }
    if let variable = store.variable(template) {
      if let value = value(of: variable, values) { return value }
      let domain = substitution.domain(of: variable)
      let value = substitution.makeVariable(domain, in: &store)
      setValue(value, of: variable, values)
      return value
    }
    guard let symbol = store.symbol(template) else { return template }
    let base = store.stackHeight
    for position in 0..<store.arity(template) {
      let argument = instance(of: store.argument(position, of: template), values)
      store.stack(argument)
    }
    return store.applyStacked(symbol, from: base)
  }
}
