// What a command takes, as a table: reading the arguments, the help and what is said of mistakes
// come from it. Why no library does this: docs/decisions/0006-command-line.md.

import AssayKit

/// An option `--name VALUE`, or a flag `--name`.
struct OptionSyntax {
  let name: String
  /// What stands for its value in the help; nil: it is a flag.
  let value: String?
  let help: String
  var isRepeated = false
  /// What its value may be; empty: anything.
  var choices: [String] = []
  /// Whether the next argument is the value even if it looks like an option: a negative number is
  /// answered as a number.
  var takesAnything = false
  var standard: String?

  var label: String { value.map { "--\(name) <\($0)>" } ?? "--\(name)" }
}

struct CommandSyntax {
  let name: String
  let abstract: String
  var discussion: String
  /// The arguments that are no options; at least one.
  let operand: String
  let operandHelp: String
  var takesOperands: Bool
  let options: [OptionSyntax]

  var usage: String { "assay \(name) <\(operand)>\(takesOperands ? " ..." : "")" }

  static let version = OptionSyntax(name: "version", value: nil, help: "Show the version.")
}

// MARK: - Help

extension CommandSyntax {
  var help: String {
    let synopsis = options.map { "[\($0.label)\($0.isRepeated ? " ..." : "")]" }
    var text = """
      OVERVIEW: \(abstract)

      \(Self.wrapped(discussion, width: 80).joined(separator: "\n"))

      USAGE: \(([usage] + synopsis).joined(separator: " "))

      ARGUMENTS:

      """
    text += Self.row("<\(operand)>", operandHelp)
    text += "\nOPTIONS:\n"
    for option in options { text += Self.row(option.label, option.explanation) }
    return text + Self.commonOptions
  }

  static let commonOptions =
    row("--version", version.help) + row("-h, --help", "Show help information.")

  /// A label and, from the 27th column on, what it means.
  static func row(_ label: String, _ text: String) -> String {
    let lines = wrapped(text, width: 54)
    let indented = lines.map { String(repeating: " ", count: 26) + $0 }
    guard let first = lines.first, label.count <= 22 else {
      return (["  " + label] + indented).joined(separator: "\n") + "\n"
    }
    let padding = String(repeating: " ", count: 24 - label.count)
    return (["  \(label)\(padding)\(first)"] + indented.dropFirst()).joined(separator: "\n") + "\n"
  }

  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension OptionSyntax {
  fileprivate var explanation: String {
    var notes: [String] = []
    if !choices.isEmpty { notes.append("values: " + choices.joined(separator: ", ")) }
    if let standard { notes.append("default: \(standard)") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}
