// The command line: arguments in, one exit code out. Everything that decides lives in AssayKit;
// here are the files, the clock, the signals and the terminal.

import ArgumentParser
import AssayKit
import Glibc

/// A subcommand, which answers with an exit code instead of throwing its way out.
protocol Performing: ParsableCommand {
  func perform() throws(FileError) -> AssayKit.ExitCode
}

struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Decide what an attacker can do to a protocol.",
    discussion: """
      Exit codes: 0 all is well or as expected, 1 a property is violated or a verdict is not as \
      expected, 2 the command or a model is wrong, 3 something is not settled, 4 Assay failed, \
      130 interrupted.
      """,
    version: ToolVersion.current,
    subcommands: [Check.self, Run.self, Format.self])
}

@main
enum Main {
  static func main() {
    Interruption.install()
    exit(answer(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func answer(_ arguments: [String]) -> AssayKit.ExitCode {
    do {
      var command = try Assay.parseAsRoot(arguments)
      if let command = command as? any Performing { return try command.perform() }
      try command.run()
      return .success
    } catch let error as FileError {
      Output.complain("error: \(error.message)")
      return .failure
    } catch {
      return explain(error)
    }
  }

  /// Help and the version go to standard output; mistakes to standard error, with code 2.
  private static func explain(_ error: any Error) -> AssayKit.ExitCode {
    let text = Assay.fullMessage(for: error)
    guard Assay.exitCode(for: error).isSuccess else {
      Output.complain(text)
      return .usage
    }
    return Output.answer(text.hasSuffix("\n") ? text : text + "\n", then: .success)
  }
}
