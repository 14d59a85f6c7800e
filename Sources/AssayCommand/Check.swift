// `assay check`: every property of every model gets a verdict.

import AssayKit
import Glibc

enum ReportFormat: String, CaseIterable {
  case text, json
}

struct Check: Performing {
  private enum Options {
    static let property = OptionSyntax(
      name: "property", value: "name", help: "Only this property; may be repeated.",
      isRepeated: true)
    static let sessions = OptionSyntax(
      name: "sessions", value: "n", help: OptionTable.sessions.help, takesAnything: true)
    static let maximalSteps = OptionSyntax(
      name: "max-steps", value: "n", help: OptionTable.maximalSteps.help, takesAnything: true,
      standard: OptionTable.maximalSteps.defaultValue)
    static let jobs = OptionSyntax(
      name: "jobs", value: "n", help: OptionTable.jobs.help, takesAnything: true)
    static let engine = OptionSyntax(
      name: "engine", value: "engine", help: OptionTable.engine.help,
      choices: EngineChoice.allCases.map(\.rawValue), standard: OptionTable.engine.defaultValue)
    static let proofs = OptionSyntax(
      name: "proofs", value: "folder",
      help: "Write the certificate or the trace of every property below a folder.")
    static let format = OptionSyntax(
      name: "format", value: "format", help: "How to report.",
      choices: ReportFormat.allCases.map(\.rawValue), standard: ReportFormat.text.rawValue)
    static let output = OptionSyntax(
      name: "output", value: "file", help: "Write the report to a file, in one step.")
    static let verbose = OptionSyntax(
      name: "verbose", value: nil, help: "Tell every attack and witness, expected ones too.")
  }

  static let syntax = CommandSyntax(
    name: "check", abstract: "Decide every property of a model.",
    discussion: "Folders are walked for models; - is standard input.", operand: "path",
    operandHelp: "Models, folders of models, or - for standard input.", takesOperands: true,
    options: [
      Options.property, OptionSetting.configuration, OptionSetting.syntax, Options.sessions,
      Options.maximalSteps, Options.jobs, Options.engine, Options.proofs, Options.format,
      Options.output, Options.verbose,
    ])

  private let path: [String]
  private let property: [String]
  private let configuration: String?
  private let option: [OptionSetting]
  private let sessions: Int?
  private let maximalSteps: Int
  private let jobs: Int?
  private let engine: EngineChoice
  private let proofs: String?
  private let format: ReportFormat
  private let output: String?
  private let verbose: Bool

  init(_ arguments: Arguments) throws(Mistake) {
    path = arguments.operands
    property = arguments.values(Options.property)
    configuration = arguments.value(OptionSetting.configuration)
    option = try arguments.values(OptionSetting.syntax) { OptionSetting(argument: $0) }
    sessions = try arguments.number(Options.sessions)
    maximalSteps = try arguments.number(Options.maximalSteps) ?? 0
    jobs = try arguments.number(Options.jobs)
    engine = arguments.value(Options.engine).flatMap { EngineChoice(rawValue: $0) } ?? .auto
    proofs = arguments.value(Options.proofs)
    format = arguments.value(Options.format).flatMap { ReportFormat(rawValue: $0) } ?? .text
    output = arguments.value(Options.output)
    verbose = arguments.has(Options.verbose)
    try validate()
  }

  private func validate() throws(Mistake) {
    if let sessions, !OptionTable.sessionRange.contains(sessions) {
      throw Mistake("--sessions has to be in \(OptionTable.sessions.range); this is \(sessions)")
    }
    if maximalSteps < 0 {
      throw Mistake(
        "--max-steps has to be \(OptionTable.maximalSteps.range); this is \(maximalSteps)")
    }
    if let jobs, !OptionTable.jobsRange.contains(jobs) {
      throw Mistake("--jobs has to be in \(OptionTable.jobs.range); this is \(jobs)")
    }
  }

  func perform() throws(FileError) -> ExitCode {
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
      overrides: option, configuration: configuration, needsProperties: true)
    if let problem = reportFile?.problem {
      loader.complain(problem)
      return .usage
    }
    if let problem = proofFolderProblem {
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
    if let proofs { try writeProofs(of: report, below: proofs) }
    return try publish(report, stopwatch.times)
  }

  /// Found out before anything is searched, like what is wrong with the report's file.
  private var proofFolderProblem: Complaint? {
    guard let proofs else { return nil }
    if proofs.isEmpty { return Complaint(message: "--proofs names no folder") }
    do throws(FileError) {
      try FileSystem.makeFolder(proofs)
      if access(proofs, W_OK) != 0 { throw FileError("write to the folder", proofs) }
      return nil
    } catch {
      return Complaint(
        message: error.message, notes: ["name a folder that can be made, or written to"])
    }
  }

  private func writeProofs(of report: Report, below folder: String) throws(FileError) {
    for model in report.models {
      for file in model.proofFiles {
        let path = folder + "/" + file.path
        try FileSystem.makeFolder(FileSystem.folder(of: path))
        try Output.replace(path, with: file.text)
      }
    }
  }

  private var reportFile: ReportFile? {
    output.flatMap { $0 == "-" ? nil : ReportFile(path: $0, format: format) }
  }

  private var selection: Selection {
    Selection(
      properties: property, configuration: configuration, engine: engine,
      limits: VerificationLimits(steps: maximalSteps, sessions: sessions))
  }

  private func run(
    _ campaign: Campaign, _ search: SearchUnderWay, _ stopwatch: Stopwatch
  ) -> Report {
    let progress = Progress()
    let workers = Workers(jobs: jobs ?? min(coreCount, OptionTable.jobsRange.upperBound))
    let report = campaign.run(
      engines: .live(workers), isCancelled: { Interruption.hasBeenRequested },
      observer: Campaign.Observer(
        onStart: { job, _ in
          stopwatch.start(job)
          search.add([], ofJob: job)
        },
        onSearch: { progress.show(campaign.entries[$0].job, $1) },
        onResults: { search.add($1, ofJob: $0) },
        onEnd: { stopwatch.stop($0) }))
    progress.clear()
    return report
  }

  private func publish(
    _ report: Report, _ times: [String]
  ) throws(FileError) -> ExitCode {
    let isTerminal = reportFile == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .json: JSONReport(report).text
      case .text:
        TextReport(
          report,
          layout: TextReport.Layout(
            style: isTerminal ? Output.style : .plain, tellsAll: verbose,
            times: isTerminal && times.count == report.models.count ? times : nil)
        ).text
      }
    guard let reportFile else { return Output.answer(text, then: report.exitCode) }
    try Output.replace(reportFile.path, with: text)
    return report.exitCode
  }
}
