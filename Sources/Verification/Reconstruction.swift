// From what the clauses allow to a scenario that may show it: the explorer looks for the real attack
// among the sessions of the abstract one. Whatever it finds is replayed like any attack; a
// derivation alone is never called one.

import Exploration
import ProtocolModel
import Traces

extension ProtocolModel {
  /// The model with a scenario for one property that has room for the sessions of an abstract
  /// attack, besides those that it has; nil if it has room for them already.
  ///
  /// - Parameter sessions: by the role's index.
  func making(roomFor sessions: [Int], of property: Int) -> ProtocolModel? {
    let place = properties[property].scenario
    var scenario = scenarios[place]
    let needed = sessions.map { min($0, Scenario.mostReconstructed) }
    for (role, count) in needed.enumerated() {
      scenario.counts[role] = max(scenario.counts[role], count)
    }
    scenario.total = scenario.total.map { max($0, needed.reduce(0, +)) }
    guard scenario != scenarios[place] else { return nil }
    var model = self
    model.scenarios[place] = scenario
    return model
  }

  /// The model with room for a run's sessions: an attack is one whatever the scenario is.
  func making(roomFor trace: Trace, of property: Int) -> ProtocolModel {
    var model = self
    let place = properties[property].scenario
    for index in roles.indices {
      let count = trace.sessions.count { $0.role.index == index }
      model.scenarios[place].counts[index] = max(scenarios[place].counts[index], count)
    }
    if let total = scenarios[place].total {
      model.scenarios[place].total = max(total, trace.sessions.count)
    }
    return model
  }
}

extension Scenario {
  /// More sessions of one role than this are not tried: abstract attacks repeat themselves.
  fileprivate static let mostReconstructed = 3
}
