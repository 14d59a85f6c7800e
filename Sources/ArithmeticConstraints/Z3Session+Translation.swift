// Clauses as Z3 terms. Z3 may free a term that nobody holds when the next one is made, so each
// is held from its creation until the clause is asserted.

import CZ3

extension Z3Session {
  /// Adds a clause to the solver's current level. A clause that overflowed cannot be said to Z3.
  func assert(_ clause: ArithmeticClause) {
    precondition(!clause.isOverflowed, "an overflowed clause has no translation")
    var scope = TermScope(self)
    let literals = clause.literals.map { scope.literal($0) }
    if let disjunction = scope.disjunction(literals) {
      z3.solver_assert(context, solver, disjunction)
    }
    scope.release()
    noteErrors()
  }

  /// The constant that stands for a variable; named by its number, so that two sessions that
  /// are told the same clauses see the same problem.
  func term(for variable: IntegerVariable) -> Z3_ast? {
    if let known = variables[variable] { return known }
    let symbol = z3.mk_int_symbol(context, variable.index)
    guard let term = z3.mk_const(context, symbol, integerSort) else { return nil }
    z3.inc_ref(context, term)
    variables[variable] = term
    return term
  }
}

/// Makes terms and holds them until `release`. After a failure every term is nil, and the
/// session notes Z3's error code.
private struct TermScope {
  private let session: Z3Session
  private let z3: CZ3Functions
  private let context: Z3_context
  private var held: [Z3_ast] = []

  init(_ session: Z3Session) {
    self.session = session
    self.z3 = session.z3
    self.context = session.context
  }

  func release() {
    for term in held { z3.dec_ref(context, term) }
  }

  private mutating func hold(_ term: Z3_ast?) -> Z3_ast? {
    if let term {
      z3.inc_ref(context, term)
      held.append(term)
    }
    return term
  }

  mutating func disjunction(_ literals: [Z3_ast?]) -> Z3_ast? {
    if literals.contains(nil) { return nil }
    return literals.count == 1
      ? literals[0] : hold(z3.mk_or(context, UInt32(literals.count), literals))
  }

  mutating func literal(_ literal: ArithmeticLiteral) -> Z3_ast? {
    guard let sum = sum(literal.expression), let zero = numeral(0) else { return nil }
    switch literal.comparison {
    case .lessOrEqual: return hold(z3.mk_le(context, sum, zero))
    case .less: return hold(z3.mk_lt(context, sum, zero))
    case .equal: return hold(z3.mk_eq(context, sum, zero))
    case .notEqual:
      return hold(z3.mk_eq(context, sum, zero)).flatMap { hold(z3.mk_not(context, $0)) }
    }
  }

  private mutating func sum(_ expression: LinearExpression) -> Z3_ast? {
    var summands: [Z3_ast?] = []
    for term in expression.terms { summands.append(product(term)) }
    if expression.constant != 0 || summands.isEmpty {
      summands.append(numeral(expression.constant))
    }
    if summands.contains(nil) { return nil }
    return summands.count == 1
      ? summands[0] : hold(z3.mk_add(context, UInt32(summands.count), summands))
  }

  private mutating func product(_ term: LinearExpression.Term) -> Z3_ast? {
    guard let variable = session.term(for: term.variable) else { return nil }
    if term.coefficient == 1 { return variable }
    guard let coefficient = numeral(term.coefficient) else { return nil }
    return hold(z3.mk_mul(context, 2, [coefficient, variable]))
  }

  private mutating func numeral(_ value: Int) -> Z3_ast? {
    hold(z3.mk_int64(context, Int64(value), session.integerSort))
  }
}
