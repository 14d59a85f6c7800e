// Which uses of long-term keys a model mentions: the u of `sk(X, u)`, ground ones only.

import ProtocolModel
import Terms

extension ProtocolModel {
  var keyUses: [Term] {
    var uses: [Term] = []
    func visit(_ term: Term) {
      guard case .apply(let symbol, let arguments) = term else { return }
      if symbol == Signature.secretKeyForUse, arguments[1].isGround, !uses.contains(arguments[1]) {
        uses.append(arguments[1])
      }
      arguments.forEach(visit)
    }
    for role in roles {
      role.knows.forEach(visit)
      for action in role.transitions.flatMap(\.actions) { action.terms.forEach(visit) }
    }
    return uses
  }
}

extension Action {
  /// The terms of messages and bindings.
  var terms: [Term] {
    switch self {
    case .receive(let pattern, _, let from): [pattern] + (from.map { [$0] } ?? [])
    case .match(let term, let pattern): [term, pattern]
    case .send(let term, _, let to): [term] + (to.map { [$0] } ?? [])
    case .event(_, let arguments): arguments
    case .insert(_, let values), .delete(_, let values): values
    case .fresh, .define, .require: []
    }
  }
}
