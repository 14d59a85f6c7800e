// `hidden T of R from P` (rule S7.2): what an honest principal can compute from its own view.
//
// The order of a view, in which `Derivation.observed` counts: for each step of the sessions that
// the viewer owns, in the order of the run, first the message that it received, then the values
// that it made fresh in the order of the actions (hidden randomness included), then the messages
// that it sent. Reveals add nothing.

import ProtocolModel
import Terms

/// A term of a view and the step that it came with.
package struct ViewedTerm: Hashable, Sendable {
  package let step: Int
  package let term: Term
}

extension ReplayedRun {
  /// What the sessions of one principal received, made fresh and sent, in the view's order.
  package func view(of owner: Term) -> [ViewedTerm] {
    var view: [ViewedTerm] = []
    for (number, step) in steps.enumerated()
    where trace.sessions[step.session].parameters[0] == owner {
      let received = step.received.map { [$0.term] } ?? []
      let terms = received + step.fresh.map(\.value) + step.sent.map { sent[$0].term }
      view += terms.map { ViewedTerm(step: number, term: $0) }
    }
    return view
  }
}

extension RunJudge {
  func seen(
    _ term: Term, of role: RoleID, _ session: Int, from viewers: RoleID, _ viewer: Int,
    _ derivation: Derivation
  ) throws(Refusal) -> Finding {
    let sessions = run.trace.sessions
    guard sessions.at(session)?.role == role, let seat = sessions.at(viewer), seat.role == viewers
    else { throw Refusal("the sessions are not of the property's roles") }
    let owner = seat.parameters[0]
    let view = run.view(of: owner)
    let evaluator = DerivationEvaluator(
      model: model, ground: ground,
      computer: .viewer(owner: owner, sessions: sessions.filter { $0.parameters[0] == owner }),
      observed: view.map(\.term))
    let value = try evaluator.value(of: derivation)
    let known = derivation.highestObserved.map { view[$0].step } ?? -1
    let step = try firstMoment(term, equals: value, in: session, at: nil, notBefore: known)
    return Finding(kind: .seen(value, session: session, viewer: viewer), step: step)
  }
}
