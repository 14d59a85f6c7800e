// Roles: parameters, what a role knows, its states, and which variables each state carries.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  /// Gives every role that is on its index, so that other declarations can refer to it.
  mutating func declareRoles() {
    for declaration in declarations {
      guard case .role(let role) = declaration.kind else { continue }
      guard isOn(declaration, role.name), isOn(role.guardFormula) else {
        switchedOff.insert(role.name.text)
        continue
      }
      if roleIDs[role.name.text] != nil {
        reportDuplicate("the role", role.name)
        continue
      }
      roleIDs[role.name.text] = RoleID(roleSyntax.count)
      roleSyntax.append(role)
    }
    for role in roleSyntax { declareHead(of: role) }
    if roleSyntax.isEmpty {
      let start = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
      report(
        .noRoles, "this protocol has no roles", at: start,
        notes: switchedOff.isEmpty ? [] : ["all are switched off"])
    }
  }

  private mutating func declareHead(of role: RoleSyntax) {
    scope = Scope()
    scope.role = roleIDs[role.name.text]
    var parameters: [Parameter] = []
    for (index, parameter) in role.parameters.enumerated() {
      parameters.append(self.parameter(parameter, isOwner: index == 0))
    }
    if parameters.isEmpty {
      report(
        .wrongArgumentCount, "the role `\(role.name.text)` has no owner", at: role.name.span,
        notes: ["its first parameter is the principal that plays it"])
      parameters = [
        Parameter(variable: scope.add("", sort: .principal, kind: .principal), partnerRole: nil)
      ]
    }
    model.roles.append(
      Role(
        name: role.name.text, parameters: parameters, distinct: distinctPairs(role.distinct),
        variables: scope.variables, knows: [], states: states(of: role), initial: StateID(0),
        transitions: [], span: role.name.span))
    roleScopes.append(scope)
  }

  private func states(of role: RoleSyntax) -> [RoleState] {
    var names: [String] = []
    for transition in role.transitions {
      for name in [transition.source.text, transition.target.text] where !names.contains(name) {
        names.append(name)
      }
    }
    if names.isEmpty { names = ["start"] }
    return names.map { RoleState(name: $0, bound: []) }
  }
}

// MARK: - Parameters

extension Elaborator {
  private mutating func parameter(_ syntax: ParameterSyntax, isOwner: Bool) -> Parameter {
    let name = syntax.name
    if scope.slots[name.text] != nil { reportDuplicate("the parameter", name) }
    if constants[name.text] != nil {
      report(.duplicateName, "`\(name.text)` is the name of a constant already", at: name.span)
    }
    var sort = syntax.sort.map { self.sort(named: $0) } ?? .principal
    if sort != .principal, isOwner || syntax.partnerRole != nil {
      report(
        .sortMismatch, "`\(name.text)` is a principal, not of sort \(self.name(of: sort))",
        at: syntax.sort?.span ?? name.span,
        notes: isOwner ? ["the first parameter is the principal that plays the role"] : [])
      sort = .principal
    }
    if enumSorts.contains(sort) {
      report(
        .sortMismatch, "a parameter cannot be of the enum `\(self.name(of: sort))`",
        at: syntax.sort?.span ?? name.span,
        notes: ["receive the value, or write one role for each"])
    }
    let variable = scope.add(name.text, sort: sort, kind: parameterKind(of: sort))
    let partner = syntax.partnerRole.flatMap { self.partner($0, marking: name) }
    return Parameter(variable: variable, partnerRole: partner)
  }

  private func parameterKind(of sort: SortID) -> VariableKind {
    switch sort {
    case .principal: .principal
    case .integer: .integer
    default: .constant(sort)
    }
  }

  /// The role that a partner word such as `vendor` means: its name with a small first letter.
  private mutating func partner(_ word: Identifier, marking name: Identifier) -> RoleID? {
    if let role = roleSyntax.first(where: { partnerWord($0.name.text) == word.text }) {
      return roleIDs[role.name.text]
    }
    if switchedOff.contains(where: { partnerWord($0) == word.text }) { return nil }
    let words = roleSyntax.map { partnerWord($0.name.text) }
    var notes = [
      "a partner is named by its role with a small first letter: here \(listed(words, "or"))"
    ]
    // Many languages write `int price`.
    let sorts = sortIDs.keys.filter { $0.lowercased() == word.text.lowercased() }.sorted()
    if let sort = sorts.first(where: { roleIDs[$0] == nil }) {
      notes.append("a sort stands behind its parameter: `\(name.text): \(sort)`")
    }
    reportUnknown(.unknownRole, "role for", word, among: words, notes: notes)
    return nil
  }

  private mutating func distinctPairs(_ names: [Identifier]) -> [Role.DistinctPair] {
    var variables: [Variable] = []
    for name in names {
      guard let variable = scope.slots[name.text] else {
        reportUnknown(.unknownName, "parameter", name, among: scope.slots.keys)
        continue
      }
      if scope.variables[variable.index].kind != .principal {
        report(.sortMismatch, "`distinct` compares principals", at: name.span)
      }
      if variables.contains(variable) {
        reportListedTwice("the parameter", name)
      } else {
        variables.append(variable)
      }
    }
    return variables.indices.flatMap { first in
      variables[(first + 1)...].map { Role.DistinctPair(variables[first], $0) }
    }
  }
}

private func partnerWord(_ role: String) -> String {
  role.prefix(1).lowercased() + role.dropFirst()
}

// MARK: - Bodies

extension Elaborator {
  mutating func elaborateRoles() {
    for (index, role) in roleSyntax.enumerated() {
      scope = roleScopes[index]
      elaborateKnowledge(of: role, RoleID(index))
      declareVariables(of: role)
      elaborateStates(of: role, RoleID(index))
      model.roles[index].variables = scope.variables
      roleScopes[index] = scope
    }
    scope = Scope()
    noteEventsElsewhere()
  }

  private mutating func elaborateKnowledge(of role: RoleSyntax, _ id: RoleID) {
    scope.bound = Set(scope.variables.indices.map { Variable($0) })
    let known = present(role.knows)
    for case .wildcard(let span) in known {
      report(.wildcardNotAllowed, "`_` alone would be everything that there is", at: span)
    }
    model.roles[id.index].knows = known.compactMap { term($0, .knowledge) }
    scope.bound = []
  }

  private mutating func elaborateStates(of role: RoleSyntax, _ id: RoleID) {
    let transitions = role.transitions.filter { isOn($0.guardFormula) }
    let flow = bindingFlow(of: transitions, in: model.roles[id.index])
    warnAboutStates(of: role, model.roles[id.index])
    model.roles[id.index].initial = flow.initial
    for index in model.roles[id.index].states.indices {
      model.roles[id.index].states[index].bound = (flow.bound[index] ?? flow.parameters).sorted()
    }
    for transition in transitions {
      let source = stateID(transition.source, in: model.roles[id.index])
      scope.isUnreachable = flow.bound[source.index] == nil
      scope.bound = flow.bound[source.index] ?? flow.parameters
      let elaborated = self.transition(transition, of: id)
      if !scope.isUnreachable { model.roles[id.index].transitions.append(elaborated) }
    }
    scope.isUnreachable = false
    scope.bound = []
  }

  func stateID(_ name: Identifier, in role: Role) -> StateID {
    guard let index = role.states.firstIndex(where: { $0.name == name.text }) else {
      preconditionFailure("every state that a transition names is declared")
    }
    return StateID(index)
  }

  /// Warns about states that no options let a session reach.
  private mutating func warnAboutStates(of syntax: RoleSyntax, _ role: Role) {
    guard let first = syntax.transitions.first else { return }
    // Any transition may be the first that is on, as long as those before it can be off.
    var reached: Set<StateID> = [stateID(first.source, in: role)]
    for (index, transition) in syntax.transitions.enumerated() {
      reached.insert(stateID(transition.source, in: role))
      if syntax.transitions[index].guardFormula == nil { break }
    }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for transition in syntax.transitions
      where reached.contains(stateID(transition.source, in: role)) {
        if reached.insert(stateID(transition.target, in: role)).inserted { isGrowing = true }
      }
    }
    for transition in syntax.transitions
    where !reached.contains(stateID(transition.source, in: role)) {
      report(
        .stateNotReachable, "no transition leads to the state `\(transition.source.text)`",
        at: transition.source.span)
    }
  }
}
