// Models, terms and traces in few words, and what a test asks of the replayer. Models are built
// by hand here, so that the replayer's tests depend on no parser and no elaboration.

import Diagnostics
import ProtocolModel
import Terms
import Testing

@testable import Traces

// MARK: - Terms

func v(_ index: Int) -> Term { .variable(Variable(index)) }
func principal(_ name: String) -> Term { .name(.principal(name)) }
let anna = principal("anna")
let ben = principal("ben")
let cleo = principal("cleo")
let mallory = principal("mallory")
func constant(_ name: String, _ sort: SortID) -> Term { .name(.constant(name, sort)) }
func fresh(_ name: String, _ session: Int, _ count: Int = 0) -> Term {
  .name(.fresh(name, session: session, count: count))
}
func invented(_ number: Int) -> Term { .name(.attacker(number)) }
func pk(_ key: Term) -> Term { .apply(Signature.publicKey, [key]) }
func vk(_ key: Term) -> Term { .apply(Signature.verificationKey, [key]) }
func sk(_ owner: Term) -> Term { .apply(Signature.secretKey, [owner]) }
func sk(_ owner: Term, _ use: Term) -> Term { .apply(Signature.secretKeyForUse, [owner, use]) }
func aenc(_ text: Term, _ key: Term, _ randomness: Term) -> Term {
  .apply(Signature.randomisedEncryption, [text, key, randomness])
}
func senc(_ text: Term, _ key: Term) -> Term {
  .apply(Signature.symmetricEncryption, [text, key])
}
func hash(_ text: Term) -> Term { .apply(Signature.hash, [text]) }
func tuple(_ elements: Term...) -> Term { .tuple(elements) }

// MARK: - Derivations

/// The rules of `standardTheory`, by index.
enum Rule {
  static let first = 0
  static let second = 1
  static let decrypt = 2
  static let open = 3
}

let standardTheory = Theory(
  rewriteRules: [],
  analysisRules: [
    AnalysisRule("first", premises: [tuple(v(0), v(1))], conclusion: v(0), variableCount: 2),
    AnalysisRule("second", premises: [tuple(v(0), v(1))], conclusion: v(1), variableCount: 2),
    AnalysisRule(
      "decrypt", premises: [aenc(v(0), pk(v(1)), v(2)), v(1)], conclusion: v(0), variableCount: 3),
    AnalysisRule("open", premises: [senc(v(0), v(1)), v(1)], conclusion: v(0), variableCount: 2),
  ])

func pairing(_ first: Derivation, _ second: Derivation) -> Derivation {
  .apply(Signature.pair, [first, second])
}
func encrypting(_ text: Derivation, _ key: Derivation, _ randomness: Derivation) -> Derivation {
  .apply(Signature.randomisedEncryption, [text, key, randomness])
}
func decrypting(_ text: Derivation, _ key: Derivation) -> Derivation {
  .analyse(Rule.decrypt, [text, key])
}

// MARK: - Models

func any(_ name: String) -> VariableInfo { VariableInfo(name: name, sort: .message, kind: .any) }
func nonce(_ name: String) -> VariableInfo { VariableInfo(name: name, sort: .nonce, kind: .any) }
func agent(_ name: String) -> VariableInfo {
  VariableInfo(name: name, sort: .principal, kind: .principal)
}
func int(_ name: String) -> VariableInfo {
  VariableInfo(name: name, sort: .integer, kind: .integer)
}

let nowhere = SourceSpan(file: SourceFileID(0), start: 0, end: 0)

/// A role whose first `parameters` variables are its parameters. `bound` gives the variables of
/// each state; `partners` the roles of the partners by parameter.
func makeRole(
  _ name: String, _ variables: [VariableInfo], parameters: Int = 1, partners: [Int: Int] = [:],
  distinct: [(Int, Int)] = [], knows: [Term] = [], bound: [[Int]],
  _ transitions: [(from: Int, to: Int, actions: [Action])]
) -> Role {
  Role(
    name: name,
    parameters: (0..<parameters).map {
      Parameter(variable: Variable($0), partnerRole: partners[$0].map { RoleID($0) })
    },
    distinct: distinct.map { Role.DistinctPair(Variable($0), Variable($1)) },
    variables: variables, knows: knows,
    states: bound.enumerated().map { index, bound in
      RoleState(name: "s\(index)", bound: bound.map { Variable($0) })
    },
    initial: StateID(0),
    transitions: transitions.map {
      Transition(
        source: StateID($0.from), target: StateID($0.to), actions: $0.actions,
        spans: $0.actions.map { _ in nowhere }, span: nowhere)
    },
    span: nowhere)
}

func makeModel(
  _ roles: [Role], properties: [Property] = [], channels: [Channel] = [], tables: [Table] = [],
  events: [(String, Int)] = [], functions: [Symbol] = [], rewriteRules: [RewriteRule] = [],
  analysisRules: [AnalysisRule] = [], principals: [PrincipalInfo] = [], isTyped: Bool = false,
  counts: [Int]? = nil, total: Int? = nil, loops: Int = 2
) -> ProtocolModel {
  var signature = Signature()
  for function in functions { _ = signature.add(function) }
  var theory = standardTheory
  theory.rewriteRules = rewriteRules
  theory.analysisRules += analysisRules
  let network = Channel(name: "network", security: .insecure, endpoints: nil)
  return ProtocolModel(
    name: "test", configuration: nil, options: [], declaredOptions: [],
    sorts: SortID.builtinNames.map { SortInfo(name: $0, isGuessable: false) },
    signature: signature, theory: theory, isTyped: isTyped, principals: principals,
    channels: [network] + channels, tables: tables,
    events: events.map { EventInfo(name: $0.0, arity: $0.1) }, roles: roles,
    properties: properties,
    scenarios: [
      Scenario(name: "default", counts: counts ?? roles.map { _ in 3 }, total: total, loops: loops)
    ])
}

func makeThreat(
  controls: [ChannelID] = [.network], plays: [Int] = [], reveals: [Reveal] = [],
  onlyDelivers: Bool = false, separatesRoles: Bool = false
) -> ThreatModel {
  ThreatModel(
    controls: controls, plays: plays.map { RoleID($0) }, reveals: reveals,
    onlyDelivers: onlyDelivers, separatesRoles: separatesRoles)
}

let deliversOnly = makeThreat(controls: [], onlyDelivers: true)

func makeProperty(
  _ goal: PropertyGoal, excuses: [Excuse] = [], threat: ThreatModel = makeThreat(),
  variables: [VariableInfo] = []
) -> Property {
  Property(
    name: "property", goal: goal, excuses: excuses, threat: threat, scenario: 0, expected: nil,
    variables: variables, span: nowhere, text: "")
}

func pattern(_ event: Int, _ arguments: Term...) -> EventPattern {
  EventPattern(event: EventID(event), arguments: arguments)
}

// MARK: - Traces

func makeTrace(
  _ sessions: [(role: Int, parameters: [Term])], _ steps: [TraceStep], claim: Claim = .violated,
  threat: ThreatModel = makeThreat(), dishonest: [String] = []
) -> Trace {
  Trace(
    threat: threat, dishonest: dishonest,
    sessions: sessions.map { TraceSession(role: RoleID($0.role), parameters: $0.parameters) },
    steps: steps, claim: claim)
}

/// A transition that receives nothing.
func step(_ session: Int, _ transition: Int, lookups: [Int] = []) -> TraceStep {
  .transition(
    session: session, transition: transition, message: nil, origin: nil, lookups: lookups)
}

func step(
  _ session: Int, _ transition: Int, _ message: Term, _ origin: Origin, lookups: [Int] = []
) -> TraceStep {
  .transition(
    session: session, transition: transition, message: message, origin: origin, lookups: lookups)
}

func made(_ derivation: Derivation, by sender: Term? = nil) -> Origin {
  .attacker(derivation, sender: sender)
}

// MARK: - Expectations

/// Why the trace is refused; nil if it is accepted.
func refusal(_ model: ProtocolModel, _ trace: Trace, property: Int? = 0) -> String? {
  switch Replayer(model: model).replay(trace, property: property) {
  case .success: nil
  case .failure(let error): error.description
  }
}

/// Why the steps are refused, whatever the trace claims; nil if they are a run.
func stepRefusal(_ model: ProtocolModel, _ trace: Trace, property: Int? = 0) -> String? {
  do throws(ReplayError) {
    _ = try Replayer(model: model).execute(trace, property: property)
    return nil
  } catch { return error.description }
}

func expectRun(
  _ model: ProtocolModel, _ trace: Trace, property: Int? = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) -> ReplayedRun? {
  do throws(ReplayError) {
    return try Replayer(model: model).execute(trace, property: property)
  } catch {
    Issue.record("refused: \(error.description)", sourceLocation: sourceLocation)
    return nil
  }
}

func expectRefused(
  _ model: ProtocolModel, _ trace: Trace, property: Int? = 0, _ part: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let refusal = refusal(model, trace, property: property)
  #expect(
    refusal?.contains(part) ?? false, "got: \(refusal ?? "accepted")",
    sourceLocation: sourceLocation)
}

func expectAccepted(
  _ model: ProtocolModel, _ trace: Trace, property: Int? = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let refusal = refusal(model, trace, property: property)
  #expect(refusal == nil, sourceLocation: sourceLocation)
}
