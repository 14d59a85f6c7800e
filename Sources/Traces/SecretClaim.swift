// `secret T of R at s` (rule S7.1).
//
// In a loop the variables of T are forgotten and bound anew, so T has several values over time.
// Each value that it has while all variables are bound, the state s having been entered, is a
// secret from then on. The values within a transition count: those at its end, before the target
// state forgets some.

import ProtocolModel
import Terms

/// The bindings of a session after one of its transitions, or before the first.
struct SessionMoment {
  /// The step's index in the run; -1 before the first.
  let step: Int
  let values: Bindings
  /// The states that the session is or has been in.
  let visited: Set<StateID>
}

extension RunJudge {
  func moments(of session: Int) -> [SessionMoment] {
    let start = run.trace.sessions[session]
    let role = model.roles[start.role.index]
    let parameters = zip(role.parameters.map(\.variable), start.parameters)
    var visited: Set<StateID> = [role.initial]
    var moments = [
      SessionMoment(
        step: -1, values: Dictionary(uniqueKeysWithValues: parameters), visited: visited)
    ]
    for (number, step) in run.steps.enumerated() where step.session == session {
      visited.insert(step.target)
      moments.append(SessionMoment(step: number, values: step.values, visited: visited))
    }
    return moments
  }

  /// The first moment at which the session has this value of the term and is not excused, no
  /// earlier than what the derivation needs.
  func firstMoment(
    _ term: Term, equals value: Term, in session: Int, at state: StateID?, notBefore known: Int
  ) throws(Refusal) -> Int {
    var isClaimed = false
    for moment in moments(of: session) {
      guard state.map(moment.visited.contains) ?? true, term.isBound(moment.values),
        bindsExcuses(moment.values), try ground.value(of: term, moment.values) == value
      else { continue }
      isClaimed = true
      let step = max(moment.step, known)
      if !isExcused(moment.values, through: step) { return step }
    }
    throw Refusal(
      isClaimed
        ? "an excuse of the property holds"
        : "\(ground.signature.text(value)) is not claimed by session \(session + 1)")
  }

  func learned(
    _ term: Term, of role: RoleID, at state: StateID?, _ session: Int, _ derivation: Derivation
  ) throws(Refusal) -> Finding {
    guard run.trace.sessions.at(session)?.role == role else {
      throw Refusal("the session is not one of the property's role")
    }
    let attacker = DerivationEvaluator(
      model: model, ground: ground,
      computer: .attacker(dishonest: dishonest, plays: property.threat.plays),
      observed: run.observed.map(\.term))
    let value = try attacker.value(of: derivation)
    let known = derivation.highestObserved.map { run.observed[$0].step } ?? -1
    let step = try firstMoment(term, equals: value, in: session, at: state, notBefore: known)
    return Finding(kind: .learned(value, session: session), step: step)
  }
}
