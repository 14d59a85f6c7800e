// `assay matrix`: every property under many sets of options.

import ArgumentParser
import AssayKit
import Glibc

enum MatrixFormat: String, NamedChoice {
  case text, json, csv, html
}

struct Matrix: Performing {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    _superCommandName: "assay",
    abstract: "Decide every property under many sets of options.",
    discussion: """
      Without --options the sets are: no option, each option alone, all but one, all, and those \
      of the model's configurations. A verdict found under one set is tried under the next: an \
      attack if it replays there, a proof if the checker accepts it there.
      """)

  @Argument(help: "A model, or - for standard input.", completion: .file())
  var path: String

  @Option(
    help: ArgumentHelp(
      "Every set of these options, with all others off.", valueName: "name,name"))
  var options: String?

  @Flag(help: "For each property the largest threats it survives and the smallest that break it.")
  var threats = false

  @Option(
    help: ArgumentHelp(
      "With --threats: only this may happen, as in 'plays Bank'; may be repeated.",
      valueName: "what"))
  var compromise: [String] = []

  @Option(help: ArgumentHelp("With --threats: only this configuration.", valueName: "name"))
  var configuration: String?

  @Option(help: ArgumentHelp("Only this property; may be repeated.", valueName: "name"))
  var property: [String] = []

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  @Option(help: "How to report.")
  var format = MatrixFormat.text

  @Option(
    help: ArgumentHelp("Write the table to a file, in one step.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
    try validateThreats()
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    if threats { return try performThreats() }
    var loader = ModelLoader(needsProperties: true)
    if let problem = reportFile?.problem {
      loader.complain(problem)
      return .usage
    }
    let family = loader.family(path)
    if let problem = reportFile?.problem(replacing: family?.sources.map(\.path) ?? []) {
      loader.complain(problem)
      return .usage
    }
    guard let family, !loader.hasErrors else { return .usage }
    var members: [OptionMatrix.Member] = []
    switch sets(of: family) {
    case .success(let chosen):
      members = OptionSets.sorted(chosen, by: family.options).map(family.member)
    case .failure(let complaint): loader.complain(complaint)
    }
    if loader.hasErrors { return .usage }
    let selection = Selection(
      properties: property, limits: VerificationLimits(steps: maximalSteps))
    for complaint in family.complaints(about: selection, in: members.compactMap(\.model)) {
      loader.complain(complaint)
    }
    if loader.hasErrors { return .usage }
    return try publish(decide(family, members, selection))
  }

  private func decide(
    _ family: ModelFamily, _ members: [OptionMatrix.Member], _ selection: Selection
  ) -> OptionMatrix {
    let progress = Progress()
    let workers = SharedSettings.workers(jobs)
    let count = members.count
    progress.show("\(family.path): \(count) sets of options")
    let matrix = OptionMatrix(
      of: members, at: family.path, options: family.options, selecting: selection,
      engines: .live(workers), isCancelled: { Interruption.hasBeenRequested },
      onRow: { progress.show("\(family.path): \($0) of \(count) sets of options") })
    progress.clear()
    Interruption.claimAnswer()
    return matrix
  }

  private func sets(of family: ModelFamily) -> Result<[Set<String>], Complaint> {
    guard let options else {
      return .success(OptionSets.telling(of: family.options) + family.configurations)
    }
    return SharedSettings.options(options, among: family.options).flatMap { names in
      OptionSets.all(of: names).map { .success($0) } ?? .failure(.tooManyOptions(names.count))
    }
  }

  private var reportFile: ReportFile? { ReportFile(named: output, format) }

  private func publish(_ matrix: OptionMatrix) throws(FileError) -> AssayKit.ExitCode {
    let isTerminal = reportFile == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .text: MatrixText(matrix, style: isTerminal ? Output.style : .plain).text
      case .json: MatrixData(matrix).json
      case .csv: MatrixData(matrix).csv
      case .html: MatrixPage(matrix).text
      }
    return try ReportFile.publish(text, to: reportFile, then: matrix.exitCode)
  }
}
