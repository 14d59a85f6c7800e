// The places of terms and conditions, which keep theirs inside their cases.

import Diagnostics

extension TermSyntax {
  package var span: SourceSpan {
    switch self {
    case .name(let name): name.span
    case .bind(_, _, let span), .wildcard(let span), .integer(_, let span), .apply(_, _, let span),
      .tuple(_, let span), .arithmetic(_, _, _, let span), .negated(_, let span),
      .sum(_, _, _, let span):
      span
    }
  }
}

extension ConditionSyntax {
  package var span: SourceSpan {
    switch self {
    case .compare(_, _, _, let span), .member(_, _, let span), .notMember(_, _, let span),
      .not(_, let span):
      span
    case .and(let left, let right), .or(let left, let right): left.span.joined(with: right.span)
    }
  }
}

extension OptionFormula {
  /// From the first option's name to the last one's.
  package var span: SourceSpan {
    switch self {
    case .option(let name): name.span
    case .not(let formula): formula.span
    case .and(let left, let right), .or(let left, let right): left.span.joined(with: right.span)
    }
  }
}
