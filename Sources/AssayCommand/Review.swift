// `assay review`: every change since the lock was written, one after the other, to be accepted or
// rejected. What is accepted is written at once, in one step: ^C loses no answer.

import ArgumentParser
import AssayKit
import Glibc

struct Review: Performing {
  static let configuration = CommandConfiguration(
    commandName: "review",
    _superCommandName: "assay",
    abstract: "Look at what differs from the lock, and accept or reject it.",
    discussion: "Asks on a terminal; elsewhere --accept-all or --reject-all has to say.")

  @Argument(help: "Models, or folders of models.", completion: .file())
  var path: [String]

  @Option(help: ArgumentHelp("The lock file.", valueName: "file"))
  var lock = LockStore.defaultPath

  @Flag(name: .customLong("accept-all"), help: "Accept every change.")
  var acceptsAll = false

  @Flag(name: .customLong("reject-all"), help: "Show every change and accept none.")
  var rejectsAll = false

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if acceptsAll && rejectsAll {
      throw ValidationError("--accept-all and --reject-all exclude each other")
    }
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var store = LockStore(lock)
    if !acceptsAll && !rejectsAll && !Output.isTerminal(0) {
      Output.complain(
        "error: there is no terminal to ask on\n  = say --accept-all or --reject-all")
      return .usage
    }
    let run = LockRun(paths: path, maximalSteps: maximalSteps, jobs: jobs)
    let outcome = run.comparison(lockedAt: lock, &store)
    guard case .compared(let comparison, let report) = outcome else {
      if case .ended(let code) = outcome { return code }
      return .failure
    }
    if !rejectsAll,
      let problem = ReportFile("lock", at: lock, example: LockStore.defaultPath).problem
    {
      var loader = ModelLoader()
      loader.complain(problem)
      return .usage
    }
    var session = ReviewSession(comparison, report, decision: decision)
    return try session.perform(&store)
  }

  private var decision: ReviewSession.Answer? {
    acceptsAll ? .accept : rejectsAll ? .reject : nil
  }
}
