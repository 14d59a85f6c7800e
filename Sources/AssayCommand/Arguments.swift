// The arguments of a command, read by its table.

import AssayKit

/// A command line that says nothing, or nothing that can be.
struct Mistake: Error {
  /// Without a full stop.
  let sentence: String
  var notes: [String] = []
  init(_ sentence: String, _ notes: [String] = []) {
    self.sentence = sentence
    self.notes = notes
  }
}

struct Arguments {
  let syntax: CommandSyntax
  private(set) var operands: [String] = []
  /// The options in their order, with their values.
  private var given: [(name: String, value: String)] = []
  private(set) var wantsHelp = false
  private(set) var wantsVersion = false

  init(_ syntax: CommandSyntax) { self.syntax = syntax }

  /// - Parameter words: what stands after the command's name.
  mutating func read(_ words: ArraySlice<String>) throws(Mistake) {
    wantsHelp = Self.mentions(["--help", "-h"], words)
    wantsVersion = Self.mentions(["--version"], words)
    if wantsHelp || wantsVersion { return }
    var rest = words
    var onlyOperands = false
    while let word = rest.popFirst() {
      if word == "--" && !onlyOperands {
        onlyOperands = true
      } else if onlyOperands || !word.hasPrefix("-") || word == "-" {
        operands.append(word)
      } else {
        try readOption(word, &rest)
      }
    }
    if operands.isEmpty {
      throw Mistake(
        "missing expected argument '<\(syntax.operand)>\(syntax.takesOperands ? " ..." : "")'")
    }
    if operands.count > 1 && !syntax.takesOperands {
      throw Mistake("unexpected argument '\(escaped(operands[1]))'")
    }
  }

  private static func mentions(_ names: [String], _ words: ArraySlice<String>) -> Bool {
    words.prefix { $0 != "--" }.contains { names.contains($0) }
  }

  private mutating func readOption(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(Mistake) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard word.hasPrefix("--"),
      let option = syntax.options.first(where: { "--\($0.name)" == parts[0] })
    else {
      let near = suggestion(
        for: String(parts[0].drop { $0 == "-" }), among: syntax.options.map(\.name))
      throw Mistake(
        "unknown option '\(escaped(String(parts[0])))'",
        near.map { ["did you mean `--\($0)`?"] } ?? [])
    }
    guard option.value != nil else {
      if parts.count > 1 { throw Mistake("the option '--\(option.name)' takes no value") }
      given.append((option.name, ""))
      return
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if value == nil, let next = rest.first,
      option.takesAnything || next == "-" || !next.hasPrefix("-")
    {
      value = rest.removeFirst()
    }
    guard let value else { throw Mistake("missing value for '\(option.label)'") }
    if !option.choices.isEmpty && !option.choices.contains(value) {
      throw invalid(value, option, ["it is one of " + option.choices.joined(separator: ", ")])
    }
    given.append((option.name, value))
  }

  private func invalid(
    _ value: String, _ option: OptionSyntax, _ notes: [String] = []
  ) -> Mistake {
    Mistake("the value '\(escaped(value))' is invalid for '\(option.label)'", notes)
  }

  // MARK: Values

  func has(_ flag: OptionSyntax) -> Bool { given.contains { $0.name == flag.name } }

  func values(_ option: OptionSyntax) -> [String] {
    given.filter { $0.name == option.name }.map(\.value)
  }

  /// The last value that was given.
  func value(_ option: OptionSyntax) -> String? { values(option).last }

  func values<Value>(
    _ option: OptionSyntax, _ convert: (String) -> Value?
  ) throws(Mistake) -> [Value] {
    var converted: [Value] = []
    for text in values(option) {
      guard let value = convert(text) else { throw invalid(text, option) }
      converted.append(value)
    }
    return converted
  }

  func number(_ option: OptionSyntax) throws(Mistake) -> Int? {
    try values(option) { Int($0) }.last
  }
}
