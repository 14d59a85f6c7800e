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
    add(message, observer)
  }

  /// Adds a term that `wayPremises` and `wayEquations` lead to.
  private mutating func add(_ term: TermID, _ observer: Observer) {
    guard let term = newlyLearnt(term, observer) else {
      if observer == .attacker, dependsOnShape(term) {
        narrowings.append(wayEquations.indices.map { wayEquations[$0] })
      }
      return
    }
    guard case .application(let symbol) = store.head(term) else {
      append(term)
      return
    }
    if theory.isTuple[Int(symbol.index)] {
      for position in 0..<store.arity(term) {
        add(store.argument(position, of: term), observer)
      }
      return
    }
    // A pair or message is worth keeping whole only where its parts do not give it back.
    if !theory.isRebuilt[Int(symbol.index)] { append(term) }
    for rule in theory.rulesBySymbol[Int(symbol.index)] {
      apply(theory.rules[Int(rule)], to: term, observer)
    }
  }

  /// Whether the term is a part of something that an equation only supposes to have a shape.
  private func dependsOnShape(_ term: TermID) -> Bool {
    guard !wayEquations.isEmpty, let variable = store.variable(resolve(term)) else { return false }
    return substitution.domain(of: variable).isDerived
      && substitution.deadline(of: variable, for: .attacker) == Substitution.noDeadline
  }

  /// The suppositions under which the messages observed since the last call give more than was
  /// added: `f(g(x, y)) ⊢ x` takes f(z) apart only once z is some g(x, y).
  package mutating func takeNarrowings() -> [Narrowing] {
    if narrowings.isEmpty { return [] }
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
    _ rule: CompiledRule, to term: TermID, _ observer: Observer
  ) {
    let values = beginInstance(of: rule.variables)
    let (premiseCount, equationCount) = (wayPremises.count, wayEquations.count)
    if match(theory.rulePremises[Int(rule.premises.lowerBound)], term, values) {
      for premise in rule.premises.dropFirst() {
        wayPremises.append(instance(of: theory.rulePremises[Int(premise)], values))
      }
      add(instance(of: rule.conclusion, values), observer)
    }
    wayPremises.cut(to: premiseCount)
    wayEquations.cut(to: equationCount)
    endInstance(values)
  }

  /// Matches a rule's premise with a term; where the term has an unbound variable against
  /// structure, the decision is left to an equation.
  private mutating func match(
    _ pattern: TermID, _ term: TermID, _ values: TemplateValues
  ) -> Bool {
    let term = resolve(term)
    if let variable = store.variable(pattern) {
      if let value = value(of: variable, values) {
        if !substitution.areIdentical(value, term, in: store) {
          wayEquations.append(Equation(left: value, right: term))
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
      wayEquations.append(Equation(left: instance(of: pattern, values), right: term))
      return true
    case .application(let head) where head == symbol:
      for position in 0..<store.arity(pattern)
      where
        !match(
          store.argument(position, of: pattern), store.argument(position, of: term), values)
      {
        return false
      }
      return true
    default: return false
    }
  }

  private mutating func append(_ term: TermID) {
    appendItem(
      Item(
        term: term, shape: shape(term), firstPremise: Int32(premises.count),
        premiseCount: Int32(wayPremises.count),
        firstEquation: Int32(equations.count), equationCount: Int32(wayEquations.count)))
    for index in wayPremises.indices { premises.append(wayPremises[index]) }
    for index in wayEquations.indices { equations.append(wayEquations[index]) }
  }
}
