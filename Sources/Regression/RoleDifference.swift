// What a role does, as facts that can be compared without their order, and how two versions differ.

import ProtocolModel
import Terms

/// What a role does, in phrases and in fields of messages, each with its moment.
struct RoleFacts {
  struct Field: Hashable {
    /// `receives` or `sends`, with the channel.
    var direction: String
    var field: MessageField
    var moment: Int
  }
  struct Phrase: Hashable {
    var text: String
    /// How many messages have been received by then at least; -1 if it is no step.
    var moment: Int
  }
  let name: String
  private(set) var phrases: [Phrase] = []
  private(set) var fields: [Field] = []
  private(set) var states: [String] = []
  private let order: FieldOrder?

  /// - Parameter order: for the old version: where the new one has the fields of messages.
  init(_ role: Role, of model: ProtocolModel, order: FieldOrder? = nil) {
    name = role.name
    self.order = order
    // What the user gave no name has none here: its number says nothing.
    let variables = role.variables.map { info in
      var info = info
      if info.isHidden { info.name = "_" }
      return info
    }
    let plain = MessageFields(model: model, variables: variables, bound: nil)
    let parameters = role.parameters.map { parameter in
      let info = variables[parameter.variable.index]
      let partner = parameter.partnerRole.map { "\(model.roles[$0.index].name) " } ?? ""
      return "\(partner)\(info.name): \(model.sorts[Int(info.sort.index)].name)"
    }
    add("has the parameters \(parameters.joined(separator: ", "))")
    for pair in role.distinct {
      add(
        "has \(variables[pair.first.index].name) distinct from \(variables[pair.second.index].name)"
      )
    }
    add("starts in \(role.states[role.initial.index].name)")
    for known in role.knows { add("knows \(plain.text(known))") }
    states = role.transitions.map {
      "\(role.states[$0.source.index].name) -> \(role.states[$0.target.index].name)"
    }
    let received = role.messagesReceived
    for transition in role.transitions {
      var bound = Set(role.states[transition.source.index].bound)
      var moment = received[transition.source.index]
      for action in transition.actions {
        if case .receive = action { moment += 1 }
        add(action, bound, variables, model, moment)
        bound.formUnion(action.bindings)
      }
    }
  }

  private mutating func add(_ text: String, _ moment: Int = -1) {
    phrases.append(Phrase(text: text, moment: moment))
  }

  private mutating func add(
    _ action: Action, _ bound: Set<Variable>, _ variables: [VariableInfo], _ model: ProtocolModel,
    _ moment: Int
  ) {
    let reader = MessageFields(model: model, variables: variables, bound: bound, order: order)
    let writer = MessageFields(model: model, variables: variables, bound: nil, order: order)
    func way(_ word: String, _ channel: ChannelID, _ end: String, _ peer: Term?) -> String {
      let over = channel == .network ? "" : " over \(model.channels[channel.index].name)"
      return word + over + (peer.map { " \(end) \(writer.text($0))" } ?? "")
    }
    func add(_ found: [MessageField], _ direction: String) {
      fields += found.map { Field(direction: direction, field: $0, moment: moment) }
    }
    switch action {
    case .receive(let pattern, let channel, let from):
      add(reader.fields(of: pattern), way("receives", channel, "from", from))
    case .send(let message, let channel, let to):
      add(writer.fields(of: message), way("sends", channel, "to", to))
    case .match(let term, let pattern):
      // What was received whole is opened later: the same checks as in a receive.
      add(reader.fields(of: pattern), "reads \(reader.text(term)):")
    case .fresh(let variable) where variables[variable.index].isHidden: break
    case .fresh(let variable): self.add("makes \(variables[variable.index].name)", moment)
    default: self.add(model.text(action, variables), moment)
    }
  }
}

extension Role {
  /// For each state how many messages a session has received at least when it is there. A
  /// transition that is cut in two changes none of that.
  fileprivate var messagesReceived: [Int] {
    var counts = Array(repeating: Int.max, count: states.count)
    counts[initial.index] = 0
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for transition in transitions where counts[transition.source.index] < .max {
        let receives = transition.actions.contains { if case .receive = $0 { true } else { false } }
        let count = counts[transition.source.index] + (receives ? 1 : 0)
        if count < counts[transition.target.index] {
          counts[transition.target.index] = count
          isGrowing = true
        }
      }
    }
    return counts.map { $0 == .max ? 0 : $0 }
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
    moved + rephrased
      + ModelDifference.differences(
        new.name, old.states.map { "transition \($0)" }, new.states.map { "transition \($0)" })
  }

  private func changed(_ text: String) -> ModelDifference {
    ModelDifference(kind: .changed, role: new.name, text: text)
  }

  /// What is said elsewhere in the role, or only in one version.
  private var rephrased: [ModelDifference] {
    var gone = old.phrases.subtracting(new.phrases)
    var found: [ModelDifference] = []
    var come: [ModelDifference] = []
    for phrase in new.phrases.subtracting(old.phrases) {
      if let same = gone.firstIndex(where: { $0.text == phrase.text }) {
        let before = gone.remove(at: same)
        found.append(
          changed("\(phrase.text), \(phrase.moment.asMoment); was \(before.moment.asMoment)"))
      } else {
        come.append(ModelDifference(kind: .added, role: new.name, text: phrase.text))
      }
    }
    return found
      + gone.map { ModelDifference(kind: .dropped, role: new.name, text: $0.text) } + come
  }

  /// Fields that only one side has; of these, what only changed its protection or its place.
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
      found.append(changed(field.text(insteadOf: gone.remove(at: same))))
    }
    found += gone.map { ModelDifference(kind: .dropped, role: new.name, text: $0.text) }
    found += come.map { ModelDifference(kind: .added, role: new.name, text: $0.text) }
    return found
  }
}

extension Int {
  fileprivate var asMoment: String { "after \(self) message\(self == 1 ? "" : "s")" }
}

extension RoleFacts.Field {
  fileprivate var text: String {
    let wrapping = field.protection.isEmpty ? "" : ", " + field.protection.joined(separator: ", ")
    return "\(direction) \(field.content)\(field.message.map { " in \($0)" } ?? "")\(wrapping)"
  }

  /// With what is different of where it stood.
  fileprivate func text(insteadOf other: Self) -> String {
    var (now, before): ([String], [String]) = ([], [])
    if field.message != other.field.message {
      before.append(other.field.message.map { "in \($0)" } ?? "in no message")
    } else if field.place != other.field.place {
      now.append("as field \(field.place.asNumbers)")
      before.append("field \(other.field.place.asNumbers)")
    }
    if field.protection != other.field.protection {
      let bare = "in the clear"
      if field.protection.isEmpty { now.append(bare) }
      before.append(
        other.field.protection.isEmpty ? bare : other.field.protection.joined(separator: ", "))
    }
    if moment != other.moment {
      now.append(moment.asMoment)
      before.append(other.moment.asMoment)
    }
    return ([text] + now).joined(separator: ", ") + "; was " + before.joined(separator: ", ")
  }
}

extension [Int] {
  /// People count from 1.
  fileprivate var asNumbers: String { map { "\($0 + 1)" }.joined(separator: ".") }
}
