// ^C is answered whatever the command is doing. A watchdog ends a test whose command does not.

import Foundation
import Testing

@Suite struct InterruptionTests {
  /// Runs a command in the background, sends ^C to it after a while, and waits for its end.
  private func interrupt(_ line: String, _ tool: Tool) throws -> Tool.Answer {
    try tool.shell(
      """
      mkfifo pipe; exec 3<>pipe; set -m
      \(line) & tool=$!
      (sleep 60; kill -KILL $tool) & watchdog=$!
      sleep 1; kill -INT $tool; wait $tool; code=$?
      kill -KILL -- -$watchdog; exit $code
      """)
  }

  @Test(arguments: ["check -", "run -", "format -"])
  func whileReading(_ command: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    // Nobody ever writes to the pipe.
    let answer = try interrupt("$assay \(command) < pipe", tool)
    #expect(answer.code == 130)
    #expect((answer.output + answer.errors).lowercased().contains("interrupted"))
  }

  @Test func whileLookingForTheHonestRun() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.manyOrders, to: "orders.assay")
    for command in ["run", "check"] {
      let answer = try interrupt("rm -f pipe; $assay \(command) orders.assay", tool)
      #expect(answer.code == 130)
      #expect(answer.output.contains("interrupted"), "\(answer.output)")
      #expect(!answer.output.contains("does not complete"))
    }
  }

  @Test func whatWasNotBegunIsListed() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.manyOrders, to: "models/a.assay")
    try tool.write(ping, to: "models/b.assay")
    try tool.write(
      ping + "configuration one { } configuration two { unsigned }", to: "models/c.assay")
    let answer = try interrupt("$assay check models --jobs 1", tool)
    #expect(answer.code == 130)
    #expect(
      answer.output.contains(
        "\nNot begun: 3 configurations of models/b.assay, models/c.assay.\n"), "\(answer.output)")
  }

  @Test func pagesOfWhatIsKnownAreWritten() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.manyOrders, to: "models/a.assay")
    try tool.write(ping, to: "models/b.assay")
    let answer = try interrupt("$assay report -o out models --jobs 1", tool)
    #expect(answer.code == 130, "\(answer)")
    let index = try tool.read("out/index.html")
    #expect(index.contains("Interrupted") && index.contains("<li>models/b.assay</li>"))
  }

  @Test func aReportInAFileIsWrittenAllTheSame() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let answer = try interrupt(
      "$assay check ping.assay --engine explore --sessions 24 --output report", tool)
    #expect(answer.code == 130)
    #expect(try tool.read("report").contains("Interrupted"))
    #expect(try tool.shell("ls -A").output.contains(".tmp") == false)
  }

  /// Senders whose messages nobody waits for come in every order before it is clear that the
  /// last role cannot end.
  private static let manyOrders: String = {
    var text = "protocol Orders\n"
    for role in "ABCDEFGHIJ" {
      text +=
        "role \(role)(X) { s -> t { receive M\(role)(?x) send N\(role)(x) event E\(role)(X) } }\n"
      text += "message M\(role)(x: Nonce)\nmessage N\(role)(x: Nonce)\n"
    }
    text += "role Z(X) { s -> t { fresh x: Nonce send MA(x) "
    for role in "BCDEFGHIJ" { text += "send M\(role)(x) " }
    text += "} t -> u { receive Never(?y) event Done(X) } }\n"
    text += "message Never(x: Nonce)\nattacker { controls network; plays A }\n"
    return text + "property p: reachable Done(X)\n"
  }()
}
