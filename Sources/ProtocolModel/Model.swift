// The elaborated model of one protocol under one set of options: what the engines, the replayer
// and the oracle read. Names are resolved, `when` is decided, sugar is gone:
//
// - `aenc(m, k)` has its randomness as a third argument: a hidden fresh variable where a role
//   builds it, a hidden wildcard in a pattern.
// - `_` is a hidden variable of its own.
// - arithmetic inside a term is a hidden variable and a `define` action (or a condition).
// - the elements of a `send` or `receive` are one right-nested tuple.
// - terms are in normal form; transitions that use symbols of declared equations are split into
//   their finite variants (see Variants).
//
// In a pattern an unbound variable binds and a bound one compares: elaboration has checked that
// this is what the `?` in the source says.

import Diagnostics
import Terms

package struct RoleID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int
  @inlinable package init(_ index: Int) { self.index = index }
  @inlinable package static func == (left: RoleID, right: RoleID) -> Bool {
    left.index == right.index
  }
}
package struct StateID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int
  @inlinable package init(_ index: Int) { self.index = index }
  @inlinable package static func == (left: StateID, right: StateID) -> Bool {
    left.index == right.index
  }
}
package struct TableID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int
  @inlinable package init(_ index: Int) { self.index = index }
  @inlinable package static func == (left: TableID, right: TableID) -> Bool {
    left.index == right.index
  }
}
package struct ChannelID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int
  @inlinable package init(_ index: Int) { self.index = index }
  @inlinable package static func == (left: ChannelID, right: ChannelID) -> Bool {
    left.index == right.index
  }
  /// The insecure channel that every model has.
  package static let network = ChannelID(0)
}
package struct EventID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int
  @inlinable package init(_ index: Int) { self.index = index }
  @inlinable package static func == (left: EventID, right: EventID) -> Bool {
    left.index == right.index
  }
}

/// Which values a variable may take.
package enum VariableKind: Hashable, Sendable {
  /// Any term.
  case any
  /// Integers only.
  case integer
  /// Names of principals only.
  case principal
  /// Public constants of this sort only (parameters that are neither principals nor integers).
  case constant(SortID)
  /// Terms of this sort only (every variable of a model that says `typed`).
  case sorted(SortID)
}

package struct VariableInfo: Hashable, Sendable {
  /// The name in the source; hidden variables have names that start with `_`.
  package var name: String
  package var sort: SortID
  package var kind: VariableKind
  package var isHidden: Bool { name.hasPrefix("_") }
  package init(name: String, sort: SortID, kind: VariableKind) {
    self.name = name
    self.sort = sort
    self.kind = kind
  }
}

// MARK: - Roles

/// A linear expression: `constant + Σ coefficient · variable`.
package struct LinearTerm: Hashable, Sendable {
  package var constant: Int
  /// Each variable once, in the order of the variables; no coefficient is zero.
  package var summands: [Summand]
  package struct Summand: Hashable, Sendable {
    package var coefficient: Int
    package var variable: Variable
    package init(coefficient: Int, variable: Variable) {
      self.coefficient = coefficient
      self.variable = variable
    }
  }
  package init(constant: Int, summands: [Summand] = []) {
    self.constant = constant
    self.summands = summands
  }
}

package enum IntegerRelation: Hashable, Sendable {
  case equal, notEqual, less, lessOrEqual
}

/// A condition in negation normal form.
package indirect enum Condition: Hashable, Sendable {
  /// All variables are bound, except that those of a `notEqual` may be wildcards: then no value
  /// of the wildcards makes the sides equal.
  case equal(Term, Term)
  case notEqual(Term, Term)
  case compare(LinearTerm, IntegerRelation, LinearTerm)
  /// Some entry of the owner's table matches; unbound variables bind (lookup).
  case member(TableID, [Term])
  /// No entry of the owner's table matches; unbound variables are wildcards.
  case notMember(TableID, [Term])
  case all([Condition])
  case any([Condition])
}

package enum Action: Hashable, Sendable {
  /// At most one per transition, and the first action. `from` is nil on the network and where
  /// any sender will do; otherwise a pattern for the sending principal.
  case receive(Term, over: ChannelID, from: Term?)
  /// `pattern` is matched with a term that is built from bound variables.
  case match(Term, pattern: Term)
  case fresh(Variable)
  /// Binds an integer variable to the value of an expression.
  case define(Variable, LinearTerm)
  case require(Condition)
  case event(EventID, [Term])
  case insert(TableID, [Term])
  /// Removes every entry that matches; unbound variables are wildcards.
  case delete(TableID, [Term])
  /// `to` is nil on insecure channels only.
  case send(Term, over: ChannelID, to: Term?)
}

/// One atomic step of a role. Its actions happen in this order, all or none.
package struct Transition: Hashable, Sendable {
  package var source: StateID
  package var target: StateID
  package var actions: [Action]
  /// Where each action stands in the source (hidden actions: where their term stands).
  package var spans: [SourceSpan]
  /// Where the transition stands in the source.
  package var span: SourceSpan
  package init(
    source: StateID, target: StateID, actions: [Action], spans: [SourceSpan], span: SourceSpan
  ) {
    self.source = source
    self.target = target
    self.actions = actions
    self.spans = spans
    self.span = span
  }
}

package struct RoleState: Hashable, Sendable {
  package var name: String
  /// The variables bound on every path into this state, in ascending order; all others are
  /// unbound there.
  package var bound: [Variable]
  package init(name: String, bound: [Variable]) {
    self.name = name
    self.bound = bound
  }
}

package struct Parameter: Hashable, Sendable {
  package var variable: Variable
  /// The role that this partner plays, as in `vendor V`; nil for the owner and for other values.
  package var partnerRole: RoleID?
  package init(variable: Variable, partnerRole: RoleID?) {
    self.variable = variable
    self.partnerRole = partnerRole
  }
}

package struct Role: Hashable, Sendable {
  package var name: String
  /// The first parameter is the owner.
  package var parameters: [Parameter]
  /// Pairs of parameters that denote different principals.
  package var distinct: [DistinctPair]
  package var variables: [VariableInfo]
  /// Terms over the parameters and over hidden variables, which stand for every value
  /// (`knows pan(_, I)`).
  package var knows: [Term]
  package var states: [RoleState]
  package var initial: StateID
  package var transitions: [Transition]
  package var span: SourceSpan

  package struct DistinctPair: Hashable, Sendable {
    package var first: Variable
    package var second: Variable
    package init(_ first: Variable, _ second: Variable) {
      self.first = first
      self.second = second
    }
  }

  package init(
    name: String, parameters: [Parameter], distinct: [DistinctPair], variables: [VariableInfo],
    knows: [Term], states: [RoleState], initial: StateID, transitions: [Transition],
    span: SourceSpan
  ) {
    self.name = name
    self.parameters = parameters
    self.distinct = distinct
    self.variables = variables
    self.knows = knows
    self.states = states
    self.initial = initial
    self.transitions = transitions
    self.span = span
  }

  package var owner: Variable { parameters[0].variable }
}

// MARK: - Declarations

package struct SortInfo: Hashable, Sendable {
  package var name: String
  package var isGuessable: Bool
  package init(name: String, isGuessable: Bool) {
    self.name = name
    self.isGuessable = isGuessable
  }
}

package enum ChannelSecurity: String, Hashable, Sendable {
  case insecure, authentic, confidential, secure
}

package struct Channel: Hashable, Sendable {
  package var name: String
  package var security: ChannelSecurity
  /// Nil for `network`, which everyone uses.
  package var endpoints: Endpoints?
  package struct Endpoints: Hashable, Sendable {
    package var first: RoleID
    package var second: RoleID
    package init(_ first: RoleID, _ second: RoleID) {
      self.first = first
      self.second = second
    }
    /// The role at the other end.
    package func opposite(_ role: RoleID) -> RoleID { role == first ? second : first }
  }
  package init(name: String, security: ChannelSecurity, endpoints: Endpoints?) {
    self.name = name
    self.security = security
    self.endpoints = endpoints
  }
}

package struct Table: Hashable, Sendable {
  package var name: String
  package var columns: [String]
  package var role: RoleID
  package init(name: String, columns: [String], role: RoleID) {
    self.name = name
    self.columns = columns
    self.role = role
  }
}

package struct EventInfo: Hashable, Sendable {
  package var name: String
  package var arity: Int
  package init(name: String, arity: Int) {
    self.name = name
    self.arity = arity
  }
}

package struct PrincipalInfo: Hashable, Sendable {
  package var name: String
  /// Nil: both are searched.
  package var isHonest: Bool?
  package init(name: String, isHonest: Bool?) {
    self.name = name
    self.isHonest = isHonest
  }
}

/// How many sessions are searched at most.
package struct Scenario: Hashable, Sendable {
  package var name: String
  /// Sessions per role, by role index.
  package var counts: [Int]
  /// At most this many sessions altogether.
  package var total: Int?
  /// How often one session may take one transition; matters only for roles with loops.
  package var loops: Int
  package init(name: String, counts: [Int], total: Int?, loops: Int) {
    self.name = name
    self.counts = counts
    self.total = total
    self.loops = loops
  }
}

// MARK: - The model

package struct ProtocolModel: Hashable, Sendable {
  package var name: String
  /// The configuration's name; nil for the model with all options off that names none.
  package var configuration: String?
  /// The options that are on, in the order of their declaration.
  package var options: [String]
  /// All declared options, in order.
  package var declaredOptions: [String]
  package var sorts: [SortInfo]
  package var signature: Signature
  package var theory: Theory
  package var isTyped: Bool
  package var principals: [PrincipalInfo]
  package var channels: [Channel]
  package var tables: [Table]
  package var events: [EventInfo]
  package var roles: [Role]
  package var properties: [Property]
  package var scenarios: [Scenario]

  package init(
    name: String, configuration: String?, options: [String], declaredOptions: [String],
    sorts: [SortInfo], signature: Signature, theory: Theory, isTyped: Bool,
    principals: [PrincipalInfo], channels: [Channel], tables: [Table], events: [EventInfo],
    roles: [Role], properties: [Property], scenarios: [Scenario]
  ) {
    self.name = name
    self.configuration = configuration
    self.options = options
    self.declaredOptions = declaredOptions
    self.sorts = sorts
    self.signature = signature
    self.theory = theory
    self.isTyped = isTyped
    self.principals = principals
    self.channels = channels
    self.tables = tables
    self.events = events
    self.roles = roles
    self.properties = properties
    self.scenarios = scenarios
  }
}
