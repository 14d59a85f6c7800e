// Fields of a message in another order: no difference if every role has them in the same other order.
//
// A field is known by its uses: who puts what there or looks for what there. If the places of the new
// version can be paired with places of the old one that have just the same uses, the fields have only
// been reordered, besides some that came or went; otherwise places are what they were, and what stands
// elsewhere is told.

import ProtocolModel
import Terms

struct FieldOrder {
  /// For each message the new places of the old ones.
  private var places: [String: [Int]] = [:]

  init(from old: ProtocolModel, to new: ProtocolModel) {
    let (before, after) = (old.fieldUses, new.fieldUses)
    for (message, uses) in before {
      guard let others = after[message] else { continue }
      var free = Set(others.indices)
      let found = uses.enumerated().map { place, use -> Int? in
        let candidates = [place] + others.indices
        let match = candidates.first { free.contains($0) && others[$0] == use }
        if let match { free.remove(match) }
        return match
      }
      // Fields may be added or dropped, but not both at once.
      guard found.count(where: { $0 != nil }) == min(uses.count, others.count) else { continue }
      places[message] = found.enumerated().map { $1 ?? others.count + $0 }
    }
  }

  func place(of index: Int, in message: String) -> Int { places[message]?[index] ?? index }
}

extension ProtocolModel {
  /// For each message and place the uses of its field, sorted.
  fileprivate var fieldUses: [String: [[String]]] {
    var uses: [String: [[String]]] = [:]
    for role in roles {
      let text = TermText(signature: signature, variables: role.variables)
      func note(_ term: Term, _ how: String) {
        guard case .apply(let id, let arguments) = term else { return }
        let symbol = signature[id]
        if symbol.kind == .message {
          for (place, argument) in arguments.enumerated() {
            let empty = Array(repeating: [String](), count: arguments.count)
            uses[symbol.name, default: empty][place].append("\(role.name) \(how) \(text(argument))")
          }
        }
        for argument in arguments { note(argument, how) }
      }
      for (number, transition) in role.transitions.enumerated() {
        for action in transition.actions {
          switch action {
          case .receive: for term in action.terms { note(term, "receives at \(number)") }
          case .send: for term in action.terms { note(term, "sends at \(number)") }
          default: for term in action.terms { note(term, "has") }
          }
        }
      }
      for known in role.knows { note(known, "knows") }
    }
    return uses.mapValues { $0.map { $0.sorted() } }
  }
}
