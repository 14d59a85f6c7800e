// `assay report` as users run it.

import Foundation
import Testing

@Suite struct ReportCommandTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "ping.assay")
    return tool
  }

  @Test func pagesAreWrittenAndTheAnswerPrinted() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay report -o out ping.assay")
    #expect(answer.code == 0 && answer.errors == "", "\(answer)")
    #expect(answer.output == (try tool.shell("$assay check ping.assay")).output)
    #expect(
      try tool.shell("cd out; find . -type f | sort").output == """
        ./index.html
        ./ping/answered.certificate
        ./ping/answered.html
        ./ping/completes.html
        ./ping/completes.trace
        ./ping/honest-run.html

        """)
    #expect(try tool.shell("$assay audit out").code == 0)
    // The same bytes, for any number of threads.
    #expect(try tool.shell("$assay report -o other --jobs 1 ping.assay").code == 0)
    #expect(try tool.shell("diff -r out other").output == "")
  }

  @Test(arguments: [
    ("$assay report ping.assay", "--output"),
    ("$assay report -o out", "<path>"),
    ("$assay report -o '' ping.assay", "names no folder"),
    ("$assay report -o ping.assay ping.assay", "ping.assay"),
    ("$assay report -o ping.assay/x ping.assay", "ping.assay"),
    ("$assay report -o out gone.assay", "gone.assay"),
    ("$assay report -o out --property answred ping.assay", "did you mean `answered`?"),
    ("$assay report -o out --jobs 0 ping.assay", "--jobs has to be in"),
  ])
  func mistakesHaveOneAnswer(line: String, part: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell(line)
    #expect(answer.code == 2 && answer.output == "", "\(answer)")
    #expect(answer.errors.contains(part), "\(answer.errors)")
    #expect(try tool.read("ping.assay") == ping)
    #expect(try tool.shell("ls out/index.html").code != 0)
  }

  @Test func whatCannotBeWrittenIsAFailure() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write("old", to: "out/index.html")
    let full = try tool.shell(
      "(ulimit -f 0; $assay report -o out ping.assay 2>&1) | cat >&2; exit ${PIPESTATUS[0]}")
    #expect(full.code == 4 && full.errors.contains("cannot write out/index.html"), "\(full)")
    #expect(try tool.read("out/index.html") == "old")
    #expect(try tool.shell("$assay report -o out ping.assay > /dev/full").code == 4)
    #expect(try tool.shell("$assay report -o out ping.assay | true").code == 0)
  }

  @Test func filesOfTwoModelsAreNotMixedUp() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    let answer = try tool.shell("$assay report -o out ping.assay models/ping.assay")
    #expect(answer.code == 4, "\(answer)")
    #expect(answer.errors.contains("two models have their files there"), "\(answer.errors)")
  }
}
