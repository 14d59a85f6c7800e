// The instances of a pattern that somebody can derive.

import ProtocolModel
import Terms

/// Enumerates the instances of patterns that somebody can derive: an instance is known, or its
/// parts are derivable. Variables that nothing else has bound range over given values.
final class InstanceSearch {
  private let deduction: Deduction
  private let known: Set<Ground>
  private let order: [Ground]
  private let kinds: [VariableInfo]
  private let limit: Int
  private let values: (Variable) -> [Ground]
  private let check: (Ground) -> Bool
  private var found: [Environment] = []
  private var seen: Set<Environment> = []
  private(set) var wasCut = false

  init(
    deduction: Deduction, known: Set<Ground>, order: [Ground], kinds: [VariableInfo], limit: Int,
    values: @escaping (Variable) -> [Ground], check: @escaping (Ground) -> Bool
  ) {
    self.deduction = deduction
    self.known = known
    self.order = order
    self.kinds = kinds
    self.limit = limit
    self.values = values
    self.check = check
  }

  func instances(of patterns: [Term], from environment: Environment) -> [Environment] {
    solve(patterns, variables: [], environment)
    return found
  }

  /// Compound patterns first, so that variables are bound by what is known before they range
  /// over the values; the order of the goals does not change the set of solutions.
  private func solve(_ goals: [Term], variables: [Variable], _ environment: Environment) {
    if wasCut { return }
    guard let goal = goals.last else { return choose(variables, environment) }
    let rest = Array(goals.dropLast())
    if let ground = deduction.terms.build(goal, environment) {
      if check(ground) { solve(rest, variables: variables, environment) }
      return
    }
    switch goal {
    case .name, .integer: break
    case .variable(let variable): solve(rest, variables: variables + [variable], environment)
    case .apply(let symbol, let arguments):
      for term in order {
        var extended = environment
        if deduction.terms.match(goal, term, &extended, kinds) {
          solve(rest, variables: variables, extended)
        }
      }
      if deduction.terms.signature[symbol].isPublic {
        solve(rest + arguments, variables: variables, environment)
      }
    }
  }

  private func choose(_ variables: [Variable], _ environment: Environment) {
    if wasCut { return }
    guard let variable = variables.last else { return record(environment) }
    let rest = Array(variables.dropLast())
    if let value = environment[variable.index] {
      if check(value) { choose(rest, environment) }
      return
    }
    for value in values(variable) {
      var extended = environment
      extended[variable.index] = value
      choose(rest, extended)
    }
  }

  private func record(_ environment: Environment) {
    guard seen.insert(environment).inserted else { return }
    found.append(environment)
    if found.count > limit { wasCut = true }
  }
}
