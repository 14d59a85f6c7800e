// Who may take part in a run: principals, sessions and their parameters, and the scenario
// (rules S2, S3.1, S7.2, S8.1, S9).

import ProtocolModel
import Terms

/// Checks what a trace says before its first step.
struct SessionRules {
  let model: ProtocolModel
  let trace: Trace
  /// Nil for the honest run.
  let property: Property?
  let dishonest: Set<String>

  init(_ model: ProtocolModel, _ trace: Trace, _ property: Property?) {
    self.model = model
    self.trace = trace
    self.property = property
    let isSearched = !Self.everyoneIsHonest(trace.threat, property)
    let declared = model.principals.filter { $0.isHonest == false }.map(\.name)
    dishonest = Set(trace.dishonest).union(isSearched ? declared : [])
  }

  /// Honest runs, `hidden` and `reachable` have honest principals only; so has every run if the
  /// attacker plays no role.
  private static func everyoneIsHonest(_ threat: ThreatModel, _ property: Property?) -> Bool {
    switch property?.goal {
    case nil, .hidden, .reachable: true
    default: threat.plays.isEmpty
    }
  }

  func check() throws(Refusal) {
    try checkThreat()
    try checkPrincipals()
    for session in trace.sessions.indices { try checkSession(session) }
    if trace.threat.separatesRoles { try checkSeparation() }
    if let property {
      try checkScenario(property.scenario)
    } else {
      try checkHonestSessions()
    }
  }

  // MARK: Threat and principals

  private func checkThreat() throws(Refusal) {
    if let property {
      guard trace.threat == property.threat else {
        throw Refusal("the trace's threat is not that of property `\(property.name)`")
      }
    } else if !trace.threat.onlyDelivers {
      throw Refusal("in the honest run the network only delivers")
    }
  }

  private func checkPrincipals() throws(Refusal) {
    if let name = trace.dishonest.first, Self.everyoneIsHonest(trace.threat, property) {
      throw Refusal("\(name) is dishonest, but here every principal is honest")
    }
    for principal in model.principals
    where principal.isHonest == true && trace.dishonest.contains(principal.name) {
      throw Refusal("\(principal.name) is declared honest")
    }
  }

  // MARK: One session

  private func checkSession(_ index: Int) throws(Refusal) {
    let session = trace.sessions[index]
    guard let role = model.roles.at(session.role.index) else {
      throw Refusal("session \(index + 1) has a role that the model does not have")
    }
    let label = "session \(index + 1) (\(role.name))"
    guard session.parameters.count == role.parameters.count else {
      throw Refusal("\(label) has \(session.parameters.count) parameters")
    }
    var values: Bindings = [:]
    for (parameter, value) in zip(role.parameters, session.parameters) {
      guard role.variables[parameter.variable.index].takesAsParameter(value, model.signature) else {
        throw Refusal("\(label) has a parameter \(model.signature.text(value)) of another sort")
      }
      values[parameter.variable] = value
    }
    for pair in role.distinct where values[pair.first] == values[pair.second] {
      throw Refusal("\(label) has equal parameters that its role declares distinct")
    }
    try checkHonesty(session, label)
  }

  private func checkHonesty(_ session: TraceSession, _ label: String) throws(Refusal) {
    guard let owner = session.parameters[0].principalName, !dishonest.contains(owner) else {
      throw Refusal("\(label) is not owned by an honest principal")
    }
    // Where nobody is dishonest, a declaration makes nobody so (S2.1).
    if trace.threat.plays.isEmpty { return }
    let present = Set(session.parameters.compactMap(\.principalName))
    for principal in model.principals
    where principal.isHonest == false && present.contains(principal.name) {
      guard dishonest.contains(principal.name) else {
        throw Refusal("\(label) names \(principal.name), who is declared dishonest")
      }
    }
  }

  // MARK: All sessions

  /// Principals play one role each, as owners and as partners (S7.2).
  private func checkSeparation() throws(Refusal) {
    var played: [Term: RoleID] = [:]
    for session in trace.sessions {
      let parameters = model.roles[session.role.index].parameters
      for (index, value) in session.parameters.enumerated() {
        guard let role = index == 0 ? session.role : parameters[index].partnerRole else { continue }
        guard played[value, default: role] == role else {
          throw Refusal("\(model.signature.text(value)) plays two roles")
        }
        played[value] = role
      }
    }
  }

  private func checkScenario(_ index: Int) throws(Refusal) {
    guard let scenario = model.scenarios.at(index) else {
      throw Refusal("the property's scenario does not exist")
    }
    for (index, role) in model.roles.enumerated() {
      let count = trace.sessions.count { $0.role.index == index }
      let limit = scenario.counts.at(index) ?? 0
      guard count <= limit else {
        throw Refusal("there are \(count) sessions of \(role.name); the scenario has \(limit)")
      }
    }
    if let total = scenario.total, trace.sessions.count > total {
      throw Refusal("there are \(trace.sessions.count) sessions; the scenario has \(total)")
    }
  }

  /// One session of each role of some scenario, distinct owners, partners own the sessions of
  /// their role (S9).
  private func checkHonestSessions() throws(Refusal) {
    guard !honestScenarios.isEmpty else {
      throw Refusal("there is not one session of each role of a scenario")
    }
    let owners = trace.sessions.map { $0.parameters[0] }
    guard Set(owners).count == owners.count else {
      throw Refusal("two sessions of the honest run have one owner")
    }
    for session in trace.sessions {
      let parameters = model.roles[session.role.index].parameters
      for (parameter, value) in zip(parameters, session.parameters) {
        guard let partner = parameter.partnerRole,
          let other = trace.sessions.first(where: { $0.role == partner })
        else { continue }
        guard value == other.parameters[0] else {
          throw Refusal(
            "\(model.signature.text(value)) is a partner but owns no session of its role")
        }
      }
    }
  }

  /// The scenarios whose roles are exactly those of the sessions, each once.
  private var honestScenarios: [Scenario] {
    let roles = trace.sessions.map(\.role.index).sorted()
    return model.scenarios.filter { scenario in
      roles == model.roles.indices.filter { scenario.counts.at($0) ?? 0 > 0 }
    }
  }

  /// How often one session may take one transition (S8.1). A role without a cycle takes each at
  /// most once anyway.
  var loops: Int {
    let scenarios =
      property.map { property in model.scenarios.at(property.scenario).map { [$0] } ?? [] }
      ?? honestScenarios
    return max(1, scenarios.map(\.loops).max() ?? 1)
  }
}

extension Term {
  var principalName: String? {
    if case .name(.principal(let name)) = self { name } else { nil }
  }
}

extension SortID {
  /// Principals and integers are names and numbers of their own, never constants (S1.1, S1.5).
  var hasConstants: Bool { self != .principal && self != .integer }
}

extension VariableInfo {
  /// Parameters take values of their sort: a principal, an integer or a public constant (S1.6).
  func takesAsParameter(_ value: Term, _ signature: Signature) -> Bool {
    let expected: SortID =
      switch kind {
      case .any: sort
      case .integer: .integer
      case .principal: .principal
      case .constant(let sort), .sorted(let sort): sort
      }
    return switch value {
    case .name(.principal): expected == .principal
    case .integer: expected == .integer
    case .name(.constant(_, let sort)): expected == sort && sort.hasConstants
    case .apply(let id, let arguments) where arguments.isEmpty && expected.hasConstants:
      signature.symbol(id).map { $0.isPublic && $0.result == expected } ?? false
    default: false
    }
  }
}

extension Role {
  /// A credential has values of their sorts for parameters and wildcards; a wildcard whose sort
  /// says nothing else stands for every principal (S2.2).
  func takesInCredential(
    _ variable: Variable, _ value: Term, _ signature: Signature
  ) -> Bool {
    guard let info = variables.at(variable.index) else { return false }
    if info.takesAsParameter(value, signature) { return true }
    let isParameter = parameters.contains { $0.variable == variable }
    let isOpen = info.kind == .any || info.kind == .sorted(.message)
    return isOpen && !isParameter && value.isPrincipal
  }
}
