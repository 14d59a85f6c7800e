// A second opinion on runs of the Needham-Schroeder model, written without the model and without
// the replayer: the two roles as plain code, the attacker as a set that is saturated. It looks at
// no derivation; whether *some* derivation exists is all it decides.

import ProtocolModel
import Terms

@testable import Traces

struct NeedhamSchroederRecheck {
  private typealias NS = NeedhamSchroeder

  private struct Party {
    let isInitiator: Bool
    let owner: Term
    var state = 0
    var partner: Term
    var ownNonce: Term
    var otherNonce: Term?
  }

  private struct Agreement: Hashable {
    let responder: Term
    let initiator: Term
    let nonce: Term
  }

  private var parties: [Party] = []
  private var knowledge: Set<Term> = []
  private var ran: [Agreement] = []
  private var committed: [Agreement] = []
  private var disagreements = 0
  private var shortages = 0
  private let dishonest: Set<Term>

  /// Whether the trace is a run that shows a violation of this property.
  static func isAttack(_ trace: Trace, property: Int) -> Bool {
    guard var check = NeedhamSchroederRecheck(trace) else { return false }
    for step in trace.steps {
      guard check.take(step) else { return false }
    }
    switch (property, trace.claim) {
    case (NS.Properties.secret, .learns(let session, _)): return check.leaks(session)
    case (NS.Properties.agreement, .violated): return check.disagreements > 0
    case (NS.Properties.injective, .violated): return check.shortages > 0
    default: return false
    }
  }

  private init?(_ trace: Trace) {
    guard trace.threat == NS.threat else { return nil }
    dishonest = Set(trace.dishonest.map(principal))
    for (index, session) in trace.sessions.enumerated() {
      let isInitiator = session.role.index == NS.initiator
      guard session.parameters.count == (isInitiator ? 2 : 1), session.role.index < 2,
        session.role.index >= 0, !dishonest.contains(session.parameters[0])
      else { return nil }
      for case let parameter in session.parameters {
        guard case .name(.principal) = parameter else { return nil }
      }
      parties.append(
        Party(
          isInitiator: isInitiator, owner: session.parameters[0],
          partner: session.parameters[session.parameters.count - 1],
          ownNonce: isInitiator ? fresh("na", index, 0) : fresh("nb", index, 0)))
    }
    guard parties.count(where: \.isInitiator) <= 3, parties.count(where: { !$0.isInitiator }) <= 3
    else { return nil }
  }

  // MARK: The roles

  private mutating func take(_ step: TraceStep) -> Bool {
    guard case .transition(let index, let transition, let message, _, let lookups) = step,
      parties.indices.contains(index), lookups.isEmpty, parties[index].state == transition
    else { return false }
    if let message, !derives(message) { return false }
    defer { parties[index].state += 1 }
    switch (parties[index].isInitiator, transition, message) {
    case (true, 0, nil): return start(index)
    case (true, 1, let message?): return answer(index, message)
    case (false, 0, let message?): return challenge(index, message)
    case (false, 1, let message?): return commit(index, message)
    default: return false
    }
  }

  private mutating func send(
    _ text: Term, to receiver: Term, _ session: Int, _ name: String, _ n: Int
  ) {
    knowledge.insert(aenc(text, pk(sk(receiver)), fresh(name, session, n)))
  }

  private mutating func start(_ index: Int) -> Bool {
    let party = parties[index]
    send(tuple(party.ownNonce, party.owner), to: party.partner, index, "_r0", 1)
    return true
  }

  /// What was encrypted for this principal.
  private func open(_ message: Term, _ owner: Term) -> Term? {
    guard case .apply(Signature.randomisedEncryption, let parts) = message,
      parts.count == 3, parts[1] == pk(sk(owner))
    else { return nil }
    return parts[0]
  }

  private func split(_ term: Term?) -> (Term, Term)? {
    guard case .apply(Signature.pair, let parts)? = term, parts.count == 2 else { return nil }
    return (parts[0], parts[1])
  }

  private mutating func answer(_ index: Int, _ message: Term) -> Bool {
    let party = parties[index]
    guard let (own, other) = split(open(message, party.owner)), own == party.ownNonce else {
      return false
    }
    ran.append(Agreement(responder: party.partner, initiator: party.owner, nonce: other))
    send(other, to: party.partner, index, "_r2", 2)
    return true
  }

  private mutating func challenge(_ index: Int, _ message: Term) -> Bool {
    let party = parties[index]
    guard let (nonce, initiator) = split(open(message, party.owner)) else { return false }
    parties[index].partner = initiator
    parties[index].otherNonce = nonce
    send(tuple(nonce, party.ownNonce), to: initiator, index, "_r1", 1)
    return true
  }

  private mutating func commit(_ index: Int, _ message: Term) -> Bool {
    let party = parties[index]
    guard open(message, party.owner) == party.ownNonce else { return false }
    let agreement = Agreement(
      responder: party.owner, initiator: party.partner, nonce: party.ownNonce)
    committed.append(agreement)
    // The property speaks of principals.
    guard case .name(.principal) = party.partner, !dishonest.contains(party.partner) else {
      return true
    }
    if !ran.contains(agreement) { disagreements += 1 }
    if committed.count(where: { $0 == agreement }) > ran.count(where: { $0 == agreement }) {
      shortages += 1
    }
    return true
  }

  // MARK: The attacker

  private func leaks(_ session: Int) -> Bool {
    guard parties.indices.contains(session) else { return false }
    let party = parties[session]
    return !party.isInitiator && party.state > 0 && !dishonest.contains(party.partner)
      && derives(party.ownNonce)
  }

  private func derives(_ term: Term) -> Bool { canBuild(term, from: saturated()) }

  /// Everything that taking apart gives.
  private func saturated() -> Set<Term> {
    var known = knowledge
    var size = -1
    while size != known.count {
      size = known.count
      for term in known {
        if let (first, second) = split(term) { known.formUnion([first, second]) }
        for owner in dishonest {
          if let text = open(term, owner) { known.insert(text) }
        }
      }
    }
    return known
  }

  private func canBuild(_ term: Term, from known: Set<Term>) -> Bool {
    if known.contains(term) { return true }
    switch term {
    case .name(.principal), .name(.constant), .name(.attacker), .integer: return true
    case .name(.fresh), .variable: return false
    case .apply(Signature.secretKey, let parts):
      return parts.count == 1 && dishonest.contains(parts[0])
    case .apply(Signature.secretKeyForUse, _): return false
    case .apply(Signature.publicKey, let parts), .apply(Signature.verificationKey, let parts):
      if case .apply(Signature.secretKey, let owner)? = parts.first,
        case .name(.principal)? = owner.first
      {
        return true
      }
      return parts.allSatisfy { canBuild($0, from: known) }
    case .apply(_, let parts): return parts.allSatisfy { canBuild($0, from: known) }
    }
  }
}
