// What meets a claim: the right side of a correspondence as facts over the property's variables.

import ProtocolModel
import Terms

package struct Requirement: Sendable {
  package struct Alternative: Sendable {
    /// Its place among the alternatives of the property.
    var number: Int
    /// `happened` facts over the variables.
    var patterns: [ClauseTerm]
    /// Whether a pattern directly follows the one before it with `then`.
    var follows: [Bool]
  }
  var alternatives: [Alternative] = []
  /// Of the variables of the patterns: first the property's, then those that stand for occurrences.
  var domains: [Domain] = []
  /// The variables whose values a claim has, in its order.
  var claimed: [Int] = []
  /// How many terms follow whose reveal would excuse.
  var excuses = 0
  var isInjective = false
}

extension Translator {
  mutating func requirement() -> Requirement {
    var requirement = Requirement()
    let excuses = property.excuses.filter {
      if case .revealed(_, before: nil) = $0 { true } else { false }
    }
    guard case .correspondence(let trigger, let alternatives, let isInjective) = property.goal
    else {
      requirement.excuses = excuses.count
      return requirement
    }
    let claimed = Set(trigger.arguments.flatMap(\.variables).map(\.index))
    requirement.claimed = claimed.sorted()
    requirement.isInjective = isInjective
    requirement.excuses = excuses.count { excuse in
      guard case .revealed(let term, before: nil) = excuse else { return false }
      return term.variables.allSatisfy { claimed.contains($0.index) }
    }
    var environment = Environment(property.variables)
    var unification = Unification()
    for (index, variable) in property.variables.enumerated() {
      environment.values[index] = unification.add(domain(of: variable.kind), &terms)
    }
    for (number, chains) in alternatives.enumerated() {
      var patterns: [ClauseTerm] = []
      for pattern in chains.joined() {
        patterns.append(happened(pattern, &environment, &unification))
      }
      requirement.alternatives.append(
        Requirement.Alternative(
          number: number, patterns: patterns,
          follows: chains.flatMap { chain in chain.indices.map { $0 > 0 } }))
    }
    requirement.domains = unification.domains
    return requirement
  }

  private mutating func happened(
    _ pattern: EventPattern, _ environment: inout Environment, _ unification: inout Unification
  ) -> ClauseTerm {
    var arguments = terms(pattern.arguments, &environment, &unification)
    if tellsOccurrences {
      for domain in [Domain.everything, .session, .session] {
        arguments.append(unification.add(domain, &terms))
      }
    }
    return fact(
      "happened \(model.events[pattern.event.index].name)",
      .happened(identifiers: tellsOccurrences ? 3 : 0), arguments)
  }
}

extension Translator {
  mutating func leftSides() -> [ClauseTerm] {
    model.theory.rewriteRules.map { rule in
      let variables = (0..<rule.variableCount).map { number in
        VariableInfo(name: "_\(number)", sort: .message, kind: .any)
      }
      var environment = Environment(variables)
      var unification = Unification()
      return term(rule.left, &environment, &unification)
    }
  }
}
