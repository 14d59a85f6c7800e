// What can be different between a pin and what is found now. All of it fails until somebody has
// looked: an attack that is gone but still pinned would be let back in without a word.

package struct Change: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case regressed, emptied, deleted, weakened, changed, unpinned, narrowed, shrunken
    case otherAttack = "other attack"
    case options, new, fixed, strengthened, widened, grown
  }
  package var kind: Kind
  /// One phrase: `proved for any number of sessions, now attack`.
  package var summary: String
  package var details: [String] = []
}

extension Change.Kind {
  /// The row of the summary that counts it.
  package var heading: String {
    switch self {
    case .regressed, .emptied, .otherAttack: "regressed"
    case .narrowed, .shrunken, .widened, .grown, .options: "changed scope"
    case .changed, .unpinned, .strengthened: "changed"
    case .deleted, .weakened, .new, .fixed: rawValue
    }
  }

  package static let headings = [
    "regressed", "deleted", "weakened", "changed", "changed scope", "new", "fixed",
  ]
}
