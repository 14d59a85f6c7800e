// Completions and the manual page.

import Testing

@Suite struct ShellTests {
  private func answer(_ line: String) throws -> Tool.Answer {
    let tool = try Tool()
    defer { tool.remove() }
    return try tool.shell(line)
  }

  /// What bash offers after the words, as Tab would.
  private func offered(_ line: String) throws -> [String] {
    let script = """
      touch some.assay other.txt
      source <(assay completions bash)
      COMP_LINE='\(line)'
      COMP_POINT=${#COMP_LINE}
      COMP_WORDS=(\(line.hasSuffix(" ") ? line + "''" : line))
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _assay assay "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$((COMP_CWORD - 1))]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let answer = try answer(script)
    #expect(answer.errors.isEmpty, "\(answer.errors)")
    return answer.output.split(separator: "\n").map { String($0).trimmed }
  }

  @Test func bashCompletesCommands() throws {
    #expect(try offered("assay ch") == ["check"])
    let all = try offered("assay ")
    for command in ["check", "matrix", "harden", "audit", "completions"] {
      #expect(all.contains(command))
    }
  }

  @Test func bashCompletesValuesAndFiles() throws {
    #expect(try offered("assay check --engine p") == ["prove"])
    #expect(try offered("assay check --format s") == ["sarif"])
    #expect(try offered("assay check so") == ["some.assay"])
    #expect(try offered("assay completions ") == ["bash", "zsh", "fish"])
  }

  @Test func everyShellHasAScript() throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try answer("assay completions \(shell)")
      #expect(script.code == 0 && script.output.contains("harden"))
    }
    #expect(try answer("assay completions tcsh").code == 2)
    #expect(try answer("assay completions bash > /dev/full").code == 4)
  }

  @Test func theManualHasEveryCommandAndNoStrayRequest() throws {
    let page = try answer("assay manual")
    #expect(page.code == 0)
    let known = [".TH", ".SH", ".TP", ".B", ".I", ".nf", ".fi"]
    for line in page.output.split(separator: "\n") where line.hasPrefix(".") {
      #expect(known.contains { line == $0 || line.hasPrefix($0 + " ") }, "\(line)")
    }
    let help = try answer("assay --help").output
    let listed = help.split(separator: "\n").drop { !$0.contains("SUBCOMMANDS") }.dropFirst()
    let commands = listed.prefix { $0.hasPrefix("  ") && !$0.hasPrefix("  See") }.compactMap {
      line in
      line.hasPrefix("   ") ? nil : line.split(separator: " ").first
    }
    #expect(commands.count >= 12)
    for command in commands { #expect(page.output.contains(".SH ASSAY \(command.uppercased())")) }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
