// What one verification is asked: a pure value that could be a file. The same job on the same
// model gives the same results on any machine, whatever ran before it.

package enum EngineChoice: String, Hashable, Sendable, Codable, CaseIterable {
  /// The bounded, exhaustive search.
  case explore
}

package struct VerificationLimits: Hashable, Sendable, Codable {
  /// At most this many transitions are tried for each group of properties; 0: no limit.
  package var steps: Int
  /// Sessions of each role of a scenario, in place of what the scenario says; nil: as it says.
  package var sessions: Int?
  package init(steps: Int = 0, sessions: Int? = nil) {
    self.steps = steps
    self.sessions = sessions
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
    engine: EngineChoice = .explore, limits: VerificationLimits = VerificationLimits(),
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
