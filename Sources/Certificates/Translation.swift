// From a model and one of its properties to clauses, for the checker: written from
// docs/semantics.md, not from the engine.

import ProtocolModel
import Terms

/// What one case of a certificate assumes.
package struct CaseAssumptions: Hashable, Sendable {
  /// The named principals that are dishonest, in the order of their names.
  package var dishonest: [String]
  /// Whether the steps of sessions are hypotheses of what comes after them.
  package var tracesSteps: Bool
  package init(dishonest: [String], tracesSteps: Bool) {
    self.dishonest = dishonest
    self.tracesSteps = tracesSteps
  }
}

/// The keys of a claim, in the order in which their values stand in it.
package struct ClaimKey: Hashable, Sendable {
  /// Keys with equal kinds can be compared: the table, the columns, the kinds of the wildcards.
  package var kind: Kind
  /// The place of the transition that inserted it.
  package var step: String
  /// How many values it has: the owner and the columns.
  package var count: Int
  package struct Kind: Hashable, Sendable {
    package var table: TableID
    package var columns: [Int]
    package var wildcards: [VariableKind]
  }
}

package struct TranslatedProperty: Sendable {
  package var terms: ClauseTerms
  /// What runs can do, and what would violate the property or show that it is triggered; not
  /// simplified, no hypothesis selected.
  package var clauses: [Clause]
  /// By the text of the claim's symbol (`claim PLACE!n`).
  package var keys: [String: [ClaimKey]]
}
