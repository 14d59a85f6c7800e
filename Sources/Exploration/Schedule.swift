// Steps that are given: a search among the sessions of a known run, in which they take the steps of
// that run in its order, with messages found anew. So an attack is followed into a variant of the
// protocol whose messages look different. What is found is a run like any other and is judged by the
// replayer; what is not found says nothing, because another order may still be an attack.
//
// No reduction takes part: each of them leaves out orders for which it knows another, and the order
// is given here.

import ProtocolModel
import Traces

package struct Schedule: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case transition(session: Int, transition: Int)
    case reveal(session: Int, reveal: Int)
  }
  /// Sessions by the role's index.
  package let counts: [Int]
  /// Sessions are numbered by their roles, those of one role as in the run.
  package let steps: [Step]

  /// The steps of a run in another model, whose roles, states and transitions are found by their
  /// names and places; nil if one is missing there.
  package init?(of trace: Trace, from model: ProtocolModel, in other: ProtocolModel) {
    var roles: [Int] = []
    for session in trace.sessions {
      let name = model.roles[session.role.index].name
      guard let role = other.roles.firstIndex(where: { $0.name == name }) else { return nil }
      roles.append(role)
    }
    counts = other.roles.indices.map { role in roles.count { $0 == role } }
    let order = roles.indices.sorted { (roles[$0], $0) < (roles[$1], $1) }
    var number = Array(repeating: 0, count: roles.count)
    for (place, session) in order.enumerated() { number[session] = place }
    var steps: [Step] = []
    for step in trace.steps {
      switch step {
      case .reveal(let session, let reveal):
        steps.append(.reveal(session: number[session], reveal: reveal))
      case .transition(let session, let transition, _, _, _):
        let role = model.roles[trace.sessions[session].role.index]
        guard let there = other.roles[roles[session]].transition(like: transition, of: role) else {
          return nil
        }
        steps.append(.transition(session: number[session], transition: there))
      }
    }
    self.steps = steps
  }
}

extension Role {
  /// The transition between states of the same names, the n-th of them if there are several.
  fileprivate func transition(like index: Int, of other: Role) -> Int? {
    let ends = other.ends(of: index)
    let place = other.transitions[..<index].indices.count { other.ends(of: $0) == ends }
    let alike = transitions.indices.filter { self.ends(of: $0) == ends }
    return place < alike.count ? alike[place] : nil
  }

  private func ends(of transition: Int) -> [String] {
    [transitions[transition].source, transitions[transition].target].map { states[$0.index].name }
  }
}

extension Search {
  /// Whether all steps that are given have been taken.
  var isOffSchedule: Bool {
    guard let schedule else { return false }
    return path.count >= schedule.steps.count
  }

  /// Whether the next step may be this one.
  func isOnSchedule(_ step: Schedule.Step) -> Bool {
    guard let schedule else { return true }
    return schedule.steps[path.count] == step
  }
}

extension SearchPlan {
  /// The search among the sessions of the schedule alone.
  func follow(_ schedule: Schedule) -> ExplorationResult {
    var search = makeSearch()
    search.schedule = schedule
    search.activate(schedule.counts)
    search.run(schedule.counts)
    return search.tally.result()
  }
}
