// Concrete amounts for a trace.

import ArithmeticConstraints
import Terms

extension ConstraintSystem {
  /// The smallest values of all unbound integer variables, by variable; nil if the solver gives
  /// up. Without constraints every amount is 0.
  package mutating func smallestIntegers() -> [VariableID: Int]? {
    var variables: [VariableID] = []
    for index in 0..<Int32(substitution.variableCount) {
      let variable = VariableID(index: index)
      if substitution.domain(of: variable) == .integer, !substitution.isBound(variable) {
        variables.append(variable)
      }
    }
    guard arithmetic.isActive else {
      return Dictionary(uniqueKeysWithValues: variables.map { ($0, 0) })
    }
    let names = variables.map { IntegerVariable($0.index) }
    guard let values = arithmetic.solver.smallestModel(for: names) else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(variables, values))
  }
}
