// What one verification is asked: a pure value that could be a file. The same job on the same
// model gives the same results on any machine, whatever ran before it.

import Saturation

package enum EngineChoice: String, Hashable, Sendable, Codable, CaseIterable {
  /// Searches for attacks and attempts to prove what was not attacked in turns, short ones first;
  /// then the whole search for what is still open.
  case auto
  /// The bounded, exhaustive search.
  case explore
  /// Proofs for any number of sessions.
  case prove
}

package struct VerificationLimits: Hashable, Sendable, Codable {
  /// At most this many transitions are tried for each group of properties, and resolvents built for
  /// the proof of each; 0: no limit for the search, and that of the long turn for proofs.
  package var steps: Int
  /// Sessions of each role of a scenario, in place of what the scenario says; nil: as it says.
  package var sessions: Int?
  /// At most this many transitions of a search that nothing else limits; nil: as many as it takes.
  package var mostSearched: Int?
  package init(steps: Int = 0, sessions: Int? = nil) {
    self.steps = steps
    self.sessions = sessions
  }

  /// For protocols of Scyther, whose scope is not their authors' choice.
  package static let mostSearchedOfImported = 1_000_000

  /// The limit of a search of the whole scope; 0: none.
  var wholeSearch: Int { steps == 0 ? mostSearched ?? 0 : steps }

  /// What `auto` does twice: a search for attacks, then an attempt to prove what is left.
  struct Turn {
    /// At most so many transitions.
    let search: Int
    /// At most so many resolvents for each property.
    let proof: SaturationLimits
  }
  /// Most attacks and most proofs are short, and nobody knows before which of them there is.
  static let shortTurn = Turn(search: 200, proof: SaturationLimits(steps: 300))
  /// Three times what the longest proof of `models/` takes; what is not proved by then has clauses
  /// that feed themselves.
  static let longTurn = Turn(
    search: 50_000,
    proof: SaturationLimits(steps: 5_000, growsWithModel: true, widening: .whereTheyGrow))
  /// How long a shorter attack is looked for than the one that a short search found.
  static let shorteningSteps = 5_000

  /// How long the honest run is looked for.
  static let honestSteps = 200_000

  /// So many steps, or fewer if fewer were asked for.
  func atMost(_ limit: Int) -> Int { steps == 0 ? limit : min(steps, limit) }
  func atMost(_ limits: SaturationLimits) -> SaturationLimits {
    steps == 0
      ? limits
      : SaturationLimits(steps: min(steps, limits.steps), widening: limits.widening)
  }

  /// Whether more is asked for.
  func exceed(_ limit: Int) -> Bool { steps == 0 || steps > limit }

  /// Who asks for a longer search does not ask for longer attempts to prove, unless for nothing else.
  var onlyProof: SaturationLimits {
    steps == 0 ? Self.longTurn.proof : SaturationLimits(steps: steps, widening: .whereTheyGrow)
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
