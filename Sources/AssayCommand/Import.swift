// `assay import`: another tool's protocol as a model of Assay.

import ArgumentParser
import AssayKit

struct Import: Performing {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write another tool's protocol as a model of Assay.",
    discussion: """
      Reads the language of Scyther (.spdl). `check` and `run` read such files as they are; the \
      text that is written here means the same. What cannot be expressed is an error.
      """)

  @Argument(help: "A protocol, or - for standard input.", completion: .file())
  var file: String

  @Option(
    name: .customLong("match"),
    help: ArgumentHelp("What variables take: 0 values of their type, 2 any value.", valueName: "n"))
  var matching = SpdlMatching.typed

  @Option(help: ArgumentHelp("Write to a file instead.", valueName: "file"))
  var output: String?

  func perform() throws(FileError) -> AssayKit.ExitCode {
    let imported: ImportedProtocol
    do throws(FileError) {
      let text = SourceText(
        path: file == "-" ? SourceText.standardInput : file, bytes: try FileSystem.read(file))
      imported = importSpdl(
        text, matching: matching, resolvingIncludesWith: ModelLoader.includedFile)
    } catch {
      Output.complain("error: \(escaped(error.message))")
      return .usage
    }
    let style: DiagnosticStyle = Output.isTerminal(2) ? .colour : .plain
    for diagnostic in imported.diagnostics {
      Output.complain(render(diagnostic, in: imported.sources, style: style) + "\n")
    }
    if imported.hasErrors { return .usage }
    let text = format(imported.tree)
    Interruption.claimAnswer()
    guard let output else { return Output.answer(text, then: .success) }
    do throws(FileError) {
      try Output.replace(output, with: text)
      return .success
    } catch {
      Output.complain("error: \(escaped(error.message))")
      return .failure
    }
  }
}

extension SpdlMatching: NamedChoice {}
