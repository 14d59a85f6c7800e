// From a closed set of clauses to a verdict: what the unbounded engine says counts only after the
// checker has read the certificate, as it is written, and accepted it. A rejected certificate is a
// fault of Assay and is reported as one.

import Certificates
import ProtocolModel
import Saturation

/// A proof that the checker accepted.
package struct Proof: Hashable, Sendable {
  /// The text of the certificate; nil where only its digest was remembered.
  package private(set) var certificate: String?
  private let knownDigest: String?
  /// The SHA-256 of that text, in hexadecimal.
  package var digest: String { knownDigest ?? certificate.map(SHA256.digest) ?? "" }
  /// How many clauses it has.
  package var clauses: Int
  /// Whether it shows that nothing ever comes up that the property speaks of.
  package var isVacuity: Bool
  package init(certificate: String, clauses: Int, isVacuity: Bool = false) {
    self.certificate = certificate
    knownDigest = nil
    self.clauses = clauses
    self.isVacuity = isVacuity
  }

  /// A proof whose text is elsewhere.
  init(digest: String, clauses: Int, isVacuity: Bool) {
    knownDigest = digest
    self.clauses = clauses
    self.isVacuity = isVacuity
  }

  var withoutText: Proof { Proof(digest: digest, clauses: clauses, isVacuity: isVacuity) }
}

/// Why there is no proof.
package struct ProofGap: Hashable, Sendable {
  /// A plain sentence without its end.
  package var reason: String
  /// What the clauses allow or how they grow, line by line.
  package var details: [String]
  /// The sessions that a violation may need, by the role's index; empty if nothing is known of them.
  package var sessions: [Int]
  /// Whether a longer attempt might close it.
  package var isCut: Bool
  package init(
    reason: String, details: [String] = [], sessions: [Int] = [], isCut: Bool = false
  ) {
    self.reason = reason
    self.details = details
    self.sessions = sessions
    self.isCut = isCut
  }
}

/// What came of an attempt to prove a property.
enum ProofOutcome {
  case accepted(Certificate.Claim, Proof)
  case none(ProofGap)
  case rejected(Rejection)
}

struct Prover {
  let engines: Engines
  let identified: IdentifiedModel
  private var model: ProtocolModel { identified.model }
  /// Where the model was read.
  let path: String
  let limits: SaturationLimits
  let closedSets: ClosedSets
  let known: KnownEvidence

  init(_ judge: Judge, _ limits: SaturationLimits) {
    engines = judge.engines
    identified = IdentifiedModel(judge.model)
    path = judge.job.path
    closedSets = judge.closedSets
    known = judge.known
    self.limits = limits
  }

  /// - Parameter isTriggered: whether a run is known that triggers the property.
  func attempt(
    _ index: Int, isTriggered: Bool, isCancelled: @escaping Engines.Cancellation
  ) -> (outcome: ProofOutcome, statistics: SaturationStatistics) {
    let result = engines.prove(
      SaturationJob(model: model, property: index, limits: limits, isTriggered: isTriggered),
      closedSets, isCancelled)
    return (outcome(of: result.outcome, index), result.statistics)
  }

  private func outcome(of outcome: SaturationOutcome, _ index: Int) -> ProofOutcome {
    switch outcome {
    case .proved(let proof): audit(certificate(of: proof, index), index)
    case .notProved(let derivation):
      .none(
        ProofGap(
          reason: model.properties[index].isReachability
            ? "no proof that nothing reaches it"
            : "no proof, because without the order of steps a violation is conceivable",
          details: derivation.lines, sessions: derivation.sessions))
    case .unknown(let cut):
      .none(
        ProofGap(
          reason: "no proof, because \(cut.cause.reason)", details: [cut.growing],
          isCut: cut.cause.isLimit))
    case .notHandled(let reason): .none(ProofGap(reason: "no proof, because \(reason)"))
    }
  }

  private func certificate(of proof: SaturationProof, _ index: Int) -> Certificate {
    if let vacuity = proof.vacuity {
      return Certificate(of: index, in: identified, at: path, claiming: .vacuous, cases: vacuity)
    }
    let isReachability = model.properties[index].isReachability
    return Certificate(
      of: index, in: identified, at: path, claiming: isReachability ? .unreachable : .proved,
      cases: proof.cases)
  }

  func audit(_ certificate: Certificate, _ index: Int) -> ProofOutcome {
    let text = certificate.text
    switch engines.audit(text, identified, index) {
    case .success(let checked):
      return .accepted(
        checked.claim,
        Proof(
          certificate: text, clauses: checked.clauses, isVacuity: checked.claim == .vacuous))
    case .failure(let rejection):
      // The engine may go where the checker does not follow; that is no proof, and no fault.
      if let reason = refusal(of: index, in: model) {
        return .none(ProofGap(reason: "no proof, because for the checker \(reason)"))
      }
      return .rejected(rejection)
    }
  }
}

extension AbstractDerivation {
  /// What it was resolved from, what follows, and why it is not known better.
  fileprivate var lines: [String] {
    steps.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" } + [conclusion]
      + (refinementCut.map { ["with sessions told apart, \($0.reason)"] } ?? [])
  }
}

extension SaturationCut.Cause {
  /// Whether a longer attempt may come further: it takes more steps, and it widens what grows.
  fileprivate var isLimit: Bool {
    switch self {
    case .steps, .work, .largeClause: true
    case .openConclusion, .interrupted: false
    }
  }

  fileprivate var reason: String {
    switch self {
    case .steps(let steps): "the clauses kept growing for \(steps) steps"
    case .work(let steps): "the clauses grew too large within \(steps) steps"
    case .largeClause(let symbols): "a clause grew beyond \(symbols) symbols"
    case .interrupted: "it was interrupted"
    case .openConclusion: "the clauses leave open what is known"
    }
  }
}
