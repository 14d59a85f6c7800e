// `assay manual`: the manual page, made of what `--help` says, so that it cannot say anything else.
//
// In the macros that all versions of man have. Help is laid out already, so it is set as it stands.

import ArgumentParser
import AssayKit

struct Manual: Performing {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    _superCommandName: "assay",
    abstract: "Print the manual page.",
    discussion: "assay manual | man -l -")

  func perform() throws(FileError) -> AssayKit.ExitCode {
    Output.answer(Self.page, then: .success)
  }

  static var page: String {
    let commands = Assay.configuration.subcommands.compactMap { command in
      command.configuration.commandName.map { (name: $0, command: command) }
    }
    var lines = [
      ".TH ASSAY 1 \"\" \"Assay \(ToolVersion.current)\" \"User Commands\"",
      ".SH NAME", "assay \\- \(escaped("verify a model of a security protocol"))",
      ".SH SYNOPSIS", ".B assay", ".I command", "[\\fIargument\\fR ...]",
      ".SH DESCRIPTION",
      escaped(
        """
        Assay reads a model of a security protocol, searches every run that an attacker in control of the \
        network can force, and answers with an attack that was replayed, or with a proof that an \
        independent checker accepted.
        """),
    ]
    lines += [".SH COMMANDS"]
    for (name, command) in commands {
      lines += [".TP", ".B \(escaped(name))", escaped(command.configuration.abstract)]
    }
    for (name, command) in commands {
      lines += [".SH \(escaped("assay \(name)").uppercased())", ".nf"]
      lines += Assay.helpMessage(for: command, columns: 76)
        .split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      lines += [".fi"]
    }
    lines += [".SH EXIT STATUS", escaped(Assay.configuration.discussion)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text in which nothing is a request or an escape of the typesetter.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
