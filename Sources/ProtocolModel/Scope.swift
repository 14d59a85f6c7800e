// A scope of variables (a role, a property, an equation), and what a place in the source allows
// a term to do.

import Diagnostics
import Terms

struct Scope {
  /// The role whose transitions are read; nil elsewhere.
  var role: RoleID?
  var variables: [VariableInfo] = []
  /// The variables that the source names.
  var slots: [String: Variable] = [:]
  /// What is bound where the current term stands.
  var bound: Set<Variable> = []
  /// What the current pattern binds, by a `?` anywhere in it.
  var pending: Set<Variable> = []
  /// Those of `pending` whose `?` was read already.
  var bindersSeen: Set<Variable> = []
  /// What the current transition has computed so far: one sum is one value wherever it stands, so
  /// that it is plain to see that an event and a message say the same.
  var sums: [LinearTerm: Variable] = [:]
  /// A state that no path reaches: nothing is known about what is bound there.
  var isUnreachable = false

  /// Adds a variable that the source does not name.
  mutating func addHidden(_ letter: String = "", sort: SortID, kind: VariableKind) -> Variable {
    let variable = Variable(variables.count)
    variables.append(VariableInfo(name: "_\(letter)\(variable.index)", sort: sort, kind: kind))
    return variable
  }

  mutating func add(_ name: String, sort: SortID, kind: VariableKind) -> Variable {
    let variable = Variable(variables.count)
    variables.append(VariableInfo(name: name, sort: sort, kind: kind))
    slots[name] = variable
    return variable
  }

  func sort(of variable: Variable) -> SortID { variables[variable.index].sort }
}

/// What goes with a term: actions before it (fresh randomness, arithmetic) and conditions after
/// it (arithmetic and hidden keys of a pattern).
struct TermWork {
  var before: [(action: Action, span: SourceSpan)] = []
  var after: [(action: Action, span: SourceSpan)] = []
}

/// What a place allows.
struct TermPlace {
  enum Names { case bound, declared, implicit }
  enum Randomness { case fresh, wildcard, refused }
  enum Arithmetic { case define, constrain, refused }
  /// `principal`: `pk(_)` in `knows` is the key of every principal. `secretKey`: x is the key.
  enum UnsortedKey { case refused, principal, secretKey }
  /// `bound`: variables that are bound here. `declared`: any variable of the scope. `implicit`:
  /// an unknown name is a new variable.
  var names: Names
  /// Whether `?x` is allowed.
  var binds = false
  /// Whether `_` is allowed.
  var wildcards = false
  /// Whether `inverse(k)` is allowed as the key of a signature.
  var inverse = false
  /// What `pk(x)` means if nothing is known about x.
  var unsortedKey: UnsortedKey = .refused
  var randomness: Randomness
  var arithmetic: Arithmetic
  /// The code of a name that nothing has.
  var unknownName: DiagnosticCode = .unknownName
  /// Completes "… is not allowed in".
  var description: String

  /// A term that a role builds.
  static let built = TermPlace(
    names: .bound, randomness: .fresh, arithmetic: .define, description: "a term that is built")
  /// What `receive` and `match` compare with.
  static let pattern = TermPlace(
    names: .bound, binds: true, wildcards: true, inverse: true, randomness: .wildcard,
    arithmetic: .constrain, description: "a pattern")
  /// The columns after `in`.
  static let lookup = TermPlace(
    names: .bound, binds: true, wildcards: true, randomness: .wildcard, arithmetic: .define,
    description: "a look-up")
  /// The columns after `delete` and `not in`.
  static let entry = TermPlace(
    names: .bound, wildcards: true, randomness: .wildcard, arithmetic: .define,
    description: "a table entry")
  static let comparison = TermPlace(
    names: .bound, randomness: .refused, arithmetic: .define, description: "a comparison")
  static let knowledge = TermPlace(
    names: .bound, wildcards: true, unsortedKey: .principal, randomness: .refused,
    arithmetic: .refused, description: "`knows`")
  /// Terms over the variables of a role outside of its transitions.
  static let roleTerm = TermPlace(
    names: .declared, randomness: .refused, arithmetic: .refused, description: "a property")
  /// The arguments of an event in a property.
  static let eventPattern = TermPlace(
    names: .implicit, wildcards: true, randomness: .refused, arithmetic: .refused,
    description: "a property")
  static let equation = TermPlace(
    names: .implicit, unsortedKey: .secretKey, randomness: .refused, arithmetic: .refused,
    description: "an equation")

  func with(_ change: (inout TermPlace) -> Void) -> TermPlace {
    var copy = self
    change(&copy)
    return copy
  }
}
