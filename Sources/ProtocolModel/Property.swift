// What must hold, against whom: the elaborated properties and threat models.

import Diagnostics
import Terms

// MARK: - Threats

/// `reveals T of R at s`: at any moment the attacker may take T from an honest session of R that
/// has bound T's variables and is at or past s.
package struct Reveal: Hashable, Sendable {
  package var term: Term
  package var role: RoleID
  package var state: StateID?
  package init(term: Term, role: RoleID, state: StateID?) {
    self.term = term
    self.role = role
    self.state = state
  }
}

/// Who the attacker is in one search. Properties with equal threats and scenarios share one.
package struct ThreatModel: Hashable, Sendable {
  /// The insecure channels that the attacker controls, ascending; `network` included if so.
  package var controls: [ChannelID]
  /// The roles in whose name dishonest principals may act, ascending; none: all are honest.
  package var plays: [RoleID]
  package var reveals: [Reveal]
  /// The network only delivers: nothing is injected, read, replayed or altered.
  package var onlyDelivers: Bool
  /// Principals play one role each: owners and partners of different roles differ (`hidden`).
  package var separatesRoles: Bool
  package init(
    controls: [ChannelID], plays: [RoleID], reveals: [Reveal], onlyDelivers: Bool,
    separatesRoles: Bool
  ) {
    self.controls = controls
    self.plays = plays
    self.reveals = reveals
    self.onlyDelivers = onlyDelivers
    self.separatesRoles = separatesRoles
  }
}

// MARK: - Properties

package struct EventPattern: Hashable, Sendable {
  package var event: EventID
  package var arguments: [Term]
  package init(event: EventID, arguments: [Term]) {
    self.event = event
    self.arguments = arguments
  }
}

package enum Excuse: Hashable, Sendable {
  case dishonest(Term)
  /// A reveal of this term that comes before the first matching event, or at any time if no
  /// event is named.
  case revealed(Term, before: EventPattern?)
}

/// `constant + Σ coefficient · variable + Σ coefficient · sum`, for invariants.
package struct TableExpression: Hashable, Sendable {
  package var linear: LinearTerm
  package var sums: [TableSum]
  package init(linear: LinearTerm, sums: [TableSum]) {
    self.linear = linear
    self.sums = sums
  }
}

/// `coefficient · sum(value for entry in table)`
package struct TableSum: Hashable, Sendable {
  package var coefficient: Int
  package var value: LinearTerm
  package var table: TableID
  /// Variables in `bound` range over the entries; the others are the property's.
  package var entry: [Term]
  package var bound: [Variable]
  package init(
    coefficient: Int, value: LinearTerm, table: TableID, entry: [Term], bound: [Variable]
  ) {
    self.coefficient = coefficient
    self.value = value
    self.table = table
    self.entry = entry
    self.bound = bound
  }
}

package enum PropertyGoal: Hashable, Sendable {
  /// Variables are those of the role; so are those of the excuses.
  case secret(Term, role: RoleID, state: StateID?)
  /// Like `secret`, and of a sort whose values can be tried: no guess of T can be confirmed.
  case guessableSafe(Term, role: RoleID, state: StateID?)
  /// The attacker is nobody: T is not derivable from the view of any owner of `from`.
  case hidden(Term, role: RoleID, from: RoleID)
  /// Alternatives of conjuncts of chains. Variables are the property's own; those that the
  /// trigger does not contain are existential.
  case correspondence(EventPattern, requires: [[[EventPattern]]], injective: Bool)
  /// All patterns are matched by events of one run.
  case reachable([EventPattern])
  case invariant(TableExpression, IntegerRelation, TableExpression, role: RoleID)
}

package enum ExpectedVerdict: String, Hashable, Sendable, CaseIterable {
  case proved, holds, witness, attack, unreachable, vacuous, unknown
}

package struct Property: Hashable, Sendable {
  package var name: String
  package var goal: PropertyGoal
  package var excuses: [Excuse]
  package var threat: ThreatModel
  package var scenario: Int
  package var expected: ExpectedVerdict?
  /// The property's own variables; empty for forms about a term of a role, which use the role's.
  package var variables: [VariableInfo]
  package var span: SourceSpan
  /// The goal as the user wrote it, on one line, for reports.
  package var text: String
  package init(
    name: String, goal: PropertyGoal, excuses: [Excuse], threat: ThreatModel, scenario: Int,
    expected: ExpectedVerdict?, variables: [VariableInfo], span: SourceSpan, text: String
  ) {
    self.name = name
    self.goal = goal
    self.excuses = excuses
    self.threat = threat
    self.scenario = scenario
    self.expected = expected
    self.variables = variables
    self.span = span
    self.text = text
  }
}
