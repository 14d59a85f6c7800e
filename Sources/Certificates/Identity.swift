// What a certificate is about, as canonical text: whatever can change what runs a model has, or what
// a property says, changes these texts. Comments, places in the source, scenarios and expectations
// do not.

import ProtocolModel
import Terms

/// A model with what certificates name it by, which is the same for all of its properties.
package struct IdentifiedModel: Sendable {
  package let model: ProtocolModel
  package let identity: String
  package init(_ model: ProtocolModel) {
    self.model = model
    identity = model.identity
  }
}

extension ProtocolModel {
  /// The SHA-256 of everything that the model's runs depend on.
  package var identity: String { SHA256.digest(identityText) }

  /// The SHA-256 of a property's meaning: its goal, its excuses and its attacker. What its variables
  /// are called does not count.
  package func identity(of property: Property) -> String {
    SHA256.digest(identityText(of: property))
  }

  var identityText: String {
    var lines = ["protocol \(name)", "typed \(isTyped)"]
    lines += sorts.map { "sort \($0.name)" }
    lines += signature.symbols.map {
      "symbol \($0.name) \($0.arity) \(code($0.kind)) \($0.isPublic) \($0.result.index) "
        + code($0.parameters.map { Int($0.index) })
    }
    lines += theory.rewriteRules.map { "rule \(code($0.left)) -> \(code($0.right))" }
    lines += theory.analysisRules.map {
      "analysis \($0.name) \($0.premises.map(code)) -> \(code($0.conclusion))"
    }
    lines += principals.map { "principal \($0.name) \($0.isHonest.map { "\($0)" } ?? "open")" }
    lines += channels.map { channel in
      let ends = channel.endpoints.map { "\($0.first.index) \($0.second.index)" } ?? "-"
      return "channel \(channel.name) \(channel.security.rawValue) \(ends)"
    }
    lines += tables.map { "table \($0.name) \($0.columns) \($0.role.index)" }
    lines += events.map { "event \($0.name) \($0.arity)" }
    for role in roles { lines += identityLines(of: role) }
    return lines.joined(separator: "\n")
  }

  private func identityLines(of role: Role) -> [String] {
    var lines = ["role \(role.name) initial \(role.initial.index)"]
    lines += role.parameters.map {
      "parameter \($0.variable.index) \($0.partnerRole.map { "\($0.index)" } ?? "-")"
    }
    lines += role.distinct.map { "distinct \($0.first.index) \($0.second.index)" }
    lines += role.variables.map { "variable \($0.name) \($0.sort.index) \(code($0.kind))" }
    lines += role.knows.map { "knows \(code($0))" }
    lines += role.states.map { "state \($0.name) \(code($0.bound.map { $0.index }))" }
    for transition in role.transitions {
      lines.append("transition \(transition.source.index) \(transition.target.index)")
      lines += transition.actions.map { "  " + code($0) }
    }
    return lines
  }

  func identityText(of property: Property) -> String {
    let threat = property.threat
    var lines = ["goal \(code(property.goal))"]
    lines += property.variables.map { "variable \($0.sort.index) \(code($0.kind))" }
    lines += property.excuses.map { excuse in
      switch excuse {
      case .dishonest(let term): "dishonest \(code(term))"
      case .revealed(let term, let before):
        "revealed \(code(term)) before \(before.map(code) ?? "-")"
      }
    }
    lines.append(
      "controls \(code(threat.controls.map { $0.index })) "
        + "plays \(code(threat.plays.map { $0.index }))")
    lines += threat.reveals.map {
      "reveals \(code($0.term)) \($0.role.index) \($0.state.map { "\($0.index)" } ?? "-")"
    }
    lines.append("delivers \(threat.onlyDelivers) separates \(threat.separatesRoles)")
    return lines.joined(separator: "\n")
  }
}

// MARK: - Parts
//
// Numbers and words are written by hand: what an interpolation makes of enumerations and arrays is
// found by reflection, which took most of the time.

private func code(_ numbers: [Int]) -> String {
  "[" + numbers.map { String($0) }.joined(separator: ", ") + "]"
}

private func code(_ kind: Symbol.Kind) -> String {
  switch kind {
  case .builtin: "builtin"
  case .message: "message"
  case .function: "function"
  }
}

private func code(_ relation: IntegerRelation) -> String {
  switch relation {
  case .equal: "equal"
  case .notEqual: "notEqual"
  case .less: "less"
  case .lessOrEqual: "lessOrEqual"
  }
}

private func code(_ kind: VariableKind) -> String {
  switch kind {
  case .any: "any"
  case .integer: "integer"
  case .principal: "principal"
  case .constant(let sort): "constant \(sort.index)"
  case .sorted(let sort): "sorted \(sort.index)"
  }
}

/// Variables and symbols by their numbers.
private func code(_ term: Term) -> String {
  switch term {
  case .variable(let variable): "?\(variable.index)"
  case .integer(let value): "\(value)"
  case .name(.principal(let name)): "@\(name)"
  case .name(.constant(let name, let sort)): "#\(name):\(sort.index)"
  case .name(let name): preconditionFailure("a model has no \(name)")
  case .apply(let symbol, let arguments): "f\(symbol.index)" + code(arguments)
  }
}

private func code(_ terms: [Term]) -> String {
  "(" + terms.map { code($0) }.joined(separator: ",") + ")"
}

private func code(_ value: LinearTerm) -> String {
  "\(value.constant)" + value.summands.map { "+\($0.coefficient)?\($0.variable.index)" }.joined()
}

private func code(_ pattern: EventPattern) -> String {
  "e\(pattern.event.index)" + code(pattern.arguments)
}

private func code(_ condition: Condition) -> String {
  switch condition {
  case .equal(let left, let right): "\(code(left))==\(code(right))"
  case .notEqual(let left, let right): "\(code(left))!=\(code(right))"
  case .compare(let left, let relation, let right): "\(code(left)) \(code(relation)) \(code(right))"
  case .member(let table, let entry): "\(code(entry)) in \(table.index)"
  case .notMember(let table, let entry): "\(code(entry)) not in \(table.index)"
  case .all(let parts): "all(" + parts.map { code($0) }.joined(separator: ";") + ")"
  case .any(let parts): "any(" + parts.map { code($0) }.joined(separator: ";") + ")"
  }
}

private func code(_ action: Action) -> String {
  switch action {
  case .receive(let term, let channel, let sender):
    "receive \(code(term)) over \(channel.index) from \(sender.map { code($0) } ?? "-")"
  case .match(let term, let pattern): "match \(code(term)) as \(code(pattern))"
  case .fresh(let variable): "fresh \(variable.index)"
  case .define(let variable, let value): "define \(variable.index) \(code(value))"
  case .require(let condition): "require \(code(condition))"
  case .event(let event, let terms): "event \(event.index)\(code(terms))"
  case .insert(let table, let terms): "insert \(table.index)\(code(terms))"
  case .delete(let table, let terms): "delete \(table.index)\(code(terms))"
  case .send(let term, let channel, let recipient):
    "send \(code(term)) over \(channel.index) to \(recipient.map { code($0) } ?? "-")"
  }
}

private func code(_ goal: PropertyGoal) -> String {
  switch goal {
  case .secret(let term, let role, let state):
    "secret \(code(term)) \(role.index) \(state.map { "\($0.index)" } ?? "-")"
  case .guessableSafe(let term, let role, let state):
    "guessable-safe \(code(term)) \(role.index) \(state.map { "\($0.index)" } ?? "-")"
  case .hidden(let term, let role, let viewer):
    "hidden \(code(term)) \(role.index) \(viewer.index)"
  case .correspondence(let trigger, let alternatives, let isInjective):
    "correspondence \(isInjective) \(code(trigger)) "
      + alternatives.map { chains in
        chains.map { chain in chain.map { code($0) }.joined(separator: " then ") }
          .joined(separator: " and ")
      }.joined(separator: " or ")
  case .reachable(let patterns):
    "reachable " + patterns.map { code($0) }.joined(separator: " and ")
  case .invariant(let left, let relation, let right, let role):
    "invariant \(code(left)) \(code(relation)) \(code(right)) \(role.index)"
  }
}

private func code(_ expression: TableExpression) -> String {
  code(expression.linear)
    + expression.sums.map { sum in
      "+\(sum.coefficient)sum(\(code(sum.value)) \(sum.table.index)\(code(sum.entry)) "
        + "\(code(sum.bound.map { $0.index })))"
    }.joined()
}
