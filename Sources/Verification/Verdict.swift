// The words that a property can be answered with. There is no word for "probably": what was not
// settled is `unknown`, and what holds within a bound is never said without the bound.

import ProtocolModel

package enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// Holds for any number of sessions; the certificate was accepted by the checker.
  case proved
  /// Every run within the printed scope was searched.
  case holds
  /// `reachable`: a run reaches it; replayed.
  case witness
  /// A run violates it; replayed.
  case attack
  /// `reachable`: proved impossible.
  case unreachable
  /// What the property speaks of was not reached within the scope.
  case vacuous
  /// A limit was hit or the abstraction was too coarse.
  case unknown
  /// Assay itself failed on this property.
  case error

  /// Whether this verdict is what the model expects: `expect holds` is met by a proof too.
  package func meets(_ expected: ExpectedVerdict) -> Bool {
    if expected == .holds && self == .proved { return true }
    return rawValue == expected.rawValue
  }
}
