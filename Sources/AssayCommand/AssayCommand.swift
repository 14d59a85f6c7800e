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
      expected or not as pinned, 2 the command or a model is wrong, 3 something is not settled, 4 Assay failed, \
      130 interrupted.
      """,
    version: ToolVersion.current,
    subcommands: [
      Check.self, Matrix.self, Harden.self, Run.self, Audit.self, Format.self, Import.self,
      Lock.self, Review.self, Diff.self, WriteReport.self, Completions.self, Manual.self,
    ])
}

@main
enum Main {
  static func main() {
    Interruption.install()
    exit(answer(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func answer(_ arguments: [String]) -> AssayKit.ExitCode {
    if arguments.isEmpty {
      Output.complain(Assay.helpMessage())
      return .usage
    }
    // Not by the library, which would have to be told the text, and so load Z3, for every command.
    if arguments == ["--version"] { return Output.answer(ToolVersion.details, then: .success) }
    if let word = unknownCommand(in: arguments) { return refuse(command: word) }
    do {
      if let command = command(arguments) { return try command.perform() }
      var other = try Assay.parseAsRoot(arguments)
      if let command = other as? any Performing { return try command.perform() }
      try other.run()
      return .success
    } catch let error as FileError {
      Output.complain("error: \(escaped(error.message))")
      return .failure
    } catch {
      return explain(error)
    }
  }

  /// The command by itself, which takes half the time: the root looks through its options several
  /// times, for a command line that wants the script of a shell as well. What cannot be read so is
  /// left to the root, whose answers name the whole tool.
  private static func command(_ arguments: [String]) -> (any Performing)? {
    let command = Assay.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    return try? command?.parseAsRoot(Array(arguments.dropFirst())) as? any Performing
  }

  private static let commands =
    Assay.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  private static func unknownCommand(in arguments: [String]) -> String? {
    let word = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
    guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    return word
  }

  private static func refuse(command word: String) -> AssayKit.ExitCode {
    let near = suggestion(for: word, among: commands).map { "did you mean `\($0)`?" }
    // Somebody may have typed only the path.
    let path = FileIdentity(word) == nil ? nil : "try: assay check \(escaped(word))"
    Output.complain("error: there is no command `\(escaped(word))`")
    Output.complain("  = \(path ?? near ?? "the commands are " + commands.joined(separator: ", "))")
    return .usage
  }

  /// Help and the version go to standard output; mistakes to standard error, with code 2.
  private static func explain(_ error: any Error) -> AssayKit.ExitCode {
    let text = Assay.fullMessage(for: error)
    guard Assay.exitCode(for: error).isSuccess else {
      Output.complain(mistake(text))
      return .usage
    }
    return Output.answer(text.hasSuffix("\n") ? text : text + "\n", then: .success)
  }

  /// The sentence, and below it the usage as a note, in the style of all other errors.
  private static func mistake(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n") {
      if let sentence = line.rest(after: "Error: ") {
        lines.append("error: " + sentence.prefix(1).lowercased() + sentence.dropFirst())
      } else if let usage = line.rest(after: "Usage: ") {
        // Which options there are is a page of its own.
        let options = usage.firstRange(of: " [")?.lowerBound ?? usage.endIndex
        lines.append("  = usage: " + usage[..<options] + " [options]")
      } else if let help = line.rest(after: "  See ") {
        lines.append("  = see " + help.replacing(".", with: ""))
      } else if lines.count == 1 && line.first != " " && !line.hasPrefix("Help:") {
        lines.append("  = " + line)
      }
    }
    return lines.isEmpty ? text : lines.joined(separator: "\n")
  }
}

extension Substring {
  fileprivate func rest(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
