// The sentences of the executability check.

import Diagnostics
import Terms

extension TransitionCheck {
  private var name: String { role.role.name }

  private func span(of term: Term, _ action: SourceSpan) -> SourceSpan {
    role.spans.span(of: term, within: action, in: role.id)
  }

  // MARK: - Building and comparing

  func cannotBuild(_ piece: Term, at action: SourceSpan) -> Diagnostic {
    Diagnostic(
      .cannotBuild, "\(name) cannot build `\(text(piece))`: nothing it received contains it",
      at: span(of: piece, action), label: "needed here", notes: [remedy(for: piece)])
  }

  func cannotCompare(_ piece: Term, at action: SourceSpan) -> Diagnostic {
    Diagnostic(
      .cannotCheck,
      "\(name) cannot compare with `\(text(piece))`: nothing it received contains it",
      at: span(of: piece, action), label: "needed here", notes: [remedy(for: piece)])
  }

  /// How a role comes to have a term.
  private func remedy(for piece: Term) -> String {
    switch piece {
    case .variable: return "let a message that \(name) receives carry it"
    default:
      let parameters = Set(role.role.parameters.map(\.variable))
      var wildcards = text
      for variable in piece.variables where !parameters.contains(variable) {
        wildcards.aliases[variable] = "_"
      }
      return "let a message that \(name) receives carry it, or write `knows \(wildcards(piece))`"
    }
  }

  // MARK: - Reading

  func cannotRead(_ part: Term, _ reading: PatternReading, at action: SourceSpan) -> Diagnostic {
    let missing = reading.missing(for: part)
    let opens = opens(part, reading) || missing.isUnknown(to: self)
    let reason =
      switch missing {
      case .term(let piece): lacks(piece)
      case .content(let piece) where opens:
        "nothing undoes `\(head(of: part))`, and \(lacks(piece)) to compare"
      case .content(let piece): lacks(piece)
      case .secretKey(let key): "it does not have the secret key that belongs to `\(text(key))`"
      }
    return Diagnostic(
      opens ? .cannotOpen : .cannotCheck,
      "\(name) cannot \(opens ? "open" : "check") `\(text(part))`: \(reason)",
      at: span(of: part, action),
      notes: [
        opens
          ? "bind it whole with `?c`, to forward it or to open it later with `match c as …`"
          : "bind it with `?x` to take it unchecked, or let \(name) learn what is missing first"
      ])
  }

  /// Whether the pattern wants something out of the part.
  private func opens(_ part: Term, _ reading: PatternReading) -> Bool {
    part.variables.contains {
      !bound.contains($0) && !free.contains($0) && !reading.reaches($0)
    }
  }

  private func lacks(_ piece: Term) -> String {
    if case .variable(let variable) = piece, isHidden(variable) {
      return "it does not have what `_` stands for"
    }
    return "it does not have `\(text(piece))`"
  }

  func cannotExtract(
    _ variable: Variable, from pattern: Term, at action: SourceSpan
  ) -> Diagnostic {
    let value = Term.variable(variable)
    return Diagnostic(
      .cannotOpen, "\(name) cannot get `\(text(value))` out of `\(text(pattern))`",
      at: span(of: value, action), notes: ["write `_` for what is only checked"])
  }

  private func head(of term: Term) -> String {
    guard case .apply(let symbol, _) = term else { return text(term) }
    return role.theory.signature[symbol].name
  }

  func cannotUndo(_ pattern: Term, at action: SourceSpan) -> Diagnostic {
    let part = pattern.computedPart(role.rules, given: bound) ?? pattern
    return Diagnostic(
      .cannotOpen,
      "\(name) cannot open `\(text(part))`: the equations compute it, and nothing "
        + "says what from", at: span(of: part, action),
      notes: ["bind the value with `?x`, and compare it once the rest is bound"])
  }
}

extension MissingPiece {
  /// Whether it is a wildcard: then the part is to be opened, not compared.
  fileprivate func isUnknown(to check: TransitionCheck) -> Bool {
    switch self {
    case .term(.variable(let variable)), .content(.variable(let variable)):
      check.isHidden(variable)
    default: false
    }
  }
}

extension Term {
  /// A part with a symbol of the equations in which something is unbound.
  fileprivate func computedPart(_ rules: [RewriteRule], given bound: Set<Variable>) -> Term? {
    guard case .apply(let symbol, let arguments) = self else { return nil }
    if rules.contains(where: { $0.head == symbol }) {
      return bound.isSuperset(of: variables) ? nil : self
    }
    return arguments.firstResult { $0.computedPart(rules, given: bound) }
  }
}
