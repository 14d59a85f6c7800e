// Deciding everything at once for commands that compare: half a comparison is none.

import AssayKit

extension Campaign {
  /// Decides everything, with progress on a terminal.
  ///
  /// - Parameter loss: what ^C costs, as a sentence's second half.
  /// - Returns: nil if it was interrupted, which has been said.
  func run(
    jobs: Int?, cache: ResultCache? = nil, losingWhenInterrupted loss: String
  ) -> Report? {
    var engines = Engines.live(SharedSettings.workers(jobs))
    engines.store = cache?.store()
    let progress = Progress()
    Interruption.onTimeout {
      progress.clear()
      Output.complain("interrupted: \(loss)")
    }
    let report = run(
      engines: engines,
      isCancelled: { Interruption.hasBeenRequested },
      observer: Observer(onSearch: { progress.show(entries[$0].job, $1) }))
    progress.clear()
    cache?.complain()
    guard report.isInterrupted || Interruption.hasBeenRequested else { return report }
    Output.complain("interrupted: \(loss)")
    return nil
  }
}
