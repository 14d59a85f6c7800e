// Configurations and scenarios: which models are decided, and how far the search goes.

import ProtocolLanguage

/// `configuration hardened { roleFlag, replayCache }`: the options that are on, under a name.
public struct Configuration: ModelDeclaration {
  public var part: ModelPart
  public init(
    _ name: String, _ options: ProtocolOption..., fileID: String = #fileID, line: Int = #line
  ) {
    part = ModelPart(
      .configuration(Identifier(name), options: options.map { Identifier($0.name) }),
      SourceSite(fileID: fileID, line: line))
  }
}

/// `scenario default { 2 Customer, 1 Bank, at most 4, loops 1 }`: how many sessions are searched.
public struct Scenario: ModelDeclaration {
  public var part: ModelPart

  /// Declares a scenario.
  ///
  /// - Parameters:
  ///   - name: `default` for the one that is searched where a property names no other.
  ///   - sessions: at most so many of each role.
  ///   - total: at most so many altogether.
  ///   - loops: how often a session takes each transition of a cycle; 2 if not said.
  public init(
    _ name: String = "default", sessions: KeyValuePairs<RoleName, Int>,
    atMost total: Int? = nil, loops: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) {
    part = ModelPart(
      .scenario(
        Identifier(name),
        sessions.map { ScenarioCount(count: $0.value, role: $0.key.identifier) },
        atMost: total, loops: loops),
      SourceSite(fileID: fileID, line: line))
  }
}
