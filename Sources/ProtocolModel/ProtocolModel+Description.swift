// A model as text: what elaboration made of the source, hidden variables and all. For tests and
// for looking at a model; it is not the input language (see Formatter).

import Terms

extension ProtocolModel: CustomStringConvertible {
  package var description: String {
    var lines = ["protocol \(name)"]
    if !declaredOptions.isEmpty {
      lines.append("options " + (options.isEmpty ? "none" : options.joined(separator: ", ")))
    }
    lines += principals.map { principal in
      let honesty = principal.isHonest.map { $0 ? " honest" : " dishonest" } ?? ""
      return "principal \(principal.name)\(honesty)"
    }
    for rule in theory.rewriteRules {
      let sides = [rule.left, rule.right].map { $0.description(in: signature) { "x\($0.index)" } }
      lines.append("rule \(sides[0]) -> \(sides[1])")
    }
    lines += channels.dropFirst().map(text)
    lines += tables.map {
      "table \($0.name)(\($0.columns.joined(separator: ", "))) of \(roles[$0.role.index].name)"
    }
    lines += roles.map(text)
    lines += properties.map(text)
    lines += scenarios.map(text)
    return lines.joined(separator: "\n")
  }

  private func text(_ channel: Channel) -> String {
    let ends = channel.endpoints.map { [$0.first, $0.second] } ?? []
    let names = ends.map { roles[$0.index].name }.joined(separator: ", ")
    return "channel \(channel.name): \(channel.security.rawValue) between \(names)"
  }

  private func text(_ scenario: Scenario) -> String {
    var parts: [String] = []
    for (role, count) in zip(roles, scenario.counts) where count > 0 {
      parts.append("\(count) \(role.name)")
    }
    if let total = scenario.total { parts.append("at most \(total)") }
    parts.append("loops \(scenario.loops)")
    return "scenario \(scenario.name) { \(parts.joined(separator: ", ")) }"
  }
}

// MARK: - Roles

extension ProtocolModel {
  /// One role with its states and transitions, indented.
  package func text(_ role: Role) -> String {
    let parameters = role.parameters.map { parameter in
      let partner = parameter.partnerRole.map { "\(roles[$0.index].name) " } ?? ""
      return partner + text(role.variables[parameter.variable.index])
    }
    var lines = ["role \(role.name)(\(parameters.joined(separator: ", ")))"]
    lines += role.distinct.map {
      "  distinct \(role.variables[$0.first.index].name), \(role.variables[$0.second.index].name)"
    }
    lines += role.knows.map { "  knows \(text($0, role.variables))" }
    for state in role.states {
      let bound = state.bound.map { role.variables[$0.index].name }
      lines.append("  state \(state.name): \(bound.joined(separator: ", "))")
    }
    lines += role.transitions.map { text($0, in: role) }
    return lines.joined(separator: "\n")
  }

  private func text(_ variable: VariableInfo) -> String {
    switch variable.kind {
    case .any, .principal: variable.name
    case .integer: "\(variable.name): Int"
    case .constant(let sort), .sorted(let sort):
      "\(variable.name): \(sorts[Int(sort.index)].name)"
    }
  }

  private func text(_ transition: Transition, in role: Role) -> String {
    let states = [transition.source, transition.target].map { role.states[$0.index].name }
    let actions = transition.actions.map { "    " + text($0, role.variables) }
    return (["  \(states[0]) -> \(states[1])"] + actions).joined(separator: "\n")
  }

  package func text(_ action: Action, _ variables: [VariableInfo]) -> String {
    func list(_ terms: [Term]) -> String {
      terms.map { text($0, variables) }.joined(separator: ", ")
    }
    func end(_ word: String, _ channel: ChannelID, _ peer: Term?) -> String {
      let over = channel == .network ? "" : " over \(channels[channel.index].name)"
      return over + (peer.map { " \(word) \(text($0, variables))" } ?? "")
    }
    switch action {
    case .receive(let pattern, let channel, let from):
      return "receive \(text(pattern, variables))" + end("from", channel, from)
    case .send(let message, let channel, let to):
      return "send \(text(message, variables))" + end("to", channel, to)
    case .match(let term, let pattern):
      return "match \(text(term, variables)) as \(text(pattern, variables))"
    case .fresh(let variable): return "fresh \(variables[variable.index].name)"
    case .define(let variable, let value):
      return "define \(variables[variable.index].name) = \(text(value, variables))"
    case .require(let condition): return "require \(text(condition, variables))"
    case .event(let event, let arguments):
      return "event \(events[event.index].name)(\(list(arguments)))"
    case .insert(let table, let entry):
      return "insert (\(list(entry))) into \(tables[table.index].name)"
    case .delete(let table, let entry):
      return "delete (\(list(entry))) from \(tables[table.index].name)"
    }
  }
}

// MARK: - Terms and conditions

extension ProtocolModel {
  package func text(_ term: Term, _ variables: [VariableInfo]) -> String {
    term.description(in: signature) { variables[$0.index].name }
  }

  func text(_ value: LinearTerm, _ variables: [VariableInfo]) -> String {
    var text = ""
    for summand in value.summands {
      let name = variables[summand.variable.index].name
      let size =
        summand.coefficient.magnitude == 1 ? name : "\(summand.coefficient.magnitude)*\(name)"
      let sign = summand.coefficient < 0 ? "-" : "+"
      text += text.isEmpty ? (sign == "-" ? "-" : "") + size : " \(sign) \(size)"
    }
    if text.isEmpty { return String(value.constant) }
    guard value.constant != 0 else { return text }
    return text + (value.constant < 0 ? " - " : " + ") + String(value.constant.magnitude)
  }

  package func text(_ condition: Condition, _ variables: [VariableInfo]) -> String {
    func entry(_ terms: [Term]) -> String {
      "(" + terms.map { text($0, variables) }.joined(separator: ", ") + ")"
    }
    func list(_ conditions: [Condition], _ word: String) -> String {
      "(" + conditions.map { text($0, variables) }.joined(separator: " \(word) ") + ")"
    }
    switch condition {
    case .equal(let left, let right):
      return "\(text(left, variables)) == \(text(right, variables))"
    case .notEqual(let left, let right):
      return "\(text(left, variables)) != \(text(right, variables))"
    case .compare(let left, let relation, let right):
      return "\(text(left, variables)) \(relation.sign) \(text(right, variables))"
    case .member(let table, let terms): return "\(entry(terms)) in \(tables[table.index].name)"
    case .notMember(let table, let terms):
      return "\(entry(terms)) not in \(tables[table.index].name)"
    case .all(let conditions): return list(conditions, "and")
    case .any(let conditions): return list(conditions, "or")
    }
  }
}

extension IntegerRelation {
  /// As it is written between integers, where it reads `=` rather than the `==` of terms.
  fileprivate var sign: String {
    switch self {
    case .equal: "="
    case .notEqual: "≠"
    case .less: "<"
    case .lessOrEqual: "≤"
    }
  }
}
