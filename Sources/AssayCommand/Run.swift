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

  @Argument(help: "A model, or - for standard input.")
  var model: String

  @Option(help: ArgumentHelp("Only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(help: OptionSetting.help)
  var option: [OptionSetting] = []

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader(overrides: option, configuration: configuration)
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
    let runs = selected.map { report in
      HonestRunText(
        report,
        Verifier(engines: .live).honestRun(
          of: report.model, isCancelled: { Interruption.hasBeenRequested }),
        style: Output.style)
    }
    Interruption.claimAnswer()
    return Output.answer(
      runs.map(\.text).joined(separator: "\n"),
      then: AssayKit.ExitCode.worst(of: runs.map(\.exitCode)))
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
