// The six forms of properties.

import ProtocolLanguage

/// What a property says.
public struct Claim: Sendable {
  let form: PropertyForm
  var problems: [String] = []

  /// `secret T of R at s`: once a session of R has bound T's variables (and has been in s), the
  /// attacker never derives T.
  public static func secret(
    _ term: Term, of role: RoleName, at state: String? = nil
  ) -> Claim {
    Claim(
      form: .secret(
        term.unguarded, role: role.identifier, state: state.map { Identifier($0) }))
  }

  /// `guessable-safe T of R at s`: nor can it confirm a guess of T, whose sort is `guessable`.
  public static func guessableSafe(
    _ term: Term, of role: RoleName, at state: String? = nil
  ) -> Claim {
    Claim(
      form: .guessableSafe(
        term.unguarded, role: role.identifier, state: state.map { Identifier($0) }))
  }

  /// `hidden T of R from P`: all are honest, and nobody in role P can derive T from what it sees
  /// and knows.
  ///
  /// - Parameter underNetwork: the network is in the hands of an outsider; otherwise it only
  ///   delivers.
  public static func hidden(
    _ term: Term, of role: RoleName, from viewer: RoleName, underNetwork: Bool = false
  ) -> Claim {
    Claim(
      form: .hidden(
        term.unguarded, role: role.identifier, from: viewer.identifier,
        underNetwork: underNetwork))
  }

  /// `E requires F`: before every E there was an F with the same values.
  public static func every(
    _ event: Occurrence, requires history: some EventHistory
  ) -> Claim {
    Claim(
      form: .correspondence(event.syntax, injectively: false, history.history.alternatives))
  }

  /// `E requires injectively F`: and no F serves two E.
  public static func every(
    _ event: Occurrence, requiresInjectively history: some EventHistory
  ) -> Claim {
    Claim(form: .correspondence(event.syntax, injectively: true, history.history.alternatives))
  }

  /// `reachable E and F`: there is a run of honest principals with these events.
  public static func reachable(
    _ events: Occurrence..., underNetwork: Bool = false
  ) -> Claim {
    Claim(form: .reachable(events.map(\.syntax), underNetwork: underNetwork))
  }

  /// `invariant a <= b of R`: always true of the tables of every honest owner of R.
  ///
  /// - Parameter comparison: one comparison, not a combination of several.
  public static func invariant(_ comparison: Condition, of role: RoleName) -> Claim {
    if case .compare(let left, let relation, let right, _) = comparison.syntax {
      return Claim(form: .invariant(left, relation, right, role: role.identifier))
    }
    return Claim(
      form: .invariant(.integer(0, .none), .equal, .integer(0, .none), role: role.identifier),
      problems: ["an invariant is one comparison, not `\(comparison)`"])
  }
}
