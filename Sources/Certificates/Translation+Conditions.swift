// Conditions: their alternatives, and what each literal says about the values of a path (S3.4,
// S5.2). What is not kept only lets sessions do more.

import ProtocolModel
import Terms

extension Translator {
  /// The lists of actions that a transition stands for, in the order of their numbers: a condition
  /// `a or b` is one for each alternative.
  func alternatives(of transition: Transition) throws(TranslationRefusal) -> [[Action]] {
    var lists: [[Action]] = [[]]
    for action in transition.actions {
      var choices = [[action]]
      if case .require(let condition) = action {
        choices = try alternatives(of: condition).map { $0.map { .require($0) } }
      }
      lists = try product(lists, choices)
    }
    return lists
  }

  private func alternatives(
    of condition: Condition
  ) throws(TranslationRefusal) -> [[Condition]] {
    switch condition {
    case .any(let parts):
      var lists: [[Condition]] = []
      for part in parts { lists += try alternatives(of: part) }
      return lists
    case .all(let parts):
      var lists: [[Condition]] = [[]]
      for part in parts { lists = try product(lists, alternatives(of: part)) }
      return lists
    case .equal, .notEqual, .compare, .member, .notMember: return [[condition]]
    }
  }

  /// The first vary slowest.
  private func product<Element>(
    _ lists: [[Element]], _ choices: [[Element]]
  ) throws(TranslationRefusal) -> [[Element]] {
    guard lists.count * choices.count <= 4096 else {
      throw TranslationRefusal("a condition has too many alternatives")
    }
    return lists.flatMap { list in choices.map { list + $0 } }
  }

  /// False if the literal is never true.
  mutating func require(
    _ condition: Condition, _ position: Int, _ path: inout Path, _ step: inout Step
  ) -> Bool {
    switch condition {
    case .equal(let left, let right):
      let left = term(left, &path.environment, &path.unification)
      let right = term(right, &path.environment, &path.unification)
      return path.unification.unify(left, right, terms)
    case .notEqual(let left, let right):
      // With wildcards it says more than that two terms differ.
      guard path.environment.has(left.variables + right.variables) else { return true }
      let left = term(left, &path.environment, &path.unification)
      let right = term(right, &path.environment, &path.unification)
      path.constraints.append(Disequality(left, right))
      return true
    case .compare(let left, .equal, let right):
      guard let left = simple(left, &path), let right = simple(right, &path) else { return true }
      return path.unification.unify(left, right, terms)
    case .compare: return true
    case .member(let table, let columns):
      let columns = self.terms(columns, &path.environment, &path.unification)
      let fact = entry(table, owner(path), columns)
      step.hypotheses.append(
        Step.Hypothesis(fact: fact, position: position, table: table))
      return true
    case .notMember(let table, let columns):
      // Whatever was inserted may have been deleted; but see Translation+Keys.
      let hasValue = columns.map { path.environment.has($0.variables) }
      step.absences.append(
        Absence(table: table, columns: columns, hasValue: hasValue, position: position))
      return true
    case .all, .any: preconditionFailure("lists of actions have literals only")
    }
  }

  func owner(_ path: Path) -> ClauseTerm {
    guard let owner = path.environment.values[model.roles[path.role].owner.index] else {
      preconditionFailure("every state carries the parameters")
    }
    return owner
  }

  /// The value of an expression that is a variable or a constant; nil for sums, which are not
  /// followed.
  mutating func simple(_ value: LinearTerm, _ path: inout Path) -> ClauseTerm? {
    if value.summands.isEmpty { return terms.integer(value.constant) }
    guard value.constant == 0, value.summands.count == 1, value.summands[0].coefficient == 1
    else { return nil }
    return term(.variable(value.summands[0].variable), &path.environment, &path.unification)
  }
}
