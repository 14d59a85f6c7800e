// `assay harden`: the minimal sets of options under which everything holds.

import ArgumentParser
import AssayKit

enum HardenFormat: String, NamedChoice {
  case text, json
}

struct Harden: Performing {
  static let configuration = CommandConfiguration(
    commandName: "harden",
    _superCommandName: "assay",
    abstract: "Find the minimal sets of options under which every property holds.",
    discussion: """
      Sets are looked at by their size. An attack that was found under one set is tried under all \
      others, and only a set under which no known attack is one is decided. What holds within a \
      scope only is reported with it.
      """)

  @Argument(help: "A model, or - for standard input.", completion: .file())
  var path: String

  @Option(
    help: ArgumentHelp(
      "Choose among these options, with all others off (default: all).", valueName: "name,name"))
  var options: String?

  @Option(
    help: ArgumentHelp(
      "Only this property has to hold; may be repeated.", valueName: "name"))
  var property: [String] = []

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  @Option(help: "How to report.")
  var format = HardenFormat.text

  @Option(
    help: ArgumentHelp("Write the report to a file, in one step.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
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
    let selection = Selection(
      properties: property, limits: VerificationLimits(steps: maximalSteps))
    let chosen = options(of: family)
    // A property may exist under some options only: of all sets the two ends are asked.
    let ends = [[], Set((try? chosen.get()) ?? [])].compactMap { family.member($0).model }
    var complaints = family.complaints(about: selection, in: ends)
    if case .failure(let complaint) = chosen { complaints = [complaint] }
    for complaint in complaints { loader.complain(complaint) }
    guard case .success(let names) = chosen, !loader.hasErrors else { return .usage }
    return try publish(decide(family, names, selection, ends))
  }

  private func options(of family: ModelFamily) -> Result<[String], Complaint> {
    let all = options.map { SharedSettings.options($0, among: family.options) }
    let names = all ?? .success(family.options)
    return names.flatMap { names in
      if names.isEmpty {
        return .failure(
          Complaint(
            message: "the model has no options to choose among",
            notes: ["declare what may be added to it: `option name`"]))
      }
      return names.count > OptionSets.mostOptions
        ? .failure(.tooManyOptions(names.count)) : .success(names)
    }
  }

  private func decide(
    _ family: ModelFamily, _ names: [String], _ selection: Selection, _ ends: [ProtocolModel]
  ) -> Hardening {
    let progress = Progress()
    var properties: [String] = []
    for name in ends.flatMap({ $0.properties.map(\.name) })
    where !properties.contains(name) && (property.isEmpty || property.contains(name)) {
      properties.append(name)
    }
    let hardening = Hardening.find(
      among: names, at: family.path, selecting: selection, properties: properties,
      engines: .live(SharedSettings.workers(jobs)),
      isCancelled: { Interruption.hasBeenRequested },
      onSize: { size, answer in
        progress.show(
          "\(family.path): sets of \(size) options, \(answer.decided) decided so far")
      }, member: family.member)
    progress.clear()
    Interruption.claimAnswer()
    return hardening
  }

  private var reportFile: ReportFile? { ReportFile(named: output, format) }

  private func publish(_ hardening: Hardening) throws(FileError) -> AssayKit.ExitCode {
    let isTerminal = reportFile == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .text: HardeningText(hardening, style: isTerminal ? Output.style : .plain).text
      case .json: HardeningData(hardening).json
      }
    return try ReportFile.publish(text, to: reportFile, then: hardening.exitCode)
  }
}
