// What the command answers and where it writes it.

import Foundation
import Testing

@Suite struct CommandTests {
  @Test func exitCodesFollowTheVerdicts() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    #expect(try tool.shell("$assay check ping.assay").code == 0)
    #expect(try tool.shell("$assay check ping.assay --option unsigned=on").code == 1)
    #expect(try tool.shell("$assay check ping.assay --max-steps 1").code == 3)
    let onlyWitness = "$assay check ping.assay --option unsigned=on --property completes"
    #expect(try tool.shell(onlyWitness).code == 0)
  }

  /// The sender takes its own key for the receiver's: only who writes to himself is understood.
  @Test func aModelThatOnlyWorksWithOneselfIsNotInOrder() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      """
      protocol Letter
      role Sender(S, receiver R) knows pk(S), pk(R) {
        start -> done { fresh n: Nonce send aenc(n, pk(S)) }
      }
      role Receiver(R, sender S) knows sk(R) {
        start -> done { receive aenc(?n, pk(R)) event Gets(R, n) }
      }
      attacker { controls network; plays Sender }
      property completes: reachable Gets(R, n)
          expect witness
      """, to: "letter.assay")
    let answer = try tool.shell("$assay check letter.assay")
    #expect(answer.code == 3)
    #expect(
      answer.output.contains(
        "unknown: a run reaches it in which Alice plays Sender and Receiver, but"),
      "\(answer.output)")
    #expect(answer.output.contains("try: assay run letter.assay"))
    let run = try tool.shell("$assay run letter.assay")
    #expect(run.code == 1)
    #expect(
      run.output.contains(
        """
            The longest run ends so:
              Sender    is done, in `done`
              Receiver  stops in `start`, before letter.assay:6
        """.trimmingCharacters(in: .whitespaces)), "\(run.output)")
  }

  @Test func aWrongModelDoesNotHideTheOthers() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/b.assay")
    try tool.write("protocol A\nrole\n", to: "models/a.assay")
    try tool.write("sort X\n", to: "models/shared.assay")
    let answer = try tool.shell("$assay check models")
    #expect(answer.code == 2)
    #expect(answer.errors.contains("models/a.assay:"))
    #expect(!answer.errors.contains("shared"))
    #expect(answer.output.contains("models/b.assay"))
  }

  @Test func reportsAreTheSameOnEveryRun() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    for format in ["text", "json"] {
      let line = "$assay check ping.assay --verbose --option unsigned=on --format \(format)"
      let first = try tool.shell(line)
      #expect(first.output.count > 100)
      #expect(try tool.shell(line).output == first.output)
      #expect(!first.output.contains("\u{1B}") && !first.output.contains(" ms"))
      #expect(!first.errors.contains("error"))
    }
  }

  /// Threads share the models, the searches of one, and the pieces of a search.
  @Test func reportsAreTheSameForAnyNumberOfThreads() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    try tool.write(ping.replacing("protocol Ping", with: "protocol Pong"), to: "models/pong.assay")
    for options in [
      "--sessions 2 --format json", "--sessions 3 --max-steps 100 --format json",
      "--option unsigned=on --sessions 2 --verbose",
    ] {
      let line = "$assay check models \(options) --jobs"
      let first = try tool.shell("\(line) 1")
      #expect(first.output.count > 100)
      for jobs in [2, 3, 7] {
        let answer = try tool.shell("\(line) \(jobs)")
        #expect(answer.output == first.output && answer.code == first.code)
      }
    }
    #expect(try tool.shell("$assay check models --jobs 0").code == 2)
  }

  @Test func standardInputIsAModel() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    #expect(try tool.shell("$assay check - < ping.assay").output.hasPrefix("<stdin>\n"))
    #expect(try tool.shell("$assay run - < ping.assay").code == 0)
  }

  @Test func aReportReplacesTheFileInOneStep() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    try tool.write("old", to: "report.txt")
    let answer = try tool.shell(
      "chmod 640 report.txt; ln -s report.txt link; $assay check ping.assay --output link")
    #expect(answer.code == 0)
    #expect(answer.output == "")
    let expected = try tool.shell("$assay check ping.assay").output
    #expect(try tool.read("report.txt") == expected)
    let listing = try tool.shell("stat -c '%a %F' report.txt link; ls").output
    #expect(listing == "640 regular file\n777 symbolic link\nlink\nping.assay\nreport.txt\n")
  }

  @Test func aFailedWriteIsNeverSilent() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    for line in [
      "check ping.assay > /dev/full", "check ping.assay --output /dev/full",
      "run ping.assay > /dev/full",
      "format ping.assay > /dev/full", "--version > /dev/full", "check ping.assay >&-",
    ] {
      let answer = try tool.shell("$assay \(line)")
      #expect(answer.code == 4, "\(line)")
      #expect(answer.errors.contains("cannot write"), "\(line)")
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func aChartIsAsWideAsTheTerminal() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let digest = "hash(n, hash(n, hash(n, hash(n, A))))"
    let long = ping.replacing("Answer(n, A)", with: "Answer(n, \(digest))")
      .replacing("asker: Principal", with: "asker: Message")
    try tool.write(long, to: "ping.assay")
    for (columns, isWhole) in [(80, false), (160, true)] {
      let chart = try tool.shell(
        "script -qc \"stty cols \(columns); $assay run ping.assay\" /dev/null | grep '<-'")
      #expect(
        chart.output.contains("sign(Answer(n, \(digest.replacing("A", with: "Alice"))), sk(Bob))")
          == isWhole, "\(chart.output)\(chart.errors)")
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func progressStaysOnOneLineOfTheTerminal() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "a-model-with-a-rather-long-name.assay")
    for columns in [30, 60] {
      let answer = try tool.shell(
        "script -qc \"stty cols \(columns); $assay check a*.assay >report\" /dev/null")
      let shown = answer.output.split(separator: "\u{1B}[2K").map { $0.prefix { $0 != "\r" } }
      #expect(shown.contains { $0.hasPrefix("a-model-with") }, "\(answer.output)")
      #expect(shown.allSatisfy { $0.count < columns }, "\(shown)")
    }
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let answer = try tool.shell(
      "$assay check ping.assay --option unsigned=on | true; exit ${PIPESTATUS[0]}")
    #expect(answer.code == 1)
    #expect(!answer.errors.contains("error"))
  }

  @Test func anInterruptionReportsWhatIsKnown() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let answer = try tool.shell(
      """
      set -m
      $assay check ping.assay --engine explore --sessions 24 --format json > report.json & tool=$!
      (sleep 60; kill -KILL $tool) & watchdog=$!
      sleep 1; kill -INT $tool; wait $tool; code=$?
      kill -KILL -- -$watchdog; exit $code
      """)
    #expect(answer.code == 130)
    let report = try tool.read("report.json")
    #expect(report.contains("\"interrupted\": true"))
    #expect(report.contains("\"exitCode\": 130"))
    #expect(report.contains("\"note\": \"interrupted\""))
  }

  @Test func formattingPrintsChecksOrRewrites() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "good.assay")
    try tool.write(ping.replacingOccurrences(of: "  ", with: "    "), to: "bad.assay")
    #expect(try tool.shell("$assay format good.assay").output == ping)
    #expect(try tool.shell("$assay format - < bad.assay").output == ping)
    let check = try tool.shell("$assay format --check .")
    #expect(check.code == 1)
    #expect(check.output == "./bad.assay\n")
    #expect(try tool.shell("$assay format --in-place .").code == 0)
    #expect(try tool.read("bad.assay") == ping)
    #expect(try tool.shell("$assay format --check .").code == 0)
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let version = try tool.shell("$assay --version")
    #expect(version.output.hasPrefix("assay 0.1.0\ncertificates 1, traces 1\nZ3 "))
    #expect(version.code == 0 && version.errors.isEmpty)
    let help = try tool.shell("$assay check --help")
    #expect(help.code == 0)
    #expect(help.output.contains("--max-steps") && help.errors == "")
  }

  @Test func aFileIsCheckedOnce() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/ping.assay")
    try tool.write("sort X\n", to: "models/shared.assay")
    let once = try tool.shell("$assay check models/ping.assay").output
    for paths in [
      "models/ping.assay ./models/ping.assay", "models/ping.assay models",
      "models models/../models/ping.assay", "models models", "models/ping.assay link",
    ] {
      let answer = try tool.shell("ln -sf models/ping.assay link; $assay check \(paths)")
      #expect(answer.code == 0, "\(paths)")
      #expect(
        answer.output.components(separatedBy: "\n").count
          == once.components(separatedBy: "\n").count)
    }
    let twice = "models/ping.assay models/../models/ping.assay"
    #expect(try tool.shell("$assay format \(twice)").output == ping)
  }
}
