// The git hook and the workflow of docs/ci: the hook in a repository of its own, the workflow as far
// as it can be read without the service that runs it.

import Foundation
import Testing

@Suite struct HookTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/ci")

  /// A repository with the hook and a model, its verdicts pinned.
  private func repository() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "models/ping.assay")
    let hook = Self.folder.appendingPathComponent("pre-commit").path
    let made = try tool.shell(
      """
      set -e
      export HOME=$PWD
      git init -q . && git config user.email a@example.org && git config user.name A
      printf '.out\\n.err\\n' > .git/info/exclude
      cp '\(hook)' .git/hooks/pre-commit
      assay lock models
      git config assay.paths models
      git add models assay.lock && git commit -qm first
      """)
    try #require(made.code == 0, "\(made.errors)")
    return tool
  }

  private func commit(_ tool: Tool, _ before: String) throws -> Tool.Answer {
    try tool.shell("export HOME=$PWD; \(before); git commit -qam next")
  }

  @Test func whatIsAsPinnedIsCommitted() throws {
    let tool = try repository()
    defer { tool.remove() }
    #expect(try commit(tool, "echo '// A comment.' >> models/ping.assay").code == 0)
    #expect(try commit(tool, "echo text > other; git add other").code == 0)
  }

  @Test func whatBreaksAPropertyIsNot() throws {
    let tool = try repository()
    defer { tool.remove() }
    let answer = try commit(
      tool, "sed -i 's/receive sign(Answer(n, A)/receive sign(Answer(_, A)/' models/ping.assay")
    #expect(answer.code == 1)
    #expect(answer.errors.contains("answered"))
    #expect(answer.errors.contains("--no-verify"))
    #expect(try tool.shell("git log --oneline | wc -l").output == "1\n")
  }

  /// The folder may hold something else than what is committed.
  @Test func theIndexIsChecked() throws {
    let tool = try repository()
    defer { tool.remove() }
    let answer = try tool.shell(
      """
      export HOME=$PWD
      echo '// A comment.' >> models/ping.assay
      git add models
      echo 'nonsense' >> models/ping.assay
      git commit -qm next
      """)
    #expect(answer.code == 0, "\(answer.errors)")
  }

  @Test func withoutALockExpectationsCount() throws {
    let tool = try repository()
    defer { tool.remove() }
    #expect(try commit(tool, "git rm -q assay.lock").code == 0)
    let answer = try commit(tool, "sed -i 's/expect witness/expect unreachable/' models/ping.assay")
    #expect(answer.code == 1)
  }

  @Test func theWorkflowRunsCommandsThatExist() throws {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("assay.yml"), encoding: .utf8)
    #expect(!text.contains("\t"))
    let lines = text.split(separator: "\n")
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    #expect(try tool.shell("assay lock models").code == 0)
    let commands = lines.compactMap { line in
      line.firstRange(of: "bin/assay ").map { line[$0.upperBound...] }
    }
    #expect(commands.count == 2)
    for command in commands {
      let answer = try tool.shell("assay \(command)")
      #expect(answer.code == 0, "\(command): \(answer.errors)")
    }
  }
}
