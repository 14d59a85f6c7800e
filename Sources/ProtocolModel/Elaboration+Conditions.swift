// Conditions: into negation normal form, comparisons of integers apart from those of terms.
//
// The conjuncts of a `require` become one action each, which says the same and lets a look-up
// bind variables for the conjuncts after it. Below `or` (and below a negated `and`) nothing binds:
// which variables a transition has bound must not depend on the alternative taken.

import Diagnostics
import ProtocolLanguage
import Terms

extension ConditionSyntax {
  /// The same condition, or its negation, without `not`.
  fileprivate func normalised(negated: Bool = false) -> ConditionSyntax {
    switch self {
    case .compare(let left, let relation, let right, let span):
      return .compare(left, negated ? relation.negation : relation, right, span)
    case .member(let entry, let table, let span):
      return negated ? .notMember(entry, table: table, span) : self
    case .notMember(let entry, let table, let span):
      return negated ? .member(entry, table: table, span) : self
    case .not(let condition, _): return condition.normalised(negated: !negated)
    case .and(let left, let right):
      let (first, second) = (left.normalised(negated: negated), right.normalised(negated: negated))
      return negated ? .or(first, second) : .and(first, second)
    case .or(let left, let right):
      let (first, second) = (left.normalised(negated: negated), right.normalised(negated: negated))
      return negated ? .and(first, second) : .or(first, second)
    }
  }

  /// The conjuncts of a condition in normal form.
  fileprivate var conjuncts: [ConditionSyntax] {
    if case .and(let left, let right) = self { return left.conjuncts + right.conjuncts }
    return [self]
  }

  fileprivate var disjuncts: [ConditionSyntax] {
    if case .or(let left, let right) = self { return left.disjuncts + right.disjuncts }
    return [self]
  }
}

extension Relation {
  fileprivate var negation: Relation {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension Elaborator {
  /// The conditions of a `require`, in the order in which they are tested.
  mutating func requirements(_ condition: ConditionSyntax) -> [(action: Action, span: SourceSpan)] {
    var actions: [(action: Action, span: SourceSpan)] = []
    for conjunct in condition.normalised().conjuncts {
      work = TermWork()
      beginPattern(binders(in: conjunct))
      let elaborated = self.condition(conjunct, mayBind: true)
      endPattern()
      actions += work.before
      if let elaborated { actions.append((.require(elaborated), conjunct.span)) }
      actions += work.after
    }
    return actions
  }

  private mutating func condition(_ syntax: ConditionSyntax, mayBind: Bool) -> Condition? {
    switch syntax {
    case .compare(let left, let relation, let right, let span):
      return comparison(left, relation, right, at: span)
    case .member(let entry, let name, let span):
      let place = mayBind ? TermPlace.lookup : .entry.with { $0.description = "an alternative" }
      guard let (table, terms) = self.entry(entry, of: name, at: span, place) else { return nil }
      return .member(table, terms)
    case .notMember(let entry, let name, let span):
      let place = TermPlace.entry.with { $0.description = "`not in`, where nothing is found" }
      guard let (table, terms) = self.entry(entry, of: name, at: span, place) else { return nil }
      return .notMember(table, terms)
    case .and:
      return allOrNone(syntax.conjuncts.map { condition($0, mayBind: false) }).map(Condition.all)
    case .or:
      return allOrNone(syntax.disjuncts.map { condition($0, mayBind: false) }).map(Condition.any)
    case .not: preconditionFailure("a condition in negation normal form has no `not`")
    }
  }

  /// The columns of an entry, which is one of a table of this role.
  mutating func entry(
    _ arguments: [ArgumentSyntax], of name: Identifier, at span: SourceSpan, _ place: TermPlace
  ) -> (TableID, [Term])? {
    let columns = present(arguments)
    guard let table = table(named: name) else {
      for column in columns { _ = term(column, place) }
      return nil
    }
    if let role = scope.role, role != table.role {
      let owner = model.roles[table.role.index].name
      report(
        .foreignTable, "the table `\(name.text)` belongs to \(owner)", at: name.span,
        notes: ["only sessions of \(owner) read and change it"])
    }
    if columns.count != table.sorts.count {
      report(
        .wrongArgumentCount,
        "`\(name.text)` has \(counted(table.sorts.count, "column")); this has \(columns.count)",
        at: span)
    }
    guard let terms = terms(columns, table.sorts, place), columns.count == table.sorts.count
    else { return nil }
    return (table.id, terms)
  }
}

// MARK: - Comparisons

extension Elaborator {
  private mutating func comparison(
    _ left: TermSyntax, _ relation: Relation, _ right: TermSyntax, at span: SourceSpan
  ) -> Condition? {
    let isOfIntegers =
      left.isArithmetic || right.isArithmetic
      || sort(of: left) == .integer && sort(of: right) == .integer
    if isOfIntegers || relation.isOrder {
      let first = linear(left, .comparison)
      let second = linear(right, .comparison)
      guard let first, let second else { return nil }
      return relation.condition(first, second)
    }
    let place = TermPlace.comparison.with { $0.wildcards = relation == .notEqual }
    let first = sortedTerm(left, place, expecting: .message)
    let second = sortedTerm(right, place, expecting: .message)
    guard let first, let second else { return nil }
    if !agree(first.sort, second.sort) {
      let sorts = (name(of: first.sort), name(of: second.sort))
      report(
        .sortMismatch, "\(sorts.0) is compared with \(sorts.1), which it never equals", at: span)
    }
    if let role = scope.role {
      termSpans.record(first.term, at: left.span, in: role)
      termSpans.record(second.term, at: right.span, in: role)
    }
    let isEqual = relation == .equal
    return isEqual ? .equal(first.term, second.term) : .notEqual(first.term, second.term)
  }
}

extension Relation {
  fileprivate var isOrder: Bool { self != .equal && self != .notEqual }

  /// The comparison of two integers, with the smaller side on the left.
  func condition(_ left: LinearTerm, _ right: LinearTerm) -> Condition {
    switch self {
    case .equal: .compare(left, .equal, right)
    case .notEqual: .compare(left, .notEqual, right)
    case .less: .compare(left, .less, right)
    case .lessOrEqual: .compare(left, .lessOrEqual, right)
    case .greater: .compare(right, .less, left)
    case .greaterOrEqual: .compare(right, .lessOrEqual, left)
    }
  }
}
