// The kinds of properties, under names that do not change: tools that keep results over years
// tell them apart by these.

import ProtocolModel

package enum PropertyKind: String, CaseIterable, Sendable {
  case secrecy
  case guessing
  case hidden
  case agreement
  case injectiveAgreement = "injective-agreement"
  case reachability
  case invariant

  init(_ goal: PropertyGoal) {
    switch goal {
    case .secret: self = .secrecy
    case .guessableSafe: self = .guessing
    case .hidden: self = .hidden
    case .correspondence(_, _, injective: false): self = .agreement
    case .correspondence(_, _, injective: true): self = .injectiveAgreement
    case .reachable: self = .reachability
    case .invariant: self = .invariant
    }
  }

  /// The identifier of the rule in SARIF.
  package var rule: String { "assay/\(rawValue)" }

  /// What every property of the kind asks for, as one sentence.
  var demand: String {
    switch self {
    case .secrecy: "The attacker never derives a value that a role keeps secret."
    case .guessing: "The attacker cannot confirm a guess of a value that can be tried."
    case .hidden: "An honest party cannot compute what is hidden from it."
    case .agreement: "An event happens only after the events that it requires."
    case .injectiveAgreement: "An event happens only after events of its own that it requires."
    case .reachability: "Honest parties can bring the events about."
    case .invariant: "A comparison of sums over tables is always true."
    }
  }

  /// How the language writes it.
  var form: String {
    switch self {
    case .secrecy: "secret T of R"
    case .guessing: "guessable-safe T of R"
    case .hidden: "hidden T of R from P"
    case .agreement: "E requires F"
    case .injectiveAgreement: "E requires injectively F"
    case .reachability: "reachable E"
    case .invariant: "invariant a <= b of R"
    }
  }
}
