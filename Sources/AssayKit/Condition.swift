// Conditions of `Require`, and the comparison of an invariant.

import ProtocolLanguage

/// Something that is true or false when a role asks: a comparison, a look into a table, or a
/// combination of these by `&&`, `||` and `!`.
public struct Condition: Sendable {
  var syntax: ConditionSyntax
}

extension Condition: CustomStringConvertible {
  /// As the language writes it.
  public var description: String { syntax.written }
}

extension Condition {
  public static func && (left: Condition, right: Condition) -> Condition {
    Condition(syntax: .and(left.syntax, right.syntax))
  }

  public static func || (left: Condition, right: Condition) -> Condition {
    Condition(syntax: .or(left.syntax, right.syntax))
  }

  /// `not …`; of a look into a table, `not in`.
  public static prefix func ! (operand: Condition) -> Condition {
    if case .member(let columns, let table, let span) = operand.syntax {
      return Condition(syntax: .notMember(columns, table: table, span))
    }
    return Condition(syntax: .not(operand.syntax, .none))
  }
}

extension Term {
  public static func == (left: Term, right: Term) -> Condition { compare(left, .equal, right) }
  public static func != (left: Term, right: Term) -> Condition { compare(left, .notEqual, right) }
  public static func < (left: Term, right: Term) -> Condition { compare(left, .less, right) }
  public static func <= (left: Term, right: Term) -> Condition {
    compare(left, .lessOrEqual, right)
  }
  public static func > (left: Term, right: Term) -> Condition { compare(left, .greater, right) }
  public static func >= (left: Term, right: Term) -> Condition {
    compare(left, .greaterOrEqual, right)
  }

  private static func compare(_ left: Term, _ relation: Relation, _ right: Term) -> Condition {
    Condition(syntax: .compare(left.unguarded, relation, right.unguarded, .none))
  }
}
