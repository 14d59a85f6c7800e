// Terms. One concrete type for all of them, literals included, so that expressions check fast:
// operators have no generic overloads to try. A name is resolved only at elaboration, as in a
// text; handles such as `Message` save the compiler's help for what is declared once.

import ProtocolLanguage

/// A term, or a pattern for terms.
///
/// A string literal is a name (a variable, a principal, a constant), an integer literal a number.
/// Names that are used often are best kept in constants: `let price: Term = "price"`.
public struct Term: Sendable {
  var syntax: TermSyntax
  var guardFormula: OptionFormula?

  init(_ syntax: TermSyntax, when guardFormula: OptionFormula? = nil) {
    self.syntax = syntax
    self.guardFormula = guardFormula
  }

  /// What has this name: a variable, a principal or a constant.
  public init(_ name: String) { self.init(.name(Identifier(name))) }

  /// `_`: any term, ignored.
  public static let any = Term(.wildcard(.none))

  /// This term of a list where the options say so: `V when payeeInPI`.
  public func when(_ options: some OptionGuard) -> Term {
    Term(syntax, when: guardFormula.and(options.formula))
  }

  /// The variable with its sort, for parameters of roles and for `Fresh`.
  public func of(_ sort: Sort) -> Parameter {
    Parameter(ParameterSyntax(name: name, sort: Identifier(sort.name)))
  }
}

extension Term: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral name: String) { self.init(name) }

  public init(integerLiteral value: Int) {
    let magnitude = TermSyntax.integer(Int(clamping: value.magnitude), .none)
    self.init(value < 0 ? .negated(magnitude, .none) : magnitude)
  }
}

extension Term: CustomStringConvertible {
  /// As the language writes it.
  public var description: String { argument.written }
}

extension Term {
  /// Where a guard may follow.
  var argument: ArgumentSyntax { ArgumentSyntax(syntax, when: guardFormula) }

  /// Where none may; elaboration says so.
  var unguarded: TermSyntax { guardFormula == nil ? syntax : .tuple([argument], .none) }

  /// Where only a name may stand. Anything else is no name when it is read back.
  var name: Identifier {
    if case .name(let name) = syntax, guardFormula == nil { name } else { Identifier(description) }
  }

  static func apply(_ name: String, _ arguments: [Term]) -> Term {
    Term(.apply(Identifier(name), arguments.arguments, .none))
  }
}

extension [Term] {
  var arguments: [ArgumentSyntax] { map(\.argument) }
}

/// `?variable`: takes whatever stands here in a pattern, and remembers it.
///
/// - Parameter sort: what is accepted, where the place does not say it: `?n: Int`.
public func bind(_ variable: Term, _ sort: Sort? = nil) -> Term {
  let name = Term(variable.syntax).name
  return Term(
    .bind(name, sort: sort.map { Identifier($0.name) }, .none), when: variable.guardFormula)
}

/// `(a, b, …)`: a tuple, nested to the right. A single element is itself.
public func tuple(_ elements: Term...) -> Term {
  elements.count == 1 ? elements[0] : Term(.tuple(elements.arguments, .none))
}

/// `sum(a for (V, ?a) in captured)`: over the entries that match; only in invariants.
public func sum(_ term: Term, for entry: Term..., in table: Table) -> Term {
  Term(
    .sum(
      term.unguarded, entry: entry.arguments, table: Identifier(table.name), .none))
}

// MARK: - Arithmetic

extension Term {
  public static func + (left: Term, right: Term) -> Term { arithmetic(.add, left, right) }
  public static func - (left: Term, right: Term) -> Term { arithmetic(.subtract, left, right) }
  public static func * (left: Term, right: Term) -> Term { arithmetic(.multiply, left, right) }
  public static prefix func - (operand: Term) -> Term { Term(.negated(operand.unguarded, .none)) }

  private static func arithmetic(
    _ symbol: ArithmeticOperator, _ left: Term, _ right: Term
  ) -> Term {
    Term(.arithmetic(symbol, left.unguarded, right.unguarded, .none))
  }
}
