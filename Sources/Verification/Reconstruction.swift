// From what the clauses allow to a scenario that may show it: the explorer looks for the real attack
// among the sessions of the abstract one. Whatever it finds is replayed like any attack; a
// derivation alone is never called one.

import ProtocolModel
import Traces

extension ProtocolModel {
  /// The model with a scenario for one property that has room for these sessions, besides those that
  /// it has.
  ///
  /// - Parameter sessions: by the role's index; may be shorter than the roles are many.
  func making(roomFor sessions: [Int], of property: Int) -> ProtocolModel {
    var model = self
    let place = properties[property].scenario
    for (role, count) in sessions.enumerated() {
      model.scenarios[place].counts[role] = max(scenarios[place].counts[role], count)
    }
    model.scenarios[place].total = scenarios[place].total.map { max($0, sessions.reduce(0, +)) }
    return model
  }

  /// The same for the sessions of a run: an attack is one whatever the scenario is.
  func making(roomFor trace: Trace, of property: Int) -> ProtocolModel {
    let sessions = roles.indices.map { role in trace.sessions.count { $0.role.index == role } }
    return making(roomFor: sessions, of: property)
  }
}

extension ProofGap {
  /// More sessions of one role than this are not tried: abstract attacks repeat themselves.
  private static let mostSessions = 3

  /// The model with room for the sessions of the abstract attack; nil if it has room for them
  /// already.
  func widening(_ model: ProtocolModel, for property: Int) -> ProtocolModel? {
    let wider = model.making(
      roomFor: sessions.map { min($0, Self.mostSessions) }, of: property)
    return wider.scenarios == model.scenarios ? nil : wider
  }
}
