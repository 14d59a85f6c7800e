// The command line: arguments in, one exit code out. Everything that decides lives in AssayKit;
// here are the files, the clock, the signals and the terminal.

import AssayKit
import Glibc

/// A subcommand, made of its arguments.
protocol Performing {
  static var syntax: CommandSyntax { get }
  init(_ arguments: Arguments) throws(Mistake)
  func perform() throws(FileError) -> ExitCode
}

@main
enum Main {
  static func main() {
    Interruption.install()
    exit(answer(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static var performers: [any Performing.Type] {
    [Check.self, Run.self, Audit.self, Format.self]
  }
  private static var commands: [String] { performers.map { $0.syntax.name } + ["help"] }

  private static func answer(_ words: [String]) -> ExitCode {
    guard let first = words.first else {
      Output.complain(help)
      return .usage
    }
    switch first {
    case "help": return answerHelp(words.dropFirst())
    case "--help", "-h": return Output.answer(help, then: .success)
    case "--version": return Output.answer(ToolVersion.current + "\n", then: .success)
    default: break
    }
    if let performer = performers.first(where: { $0.syntax.name == first }) {
      return answer(words.dropFirst(), by: performer)
    }
    if first.hasPrefix("-") {
      return explain(
        Mistake("unknown option '\(escaped(first))'"), usage: "assay <subcommand>", help: "assay")
    }
    return refuse(command: first)
  }

  private static func answer(
    _ words: ArraySlice<String>, by performer: any Performing.Type
  ) -> ExitCode {
    let syntax = performer.syntax
    do throws(Mistake) {
      var arguments = Arguments(syntax)
      try arguments.read(words)
      if arguments.wantsHelp { return Output.answer(syntax.help, then: .success) }
      if arguments.wantsVersion {
        return Output.answer(ToolVersion.current + "\n", then: .success)
      }
      let command = try performer.init(arguments)
      do throws(FileError) {
        return try command.perform()
      } catch {
        Output.complain("error: \(escaped(error.message))")
        return .failure
      }
    } catch {
      return explain(error, usage: syntax.usage, help: "assay \(syntax.name)")
    }
  }

  // MARK: Help and mistakes

  private static var help: String {
    let rows = performers.map { CommandSyntax.row($0.syntax.name, $0.syntax.abstract) }
    let codes = """
      Exit codes: 0 all is well or as expected, 1 a property is violated or a verdict is not as \
      expected, 2 the command or a model is wrong, 3 something is not settled, 4 Assay failed, \
      130 interrupted.
      """
    return """
      OVERVIEW: Decide what an attacker can do to a protocol.

      \(CommandSyntax.wrapped(codes, width: 80).joined(separator: "\n"))

      USAGE: assay <subcommand>

      OPTIONS:
      \(CommandSyntax.commonOptions)
      SUBCOMMANDS:
      \(rows.joined())
        See 'assay help <subcommand>' for detailed help.

      """
  }

  private static func answerHelp(_ words: ArraySlice<String>) -> ExitCode {
    guard let word = words.first, !word.hasPrefix("-"), word != "help" else {
      return Output.answer(help, then: .success)
    }
    guard let performer = performers.first(where: { $0.syntax.name == word }) else {
      return refuse(command: word)
    }
    return Output.answer(performer.syntax.help, then: .success)
  }

  private static func refuse(command word: String) -> ExitCode {
    let near = suggestion(for: word, among: commands).map { "did you mean `\($0)`?" }
    // Somebody may have typed only the path.
    let path = FileIdentity(word) == nil ? nil : "try: assay check \(escaped(word))"
    Output.complain("error: there is no command `\(escaped(word))`")
    Output.complain("  = \(path ?? near ?? "the commands are " + commands.joined(separator: ", "))")
    return .usage
  }

  /// The sentence, and below it the usage as a note, in the style of all other errors.
  private static func explain(_ mistake: Mistake, usage: String, help: String) -> ExitCode {
    let notes = mistake.notes + ["usage: \(usage) [options]", "see '\(help) --help'"]
    Output.complain(
      (["error: \(mistake.sentence)"] + notes.map { "  = \($0)" }).joined(separator: "\n"))
    return .usage
  }
}
