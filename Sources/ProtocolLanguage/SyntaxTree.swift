// The syntax tree of an `.assay` file: what the user wrote, before any meaning is given to it.
//
// Nodes are plain values with the span they were read from. Comments stay attached to the
// declarations, transitions and actions they stand beside, so that the formatter loses none.
// Terms, conditions and events are not resolved here: a name may turn out to be a variable, a
// constant or a misspelling only when the model is elaborated.

import Diagnostics

/// A name as written, with its place.
package struct Identifier: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan
  package init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// Comments that belong to a node: whole lines before it (`//` or `///`, marker included; an
/// empty string is a blank line) and one at the end of its (first) line. A comment in the middle
/// of a node is kept as one of the lines before it.
package struct Comments: Hashable, Sendable {
  package var leading: [String] = []
  package var trailing: String?
  /// Whether a blank line stood before the node (and before its leading comments).
  package var blankLineBefore = false
  package init() {}
}

// MARK: - Option formulas

/// A Boolean combination of options, as after `when`.
package indirect enum OptionFormula: Hashable, Sendable {
  case option(Identifier)
  case not(OptionFormula)
  case and(OptionFormula, OptionFormula)
  case or(OptionFormula, OptionFormula)
}

// MARK: - Terms

package indirect enum TermSyntax: Hashable, Sendable {
  /// `?x` or `?x: Sort`
  case bind(Identifier, sort: Identifier?, SourceSpan)
  /// `x`: a variable, a constant, a principal or an enum value.
  case name(Identifier)
  /// `_`
  case wildcard(SourceSpan)
  case integer(Int, SourceSpan)
  /// `f(t, …)`
  case apply(Identifier, [ArgumentSyntax], SourceSpan)
  /// `(t, …)` with two or more elements, or one guarded element
  case tuple([ArgumentSyntax], SourceSpan)
  /// `a + b`, `a - b`, `a * b`
  case arithmetic(ArithmeticOperator, TermSyntax, TermSyntax, SourceSpan)
  /// `-a`
  case negated(TermSyntax, SourceSpan)
  /// `sum(a for (V, ?a) in captured)`; only in invariants
  case sum(TermSyntax, entry: [ArgumentSyntax], table: Identifier, SourceSpan)
}

package enum ArithmeticOperator: String, Sendable { case add = "+", subtract = "-", multiply = "*" }

/// A term in a list, with the guard that may follow it: `V when payeeInPI`.
package struct ArgumentSyntax: Hashable, Sendable {
  package var term: TermSyntax
  package var guardFormula: OptionFormula?
  package init(_ term: TermSyntax, when guardFormula: OptionFormula? = nil) {
    self.term = term
    self.guardFormula = guardFormula
  }
}

// MARK: - Conditions

package indirect enum ConditionSyntax: Hashable, Sendable {
  case compare(TermSyntax, Relation, TermSyntax, SourceSpan)
  /// `(V, tid) in charged`, `(V, ?amount) in charged`; `x in seen` for one column
  case member([ArgumentSyntax], table: Identifier, SourceSpan)
  case notMember([ArgumentSyntax], table: Identifier, SourceSpan)
  case not(ConditionSyntax, SourceSpan)
  case and(ConditionSyntax, ConditionSyntax)
  case or(ConditionSyntax, ConditionSyntax)
}

package enum Relation: String, Hashable, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

// MARK: - Roles

package struct ActionSyntax: Hashable, Sendable {
  package var kind: ActionKind
  package var guardFormula: OptionFormula?
  package var span: SourceSpan
  package var comments: Comments
  package init(
    _ kind: ActionKind, when guardFormula: OptionFormula? = nil, at span: SourceSpan,
    comments: Comments = Comments()
  ) {
    self.kind = kind
    self.guardFormula = guardFormula
    self.span = span
    self.comments = comments
  }
}

package enum ActionKind: Hashable, Sendable {
  /// `receive p, q over c from X`: the elements form one message, a right-nested tuple.
  case receive([ArgumentSyntax], channel: Identifier?, from: TermSyntax?)
  /// `send t, u over c to X`
  case send([ArgumentSyntax], channel: Identifier?, to: TermSyntax?)
  /// `fresh n: Nonce, k: Key`
  case fresh([FreshSyntax])
  /// `let x = t`
  case define(Identifier, TermSyntax)
  /// `match t as p`
  case match(TermSyntax, as: TermSyntax)
  case require(ConditionSyntax)
  case event(EventSyntax)
  /// `insert (V, tid) into charged`
  case insert([ArgumentSyntax], table: Identifier)
  /// `delete (V, _) from charged`
  case delete([ArgumentSyntax], table: Identifier)
}

package struct FreshSyntax: Hashable, Sendable {
  package var name: Identifier
  package var sort: Identifier?

  package init(_ name: Identifier, sort: Identifier? = nil) {
    self.name = name
    self.sort = sort
  }
}

/// `Name(t, …)`
package struct EventSyntax: Hashable, Sendable {
  package var name: Identifier
  package var arguments: [ArgumentSyntax]
  package var span: SourceSpan
  package init(_ name: Identifier, _ arguments: [ArgumentSyntax], at span: SourceSpan) {
    self.name = name
    self.arguments = arguments
    self.span = span
  }
}

package struct TransitionSyntax: Hashable, Sendable {
  package var source: Identifier
  package var target: Identifier
  package var guardFormula: OptionFormula?
  package var actions: [ActionSyntax]
  package var span: SourceSpan
  package var comments: Comments
  /// Comments after the last action, before the closing brace.
  package var closingComments: [String]

  package init(
    source: Identifier, target: Identifier, when guardFormula: OptionFormula? = nil,
    actions: [ActionSyntax] = [], at span: SourceSpan, comments: Comments = Comments(),
    closingComments: [String] = []
  ) {
    self.source = source
    self.target = target
    self.guardFormula = guardFormula
    self.actions = actions
    self.span = span
    self.comments = comments
    self.closingComments = closingComments
  }
}

/// `C`, `vendor V`, `price: Int`: the first parameter of a role is its owner.
package struct ParameterSyntax: Hashable, Sendable {
  /// The lower-case role name before a partner: `vendor` in `vendor V`.
  package var partnerRole: Identifier?
  package var name: Identifier
  package var sort: Identifier?

  package init(partnerRole: Identifier? = nil, name: Identifier, sort: Identifier? = nil) {
    self.partnerRole = partnerRole
    self.name = name
    self.sort = sort
  }
}

package struct RoleSyntax: Hashable, Sendable {
  package var name: Identifier
  package var parameters: [ParameterSyntax]
  /// `distinct A, B`: these parameters denote different principals.
  package var distinct: [Identifier]
  package var guardFormula: OptionFormula?
  package var knows: [ArgumentSyntax]
  package var transitions: [TransitionSyntax]
  /// Comments after the last transition, before the closing brace.
  package var closingComments: [String]

  package init(
    _ name: Identifier, parameters: [ParameterSyntax] = [], distinct: [Identifier] = [],
    when guardFormula: OptionFormula? = nil, knows: [ArgumentSyntax] = [],
    transitions: [TransitionSyntax] = [], closingComments: [String] = []
  ) {
    self.name = name
    self.parameters = parameters
    self.distinct = distinct
    self.guardFormula = guardFormula
    self.knows = knows
    self.transitions = transitions
    self.closingComments = closingComments
  }
}

// MARK: - Attackers

package struct RevealSyntax: Hashable, Sendable {
  package var term: TermSyntax
  package var role: Identifier
  package var state: Identifier?
  package var span: SourceSpan

  package init(_ term: TermSyntax, role: Identifier, state: Identifier? = nil, at span: SourceSpan)
  {
    self.term = term
    self.role = role
    self.state = state
    self.span = span
  }
}

/// `attacker { controls network; plays Customer, Vendor; reveals sk(B) of Bank at asking }`
package struct AttackerSyntax: Hashable, Sendable {
  package var controls: [Identifier]
  package var plays: [Identifier]
  package var reveals: [RevealSyntax]
  package var span: SourceSpan

  package init(
    controls: [Identifier] = [], plays: [Identifier] = [], reveals: [RevealSyntax] = [],
    at span: SourceSpan
  ) {
    self.controls = controls
    self.plays = plays
    self.reveals = reveals
    self.span = span
  }
}

// MARK: - Properties

package enum PropertyForm: Hashable, Sendable {
  /// `secret T of R at s`
  case secret(TermSyntax, role: Identifier, state: Identifier?)
  /// `guessable-safe T of R at s`
  case guessableSafe(TermSyntax, role: Identifier, state: Identifier?)
  /// `hidden T of R from P under network`
  case hidden(TermSyntax, role: Identifier, from: Identifier, underNetwork: Bool)
  /// `E requires injectively F and G or H then K`: alternatives of conjuncts of chains; the
  /// events of a chain (`F then G`) happen in that order.
  case correspondence(EventSyntax, injectively: Bool, [[[EventSyntax]]])
  /// `reachable E and F under network`
  case reachable([EventSyntax], underNetwork: Bool)
  /// `invariant a <= b of Bank`: of the tables of every honest owner of that role
  case invariant(TermSyntax, Relation, TermSyntax, role: Identifier)
}

package enum ExcuseSyntax: Hashable, Sendable {
  case dishonest(TermSyntax, SourceSpan)
  case revealed(TermSyntax, before: EventSyntax?, SourceSpan)
}

/// `expect attack when F`, `expect attack unless F` (which expects the opposite when F).
package struct ExpectationSyntax: Hashable, Sendable {
  package var verdict: Identifier
  package var condition: Condition?
  package var span: SourceSpan
  package enum Condition: Hashable, Sendable {
    case when(OptionFormula)
    case unless(OptionFormula)
  }

  package init(_ verdict: Identifier, condition: Condition? = nil, at span: SourceSpan) {
    self.verdict = verdict
    self.condition = condition
    self.span = span
  }
}

package struct PropertySyntax: Hashable, Sendable {
  package var name: Identifier
  package var guardFormula: OptionFormula?
  package var form: PropertyForm
  package var excuses: [ExcuseSyntax]
  /// `with attacker { … }`: replaces the model's attacker for this property.
  package var attacker: AttackerSyntax?
  /// `within small`: the scenario to search, `default` if absent.
  package var scenario: Identifier?
  package var expectations: [ExpectationSyntax]

  package init(
    _ name: Identifier, when guardFormula: OptionFormula? = nil, form: PropertyForm,
    excuses: [ExcuseSyntax] = [], attacker: AttackerSyntax? = nil, scenario: Identifier? = nil,
    expectations: [ExpectationSyntax] = []
  ) {
    self.name = name
    self.guardFormula = guardFormula
    self.form = form
    self.excuses = excuses
    self.attacker = attacker
    self.scenario = scenario
    self.expectations = expectations
  }
}

// MARK: - Declarations

package struct FieldSyntax: Hashable, Sendable {
  package var name: Identifier
  package var sort: Identifier
  package var guardFormula: OptionFormula?

  package init(_ name: Identifier, sort: Identifier, when guardFormula: OptionFormula? = nil) {
    self.name = name
    self.sort = sort
    self.guardFormula = guardFormula
  }
}

package enum ChannelKind: String, Hashable, Sendable, CaseIterable {
  case insecure, authentic, confidential, secure
}

package enum Visibility: Hashable, Sendable { case publicFunction, privateFunction }

package struct ScenarioCount: Hashable, Sendable {
  package var count: Int
  package var role: Identifier

  package init(count: Int, role: Identifier) {
    self.count = count
    self.role = role
  }
}

package enum DeclarationKind: Hashable, Sendable {
  case include(path: String)
  case option(Identifier)
  case sort(Identifier, guessable: Bool)
  case enumeration(Identifier, values: [Identifier])
  /// `function f(A, B): C private`; a constant has no parentheses
  case function(Identifier, parameters: [Identifier], result: Identifier, Visibility)
  /// `equation dec(enc(x, k), k) = x`
  case equation(TermSyntax, TermSyntax)
  /// `principal Authority honest`; nil: honesty is searched
  case principal(Identifier, honest: Bool?)
  /// A tagged constructor, or with `tuple` an untagged one.
  case message(Identifier, [FieldSyntax], tagged: Bool)
  case channel(Identifier, ChannelKind, between: Identifier, Identifier)
  case table(Identifier, [FieldSyntax], of: Identifier)
  /// `deterministic aenc`
  case deterministicEncryption
  /// `typed`: messages respect the declared sorts
  case typed
  /// `unchecked`: nobody asks whether roles can do what they say
  case unchecked
  case role(RoleSyntax)
  case attacker(AttackerSyntax)
  case property(PropertySyntax)
  case configuration(Identifier, options: [Identifier])
  /// `scenario default { 2 Customer, 1 Bank, at most 3, loops 2 }`
  case scenario(Identifier, [ScenarioCount], atMost: Int?, loops: Int?)
}

package struct Declaration: Hashable, Sendable {
  package var kind: DeclarationKind
  /// `when` after declarations other than roles and properties, which keep theirs inside.
  package var guardFormula: OptionFormula?
  package var span: SourceSpan
  package var comments: Comments

  package init(
    _ kind: DeclarationKind, when guardFormula: OptionFormula? = nil, at span: SourceSpan,
    comments: Comments = Comments()
  ) {
    self.kind = kind
    self.guardFormula = guardFormula
    self.span = span
    self.comments = comments
  }
}

/// One parsed file. `protocolName` is nil in a file that is only meant to be included.
package struct SyntaxTree: Hashable, Sendable {
  package var protocolName: Identifier?
  /// Comments before `protocol`.
  package var header: Comments
  package var declarations: [Declaration]
  /// Comments after the last declaration.
  package var closingComments: [String]
  package var span: SourceSpan

  package init(
    protocolName: Identifier? = nil, header: Comments = Comments(), declarations: [Declaration],
    closingComments: [String] = [], at span: SourceSpan
  ) {
    self.protocolName = protocolName
    self.header = header
    self.declarations = declarations
    self.closingComments = closingComments
    self.span = span
  }
}
