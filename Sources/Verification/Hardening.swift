// The answer to "which options does this protocol need?": all minimal sets of options under which
// every property holds, and what speaks against every other set. docs/harden.md says why none is
// missing.

import ProtocolModel

package struct Hardening: Sendable {
  /// An attack that was found under one set of options and tried under the others.
  package struct Attack: Sendable {
    package var property: String
    /// The options under which it was found.
    package var options: [String]
    package var result: PropertyResult
    /// The options each of which stops it, put in by itself: its steps are no attack any more.
    package var stoppedBy: [String] = []
  }

  /// Why a set of options is no answer, or that it is one.
  package enum Standing: Sendable {
    /// By its number, and how it was tried here.
    case attacked(Int, EvidenceSource)
    /// Some property is neither attacked nor known to hold; these are those.
    case unsettled([PropertyResult])
    /// The declarations make no model together.
    case noModel(String)
    case holds([PropertyResult])
  }

  /// One step from no option to a solution: what is attacked before it and the options against it.
  package struct Link: Sendable {
    package var before: [String]
    /// The number of the attack; nil if the set was not attacked but left open.
    package var attack: Int?
    package var added: [String]
    /// Whether the attack ends with these options; if not, it ends with later ones.
    package var isStopped: Bool
  }

  package struct Solution: Sendable {
    package var options: [String]
    package var results: [PropertyResult]
    package var chain: [Link] = []
    /// Larger sets, by size; what was found of each.
    package var supersets: [Superset] = []
  }

  package struct Superset: Sendable {
    package var options: [String]
    /// Nil: no known attack is one here, and nothing more was tried.
    package var standing: Standing?
  }

  package struct OpenSet: Sendable {
    package var options: [String]
    package var standing: Standing
  }

  /// The path of the model as the user wrote it.
  package var path: String
  package var options: [String]
  package var properties: [String]
  package var attacks: [Attack] = []
  package var solutions: [Solution] = []
  /// Sets that are no answer for another reason than an attack.
  package var open: [OpenSet] = []
  /// How many sets were decided as a whole: by searches and proofs, not by known attacks.
  package var decided = 0
  /// How many of these are supersets of solutions.
  package var decidedSupersets = 0
  /// How many sets known attacks excluded, by how they were tried.
  package var excluded: [EvidenceSource: Int] = [:]
  /// How many sets contain a solution and were not looked at.
  package var covered = 0
  /// Sets of so many options were all looked at; nil: not even the empty one.
  package var completeUpTo: Int?
  package var isInterrupted = false

  package var setCount: Int { 1 << options.count }

  /// Success if there is an answer and nothing is left open.
  package var exitCode: ExitCode {
    if isInterrupted { return .interrupted }
    let unsettled = open.flatMap { set -> [PropertyResult] in
      if case .unsettled(let results) = set.standing { results } else { [] }
    }
    if unsettled.contains(where: { $0.verdict == .error }) { return .failure }
    if unsettled.contains(where: { $0.verdict != .unreachable }) { return .undecided }
    return solutions.isEmpty ? .violated : .success
  }
}

extension PropertyResult {
  /// Whether it is what the property asks for: a scope stands with the verdict. What should be
  /// reachable has to be reached, unless the model expects that it is not.
  package var isGood: Bool {
    switch verdict {
    case .proved, .holds: true
    case .witness: expected != .unreachable
    case .unreachable: expected == .unreachable
    case .attack, .vacuous, .unknown, .error: false
    }
  }
}
