// What an observer can read off a message: the message is taken apart as far as the analysis
// rules go, at once, with the keys that this needs left as premises.
//
// An unbound variable is never looked into: its deadline says that the attacker derived it from
// what it knew before, so nothing in it is new. The same holds for a variable with a deadline
// that is bound by now. For a principal's view (`hidden`) bound variables are looked into: what
// the attacker derived, this principal may be seeing for the first time.

import Terms

extension ConstraintSystem {
  /// Adds a message that was observed.
  package mutating func observe(_ message: TermID, by observer: Observer = .attacker) {
    add(message, premises: [], equations: [], observer)
  }

  private mutating func add(
    _ term: TermID, premises: [TermID], equations: [Equation], _ observer: Observer
  ) {
    guard let term = newlyLearnt(term, observer) else {
      if observer == .attacker, dependsOnShape(term, equations) { narrowings.append(equations) }
      return
    }
    guard case .application(let symbol) = store.head(term) else {
      append(term, premises, equations)
      return
    }
    if theory.isTuple[Int(symbol.index)] {
      for position in 0..<store.arity(term) {
        let part = store.argument(position, of: term)
        add(part, premises: premises, equations: equations, observer)
      }
      return
    }
    // A pair or message is worth keeping whole only where its parts do not give it back.
    if !theory.isRebuilt[Int(symbol.index)] { append(term, premises, equations) }
    for rule in theory.rules[Int(symbol.index)] {
      apply(rule, to: term, premises, equations, observer)
    }
  }

  /// Whether the term is a part of something that an equation only supposes to have a shape.
  private func dependsOnShape(_ term: TermID, _ equations: [Equation]) -> Bool {
    guard !equations.isEmpty, let variable = store.variable(resolve(term)) else { return false }
    return substitution.domain(of: variable).isDerived
      && substitution.deadline(of: variable, for: .attacker) == Substitution.noDeadline
  }

  /// The suppositions under which the messages observed since the last call give more than was
  /// added: `f(g(x, y)) ⊢ x` takes f(z) apart only once z is some g(x, y).
  package mutating func takeNarrowings() -> [Narrowing] {
    defer { narrowings.removeAll() }
    return narrowings.map { Narrowing(equations: $0) }
  }

  /// Supposes the shape. What was observed can be observed again then.
  package mutating func suppose(_ narrowing: Narrowing) -> Bool {
    for equation in narrowing.equations where !unify(equation.left, equation.right) {
      return false
    }
    return true
  }

  /// The resolved term, or nil if the observer knew it before or everyone knows it.
  private func newlyLearnt(_ term: TermID, _ observer: Observer) -> TermID? {
    var term = term
    while let variable = store.variable(term) {
      if observer == .attacker, substitution.deadline(of: variable, for: .attacker) != .max {
        return nil
      }
      guard substitution.isBound(variable) else {
        return observer == .viewer && isOpen(variable) ? term : nil
      }
      term = substitution.next(after: variable)
    }
    switch store.head(term) {
    case .integer: return nil
    case .atom(let atom):
      if case .fresh = substitution.atomClass(of: atom) { return term }
      return nil
    default: return term
    }
  }

  /// Whether the attacker may still choose the variable's value among what it derives.
  private func isOpen(_ variable: VariableID) -> Bool {
    substitution.domain(of: variable).isDerived
      && substitution.deadline(of: variable, for: .attacker) != Substitution.noDeadline
  }

  private mutating func apply(
    _ rule: CompiledRule, to term: TermID, _ premises: [TermID], _ equations: [Equation],
    _ observer: Observer
  ) {
    let values = beginInstance(of: rule.variables)
    var equations = equations
    if match(rule.premises[0], term, values, &equations) {
      var premises = premises
      for premise in rule.premises.dropFirst() { premises.append(instance(of: premise, values)) }
      let conclusion = instance(of: rule.conclusion, values)
      add(conclusion, premises: premises, equations: equations, observer)
    }
    endInstance(values)
  }

  /// Matches a rule's premise with a term; where the term has an unbound variable against
  /// structure, the decision is left to an equation.
  private mutating func match(
    _ pattern: TermID, _ term: TermID, _ values: TemplateValues, _ equations: inout [Equation]
  ) -> Bool {
    let term = resolve(term)
    if let variable = store.variable(pattern) {
      if let value = value(of: variable, values) {
        if !substitution.areIdentical(value, term, in: store) {
          equations.append(Equation(left: value, right: term))
        }
      } else {
        setValue(term, of: variable, values)
      }
      return true
    }
    guard let symbol = store.symbol(pattern) else {
      if case .integer = store.head(pattern) { return pattern == term }
      return false
    }
    switch store.head(term) {
    case .variable:
      equations.append(Equation(left: instance(of: pattern, values), right: term))
      return true
    case .application(let head) where head == symbol:
      for position in 0..<store.arity(pattern)
      where
        !match(
          store.argument(position, of: pattern), store.argument(position, of: term), values,
          &equations)
      {
        return false
      }
      return true
    default: return false
    }
  }

  private mutating func append(_ term: TermID, _ premises: [TermID], _ equations: [Equation]) {
    items.append(
      Item(
        term: term, head: store.headKey(term), firstPremise: Int32(self.premises.count),
        premiseCount: Int32(premises.count),
        firstEquation: Int32(self.equations.count), equationCount: Int32(equations.count)))
    self.premises.append(contentsOf: premises)
    self.equations.append(contentsOf: equations)
  }
}
