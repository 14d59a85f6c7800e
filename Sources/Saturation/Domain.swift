// What a clause's variable ranges over. Domains are closed under intersection, so two terms that
// unify have a most general unifier: the domain of a variable is the intersection of those that
// it has to lie in.
//
// Domains only narrow clauses. Leaving one wider than necessary is always sound
// (docs/saturation.md, "What a proof means").

import ProtocolModel
import Terms

package struct Domain: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// Any message.
    case any
    /// Any message but a dishonest principal.
    case notDishonest
    case integer
    case principal
    case honest
    case dishonest
    /// Honest principals that play one role (only where principals play one role each).
    case role
    /// Public constants of a sort.
    case constant
    /// Terms of a sort, neither `Principal` nor `Int` nor `Message`.
    case sorted
    /// Session identifiers and points of the run: in no message.
    case session
  }
  package let kind: Kind
  /// The role or the sort.
  package let index: Int32

  package init(_ kind: Kind, _ index: Int32 = 0) {
    self.kind = kind
    self.index = index
  }

  package static let any = Domain(.any)
  package static let notDishonest = Domain(.notDishonest)
  package static let integer = Domain(.integer)
  package static let principal = Domain(.principal)
  package static let honest = Domain(.honest)
  package static let dishonest = Domain(.dishonest)
  package static let session = Domain(.session)
}

extension Domain {
  /// The intersection; nil if it is empty.
  func meet(_ other: Domain) -> Domain? {
    if self == other { return self }
    // The wider kind first.
    let (a, b) = kind.rawValue <= other.kind.rawValue ? (self, other) : (other, self)
    switch (a.kind, b.kind) {
    case (_, .session): return nil
    case (.any, _): return b
    case (.notDishonest, .principal): return .honest
    case (.notDishonest, .dishonest): return nil
    case (.notDishonest, _): return b
    case (.principal, .honest), (.principal, .dishonest), (.principal, .role): return b
    case (.honest, .role): return b
    case (.constant, .sorted): return a.index == b.index ? a : nil
    default: return nil
    }
  }

  func contains(_ other: Domain) -> Bool { meet(other) == other }

  /// Whether everybody knows each of its values.
  var isPublic: Bool {
    switch kind {
    case .integer, .principal, .honest, .dishonest, .role, .constant: true
    case .any, .notDishonest, .sorted, .session: false
    }
  }

  /// Whether terms with this symbol lie in it.
  func accepts(_ symbol: SymbolRecord) -> Bool {
    switch kind {
    case .any: true
    case .notDishonest: symbol.honesty != .dishonest
    case .integer, .session: false
    case .principal: symbol.kind == .principal
    case .honest, .role: symbol.kind == .principal && symbol.honesty != .dishonest
    case .dishonest: symbol.kind == .principal && symbol.honesty == .dishonest
    case .constant: symbol.isConstant && symbol.result.index == index
    case .sorted: symbol.kind != .principal && symbol.result.index == index
    }
  }
}

/// A symbol as clauses use it: those of the signature, and what the translation adds.
package struct SymbolRecord: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Of the model's signature.
    case function
    /// A named principal.
    case principal
    /// A constant of a sort that is no symbol of the signature.
    case constant
    /// Values that a session made at one place.
    case fresh
    /// Values that the attacker made.
    case own
    /// Where an event stands.
    case place
    /// What facts start with.
    case predicate(Predicate)
  }
  package enum Honesty: Hashable, Sendable { case honest, dishonest }

  package var name: String
  package var kind: Kind
  package var arity: Int
  package var result: SortID
  /// Of a named principal.
  package var honesty: Honesty?
  /// How many arguments determine the others: of a value the first (the session and, where the
  /// place can be met again, the point), of a fact the last.
  package var identifiers = 0
  /// A tuple or a message: equivalent to its arguments.
  package var isData = false
  /// A function that the attacker cannot apply.
  package var isPrivate = false
  /// A public constant of its sort: what a parameter may denote.
  package var isConstant = false
}

/// What a fact says.
package enum Predicate: Hashable, Sendable {
  case knows
  case sees
  /// What is put together from a guess.
  case tests
  case message
  case entry
  case at
  /// An event that something derives.
  case event
  /// An event that a clause's user has had: never selected.
  case happened
  /// An event before which others have to happen: nothing follows from it.
  case link
  case claim
  case violated
}
