// One path of a role's sessions: what has been received, checked, made and recorded on it, with
// the values of the role's variables as terms over the clause's.

import ProtocolModel
import Terms

struct Path {
  let role: RoleID
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

  init(_ role: RoleID, variables: Int, isRepeated: Bool, _ vocabulary: inout Vocabulary) {
    self.role = role
    values = Array(repeating: nil, count: variables)
    session = vocabulary.terms.variable(0)
    _ = unifier.add(.session)
    if isRepeated { point = newVariable(.session, &vocabulary) }
  }

  mutating func newVariable(_ domain: Domain, _ vocabulary: inout Vocabulary) -> ClauseTerm {
    vocabulary.terms.variable(Int(unifier.add(domain)))
  }

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

  /// What a new value on this path is a function of: the session, the point, and every other
  /// variable so far.
  func circumstances(_ vocabulary: inout Vocabulary) -> [ClauseTerm] {
    var cells: [Int32] = []
    for number in 0..<unifier.count {
      unifier.collectVariables(
        vocabulary.terms.variable(number), 0, vocabulary.terms, into: &cells)
    }
    return cells.sorted().map { vocabulary.terms.variable(Int($0)) }
  }
}

extension VariableKind {
  var isPrincipal: Bool {
    switch self {
    case .principal, .sorted(.principal): true
    case .any, .integer, .constant, .sorted: false
    }
  }
}
