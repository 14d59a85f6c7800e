// Where variables stand in an action: the action's kind and the symbols around them. The order of
// arguments is left out, so that a message whose fields were reordered uses them as before.

import ProtocolModel
import Terms

struct ActionUses {
  private(set) var contexts: [(variable: Variable, context: String)] = []
  /// What a variable is that the action binds.
  private(set) var origin = "used"
  private let model: ProtocolModel

  init(_ action: Action, in model: ProtocolModel) {
    self.model = model
    switch action {
    case .receive(let pattern, let channel, let sender):
      origin = "received"
      add(pattern, "receive \(name(channel))")
      if let sender { add(sender, "from") }
    case .match(let term, let pattern):
      origin = "opened"
      add(term, "match")
      add(pattern, "as")
    case .fresh(let variable):
      origin = "fresh"
      contexts.append((variable, "fresh"))
    case .define(let variable, let value):
      origin = "computed"
      contexts.append((variable, "defined"))
      add(value, "define")
    case .require(let condition):
      origin = "found"
      add(condition)
    case .event(let event, let terms): add(terms, "event \(model.events[event.index].name)")
    case .insert(let table, let terms): add(terms, "insert \(model.tables[table.index].name)")
    case .delete(let table, let terms): add(terms, "delete \(model.tables[table.index].name)")
    case .send(let term, let channel, let recipient):
      add(term, "send \(name(channel))")
      if let recipient { add(recipient, "to") }
    }
  }

  private func name(_ channel: ChannelID) -> String { model.channels[channel.index].name }

  private mutating func add(_ term: Term, _ context: String) {
    switch term {
    case .variable(let variable): contexts.append((variable, context))
    case .name, .integer: break
    case .apply(let symbol, let arguments):
      // Pairs only hold things together.
      let inner = symbol == Signature.pair ? context : context + " " + model.signature[symbol].name
      for argument in arguments { add(argument, inner) }
    }
  }

  private mutating func add(_ terms: [Term], _ context: String) {
    for term in terms { add(term, context) }
  }

  private mutating func add(_ value: LinearTerm, _ context: String) {
    for summand in value.summands { contexts.append((summand.variable, context)) }
  }

  private mutating func add(_ condition: Condition) {
    switch condition {
    case .equal(let left, let right): add([left, right], "equal")
    case .notEqual(let left, let right): add([left, right], "different")
    case .compare(let left, _, let right):
      add(left, "compared")
      add(right, "compared")
    case .member(let table, let terms): add(terms, "in \(model.tables[table.index].name)")
    case .notMember(let table, let terms): add(terms, "not in \(model.tables[table.index].name)")
    case .all(let parts), .any(let parts): for part in parts { add(part) }
    }
  }
}
