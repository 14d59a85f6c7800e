// The way from a model's report to the stories of its runs.

import ProtocolModel
import Traces
import Verification

package struct Storyteller {
  private let report: ModelReport
  package init(_ report: ModelReport) { self.report = report }

  /// The story of a run; the property is nil for the honest run.
  package func story(of run: ReplayedRun, property: Property?) -> Story {
    var builder = StoryBuilder(model: report.model, run: run, property: property) {
      report.place(of: $0)
    }
    return builder.build()
  }
}
