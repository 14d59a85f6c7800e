// What a search has found so far, for the thread that answers if the search cannot be stopped.

import AssayKit
import Synchronization

final class SearchUnderWay: Sendable {
  private struct State {
    var campaign: Campaign?
    var complaints: [Complaint] = []
    var results: [Int: [PropertyResult]] = [:]
  }
  private let state = Mutex(State())
  private let engines: Engines

  init(engines: Engines) { self.engines = engines }

  func begin(_ campaign: Campaign, _ complaints: [Complaint]) {
    state.withLock { state in
      state.campaign = campaign
      state.complaints = complaints
    }
  }

  func add(_ results: [PropertyResult], ofJob job: Int) {
    state.withLock { $0.results[job, default: []] += results }
  }

  func reportSoFar() -> Report {
    let state = self.state.withLock { $0 }
    var report =
      state.campaign?.interrupted(after: state.results, engines: engines)
      ?? Report(isInterrupted: true)
    report.complaints = state.complaints
    return report
  }
}
