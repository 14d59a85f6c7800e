// `assay diff` as users run it.

import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import Testing

@Suite struct DiffCommandTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "old/ping.assay")
    try tool.write(
      ping.replacing(
        "receive sign(Answer(n, A), sk(B))", with: "receive sign(Answer(_, A), sk(B))"),
      to: "new/ping.assay")
    return tool
  }

  @Test func modelsAndFoldersAreCompared() throws {
    let tool = try tool()
    defer { tool.remove() }
    for (old, new) in [("old/ping.assay", "new/ping.assay"), ("old", "new"), ("old/", "new/")] {
      let answer = try tool.shell("$assay diff \(old) \(new)")
      #expect(answer.code == 1 && answer.errors == "")
      #expect(answer.output.contains("- receives n in Answer, signed with sk(B)\n"))
      #expect(answer.output.contains("regressed: proved for any number of sessions, now attack\n"))
    }
    let same = try tool.shell("$assay diff old old")
    #expect(same.code == 0)
    #expect(try tool.shell("$assay diff --no-verdicts old new").code == 1)
    #expect(try tool.shell("$assay diff --no-verdicts old old").code == 0)
  }

  @Test func modelsThatCameAndWentAreTold() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write(ping, to: "new/other.assay")
    let answer = try tool.shell("$assay diff old new")
    #expect(answer.output.contains("other.assay\n  + the model\n"))
    #expect(try tool.shell("$assay diff new old").output.contains("other.assay\n  - the model\n"))
  }

  @Test func programsReadTheSame() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay diff --format json old new")
    #expect(answer.code == 1)
    let read = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
    let object = try #require(read as? [String: Any])
    let differences = try #require(object["differences"] as? [[String: Any]])
    #expect(
      differences.contains {
        $0["role"] as? String == "Asker" && $0["kind"] as? String == "dropped"
      })
    let verdicts = try #require(object["verdicts"] as? [[String: Any]])
    let answered = try #require(verdicts.first { $0["property"] as? String == "answered" })
    #expect(answered["old"] as? String == "proved" && answered["new"] as? String == "attack")
    let short = try tool.shell("$assay diff --no-verdicts --format json --output a.json old new")
    #expect(short.code == 1 && short.output.isEmpty)
    #expect(try tool.read("a.json").contains("\"verdicts\": null"))
  }

  @Test func thePageIsWellFormedAndSaysTheSame() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay diff --format html --output page.html old new")
    #expect(answer.code == 1 && answer.output.isEmpty)
    let page = try tool.read("page.html")
    let text = page.replacing("<!DOCTYPE html>", with: "")
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(page.contains("receives n in Answer, signed with sk(B)"))
    #expect(page.contains("regressed: proved for any number of sessions, now attack"))
  }

  @Test func aRevisionIsComparedWithWhatIs() throws {
    let tool = try tool()
    defer { tool.remove() }
    let made = try tool.shell(
      """
      set -e
      export HOME=$PWD
      git init -q . && git config user.email a@example.org && git config user.name A
      mkdir deep && cp -r old deep/models && git add deep && git commit -qm first
      cp new/ping.assay deep/models/ping.assay
      """)
    try #require(made.code == 0, "\(made.errors)")
    for path in ["deep/models", "deep/models/ping.assay", "./deep"] {
      let answer = try tool.shell(
        "export HOME=$PWD TMPDIR=$PWD; $assay diff --git HEAD \(path); ls -d assay-*")
      #expect(answer.output.contains("- receives n in Answer, signed with sk(B)\n"), "\(answer)")
      // Nothing is left behind.
      #expect(answer.errors.contains("No such file"))
    }
    let wrong = try tool.shell("export HOME=$PWD; $assay diff --git nowhere deep")
    #expect(wrong.code == 2 && wrong.errors.contains("nowhere"))
    #expect(try tool.shell("export HOME=$PWD; $assay diff --git=--output=x deep").code == 2)
  }

  @Test func eachMistakeHasOneError() throws {
    let tool = try tool()
    defer { tool.remove() }
    for (arguments, words) in [
      ("old", "two versions are compared"), ("old new new", "two versions are compared"),
      ("old new/ping.assay", "old is a folder, and new/ping.assay is a model"),
      ("old absent", "absent"), ("- old", "standard input cannot be compared"),
      ("--git HEAD old new", "with --git name one"), ("--git HEAD old", "git: "),
      ("--format xml old new", "xml"), ("--output old old new", "it is a folder"),
    ] {
      let answer = try tool.shell("$assay diff \(arguments)")
      #expect(answer.code == 2 && answer.output.isEmpty, "\(arguments)")
      #expect(answer.errors.contains(words), "\(arguments): \(answer.errors)")
      #expect(answer.errors.split(separator: "\n").count { $0.hasPrefix("error") } == 1)
    }
    #expect(try tool.shell("$assay diff old new > /dev/full").code == 4)
    #expect(try tool.shell("$assay diff old new >&-").code == 4)
  }
}
