// From what the clauses allow to a scenario that may show it: the explorer looks for the real attack
// among the sessions of the abstract one. Whatever it finds is replayed like any attack; a
// derivation alone is never called one.

import Exploration
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

  /// The same for the sessions of a run and their loops: an attack is one whatever the scenario is.
  func making(roomFor trace: Trace, of property: Int) -> ProtocolModel {
    guard let schedule = Schedule(of: trace, from: self, in: self) else { return self }
    return making(roomFor: schedule, of: property)
  }

  func making(roomFor schedule: Schedule, of property: Int) -> ProtocolModel {
    var model = making(roomFor: schedule.counts, of: property)
    let place = properties[property].scenario
    model.scenarios[place].loops = max(scenarios[place].loops, schedule.mostRounds)
    return model
  }

  /// One session of each role of the property's scenario, which may go round once more; nil if they
  /// have no loops.
  fileprivate func goingRoundOnceMore(for property: Int) -> ProtocolModel? {
    let scenario = scenarios[properties[property].scenario]
    let playing = roles.indices.filter { scenario.counts[$0] > 0 }
    guard playing.contains(where: { roles[$0].hasLoop }) else { return nil }
    var model = self
    model.scenarios[properties[property].scenario] = Scenario(
      name: scenario.name, counts: scenario.counts.map { min($0, 1) }, total: nil,
      loops: scenario.loops + 1)
    return model
  }
}

extension Schedule {
  /// How often a session takes the transition that it takes most often.
  fileprivate var mostRounds: Int {
    var counts: [Step: Int] = [:]
    for case .transition(let session, let transition) in steps {
      counts[.transition(session: session, transition: transition), default: 0] += 1
    }
    return counts.values.max() ?? 0
  }
}

extension ProofGap {
  /// More sessions of one role than this are not tried: abstract attacks repeat themselves.
  private static let mostSessions = 3
  /// How long a scenario is searched that has room for the sessions of the abstract attack.
  private static let sessionSteps = 100_000
  /// How long one is searched that goes round once more, of which the abstract attack says nothing.
  private static let loopSteps = 20_000

  /// Scenarios beyond the property's own that may show a real attack, each with the number of
  /// transitions that it is worth: one with room for the sessions of the abstract attack, if there
  /// is none yet, and a small one with a round more.
  func scenariosBeyond(
    _ model: ProtocolModel, for property: Int
  ) -> [(model: ProtocolModel, steps: Int)] {
    let sessions = sessions.map { min($0, Self.mostSessions) }
    let wider = model.making(roomFor: sessions, of: property)
    let withRoom = wider.scenarios == model.scenarios ? nil : wider
    let withRounds = model.goingRoundOnceMore(for: property)
    return [(withRoom, Self.sessionSteps), (withRounds, Self.loopSteps)].compactMap {
      model, steps in model.map { ($0, steps) }
    }
  }
}
