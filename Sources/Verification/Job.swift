// What one verification is asked: a pure value that could be a file. The same job on the same
// model gives the same results on any machine, whatever ran before it.

import Saturation

package enum EngineChoice: String, Hashable, Sendable, Codable, CaseIterable {
  /// A short search for attacks, then proofs of what was not attacked, then the whole search for
  /// what is still open.
  case auto
  /// The bounded, exhaustive search.
  case explore
  /// Proofs for any number of sessions.
  case prove
}

package struct VerificationLimits: Hashable, Sendable, Codable {
  /// At most this many transitions are tried for each group of properties, and resolvents built for
  /// the proof of each; 0: no limit, and `usualProofSteps`.
  package var steps: Int
  /// Sessions of each role of a scenario, in place of what the scenario says; nil: as it says.
  package var sessions: Int?
  package init(steps: Int = 0, sessions: Int? = nil) {
    self.steps = steps
    self.sessions = sessions
  }

  /// How long `auto` searches for attacks before it tries to prove.
  static let trialSteps = 50_000
  /// How long a scenario is searched that an abstract attack suggests.
  static let reconstructionSteps = 100_000
  /// Three times what the longest proof of `models/` takes; what is not proved by then has clauses
  /// that feed themselves.
  static let usualProofSteps = 5_000

  /// So many steps, or fewer if fewer were asked for.
  func atMost(_ limit: Int) -> Int { steps == 0 ? limit : min(steps, limit) }

  /// Who asks for a longer search does not ask for longer attempts to prove, unless for nothing else.
  func proofLimits(_ engine: EngineChoice) -> SaturationLimits {
    if steps == 0 { return SaturationLimits(steps: Self.usualProofSteps, growsWithModel: true) }
    return SaturationLimits(steps: engine == .prove ? steps : atMost(Self.usualProofSteps))
  }
}

package struct VerificationJob: Hashable, Sendable, Codable {
  /// The path of the model as the user wrote it.
  package var path: String
  package var configuration: String?
  /// The options that are on.
  package var options: [String]
  /// Names of properties; nil: all of the model.
  package var properties: [String]?
  package var engine: EngineChoice
  package var limits: VerificationLimits
  /// The subtree to search: the choice taken at each node from the root; empty for all.
  package var prefix: [Int]

  package init(
    path: String, configuration: String?, options: [String], properties: [String]? = nil,
    engine: EngineChoice = .auto, limits: VerificationLimits = VerificationLimits(),
    prefix: [Int] = []
  ) {
    self.path = path
    self.configuration = configuration
    self.options = options
    self.properties = properties
    self.engine = engine
    self.limits = limits
    self.prefix = prefix
  }
}
