// `assay diff`: what is different between two versions of a protocol, and which verdicts changed.

import ArgumentParser
import AssayKit

enum DiffFormat: String, NamedChoice {
  case text, json, html
}

struct Diff: Performing {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    _superCommandName: "assay",
    abstract: "Explain what changed between two versions of a protocol.",
    discussion: """
      Two models or two folders, the old version first; models in folders are paired by their names. With \
      --git one path: what it was at the revision, and what it is. Exits with 1 if a verdict, or what is \
      decided, is another.
      """)

  @Argument(help: "The old version and the new one: models or folders.", completion: .file())
  var path: [String]

  @Option(help: ArgumentHelp("Compare with a revision of the repository.", valueName: "revision"))
  var git: String?

  @Flag(
    name: .customLong("no-verdicts"),
    help: "Decide nothing; exit with 1 if there is any difference.")
  var withoutVerdicts = false

  @Option(
    name: .customLong("max-steps"), parsing: .unconditional,
    help: ArgumentHelp(OptionTable.maximalSteps.help, valueName: "n"))
  var maximalSteps = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(OptionTable.jobs.help, valueName: "n"))
  var jobs: Int?

  @Option(help: "How to report.")
  var format = DiffFormat.text

  @Option(
    help: ArgumentHelp("Write the report to a file, in one step.", valueName: "file"),
    completion: .file())
  var output: String?

  private var reportFile: ReportFile? { ReportFile(named: output, format) }

  func validate() throws {
    if git == nil, path.count != 2 {
      throw ValidationError("two versions are compared: name the old one and the new one")
    }
    if git != nil, path.count != 1 {
      throw ValidationError("with --git name one model or folder")
    }
    try SharedSettings.check(maximalSteps: maximalSteps, jobs: jobs)
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    guard let git else { return try compare(path[0], path[1]) }
    let revision: GitRevision
    do throws(FileError) {
      revision = try GitRevision.extract(git, of: path[0])
    } catch {
      var loader = ModelLoader()
      loader.complain(
        Complaint(message: error.message, notes: ["name a commit, a branch or a tag: --git HEAD~1"])
      )
      return .usage
    }
    defer { revision.remove() }
    return try compare(revision.path, path[0])
  }

  private func compare(_ old: String, _ new: String) throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader()
    if let problem = reportFile?.problem ?? mismatch(old, new) {
      loader.complain(problem)
      return .usage
    }
    loader.load([old])
    var other = ModelLoader()
    other.load([new])
    if loader.hasErrors || other.hasErrors { return .usage }
    let sources = (loader.models + other.models).flatMap(\.sources).map(\.path)
    if let problem = reportFile?.problem(replacing: sources) {
      loader.complain(problem)
      return .usage
    }
    return try publish(Versions(old: old, new: new), loader.models, other.models)
  }

  /// A model is compared with a model, a folder with a folder.
  private func mismatch(_ old: String, _ new: String) -> Complaint? {
    if [old, new].contains("-") {
      return Complaint(
        message: "standard input cannot be compared", notes: ["write the model to a file first"])
    }
    let areFolders = [old, new].map(FileSystem.isDirectory)
    if areFolders[0] == areFolders[1] { return nil }
    let (folder, model) = areFolders[0] ? (old, new) : (new, old)
    // Of a path that is nothing at all the loader says so.
    if FileIdentity(model) == nil { return nil }
    return Complaint(
      message: "\(folder) is a folder, and \(model) is a model",
      notes: ["compare two models, or two folders of models"])
  }

  private func publish(
    _ versions: Versions, _ before: [LoadedModel], _ after: [LoadedModel]
  ) throws(FileError) -> AssayKit.ExitCode {
    var verdicts: LockComparison?
    if !withoutVerdicts {
      guard let old = decide(before), let new = decide(after) else { return .interrupted }
      verdicts = LockComparison(from: old, to: new, path: versions.name)
    }
    let difference = ProtocolDifference(versions.pairs(before, after), verdicts: verdicts)
    Interruption.claimAnswer()
    let text =
      switch format {
      case .text: ProtocolDifferenceText(difference).text
      case .json: DiffData(difference).json
      case .html: DiffPage(difference).text
      }
    return try ReportFile.publish(text, to: reportFile, then: difference.exitCode)
  }

  private func decide(_ models: [LoadedModel]) -> Report? {
    Campaign(models, selecting: Selection(limits: VerificationLimits(steps: maximalSteps)))
      .run(jobs: jobs, losingWhenInterrupted: "nothing was compared")
  }
}

/// Where both versions lie.
private struct Versions {
  let old: String
  let new: String

  func pairs(
    _ before: [LoadedModel], _ after: [LoadedModel]
  ) -> [ProtocolDifference.Pair] {
    let names = Set((before + after).map { name($0.path) }).sorted()
    return names.map { name in
      ProtocolDifference.Pair(
        path: name, old: before.first { self.name($0.path) == name },
        new: after.first { self.name($0.path) == name })
    }
  }

  /// What both versions call a model: its place in the folder, or, of two models, the new one's.
  func name(_ path: String) -> String {
    for folder in [old, new] where FileSystem.isDirectory(folder) {
      let start = folder.hasSuffix("/") ? folder : folder + "/"
      if path.hasPrefix(start) { return String(path.dropFirst(start.count)) }
    }
    return new
  }
}
