// What a role does, as facts that can be compared without their order, and how two versions differ.

import ProtocolModel
import Terms

/// What a role does, in phrases and in fields of messages.
struct RoleFacts {
  struct Field: Hashable {
    /// `receives` or `sends`, with the channel.
    var direction: String
    var field: MessageField
  }
  let name: String
  private(set) var phrases: [String] = []
  private(set) var fields: [Field] = []
  private(set) var states: [String] = []

  init(_ role: Role, of model: ProtocolModel) {
    name = role.name
    // What the user gave no name has none here: its number says nothing.
    let variables = role.variables.map { info in
      var info = info
      if info.isHidden { info.name = "_" }
      return info
    }
    let plain = MessageFields(model: model, variables: variables, bound: nil)
    let parameters = role.parameters.map { role.variables[$0.variable.index].name }
    phrases.append("has the parameters \(parameters.joined(separator: ", "))")
    phrases += role.knows.map { "knows \(plain.text($0))" }
    states = role.transitions.map {
      "\(role.states[$0.source.index].name) -> \(role.states[$0.target.index].name)"
    }
    for transition in role.transitions {
      var bound = Set(role.states[transition.source.index].bound)
      for action in transition.actions {
        add(action, bound, variables, model)
        bound.formUnion(action.bindings)
      }
    }
  }

  private mutating func add(
    _ action: Action, _ bound: Set<Variable>, _ variables: [VariableInfo], _ model: ProtocolModel
  ) {
    func over(_ word: String, _ channel: ChannelID) -> String {
      channel == .network ? word : "\(word) over \(model.channels[channel.index].name)"
    }
    switch action {
    case .receive(let pattern, let channel, _):
      let reader = MessageFields(model: model, variables: variables, bound: bound)
      fields += reader.fields(of: pattern).map {
        Field(direction: over("receives", channel), field: $0)
      }
    case .send(let message, let channel, _):
      let writer = MessageFields(model: model, variables: variables, bound: nil)
      fields += writer.fields(of: message).map {
        Field(direction: over("sends", channel), field: $0)
      }
    case .match(let term, let pattern):
      // What was received whole is opened later: the same checks as in a receive.
      let reader = MessageFields(model: model, variables: variables, bound: bound)
      let source = reader.text(term)
      fields += reader.fields(of: pattern).map { Field(direction: "reads \(source):", field: $0) }
    case .fresh(let variable) where variables[variable.index].isHidden: break
    case .fresh(let variable): phrases.append("makes \(variables[variable.index].name)")
    default: phrases.append(model.text(action, variables))
    }
  }
}

extension Action {
  /// What it binds: in patterns every variable is bound afterwards.
  fileprivate var bindings: [Variable] {
    switch self {
    case .receive, .match: terms.flatMap(\.variables)
    case .fresh(let variable), .define(let variable, _): [variable]
    case .require(let condition): condition.boundByLookup
    case .event, .insert, .delete, .send: []
    }
  }
}

extension Condition {
  fileprivate var boundByLookup: [Variable] {
    switch self {
    case .member(_, let pattern): pattern.flatMap(\.variables)
    case .all(let parts), .any(let parts): parts.flatMap(\.boundByLookup)
    case .equal, .notEqual, .compare, .notMember: []
    }
  }
}

struct RoleDifference {
  let old: RoleFacts
  let new: RoleFacts

  var differences: [ModelDifference] {
    moved + ModelDifference.differences(new.name, old.phrases, new.phrases)
      + ModelDifference.differences(
        new.name, old.states.map { "transition \($0)" }, new.states.map { "transition \($0)" })
  }

  /// Fields that only one side has; of these, what only changed its protection or its message.
  private var moved: [ModelDifference] {
    var gone = old.fields.subtracting(new.fields)
    var found: [ModelDifference] = []
    var come: [RoleFacts.Field] = []
    for field in new.fields.subtracting(old.fields) {
      let same = gone.firstIndex {
        $0.direction == field.direction && $0.field.content == field.field.content
      }
      guard let same else {
        come.append(field)
        continue
      }
      let before = gone.remove(at: same)
      found.append(
        ModelDifference(
          kind: .changed, role: new.name,
          text: field.text(insteadOf: before)))
    }
    found += gone.map { ModelDifference(kind: .dropped, role: new.name, text: $0.text) }
    found += come.map { ModelDifference(kind: .added, role: new.name, text: $0.text) }
    return found
  }
}

extension RoleFacts.Field {
  fileprivate var text: String {
    "\(direction) \(field.content)\(field.message.map { " in \($0)" } ?? "")\(field.wrapping)"
  }

  fileprivate func text(insteadOf other: Self) -> String {
    let isBare = field.protection.isEmpty && !other.field.protection.isEmpty
    return text + (isBare ? ", in the clear" : "")
      + "; was \(other.field.place(comparedWith: field))"
  }
}

extension MessageField {
  fileprivate var wrapping: String {
    protection.isEmpty ? "" : ", " + protection.joined(separator: ", ")
  }

  /// What is different of where it stood.
  fileprivate func place(comparedWith other: MessageField) -> String {
    var parts: [String] = []
    if message != other.message { parts.append(message.map { "in \($0)" } ?? "in no message") }
    if protection != other.protection {
      parts.append(protection.isEmpty ? "in the clear" : protection.joined(separator: ", "))
    }
    return parts.joined(separator: ", ")
  }
}
