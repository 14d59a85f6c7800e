// The terms that derivations of a replayed run stand for, so that a narration can say what was
// opened and where it came from. The same evaluation that the run was judged by.

import ProtocolModel
import Terms

extension ReplayedRun {
  /// Whoever computes.
  package enum Computer: Hashable, Sendable {
    case attacker
    /// The owner of this session, from the view of all sessions that it owns.
    case viewer(session: Int)
  }

  /// The value of a derivation with all that its computer observes during the run; nil if it is
  /// not one of this run.
  package func value(
    of derivation: Derivation, by computer: Computer, in model: ProtocolModel
  ) -> Term? {
    try? evaluator(of: computer, in: model).value(of: derivation)
  }

  private func evaluator(of computer: Computer, in model: ProtocolModel) -> DerivationEvaluator {
    switch computer {
    case .attacker:
      var evaluator = DerivationEvaluator(
        model: model, ground: GroundTerms(model),
        computer: .attacker(dishonest: Set(dishonest), plays: trace.threat.plays),
        observed: observed.map(\.term))
      if case .confirmed(let value, _)? = finding?.kind { evaluator.guess = value }
      return evaluator
    case .viewer(let session):
      let owner = trace.sessions[session].parameters[0]
      let own = trace.sessions.filter { $0.parameters[0] == owner }
      return DerivationEvaluator(
        model: model, ground: GroundTerms(model),
        computer: .viewer(owner: owner, sessions: own), observed: view(of: owner).map(\.term))
    }
  }
}
