// `assay check --locked`: decides, compares with the lock, and writes nothing but its report.

import ArgumentParser
import AssayKit

extension Check {
  /// What would decide something else than what the files say cannot be compared with a lock.
  func validateLocked() throws {
    if !locked {
      if lock != nil { throw ValidationError("--lock goes with --locked") }
      return
    }
    let others: [(String, Bool)] = [
      ("--option", !option.isEmpty), ("--sessions", sessions != nil),
      ("--engine", engine != .auto), ("--proofs", proofs != nil),
      ("--charts", charts != nil),
      ("--format \(format.rawValue)", format != .text), ("--match", matching != .typed),
    ]
    for (name, isGiven) in others where isGiven {
      throw ValidationError("\(name) and --locked exclude each other")
    }
  }

  func performLocked() throws(FileError) -> AssayKit.ExitCode {
    var store = LockStore(lock ?? LockStore.defaultPath)
    let file = ReportFile(named: output, format)
    if let problem = file?.problem ?? file?.problem(replacing: [store.path] + path) {
      var loader = ModelLoader()
      loader.complain(problem)
      return .usage
    }
    let run = LockRun(
      paths: path, properties: property, configuration: configuration,
      maximalSteps: maximalSteps, jobs: jobs, cache: cache)
    switch run.comparison(lockedAt: store.path, &store) {
    case .ended(let code): return code
    case .compared(let comparison, _):
      Interruption.claimAnswer()
      return try ReportFile.publish(
        ComparisonText(comparison, lockPath: store.path, tellsAll: verbose).text, to: file,
        then: comparison.exitCode)
    }
  }
}
