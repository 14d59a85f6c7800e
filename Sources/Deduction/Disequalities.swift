// Disequalities: terms that must differ, for every value of some universal variables.
//
// A disequality is a conjunction of equations that must not hold together; universal variables
// in it stand for every value (`(V, _) not in T`, `E requires F` with existential variables). It
// is violated exactly if the equations can be solved by binding universal variables alone: then
// no choice of the other variables helps. Otherwise giving every unbound variable a different
// fresh value of its domain satisfies it (all domains but ℤ are infinite and without structure),
// so nothing has to be chosen now (Comon 1991 treats disunification in full). Differences that
// remain between integers become a clause for the arithmetic solver.

import ArithmeticConstraints
import Terms

struct Disequality {
  var firstPair: Int32
  var pairCount: Int32
  /// Variables from `firstUniversal` up to `endUniversal` are universal.
  var firstUniversal: Int32
  var endUniversal: Int32

  var universal: Range<Int32> { firstUniversal..<endUniversal }
}

/// Where a disequality under construction starts.
package struct DisequalityStart {
  fileprivate var pair: Int32
  fileprivate var variable: Int32
}

extension ConstraintSystem {
  /// Requires that the pairs are not all equal, whatever the variables in `universal` are.
  package mutating func requireDifferent(
    _ pairs: [(TermID, TermID)], universal: Range<Int32> = 0..<0
  ) {
    let start = beginDisequality()
    for (left, right) in pairs { addDifference(left, right) }
    endDisequality(start, universal: universal)
  }

  package mutating func requireDifferent(_ left: TermID, _ right: TermID) {
    let start = beginDisequality()
    addDifference(left, right)
    endDisequality(start)
  }

  /// Begins a disequality: variables made from here on are universal. Give it its pairs with
  /// `addDifference`, and end it before another begins.
  package func beginDisequality() -> DisequalityStart {
    DisequalityStart(
      pair: Int32(disequalityPairs.count), variable: Int32(substitution.variableCount))
  }

  package mutating func addDifference(_ left: TermID, _ right: TermID) {
    disequalityPairs.append(Equation(left: left, right: right))
  }

  package mutating func endDisequality(_ start: DisequalityStart) {
    endDisequality(start, universal: start.variable..<Int32(substitution.variableCount))
  }

  private mutating func endDisequality(_ start: DisequalityStart, universal: Range<Int32>) {
    disequalities.append(
      Disequality(
        firstPair: start.pair, pairCount: Int32(disequalityPairs.count) - start.pair,
        firstUniversal: universal.lowerBound, endUniversal: universal.upperBound))
  }

  /// Requires, before anything is supposed, that no two of these principals are equal: one list
  /// for the owners of hundreds of sessions, who would have a disequality for each two of them.
  package mutating func requireAllDifferent(_ principals: [TermID]) {
    differentPrincipals = principals
  }

  private func areAllDifferent() -> Bool {
    if differentPrincipals.isEmpty { return true }
    let sorted = differentPrincipals.map { resolve($0).index }.sorted()
    return !zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
  }

  /// Whether all disequalities, differentiations and integer constraints can still be met together.
  mutating func isConsistent() -> Bool {
    if !areDifferentiationsPossible() || !areAllDifferent() { return false }
    var index = 0
    while index < disequalities.count {
      if !isSatisfiable(disequalities[index]) { return false }
      index += 1
    }
    return isArithmeticSatisfiable()
  }

  private mutating func isSatisfiable(_ disequality: Disequality) -> Bool {
    let mark = substitution.mark
    var residue: [ArithmeticLiteral] = []
    var allEqual = true
    for offset in 0..<disequality.pairCount {
      let pair = disequalityPairs[Int(disequality.firstPair + offset)]
      if !matches(pair.left, pair.right, disequality.universal, &residue) {
        allEqual = false
        break
      }
    }
    substitution.undo(to: mark)
    if !allEqual { return true }
    if residue.isEmpty { return false }
    return require(ArithmeticClause(residue))
  }

  /// Unifies, binding universal variables only and treating all others as constants; integers
  /// that are not known to be equal go to `residue` as "different" literals.
  private mutating func matches(
    _ left: TermID, _ right: TermID, _ universal: Range<Int32>,
    _ residue: inout [ArithmeticLiteral]
  ) -> Bool {
    let a = resolve(left)
    let b = resolve(right)
    if a == b { return true }
    if let x = store.variable(a), universal.contains(x.index) {
      return takes(x, b, universal) && substitution.unify(a, b, in: store)
    }
    if let y = store.variable(b), universal.contains(y.index) {
      return takes(y, a, universal) && substitution.unify(b, a, in: store)
    }
    if let f = store.symbol(a), let g = store.symbol(b) {
      guard f == g else { return false }
      for position in 0..<store.arity(a) {
        let first = store.argument(position, of: a)
        let second = store.argument(position, of: b)
        if !matches(first, second, universal, &residue) { return false }
      }
      return true
    }
    guard isInteger(a), isInteger(b), let first = expression(of: a), let second = expression(of: b)
    else { return false }
    if first.constantValue != nil, second.constantValue != nil { return false }
    residue.append(ArithmeticLiteral(first, .notEqual, second))
    return true
  }

  /// Whether a universal variable takes whatever the term stands for: another variable must not
  /// be able to have a value that the universal one does not range over.
  private func takes(_ x: VariableID, _ term: TermID, _ universal: Range<Int32>) -> Bool {
    if let y = store.variable(term), !universal.contains(y.index) {
      return substitution.domainCovers(x, y)
    }
    return !substitution.occurs(x, in: term, store)
  }

  private func isInteger(_ term: TermID) -> Bool {
    switch store.head(term) {
    case .integer: true
    case .variable(let variable): substitution.domain(of: variable) == .integer
    default: false
    }
  }
}
