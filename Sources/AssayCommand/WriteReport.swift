// `assay report`: decides every property and writes pages about what came of it.

import ArgumentParser
import AssayKit

struct WriteReport: Performing {
  static let configuration = CommandConfiguration(
    commandName: "report",
    _superCommandName: "assay",
    abstract: "Decide every property and write a report in HTML.",
    discussion: """
      A table of all verdicts, a page for each with its run drawn and told, and the certificates \
      and traces beside them. Nothing in it is loaded from anywhere else.
      """)

  @Argument(help: "Models, folders of models, or - for standard input.", completion: .file())
  var path: [String]

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder of the report.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("Only this property; may be repeated.", valueName: "name"))
  var property: [String] = []

  @Option(help: ArgumentHelp("Only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  func validate() throws {
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader(configuration: configuration, needsProperties: true)
    if let problem = OutputFolder(output, of: "--output")?.problem {
      loader.complain(problem)
      return .usage
    }
    loader.load(path)
    let selection = Selection(
      properties: property, configuration: configuration,
      limits: VerificationLimits(steps: maximalSteps))
    let campaign = Campaign(loader.models, selecting: selection)
    for complaint in campaign.complaints { loader.complain(complaint) }
    if !campaign.complaints.isEmpty || campaign.entries.isEmpty { return .usage }
    let search = SearchUnderWay(engines: .live)
    search.begin(campaign, loader.complaints)
    answerIfInterrupted(search)
    var report = decide(campaign, search)
    report.complaints = loader.complaints
    let runs = report.models.map { model in
      Verifier(engines: .live).honestRun(
        of: model.model, isCancelled: { Interruption.hasBeenRequested })
    }
    Interruption.claimAnswer()
    return try publish(report, runs)
  }

  /// What is known by then, without the honest runs.
  private func answerIfInterrupted(_ search: SearchUnderWay) {
    Interruption.onTimeout { [self] in
      Progress().clear()
      let report = search.reportSoFar()
      do throws(FileError) {
        _ = try publish(report, report.models.map { _ in .undecided(.interrupted) })
      } catch {
        Output.complain("error: \(error.message)")
      }
    }
  }

  private func publish(
    _ report: Report, _ honestRuns: [HonestRunOutcome]
  ) throws(FileError) -> AssayKit.ExitCode {
    try OutputFolder(output, of: "--output")?
      .write(ReportSite(report, honestRuns: honestRuns).files)
    return Output.answer(TextReport(report).text, then: report.exitCode)
  }

  private func decide(_ campaign: Campaign, _ search: SearchUnderWay) -> Report {
    let progress = Progress()
    let report = campaign.run(
      engines: .live(SharedSettings.workers(jobs)),
      isCancelled: { Interruption.hasBeenRequested },
      observer: Campaign.Observer(
        onStart: { job, _ in search.add([], ofJob: job) },
        onSearch: { progress.show(campaign.entries[$0].job, $1) },
        onResults: { search.add($1, ofJob: $0) }))
    progress.clear()
    return report
  }
}
