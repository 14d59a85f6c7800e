// `assay run`: performs the honest run of a model and draws it.

import ArgumentParser
import AssayKit

struct Run: Performing {
  static let configuration = CommandConfiguration(
    commandName: "run",
    _superCommandName: "assay",
    abstract: "Perform the honest run of a model and draw it.",
    discussion: """
      One session of each role, all honest, on a network that only delivers. A model whose honest \
      run does not complete is never reported as secure.
      """)

  @Argument(help: "A model, or - for standard input.", completion: .file())
  var model: String

  @Option(help: ArgumentHelp("Only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(help: OptionSetting.help)
  var option: [OptionSetting] = []

  @Option(help: ArgumentHelp("Only the chart, in this form.", valueName: "form"))
  var chart: ChartForm?

  @Option(help: ArgumentHelp("Write the answer to a file, in one step.", valueName: "file"))
  var output: String?

  private var reportFile: ReportFile? { ReportFile(named: output, suffix: chart?.suffix ?? "txt") }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader(overrides: option, configuration: configuration)
    if let problem = reportFile?.problem {
      loader.complain(problem)
      return .usage
    }
    if model != "-" && FileSystem.isDirectory(model) {
      loader.complain(try folderComplaint())
      return .usage
    }
    loader.load([model])
    let selected = loader.models.flatMap { file in
      file.models.filter { configuration == nil || $0.configuration == configuration }
        .map { ModelReport(path: file.path, model: $0, sources: file.sources, results: []) }
    }
    if loader.hasErrors { return .usage }
    if selected.isEmpty {
      let known = loader.models.flatMap(\.models).compactMap(\.configuration)
      loader.complain(.unknown("configuration", configuration ?? "", among: known))
      return .usage
    }
    let inputs = loader.models.flatMap(\.sources).map(\.path)
    if let problem = reportFile?.problem(replacing: inputs) ?? tooMany(selected) {
      loader.complain(problem)
      return .usage
    }
    return try answer(selected)
  }

  /// A file of these forms holds one chart.
  private func tooMany(_ models: [ModelReport]) -> Complaint? {
    guard let chart, chart != .text, models.count > 1 else { return nil }
    let names = models.compactMap(\.model.configuration)
    return Complaint(
      message: "a chart in the form \(chart.rawValue) is of one run, and the model has "
        + "\(models.count) configurations",
      notes: ["name one: --configuration \(names.joined(separator: " or "))"])
  }

  private func answer(_ models: [ModelReport]) throws(FileError) -> AssayKit.ExitCode {
    var texts: [String] = []
    var codes: [AssayKit.ExitCode] = []
    for model in models {
      let outcome = Verifier(engines: .live).honestRun(
        of: model.model, isCancelled: { Interruption.hasBeenRequested })
      let isPlain = reportFile != nil || chart != nil
      let told = HonestRunText(model, outcome, style: isPlain ? .plain : Output.style)
      codes.append(told.exitCode)
      if let chart, let drawn = model.chart(of: outcome, as: chart) {
        texts.append(drawn)
      } else if chart == nil {
        texts.append(told.text)
      } else {
        // Nothing to draw: why is not a chart, and no file that stands is replaced by it.
        Output.complain(String(told.text.dropLast()))
      }
    }
    Interruption.claimAnswer()
    let code = AssayKit.ExitCode.worst(of: codes)
    if texts.isEmpty { return code }
    return try ReportFile.publish(texts.joined(separator: "\n"), to: reportFile, then: code)
  }

  private func folderComplaint() throws(FileError) -> Complaint {
    let models = try FileSystem.models(below: model)
    return Complaint(
      message: "\(model) is a folder: `run` performs one model",
      notes: [
        models.first.map { "name one, such as \($0)" } ?? "there is no model in it"
      ])
  }
}
