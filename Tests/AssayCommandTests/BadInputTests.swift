// Whatever is handed to the command: one clear error, exit code 2, and nothing on standard output.

import Foundation
import Testing

@Suite struct BadInputTests {
  private func expectUsageError(
    _ line: String, saying message: String, _ tool: Tool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let answer = try tool.shell(line)
    #expect(answer.code == 2, "\(line)", sourceLocation: sourceLocation)
    #expect(answer.errors.contains(message), "\(answer.errors)", sourceLocation: sourceLocation)
    #expect(answer.output == "", "\(line)", sourceLocation: sourceLocation)
    let errors = answer.errors.components(separatedBy: "\n").filter {
      $0.lowercased().hasPrefix("error")
    }
    #expect(errors.count == 1, "\(answer.errors)", sourceLocation: sourceLocation)
  }

  @Test func paths() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("sort X\n", to: "part/include.assay")
    try tool.write("", to: "empty.assay")
    for command in ["check", "run"] {
      try expectUsageError(
        "$assay \(command) gone.assay", saying: "No such file or directory", tool)
      try expectUsageError("$assay \(command) empty.assay", saying: "E0103", tool)
      try expectUsageError("$assay \(command) part/include.assay", saying: "E0103", tool)
      try expectUsageError("$assay \(command) - < empty.assay", saying: "E0103", tool)
      try expectUsageError("$assay \(command) /dev/zero", saying: "larger than", tool)
    }
    try expectUsageError("$assay check part", saying: "there is no model in part", tool)
    try expectUsageError("$assay run part", saying: "part is a folder", tool)
    try expectUsageError("$assay check - <&-", saying: "cannot read", tool)
    for command in ["check", "run", "format"] {
      try expectUsageError("$assay \(command) ''", saying: "an empty path names no file", tool)
    }
  }

  @Test func aMisspeltPathIsNotTheEnd() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    for path in ["models/pnig.assay", "models/ping", "models/ping.asay"] {
      try expectUsageError(
        "$assay check \(path)", saying: "  = did you mean `models/ping.assay`?", tool)
    }
    try expectUsageError("cd models; $assay run ping", saying: "did you mean `ping.assay`?", tool)
    #expect(try !tool.shell("$assay check models/other.assay").errors.contains("did you mean"))
    #expect(try !tool.shell("$assay check gone/ping.assay").errors.contains("did you mean"))
  }

  @Test func contents() throws {
    let tool = try Tool()
    defer { tool.remove() }
    var bytes = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) })
    bytes[100] = 0
    try tool.write(bytes, to: "binary.assay")
    try tool.write(Data(repeating: 0x61, count: 50_000_000), to: "large.assay")
    try tool.write("protocol P\ninclude \"gone.assay\"\n", to: "include.assay")
    try expectUsageError("$assay check binary.assay", saying: "E0002", tool)
    try expectUsageError("$assay check large.assay", saying: "larger than", tool)
    #expect(try tool.shell("$assay check include.assay").errors.contains("E0603"))
    try tool.write(
      "protocol P\ninclude \"part\"\nrole A(A) { s -> t { event E } }\n", to: "i.assay")
    try tool.write("sort X\n", to: "part/x.assay")
    try expectUsageError("$assay check i.assay", saying: "it is a folder", tool)
    try tool.write("protocol P\nrole A(A) { s -> t { event E } }\n", to: "idle.assay")
    try expectUsageError("$assay check idle.assay", saying: "E0407", tool)
    #expect(try tool.shell("$assay format binary.assay large.assay").code == 2)
  }

  @Test func arguments() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    for line in [
      "check", "check ping.assay --format xml", "check ping.assay --sessions 0",
      "check ping.assay --sessions -1", "check ping.assay --max-steps -1",
      "check ping.assay --option x", "run", "format --check --in-place ping.assay",
      "format --in-place -",
    ] {
      let answer = try tool.shell("$assay \(line)")
      #expect(answer.code == 2, "\(line)")
      #expect(answer.output == "", "\(line)")
      #expect(answer.errors.contains("usage: assay"), "\(line)")
      #expect(answer.errors.hasPrefix("error: "), "\(answer.errors)")
    }
    try expectUsageError(
      "$assay check ping.assay --sessions -1", saying: "has to be in 1...64; this is -1", tool)
    #expect(try tool.shell("$assay").code == 2)
  }

  @Test func onlyFilesOfAFolderAreRead() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    let line = "mkfifo models/pipe.assay; mkdir models/folder.assay; timeout 20 $assay check models"
    #expect(try tool.shell(line).code == 0)
    try expectUsageError(
      "mkdir lost; ln -s gone lost/link.assay; $assay check lost", saying: "cannot read", tool)
  }

  @Test func noNameReachesTheTerminalAsItIs() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let name = "a\u{1B}[31m.assay"
    try tool.write(ping, to: name)
    for line in ["check", "check --option unsigned=on", "run", "check --property x"] {
      let answer = try tool.shell("$assay \(line) '\(name)'")
      #expect(!(answer.output + answer.errors).contains("\u{1B}"), "\(line)")
    }
    #expect(!(try tool.shell("$assay check '\(name).gone'").errors.contains("\u{1B}")))
    #expect(!(try tool.shell("$assay '\(name)'").errors.contains("\u{1B}")))
  }

  @Test func commands() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    try expectUsageError("$assay chek", saying: "did you mean `check`?", tool)
    try expectUsageError("$assay help chek", saying: "did you mean `check`?", tool)
    let commands =
      "the commands are check, matrix, harden, run, audit, format, import, lock, review, diff, report, "
      + "completions, manual, help"
    try expectUsageError("$assay bogus", saying: commands, tool)
    try expectUsageError("$assay ping.assay", saying: "try: assay check ping.assay", tool)
    #expect(try tool.shell("$assay help check").code == 0)
  }

  @Test func names() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    try expectUsageError(
      "$assay check ping.assay --property answred", saying: "did you mean `answered`?", tool)
    try expectUsageError(
      "$assay check ping.assay --configuration x", saying: "no configuration `x`", tool)
    try expectUsageError("$assay check ping.assay --option x=on", saying: "no option `x`", tool)
    try expectUsageError(
      "$assay run ping.assay --configuration x", saying: "no configuration `x`", tool)
  }
}
