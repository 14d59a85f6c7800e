// The formats of `assay check` as users ask for them: where they go, what they exit with, and that
// they are the same bytes on every run.

import Foundation
import Testing

@Suite struct OutputFormatTests {
  private static let formats = ["sarif", "junit", "github", "markdown"]

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "ping.assay")
    return tool
  }

  @Test(arguments: formats) func theFormatDoesNotChangeTheAnswer(format: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    let good = try tool.shell("$assay check --format \(format) ping.assay")
    #expect(good.code == 0 && good.errors == "" && !good.output.isEmpty)
    let line = "$assay check --format \(format) --option unsigned=on ping.assay"
    let bad = try tool.shell(line)
    #expect(bad.code == 1 && bad.output.contains("answered"), "\(bad)")
    #expect(try tool.shell("\(line) --jobs 1").output == bad.output)
    // The same in a file.
    let file = try tool.shell("\(line) --output report")
    #expect(file.code == 1 && file.output == "")
    #expect(try tool.read("report") == bad.output)
  }

  @Test(arguments: formats) func whatCannotBeWrittenIsNoReport(format: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    let line = "$assay check --format \(format) ping.assay"
    #expect(try tool.shell("\(line) > /dev/full").code == 4)
    #expect(try tool.shell("\(line) | true; echo ${PIPESTATUS[0]}").output == "0\n")
    let gone = try tool.shell("\(line) --output gone/report")
    #expect(gone.code == 2 && gone.errors.contains("mkdir -p gone"))
    try tool.write("old", to: "report")
    #expect(try tool.shell("ulimit -f 0; \(line) --output report").code == 4)
    #expect(try tool.read("report") == "old")
    #expect(try tool.shell("ls -A | grep tmp").output == "")
  }

  @Test(arguments: formats) func aWrongModelIsReported(format: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write("protocol P\nrole A(A) { s -> t { send x } }\n", to: "wrong.assay")
    let answer = try tool.shell("$assay check --format \(format) wrong.assay")
    #expect(answer.code == 2 && answer.output.contains("wrong.assay"), "\(answer)")
  }

  @Test func aChartOfEveryRunIsWrittenBelowAFolder() throws {
    let tool = try tool()
    defer { tool.remove() }
    let line = "$assay check --option unsigned=on --charts out ping.assay"
    #expect(try tool.shell(line).code == 1)
    #expect(
      try tool.shell("cd out; find . -type f | sort").output
        == "./ping/unsigned/answered.svg\n./ping/unsigned/completes.svg\n")
    #expect(try tool.read("out/ping/unsigned/answered.svg").hasPrefix("<svg xmlns="))
    #expect(try tool.shell("\(line) --chart mermaid").code == 1)
    let mermaid = try tool.read("out/ping/unsigned/answered.mmd")
    #expect(mermaid.contains("\nsequenceDiagram\n"))
    #expect(try tool.shell("\(line) --chart plantuml").code == 1)
    #expect(try tool.read("out/ping/unsigned/answered.puml").hasPrefix("@startuml\n"))
    let nowhere = try tool.shell("$assay check --charts ping.assay/x ping.assay")
    #expect(nowhere.code == 2 && nowhere.output == "" && nowhere.errors.contains("a folder"))
    #expect(try tool.shell("$assay check --charts '' ping.assay").code == 2)
  }

  @Test func theHonestRunIsDrawnInAFile() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay run --chart svg --output run.svg ping.assay")
    #expect(answer.code == 0 && answer.output == "" && answer.errors == "")
    #expect(try tool.read("run.svg").hasSuffix("</svg>\n"))
    #expect(try tool.shell("$assay run --chart svg ping.assay").output == tool.read("run.svg"))
    #expect(try tool.shell("$assay run --chart text ping.assay").output.contains("Question"))
    let gone = try tool.shell("$assay run --chart svg --output gone/run ping.assay")
    #expect(gone.code == 2 && gone.errors.contains("there is no folder gone"))
    let self_ = try tool.shell("$assay run --output ping.assay ping.assay")
    #expect(self_.code == 2 && self_.errors.contains("it is the model"))
    #expect(try tool.read("ping.assay") == ping)
    #expect(try tool.shell("$assay run --chart svg ping.assay > /dev/full").code == 4)
  }

  @Test func aChartIsOfOneRun() throws {
    let tool = try tool()
    defer { tool.remove() }
    let family = ping.replacing(
      "scenario", with: "configuration a { }\nconfiguration b { unsigned }\nscenario")
    try tool.write(family, to: "family.assay")
    let answer = try tool.shell("$assay run --chart svg family.assay")
    #expect(answer.code == 2 && answer.output == "")
    #expect(answer.errors.contains("--configuration a or b"))
    #expect(try tool.shell("$assay run --chart svg --configuration b family.assay").code == 0)
  }
}
