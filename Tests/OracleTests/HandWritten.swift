// Models written without the front end, so that the oracle is tested by itself.

import Diagnostics
import ProtocolModel
import Terms

let nowhere = SourceSpan(file: SourceFileID(0), start: 0, end: 0)

/// A role in the making: names its variables as they are first used.
struct RoleMaker {
  var name: String
  var parameters: [Parameter] = []
  var variables: [VariableInfo] = []
  var knows: [Term] = []
  var stateNames = ["s0"]
  var transitions: [Transition] = []

  init(_ name: String) { self.name = name }

  mutating func principal(_ name: String) -> Term {
    let term = variable(name, .principal, .principal)
    parameters.append(Parameter(variable: Variable(variables.count - 1), partnerRole: nil))
    return term
  }

  mutating func variable(_ name: String, _ sort: SortID = .message, _ kind: VariableKind = .any)
    -> Term
  {
    variables.append(VariableInfo(name: name, sort: sort, kind: kind))
    return .variable(Variable(variables.count - 1))
  }

  mutating func step(_ actions: [Action]) {
    let source = StateID(stateNames.count - 1)
    stateNames.append("s\(stateNames.count)")
    transitions.append(
      Transition(
        source: source, target: StateID(stateNames.count - 1), actions: actions,
        spans: actions.map { _ in nowhere }, span: nowhere))
  }

  /// Everything stays bound to the end; what is unbound in between has no value anyway.
  func role() -> Role {
    Role(
      name: name, parameters: parameters, distinct: [], variables: variables, knows: knows,
      states: stateNames.map {
        RoleState(name: $0, bound: variables.indices.map { Variable($0) })
      },
      initial: StateID(0), transitions: transitions, span: nowhere)
  }
}

func model(
  _ roles: [Role], signature: Signature = Signature(), rules: [RewriteRule] = [],
  events: [EventInfo] = [], properties: [Property], counts: [Int]
) -> ProtocolModel {
  ProtocolModel(
    name: "Test", configuration: nil, options: [], declaredOptions: [],
    sorts: SortID.builtinNames.map { SortInfo(name: $0, isGuessable: false) },
    signature: signature, theory: Theory(rewriteRules: rules, analysisRules: []), isTyped: false,
    principals: [],
    channels: [Channel(name: "network", security: .insecure, endpoints: nil)], tables: [],
    events: events, roles: roles, properties: properties,
    scenarios: [Scenario(name: "default", counts: counts, total: nil, loops: 2)])
}

func property(
  _ goal: PropertyGoal, excuses: [Excuse] = [], plays: [RoleID], variables: Int = 0
) -> Property {
  let threat = ThreatModel(
    controls: [.network], plays: plays, reveals: [], onlyDelivers: false, separatesRoles: false)
  return Property(
    name: "test", goal: goal, excuses: excuses, threat: threat, scenario: 0, expected: nil,
    variables: (0..<variables).map { VariableInfo(name: "x\($0)", sort: .message, kind: .any) },
    span: nowhere, text: "")
}

func secretKey(_ principal: Term) -> Term { .apply(Signature.secretKey, [principal]) }
func publicKey(_ principal: Term) -> Term {
  .apply(Signature.publicKey, [secretKey(principal)])
}
func encrypted(_ content: Term, for principal: Term, _ randomness: Term) -> Term {
  .apply(Signature.randomisedEncryption, [content, publicKey(principal), randomness])
}
func symmetric(_ content: Term, _ key: Term) -> Term {
  .apply(Signature.symmetricEncryption, [content, key])
}
func hash(_ content: Term) -> Term { .apply(Signature.hash, [content]) }
