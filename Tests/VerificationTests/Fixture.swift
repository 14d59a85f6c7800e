// A model that nobody searches: the engines of these tests answer as they are told.

import Diagnostics
import Exploration
import ProtocolModel
import Terms

@testable import Traces
@testable import Verification

enum Fixture {
  static let span = SourceSpan(file: SourceFileID(0), start: 0, end: 0)

  static func threat(plays: [Int] = []) -> ThreatModel {
    ThreatModel(
      controls: [.network], plays: plays.map { RoleID($0) }, reveals: [], onlyDelivers: false,
      separatesRoles: false)
  }

  static func role(_ name: String, _ transitions: [(Int, Int)] = [(0, 1)]) -> Role {
    let owner = VariableInfo(name: "A", sort: .principal, kind: .principal)
    let last = transitions.flatMap { [$0.0, $0.1] }.max() ?? 0
    return Role(
      name: name, parameters: [Parameter(variable: Variable(0), partnerRole: nil)], distinct: [],
      variables: [owner], knows: [],
      states: (0...last).map { RoleState(name: "s\($0)", bound: [Variable(0)]) },
      initial: StateID(0),
      transitions: transitions.map {
        Transition(
          source: StateID($0.0), target: StateID($0.1), actions: [], spans: [], span: span)
      }, span: span)
  }

  static func property(
    _ name: String, reachable: Bool = false, threat: ThreatModel = threat(), scenario: Int = 0,
    expected: ExpectedVerdict? = nil
  ) -> Property {
    let pattern = EventPattern(event: EventID(0), arguments: [])
    return Property(
      name: name,
      goal: reachable
        ? .reachable([pattern]) : .correspondence(pattern, requires: [], injective: false),
      excuses: [], threat: threat, scenario: scenario, expected: expected, variables: [],
      span: span, text: name)
  }

  static func model(
    _ properties: [Property], roles: [Role] = [role("Initiator"), role("Responder")],
    scenarios: [Scenario]? = nil
  ) -> ProtocolModel {
    let usual = Scenario(
      name: "default", counts: roles.map { _ in 2 }, total: nil, loops: 2)
    return ProtocolModel(
      name: "Example", configuration: nil, options: [], declaredOptions: [], sorts: [],
      signature: Signature(), theory: Theory(rewriteRules: [], analysisRules: []), isTyped: false,
      principals: [], channels: [], tables: [], events: [EventInfo(name: "Done", arity: 0)],
      roles: roles, properties: properties, scenarios: scenarios ?? [usual])
  }

  static func trace(_ claim: Claim = .violated, steps: Int = 0) -> Trace {
    Trace(
      threat: threat(), dishonest: [], sessions: [],
      steps: Array(repeating: .reveal(session: 0, reveal: 0), count: steps), claim: claim)
  }

  /// A report on one property with this verdict.
  static func report(_ verdict: Verdict) -> ModelReport {
    let model = model([property("p")])
    let result = PropertyResult(
      index: 0, property: model.properties[0], verdict: verdict,
      scope: Scope(of: model.scenarios[0], in: model), engine: .explore,
      statistics: ExplorationStatistics())
    return ModelReport(path: "example.assay", model: model, sources: [], results: [result])
  }

  static func job(
    properties: [String]? = nil, engine: EngineChoice = .explore, steps: Int = 0,
    sessions: Int? = nil, prefix: [Int] = []
  ) -> VerificationJob {
    VerificationJob(
      path: "example.assay", configuration: nil, options: [], properties: properties,
      engine: engine, limits: VerificationLimits(steps: steps, sessions: sessions), prefix: prefix)
  }
}

extension Engines {
  /// Engines that answer as told: outcomes by the name of the property.
  static func telling(
    _ outcomes: [String: ExplorationOutcome], honestRun: Trace? = Fixture.trace(.completed),
    replay: @escaping @Sendable (Trace) -> Bool = { _ in true },
    shrink: @escaping @Sendable (Trace) -> Trace = { $0 }
  ) -> Engines {
    Engines(
      explore: { job, _ in
        ExplorationResult(
          outcomes: job.properties.map { outcomes[job.model.properties[$0].name]! },
          statistics: ExplorationStatistics())
      },
      findHonestRun: { _, _, _, _ in honestRun.map { .found($0) } ?? .none(longest: []) },
      replay: { _, trace, _ in
        replay(trace)
          ? .success(ReplayedRun(trace: trace, dishonest: []))
          : .failure(ReplayError(.claim, "it is not so"))
      },
      shrink: { _, trace, _ in shrink(trace) })
  }
}
