// `assay lock`: what is found now is what is accepted from now on.

import ArgumentParser
import AssayKit

struct Lock: Performing {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    _superCommandName: "assay",
    abstract: "Pin the verdicts of models in a lock file.",
    discussion: """
      Decides every property of every configuration and writes what it says, against whom, and \
      its verdict. `assay check --locked` then fails on whatever is different. Pins of models that \
      are not named stay as they are.
      """)

  @Argument(help: "Models, or folders of models.", completion: .file())
  var path: [String]

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The lock file.", valueName: "file"))
  var output = LockStore.defaultPath

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output names no file") }
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var store = LockStore(output)
    let file = ReportFile("lock", at: output, example: LockStore.defaultPath)
    if let problem = file.problem ?? file.problem(replacing: path)
      ?? store.read(isRequired: false)
    {
      var loader = ModelLoader()
      loader.complain(problem)
      return .usage
    }
    let run = LockRun(paths: path, maximalSteps: maximalSteps, jobs: jobs)
    switch run.compare(with: store) {
    case .ended(let code): return code
    case .compared(let comparison, let report):
      if comparison.hasErrors {
        Output.complain("error: Assay failed on a property, so nothing was written")
        return Output.answer(TextReport(report).text, then: .failure)
      }
      if comparison.entries.allSatisfy({ $0.new == nil }) {
        Output.complain(
          "error: there is no property left to pin\n"
            + "  = to remove the pins of what was deleted: assay review")
        return .usage
      }
      let hadLock = store.exists
      let lock = comparison.accepted(in: store.lock)
      if lock != store.lock || !hadLock { try store.write(lock) }
      return Output.answer(
        LockSummary(comparison, wasNew: !hadLock, path: output).text, then: .success)
    }
  }
}
