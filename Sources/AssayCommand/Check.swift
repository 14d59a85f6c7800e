// `assay check`: every property of every model gets a verdict.

import ArgumentParser
import AssayKit
import Glibc

extension EngineChoice: NamedChoice {}
extension ChartForm: NamedChoice {}

enum ReportFormat: String, NamedChoice {
  case text, json, sarif, junit, github, markdown
}

struct Check: Performing {
  static let configuration = CommandConfiguration(
    commandName: "check",
    _superCommandName: "assay",
    abstract: "Decide every property of a model.",
    discussion: "Folders are walked for models; - is standard input.")

  @Argument(help: "Models, folders of models, or - for standard input.", completion: .file())
  var path: [String]

  @Option(help: ArgumentHelp("Only this property; may be repeated.", valueName: "name"))
  var property: [String] = []

  @Option(help: ArgumentHelp("Only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(help: OptionSetting.help)
  var option: [OptionSetting] = []

  // Taken whatever it looks like, so that a negative number is answered as a number.
  @Option(
    parsing: .unconditional, help: ArgumentHelp(OptionTable.sessions.help, valueName: "n"))
  var sessions: Int?

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp(OptionTable.engine.help, valueName: "engine"))
  var engine = EngineChoice.auto

  @Option(
    help: ArgumentHelp(
      "Write the certificate or the trace of every property below a folder.", valueName: "folder"),
    completion: .directory)
  var proofs: String?

  @Option(
    help: ArgumentHelp(
      "Draw every attack and witness, each in a file below a folder.", valueName: "folder"),
    completion: .directory)
  var charts: String?

  @Option(help: "The form of these charts.")
  var chart = ChartForm.svg

  @Option(help: "How to report.")
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp("Write the report to a file, in one step.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .customLong("match"),
    help: ArgumentHelp("What variables of Scyther's protocols take: 0 or 2.", valueName: "n"))
  var matching = SpdlMatching.typed

  @Flag(
    name: .customLong("no-cache"),
    help: "Decide everything anew, and remember nothing of it. For builds that gate.")
  var withoutCache = false

  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      "Where results of earlier runs are (default: ~/.cache/assay).", valueName: "folder"),
    completion: .directory)
  var cacheFolder: String?

  @Flag(help: "Tell every attack and witness, expected ones too.")
  var verbose = false

  @Flag(help: "Compare with the lock file, and fail on whatever is different.")
  var locked = false

  @Option(
    help: ArgumentHelp("The lock file (default: assay.lock).", valueName: "file"),
    completion: .file())
  var lock: String?

  func validate() throws {
    try validateLocked()
    if withoutCache && cacheFolder != nil {
      throw ValidationError("--cache and --no-cache exclude each other")
    }
    if cacheFolder == "" { throw ValidationError("--cache names no folder") }
    if let sessions, !OptionTable.sessionRange.contains(sessions) {
      throw ValidationError(
        "--sessions has to be in \(OptionTable.sessions.range); this is \(sessions)")
    }
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    if locked { return try performLocked() }
    let search = SearchUnderWay(engines: .live)
    Interruption.onTimeout { [self] in
      Progress().clear()
      do throws(FileError) {
        _ = try publish(search.reportSoFar(), [])
      } catch {
        Output.complain("error: \(error.message)")
      }
    }
    var loader = ModelLoader(
      overrides: option, configuration: configuration, needsProperties: true,
      matching: matching)
    if let problem = reportFile?.problem {
      loader.complain(problem)
      return .usage
    }
    if let problem = proofFolder?.problem ?? chartFolder?.problem {
      loader.complain(problem)
      return .usage
    }
    loader.load(path)
    let inputs = loader.models.flatMap(\.sources).map(\.path)
    if let problem = reportFile?.problem(replacing: inputs) {
      loader.complain(problem)
      return .usage
    }
    let campaign = Campaign(loader.models, selecting: selection)
    for complaint in campaign.complaints { loader.complain(complaint) }
    search.begin(campaign, loader.complaints)
    let stopwatch = Stopwatch()
    var report = Report()
    if campaign.complaints.isEmpty { report = run(campaign, search, stopwatch) }
    report.complaints = loader.complaints
    Interruption.claimAnswer()
    try proofFolder?.write(report.models.flatMap(\.proofFiles))
    try chartFolder?.write(report.models.flatMap { $0.charts(as: chart) })
    return try publish(report, stopwatch.times)
  }

  private var proofFolder: OutputFolder? { OutputFolder(proofs, of: "--proofs") }
  private var chartFolder: OutputFolder? { OutputFolder(charts, of: "--charts") }

  private var reportFile: ReportFile? { ReportFile(named: output, format) }

  private var selection: Selection {
    Selection(
      properties: property, configuration: configuration, engine: engine,
      limits: VerificationLimits(steps: maximalSteps, sessions: sessions))
  }

  private func run(
    _ campaign: Campaign, _ search: SearchUnderWay, _ stopwatch: Stopwatch
  ) -> Report {
    let progress = Progress()
    var engines = Engines.live(SharedSettings.workers(jobs))
    let cache = cache
    engines.store = cache?.store(isReadable: proofs == nil)
    let report = campaign.run(
      engines: engines, isCancelled: { Interruption.hasBeenRequested },
      observer: Campaign.Observer(
        onStart: { job, _ in
          stopwatch.start(job)
          search.add([], ofJob: job)
        },
        onSearch: { progress.show(campaign.entries[$0].job, $1) },
        onResults: { search.add($1, ofJob: $0) },
        onEnd: { stopwatch.stop($0) }))
    progress.clear()
    cache?.complain()
    return report
  }

  /// Nil if everything is to be decided anew.
  var cache: ResultCache? { withoutCache ? nil : ResultCache(at: cacheFolder) }

  private func publish(
    _ report: Report, _ times: [String]
  ) throws(FileError) -> AssayKit.ExitCode {
    let isTerminal = reportFile == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .json: JSONReport(report).text
      case .sarif: SARIFReport(report).text
      case .junit: JUnitReport(report).text
      case .github: GitHubAnnotations(report).text
      case .markdown: MarkdownSummary(report).text
      case .text:
        TextReport(
          report,
          layout: TextReport.Layout(
            style: isTerminal ? Output.style : .plain, tellsAll: verbose,
            times: isTerminal && times.count == report.models.count ? times : nil)
        ).text
      }
    return try ReportFile.publish(text, to: reportFile, then: report.exitCode)
  }
}
