// Invariants: comparisons of linear expressions with sums over the tables of one role.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  mutating func invariant(
    _ left: TermSyntax, _ relation: Relation, _ right: TermSyntax, of roleName: Identifier,
    unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    let role = role(named: roleName)
    scope = Scope()
    scope.role = role
    defer { scope = Scope() }
    // The sums come first: their entries say which free variables there are.
    let first = expression(left)
    let second = expression(right)
    for side in [left, right] { checkFreeVariables(of: side) }
    let elaborated = self.excuses(excuses)
    guard let role, let first, let second else { return nil }
    return ElaboratedGoal(
      goal: relation.invariant(first, second, of: role), excuses: elaborated,
      variables: scope.variables)
  }

  /// A name outside of the sums has a value only if an entry of a sum gives it one.
  private mutating func checkFreeVariables(of syntax: TermSyntax) {
    switch syntax {
    case .name(let name):
      guard let variable = scope.slots[name.text], !scope.bound.contains(variable) else { return }
      report(
        .notBound, "nothing gives `\(name.text)` a value", at: name.span,
        notes: ["a variable of an invariant stands in the entry of a sum"])
    case .arithmetic(_, let left, let right, _):
      checkFreeVariables(of: left)
      checkFreeVariables(of: right)
    case .negated(let operand, _): checkFreeVariables(of: operand)
    default: break
    }
  }
}

// MARK: - Expressions with sums

extension Elaborator {
  private mutating func expression(_ syntax: TermSyntax) -> TableExpression? {
    switch syntax {
    case .sum(let value, let entry, let table, let span):
      guard let sum = sum(value, entry, table, at: span) else { return nil }
      return TableExpression(linear: LinearTerm(constant: 0), sums: [sum])
    case .negated(let operand, let span):
      guard let value = expression(operand) else { return nil }
      return scaled(value, by: -1, at: span)
    case .arithmetic(let symbol, let left, let right, let span):
      let first = expression(left)
      let second = expression(right)
      guard let first, let second else { return nil }
      return combined(first, symbol, second, at: span)
    default:
      let place = TermPlace.eventPattern.with { $0.description = "an invariant" }
      return linear(syntax, place).map { TableExpression(linear: $0, sums: []) }
    }
  }

  private mutating func combined(
    _ left: TableExpression, _ symbol: ArithmeticOperator, _ right: TableExpression,
    at span: SourceSpan
  ) -> TableExpression? {
    switch symbol {
    case .add: return added(left, right, at: span)
    case .subtract:
      guard let negative = scaled(right, by: -1, at: span) else { return nil }
      return added(left, negative, at: span)
    case .multiply:
      if left.isConstant { return scaled(right, by: left.linear.constant, at: span) }
      if right.isConstant { return scaled(left, by: right.linear.constant, at: span) }
      report(
        .nonLinearArithmetic, "variables and sums cannot be multiplied with each other", at: span,
        notes: ["arithmetic is linear: one factor is a number"])
      return nil
    }
  }

  private mutating func added(
    _ left: TableExpression, _ right: TableExpression, at span: SourceSpan
  ) -> TableExpression? {
    guard let linear = overflowChecked(left.linear.adding(right.linear), at: span) else {
      return nil
    }
    return TableExpression(linear: linear, sums: left.sums + right.sums)
  }

  private mutating func scaled(
    _ value: TableExpression, by factor: Int, at span: SourceSpan
  ) -> TableExpression? {
    guard var linear = scaled(value.linear, by: factor, at: span) else { return nil }
    var sums: [TableSum] = []
    for var sum in value.sums where factor != 0 {
      let (coefficient, overflow) = sum.coefficient.multipliedReportingOverflow(by: factor)
      guard !overflow else {
        _ = overflowChecked(nil, at: span)
        return nil
      }
      sum.coefficient = coefficient
      sums.append(sum)
    }
    linear.summands.sort { $0.variable < $1.variable }
    return TableExpression(linear: linear, sums: sums)
  }
}

// MARK: - Sums

extension Elaborator {
  /// `sum(value for (t, …) in table)`: `?x` and `_` range over the entries, plain names are the
  /// property's.
  private mutating func sum(
    _ value: TermSyntax, _ entry: [ArgumentSyntax], _ name: Identifier, at span: SourceSpan
  ) -> TableSum? {
    let outer = scope.slots
    let firstOwn = scope.variables.count
    var ranging: Set<Variable> = []
    for binder in present(entry).flatMap(binders) {
      if outer[binder.text] != nil {
        report(
          .alreadyBound, "`\(binder.text)` is a variable of the whole invariant", at: binder.span,
          notes: ["choose another name for what ranges over the entries"])
      }
      ranging.insert(scope.add(binder.text, sort: columnSort(of: binder, entry, name), kind: .any))
    }
    for variable in ranging { setKind(of: variable) }
    scope.pending = ranging
    scope.bindersSeen = []
    let place = TermPlace.lookup.with {
      $0.names = .implicit
      $0.arithmetic = .refused
      $0.description = "an invariant"
    }
    let found = self.entry(entry, of: name, at: span, place)
    scope.pending = []
    let value = summedValue(value, over: name, ranging)
    // Plain names of the entry get their values from it.
    for term in found?.1 ?? [] { scope.bound.formUnion(Set(term.variables).subtracting(ranging)) }
    scope.slots = scope.slots.filter { !ranging.contains($0.value) }
    guard let (table, terms) = found, let value else { return nil }
    let hidden = (firstOwn..<scope.variables.count).map { Variable($0) }.filter {
      scope.variables[$0.index].isHidden
    }
    return TableSum(
      coefficient: 1, value: value, table: table, entry: terms,
      bound: (ranging.sorted() + hidden).sorted())
  }

  private mutating func setKind(of variable: Variable) {
    scope.variables[variable.index].kind = kind(of: scope.sort(of: variable))
  }

  /// The sort of a `?x` of an entry: its own, or that of the column that it stands in.
  private mutating func columnSort(
    of binder: Identifier, _ entry: [ArgumentSyntax], _ name: Identifier
  ) -> SortID {
    let sorts = tables[name.text]?.sorts ?? []
    for (index, column) in present(entry).enumerated() {
      guard case .bind(binder, let sort, _) = column else { continue }
      if let sort { return self.sort(named: sort) }
      return index < sorts.count ? sorts[index] : .message
    }
    return .message
  }

  /// What is added up, which is made of what ranges over the entries.
  private mutating func summedValue(
    _ syntax: TermSyntax, over name: Identifier, _ ranging: Set<Variable>
  ) -> LinearTerm? {
    var isFixed = false
    syntax.forEachSubterm { subterm in
      guard case .name(let name) = subterm else { return }
      if let variable = scope.slots[name.text], ranging.contains(variable) { return }
      isFixed = true
    }
    guard !isFixed else {
      report(
        .notBound, "what is added up has to range over the entries", at: syntax.span,
        notes: [
          "write `?x` in the entry for a value that ranges, as in "
            + "`sum(x for (_, ?x) in \(name.text))`"
        ])
      return nil
    }
    return linear(syntax, .eventPattern.with { $0.description = "an invariant" })
  }
}

extension TableExpression {
  fileprivate var isConstant: Bool { sums.isEmpty && linear.summands.isEmpty }
}

extension Relation {
  /// The comparison with the smaller side on the left.
  fileprivate func invariant(
    _ left: TableExpression, _ right: TableExpression, of role: RoleID
  ) -> PropertyGoal {
    switch self {
    case .equal: .invariant(left, .equal, right, role: role)
    case .notEqual: .invariant(left, .notEqual, right, role: role)
    case .less: .invariant(left, .less, right, role: role)
    case .lessOrEqual: .invariant(left, .lessOrEqual, right, role: role)
    case .greater: .invariant(right, .less, left, role: role)
    case .greaterOrEqual: .invariant(right, .lessOrEqual, left, role: role)
    }
  }
}
