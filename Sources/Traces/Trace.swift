// An attack trace (or a witness): one ground run with the attacker's derivations and what the
// run is claimed to show. Engines write traces; the replayer judges them. A trace holds nothing
// that the replayer would have to believe: every step is re-executed from the model.

import ProtocolModel
import Terms

/// How the attacker (or, for `hidden`, an honest principal) computes a ground term.
package indirect enum Derivation: Hashable, Sendable {
  /// The n-th term that was observed (from 0, in the order of the run): the sent messages that
  /// the attacker reads, in the order of the sends, and the revealed terms.
  case observed(Int)
  /// The `index`-th `knows` term of a role that a dishonest principal may play, for these values
  /// of the variables it contains.
  case credential(RoleID, index: Int, values: [Variable: Term])
  /// What everyone knows: principals, integers, public constants, long-term public keys
  /// (`pk(sk(X))`, `vk(sk(X))`, with or without a use whose derivation is public too).
  case publicValue(Term)
  /// `hidden` only: the viewer's own long-term secret key, `sk(P)` or `sk(P, use)`.
  case ownKey(Term)
  /// The attacker's own fresh value.
  case invented(Int)
  /// `guessable-safe` only: the value that is tried.
  case guess
  /// A public symbol applied to derived arguments; the result is normalised.
  case apply(SymbolID, [Derivation])
  /// An analysis rule (by index in the theory) applied to derivations of its premises.
  case analyse(Int, [Derivation])
}

/// Where a received message comes from.
package enum Origin: Hashable, Sendable {
  /// The attacker derived it; `sender` is the dishonest principal in whose name it was sent, for
  /// channels where that matters, or any principal where the attacker may claim one.
  case attacker(Derivation, sender: Term?)
  /// The channel delivered the n-th message that was sent in this run (from 0).
  case delivered(Int)
}

package struct TraceSession: Hashable, Sendable {
  package var role: RoleID
  /// Values of the role's parameters, in order.
  package var parameters: [Term]
  package init(role: RoleID, parameters: [Term]) {
    self.role = role
    self.parameters = parameters
  }
}

package enum TraceStep: Hashable, Sendable {
  /// A session takes a transition (by index in its role). `origin` is present exactly if the
  /// transition receives. `message` is the received ground term. `lookups` says, for each
  /// `member` condition with unbound variables in the order of execution, which entry was chosen:
  /// the n-th `insert` that was executed in this run (from 0) put it there.
  case transition(
    session: Int, transition: Int, message: Term?, origin: Origin?, lookups: [Int])
  /// The attacker uses a reveal (by index in the threat model) on a session.
  case reveal(session: Int, reveal: Int)
}

/// What the run is claimed to show at its end.
package enum Claim: Hashable, Sendable {
  /// `secret`: the attacker derives T of this session.
  case learns(session: Int, Derivation)
  /// `guessable-safe`: both computations give the same if T of this session is the guess, and do not
  /// if a value is that occurs nowhere.
  case confirms(session: Int, Derivation, Derivation)
  /// `hidden`: the principal that owns session `viewer` derives T of `session` from its view;
  /// `observed` counts in the view's own order (see HiddenClaim).
  case sees(session: Int, viewer: Int, Derivation)
  /// A correspondence or an invariant is violated. Engines end the trace with the step that
  /// violates it; the replayer accepts a longer run too, and shrinking cuts it.
  case violated
  /// `reachable`: the events were recorded.
  case reached
  /// The honest run: every session is in a final state.
  case completed
}

extension Claim {
  /// What the attacker computes to show it.
  package var attackersDerivations: [Derivation] {
    switch self {
    case .learns(_, let derivation): [derivation]
    case .confirms(_, let one, let other): [one, other]
    case .sees, .violated, .reached, .completed: []
    }
  }
}

package struct Trace: Hashable, Sendable {
  package var threat: ThreatModel
  /// The principals that are dishonest in this run; all others are honest.
  package var dishonest: [String]
  package var sessions: [TraceSession]
  package var steps: [TraceStep]
  package var claim: Claim
  package init(
    threat: ThreatModel, dishonest: [String], sessions: [TraceSession], steps: [TraceStep],
    claim: Claim
  ) {
    self.threat = threat
    self.dishonest = dishonest
    self.sessions = sessions
    self.steps = steps
    self.claim = claim
  }
}
