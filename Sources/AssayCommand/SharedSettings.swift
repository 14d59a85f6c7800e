// What several commands ask for in the same way.

import ArgumentParser
import AssayKit

enum SharedSettings {
  static func check(maximalSteps: Int, jobs: Int?) throws {
    if maximalSteps < 0 {
      throw ValidationError(
        "--max-steps has to be \(OptionTable.maximalSteps.range); this is \(maximalSteps)")
    }
    if let jobs, !OptionTable.jobsRange.contains(jobs) {
      throw ValidationError("--jobs has to be in \(OptionTable.jobs.range); this is \(jobs)")
    }
  }

  /// As many as were asked for, or as there are cores.
  static func workers(_ jobs: Int?) -> Workers {
    Workers(jobs: jobs ?? min(coreCount, OptionTable.jobsRange.upperBound))
  }
}
