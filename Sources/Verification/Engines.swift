// What a verification calls: the engines, those who judge them, the shrinker. One value of
// functions rather than direct calls, so that a test can hand in an engine that lies and see that
// its word is not taken.

import Certificates
import Exploration
import ProtocolModel
import Saturation
import Traces

package struct Engines: Sendable {
  /// Whether the user has asked to stop.
  package typealias Cancellation = @Sendable () -> Bool

  package var explore: @Sendable (ExplorationJob, @escaping Cancellation) -> ExplorationResult
  /// The honest run of a scenario (by index), if there is one.
  package var findHonestRun:
    @Sendable (ProtocolModel, Int, ExplorationLimits, @escaping Cancellation) -> HonestRunSearch
  /// Re-executes a trace; the property is nil for an honest run.
  package var replay: @Sendable (ProtocolModel, Trace, Int?) -> Result<ReplayedRun, ReplayError>
  /// A run that shows the same with fewer steps.
  package var shrink: @Sendable (ProtocolModel, Trace, Int) -> Trace
  /// Tries to prove a property for any number of sessions.
  package var prove:
    @Sendable (SaturationJob, ClosedSets, @escaping Cancellation) -> SaturationResult = {
      Saturation.saturate($0, sharing: $1, isCancelled: $2)
    }
  /// Reads a certificate and checks what it says of a property, from the text alone.
  package var audit: @Sendable (String, IdentifiedModel, Int) -> Result<CheckedProof, Rejection> =
    Certificates.audit
  /// What earlier runs have settled; nil: everything is decided.
  package var store: ResultStore?
  /// Who shares the work. No result depends on it.
  package var workers = Workers.alone

  package init(
    explore: @escaping @Sendable (ExplorationJob, @escaping Cancellation) -> ExplorationResult,
    findHonestRun:
      @escaping @Sendable (
        ProtocolModel, Int, ExplorationLimits, @escaping Cancellation
      ) -> HonestRunSearch,
    replay: @escaping @Sendable (ProtocolModel, Trace, Int?) -> Result<ReplayedRun, ReplayError>,
    shrink: @escaping @Sendable (ProtocolModel, Trace, Int) -> Trace
  ) {
    self.explore = explore
    self.findHonestRun = findHonestRun
    self.replay = replay
    self.shrink = shrink
  }
}
