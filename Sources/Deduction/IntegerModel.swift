// Concrete amounts for a trace.

import ArithmeticConstraints
import Terms

extension ConstraintSystem {
  /// Values of all unbound integer variables, by variable: the smallest from 1 on if they can all
  /// be that; nil if the solver gives up. Without constraints every amount is 1.
  package mutating func naturalIntegers() -> [VariableID: Int]? {
    var variables: [VariableID] = []
    for index in 0..<Int32(substitution.variableCount) {
      let variable = VariableID(index: index)
      if substitution.domain(of: variable) == .integer, !substitution.isBound(variable) {
        variables.append(variable)
      }
    }
    guard arithmetic.isActive else {
      return Dictionary(uniqueKeysWithValues: variables.map { ($0, 1) })
    }
    let names = variables.map { IntegerVariable($0.index) }
    guard let values = arithmetic.solver.naturalModel(for: names) else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(variables, values))
  }
}
