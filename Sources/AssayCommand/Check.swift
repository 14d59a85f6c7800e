// `assay check`: every property of every model gets a verdict.

import ArgumentParser
import AssayKit

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

struct Check: Performing {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Decide every property of a model.",
    discussion: "Folders are walked for models; - is standard input.")

  @Argument(help: "Models, folders of models, or - for standard input.")
  var path: [String]

  @Option(help: ArgumentHelp("Only this property; may be repeated.", valueName: "name"))
  var property: [String] = []

  @Option(help: ArgumentHelp("Only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(help: OptionSetting.help)
  var option: [OptionSetting] = []

  @Option(help: ArgumentHelp(OptionTable.sessions.help, valueName: "n"))
  var sessions: Int?

  @Option(
    name: .customLong("max-steps"),
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(help: "How to report.")
  var format = ReportFormat.text

  @Option(help: ArgumentHelp("Write the report to a file.", valueName: "file"))
  var output: String?

  @Flag(help: "Tell every attack and witness, expected ones too.")
  var verbose = false

  func validate() throws {
    if let sessions, !(1...64).contains(sessions) {
      throw ValidationError("--sessions has to be one of \(OptionTable.sessions.range)")
    }
    if maximalSteps < 0 {
      throw ValidationError("--max-steps has to be \(OptionTable.maximalSteps.range)")
    }
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader(overrides: option)
    loader.load(path)
    let campaign = Campaign(loader.models, selecting: selection)
    for complaint in campaign.complaints { loader.complain(complaint) }
    var times: [String] = []
    var report = Report()
    if campaign.complaints.isEmpty { report = run(campaign, &times) }
    report.complaints = loader.complaints
    return try publish(report, times)
  }

  private var selection: Selection {
    Selection(
      properties: property, configuration: configuration,
      limits: VerificationLimits(steps: maximalSteps, sessions: sessions))
  }

  private func run(_ campaign: Campaign, _ times: inout [String]) -> Report {
    let progress = Progress()
    var clock = Clock()
    var measured: [String] = []
    let report = campaign.run(
      engines: .live, isCancelled: { Interruption.hasBeenRequested },
      observer: Campaign.Observer(
        onStart: { _, _ in clock = Clock() },
        onSearch: { progress.show(campaign.entries[$0].job, $1) },
        onEnd: { _ in measured.append(clock.elapsed) }))
    progress.clear()
    times = measured
    return report
  }

  private func publish(
    _ report: Report, _ times: [String]
  ) throws(FileError) -> AssayKit.ExitCode {
    let isTerminal = output == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .json: JSONReport(report).text
      case .text:
        TextReport(
          report,
          layout: TextReport.Layout(
            style: Style(isColoured: isTerminal), tellsAll: verbose,
            times: isTerminal ? times : nil)
        ).text
      }
    guard let output else { return Output.answer(text, then: report.exitCode) }
    try Output.replace(output, with: text)
    return report.exitCode
  }
}
