// Properties and threats as text: the elaborated goal, not the user's words (those are
// `Property.text`).

import Terms

extension ProtocolModel {
  package func text(_ property: Property) -> String {
    var line = "property \(property.name): " + text(property.goal, of: property)
    let variables = scope(of: property)
    if !property.excuses.isEmpty {
      let excuses = property.excuses.map { text($0, variables) }
      line += "\n  unless " + excuses.joined(separator: ", ")
    }
    line += "\n  " + text(property.threat)
    line += "\n  within \(scenarios[property.scenario].name)"
    if let expected = property.expected { line += "\n  expect \(expected.rawValue)" }
    return line
  }

  /// The variables that a property's terms are over.
  package func scope(of property: Property) -> [VariableInfo] {
    switch property.goal {
    case .secret(_, let role, _), .guessableSafe(_, let role, _), .hidden(_, let role, _):
      roles[role.index].variables
    case .correspondence, .reachable, .invariant: property.variables
    }
  }

  private func text(_ goal: PropertyGoal, of property: Property) -> String {
    let variables = scope(of: property)
    switch goal {
    case .secret(let term, let role, let state):
      return "secret \(text(term, variables)) of \(place(role, state))"
    case .guessableSafe(let term, let role, let state):
      return "guessable-safe \(text(term, variables)) of \(place(role, state))"
    case .hidden(let term, let role, let from):
      return "hidden \(text(term, variables)) of \(roles[role.index].name) from "
        + roles[from.index].name
    case .correspondence(let trigger, let alternatives, let isInjective):
      let required = alternatives.map { chains in
        chains.map { chain in
          chain.map { text($0, variables) }.joined(separator: " then ")
        }.joined(separator: " and ")
      }
      return text(trigger, variables) + " requires " + (isInjective ? "injectively " : "")
        + required.joined(separator: " or ")
    case .reachable(let events):
      return "reachable " + events.map { text($0, variables) }.joined(separator: " and ")
    case .invariant(let left, let relation, let right, let role):
      let comparison = relation.text(text(left, variables), text(right, variables))
      return "invariant \(comparison) of \(roles[role.index].name)"
    }
  }

  private func place(_ role: RoleID, _ state: StateID?) -> String {
    let role = roles[role.index]
    return role.name + (state.map { " at " + role.states[$0.index].name } ?? "")
  }

  private func text(_ pattern: EventPattern, _ variables: [VariableInfo]) -> String {
    let arguments = pattern.arguments.map { text($0, variables) }.joined(separator: ", ")
    return "\(events[pattern.event.index].name)(\(arguments))"
  }

  private func text(_ excuse: Excuse, _ variables: [VariableInfo]) -> String {
    switch excuse {
    case .dishonest(let term): return "dishonest(\(text(term, variables)))"
    case .revealed(let term, let event):
      let before = event.map { " before " + text($0, variables) } ?? ""
      return "revealed(\(text(term, variables)))\(before)"
    }
  }

  private func text(_ expression: TableExpression, _ variables: [VariableInfo]) -> String {
    var parts = expression.sums.map { sum in
      let entry = sum.entry.map { text($0, variables) }.joined(separator: ", ")
      let factor = sum.coefficient == 1 ? "" : "\(sum.coefficient)*"
      return "\(factor)sum(\(text(sum.value, variables)) for (\(entry)) in "
        + "\(tables[sum.table.index].name))"
    }
    if parts.isEmpty || expression.linear != LinearTerm(constant: 0) {
      parts.append(text(expression.linear, variables))
    }
    return parts.joined(separator: " + ")
  }

  private func text(_ threat: ThreatModel) -> String {
    func names(_ names: [String]) -> String {
      names.isEmpty ? "none" : names.joined(separator: ", ")
    }
    var parts = [
      "controls " + names(threat.controls.map { channels[$0.index].name }),
      "plays " + names(threat.plays.map { roles[$0.index].name }),
    ]
    parts += threat.reveals.map { reveal in
      let role = roles[reveal.role.index]
      let place = reveal.state.map { " at " + role.states[$0.index].name } ?? ""
      return "reveals \(text(reveal.term, role.variables)) of \(role.name)\(place)"
    }
    if threat.onlyDelivers { parts.append("only delivers") }
    if threat.separatesRoles { parts.append("separates roles") }
    return "attacker " + parts.joined(separator: "; ")
  }
}

extension IntegerRelation {
  fileprivate func text(_ left: String, _ right: String) -> String {
    switch self {
    case .equal: "\(left) = \(right)"
    case .notEqual: "\(left) ≠ \(right)"
    case .less: "\(left) < \(right)"
    case .lessOrEqual: "\(left) ≤ \(right)"
    }
  }
}
