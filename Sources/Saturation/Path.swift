// One path of a role's sessions: what has been received, checked, made and recorded on it, with
// the values of the role's variables as terms over the clause's.

import ProtocolModel
import Terms

/// What a step inserted into a table that did not have it, and that nothing is ever deleted from:
/// no other step of the same owner inserts the same.
struct UniqueKey {
  /// Keys can be compared if they are of the same columns of the same table, and the other columns
  /// take the same kinds of values.
  struct Kind: Hashable {
    var table: TableID
    var columns: [Int]
    var wildcards: [VariableKind]
  }
  var kind: Kind
  /// Which transition on which path.
  var step: Int
  /// The table's owner and the columns.
  var values: [ClauseTerm]
}

struct Path {
  let role: RoleID
  /// Where it has come to (docs/certificates.md, "Paths and places").
  var place: String
  var unifier = Unifier()
  /// The session's identifier.
  var session: ClauseTerm
  /// When the session entered this stretch; nil where it does so once.
  var point: ClauseTerm?
  /// By the role's variables; nil: unbound.
  var values: [ClauseTerm?]
  var hypotheses: [ClauseTerm] = []
  var constraints: [Disequality] = []
  var visited: Set<StateID> = []
  /// The variables whose values a claim or a reveal was last made for.
  var claimed: [ClauseTerm]?
  var revealed: [[ClauseTerm]?] = []
  /// The keys that steps of this stretch have been the first to insert.
  var keys: [UniqueKey] = []

  init(_ role: RoleID, from start: StateID, isRepeated: Bool, _ vocabulary: inout Vocabulary) {
    self.role = role
    let declared = vocabulary.model.roles[role.index]
    place = "\(declared.name):\(declared.states[start.index].name)"
    values = Array(repeating: nil, count: declared.variables.count)
    session = vocabulary.terms.variable(0)
    _ = unifier.add(.session)
    if isRepeated { point = newVariable(.session, &vocabulary) }
  }

  mutating func newVariable(_ domain: Domain, _ vocabulary: inout Vocabulary) -> ClauseTerm {
    vocabulary.terms.variable(Int(unifier.add(domain)))
  }

  /// What tells occurrences at one place apart.
  var occurrence: [ClauseTerm] { [session, point ?? session] }

  func owner(_ model: ProtocolModel) -> ClauseTerm? {
    values[model.roles[role.index].owner.index]
  }

  /// The other principals among the session's parameters.
  func partners(_ model: ProtocolModel) -> [ClauseTerm] {
    let role = model.roles[role.index]
    return role.parameters.dropFirst().filter {
      role.variables[$0.variable.index].kind.isPrincipal
    }.compactMap { values[$0.variable.index] }
  }

  /// The values of variables; nil if one is unbound.
  func values(of variables: [Variable]) -> [ClauseTerm]? {
    let found = variables.compactMap { values[$0.index] }
    return found.count == variables.count ? found : nil
  }

  mutating func unify(
    _ left: ClauseTerm, _ right: ClauseTerm, _ vocabulary: borrowing Vocabulary
  ) -> Bool {
    unifier.unify(left, 0, right, 0, vocabulary.terms)
  }

  /// What tells the values that are made at one place apart.
  var identifiers: [ClauseTerm] { [session] + (point.map { [$0] } ?? []) }

  /// The values that the role's variables have.
  var valuesSoFar: [ClauseTerm] { values.compactMap { $0 } }
}

extension VariableKind {
  var isPrincipal: Bool {
    switch self {
    case .principal, .sorted(.principal): true
    case .any, .integer, .constant, .sorted: false
    }
  }
}
