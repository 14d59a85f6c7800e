// The syntax tree of an `.spdl` file, the input language of the Scyther tool: what was written,
// after macros were put in place (they are syntactic, and later ones replace earlier ones). Names
// are not resolved here, because a macro means whatever its names mean where it is used.
//
// The language is described in the Scyther manual, chapter "Input language", and in C. Cremers
// and S. Mauw, Operational Semantics and Verification of Security Protocols, Springer 2012.

import Diagnostics
import ProtocolLanguage

package indirect enum SpdlTerm: Hashable, Sendable {
  case name(Identifier)
  /// `f(t, …)`, which is the same term as `{t, …}f`.
  case apply(Identifier, [SpdlTerm], SourceSpan)
  /// `{t, …}key`
  case encrypt([SpdlTerm], SpdlTerm, SourceSpan)
  /// Two or more elements; nested to the right.
  case tuple([SpdlTerm], SourceSpan)

  package var span: SourceSpan {
    switch self {
    case .name(let name): name.span
    case .apply(_, _, let span), .encrypt(_, _, let span), .tuple(_, let span): span
    }
  }
}

package enum SpdlEventKind: Hashable, Sendable {
  case send(label: Identifier, from: SpdlTerm, to: SpdlTerm, [SpdlTerm])
  case receive(label: Identifier, from: SpdlTerm, to: SpdlTerm, [SpdlTerm])
  /// `match(pattern, term)`, `not match(pattern, term)`
  case match(SpdlTerm, SpdlTerm, isNegated: Bool)
  case claim(label: Identifier?, role: SpdlTerm, kind: Identifier, [SpdlTerm])
}

package struct SpdlEvent: Hashable, Sendable {
  package var kind: SpdlEventKind
  package var span: SourceSpan
}

package enum SpdlDeclarationKind: Hashable, Sendable {
  case constants([Identifier], type: Identifier?, isSecret: Bool)
  case fresh([Identifier], type: Identifier?)
  case variables([Identifier], types: [Identifier])
  case functions([Identifier], isSecret: Bool)
  case userTypes([Identifier])
  case inverseKeys(SpdlTerm, SpdlTerm)
  case inverseKeyFunctions(SpdlTerm, SpdlTerm)
  case compromised([SpdlTerm])
  case untrusted([SpdlTerm])
  /// `knows …`: Scyther only warns by it.
  case knows([SpdlTerm])
}

package struct SpdlDeclaration: Hashable, Sendable {
  package var kind: SpdlDeclarationKind
  package var span: SourceSpan
}

package enum SpdlRoleItem: Hashable, Sendable {
  case event(SpdlEvent)
  case declaration(SpdlDeclaration)
}

package struct SpdlRole: Hashable, Sendable {
  package var name: Identifier
  package var items: [SpdlRoleItem]
}

package struct SpdlProtocol: Hashable, Sendable {
  package var name: Identifier
  package var roleNames: [Identifier]
  package var declarations: [SpdlDeclaration]
  package var roles: [SpdlRole]

  /// `@name`: takes part in runs, but nobody's partner in a claim.
  package var isHelper: Bool { name.text.hasPrefix("@") }
}

package struct SpdlFile: Hashable, Sendable {
  /// Global declarations; all names are declared before any protocol is read.
  package var declarations: [SpdlDeclaration] = []
  package var protocols: [SpdlProtocol] = []
}
