// How much the oracle looks at, and what it answers.

import ProtocolModel
import Terms

/// One session of a run: its role and the values of the role's parameters.
package struct OracleSession: Hashable, Sendable {
  package var role: RoleID
  package var parameters: [Term]
  package init(role: RoleID, parameters: [Term]) {
    self.role = role
    self.parameters = parameters
  }
}

/// A cast that is given instead of enumerated, as when a run that was found elsewhere is searched
/// for again.
package struct OracleCast: Hashable, Sendable {
  package var sessions: [OracleSession]
  package var dishonest: [String]
  package init(sessions: [OracleSession], dishonest: [String]) {
    self.sessions = sessions
    self.dishonest = dishonest
  }
}

package struct OracleBounds: Hashable, Sendable {
  /// Give up beyond this many states.
  package var states = 20_000
  /// Give up beyond this many transitions, whether they led to new states or not.
  package var steps = 60_000
  /// Give up beyond this many instances of one received pattern.
  package var instances = 400
  /// Give up beyond this many casts (which sessions, with which parameters).
  package var casts = 400
  /// Honest principals besides those that the model declares.
  package var honest = 2
  /// Dishonest principals, if the attacker plays anything.
  package var dishonest = 1
  /// Values that the attacker makes.
  package var inventions = 1
  /// Whether declared principals take part in sessions (they may, by S2.3).
  package var declaredTakePart = false
  /// Whether variables also range over what the attacker can compose for the patterns with which
  /// roles open what they received whole; so many instances of each.
  package var compositions = 0
  package var cast: OracleCast?
  /// Terms to add to what variables range over.
  package var extraTerms: [Term] = []
  /// Variables range over the extra terms (and their parts) only.
  package var onlyExtraTerms = false
  package init() {}
}

package enum OracleVerdict: Hashable, Sendable {
  /// A run of so many steps violates the property; none of fewer steps within the bounds does.
  case violated(steps: Int)
  /// A run reaches what `reachable` asks for.
  case witness
  case none(isTriggered: Bool)
  /// The bounds were too small to search everything that they describe.
  case tooLarge
}
