// What a clause's variable ranges over (docs/certificates.md, "Words"). Domains are closed under
// intersection, so that terms which unify have a most general unifier.

import Terms

package enum Domain: Hashable, Sendable {
  /// Every term.
  case everything
  /// Every term but a dishonest principal.
  case other
  case principal
  case honest
  case dishonest
  /// Honest principals that own sessions of the role with this number.
  case role(Int)
  case integer
  /// Public constants of a sort.
  case constant(SortID)
  /// Terms of a sort, in a typed model.
  case sort(SortID)
  /// Identifiers of sessions and points of a run.
  case session

  /// What lies in both; nil if nothing does.
  package func meet(_ other: Domain) -> Domain? {
    if self == other { return self }
    return narrowed(to: other) ?? other.narrowed(to: self)
  }

  /// The narrower of the two, if that is `other` or what is left of it.
  private func narrowed(to other: Domain) -> Domain? {
    switch (self, other) {
    case (_, .session): nil
    case (.everything, _): other
    case (.other, .principal), (.other, .honest): .honest
    case (.other, .role), (.other, .integer), (.other, .constant), (.other, .sort): other
    case (.principal, .honest), (.principal, .dishonest), (.principal, .role): other
    case (.honest, .role): other
    case (.sort(let sort), .constant(let constant)): sort == constant ? other : nil
    default: nil
    }
  }

  package func contains(_ other: Domain) -> Bool { meet(other) == other }

  /// Whether everybody knows all that lies in it.
  package var isPublic: Bool {
    switch self {
    case .principal, .honest, .dishonest, .role, .integer, .constant: true
    case .everything, .other, .sort, .session: false
    }
  }

  /// Whether the applications of a symbol lie in it.
  package func contains(_ symbol: ClauseSymbol) -> Bool {
    switch self {
    case .everything: true
    case .other: symbol.kind != .principal(isDishonest: true)
    case .principal:
      symbol.kind == .principal(isDishonest: true) || symbol.kind == .principal(isDishonest: false)
    case .honest, .role: symbol.kind == .principal(isDishonest: false)
    case .dishonest: symbol.kind == .principal(isDishonest: true)
    case .integer, .session: false
    case .constant(let sort): symbol.kind == .constant && symbol.result == sort
    case .sort(let sort):
      symbol.result == sort && symbol.kind != .principal(isDishonest: true)
        && symbol.kind != .principal(isDishonest: false)
    }
  }
}
