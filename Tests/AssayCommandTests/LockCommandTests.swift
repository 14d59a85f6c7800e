// `assay lock`, `check --locked` and `review` as users run them.

import Foundation
import Testing

@Suite struct LockCommandTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "models/ping.assay")
    return tool
  }

  private func edit(_ tool: Tool, _ old: String, _ new: String) throws {
    try tool.write(ping.replacing(old, with: new), to: "models/ping.assay")
  }

  @Test func whatIsPinnedMatchesAndWhatIsBrokenDoesNot() throws {
    let tool = try tool()
    defer { tool.remove() }
    let locked = try tool.shell("$assay lock models")
    #expect(locked.code == 0 && locked.errors == "")
    #expect(
      locked.output == "assay.lock: 2 pinned: 1 proved, 1 witness; 2 new, 0 changed, 0 removed.\n")
    let same = try tool.shell("$assay check --locked models")
    #expect(same.code == 0 && same.output == "2 properties: as pinned in assay.lock.\n")
    // From elsewhere it is the same lock.
    let below = try tool.shell("cd models && $assay check --locked --lock ../assay.lock ping.assay")
    #expect(below.code == 0)
    try edit(tool, "Answer(n, A), sk(B))", "Answer(n, B), sk(B))")
    let broken = try tool.shell("$assay check --locked models")
    #expect(broken.code == 1)
    #expect(
      broken.output.hasPrefix(
        """
        models/ping.assay answered
          regressed: proved for any number of sessions, now
        """), "\(broken.output)")
    let again = try tool.shell("$assay lock models && $assay check --locked models")
    #expect(again.code == 0)
  }

  @Test func aDeletedPropertyAndADeletedModelFail() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write(ping, to: "models/other.assay")
    #expect(try tool.shell("$assay lock models").code == 0)
    try edit(tool, "property completes: reachable Heard(A, B, n)\n    expect witness\n", "")
    let one = try tool.shell("$assay check --locked models")
    #expect(one.code == 1 && one.output.contains("models/ping.assay completes\n  deleted: witness"))
    let named = try tool.shell("$assay check --locked --property completes models/ping.assay")
    #expect(named.code == 1 && named.output.contains("Not asked for, and not compared: 3 pins."))
    try FileManager.default.removeItem(at: tool.folder.appendingPathComponent("models/ping.assay"))
    let all = try tool.shell("$assay check --locked models")
    #expect(all.code == 1 && all.output.contains("2 deleted; 2 as pinned."))
    // The lock keeps what was not named.
    #expect(try tool.shell("$assay lock models/other.assay").output.contains("0 removed"))
    #expect(try tool.shell("$assay check --locked models").code == 1)
  }

  @Test func reviewAcceptsOrRejects() throws {
    let tool = try tool()
    defer { tool.remove() }
    #expect(try tool.shell("$assay lock models").code == 0)
    try edit(tool, "requires injectively", "requires")
    let before = try tool.read("assay.lock")
    let asked = try tool.shell("$assay review models")
    #expect(asked.code == 2 && asked.errors.contains("say --accept-all or --reject-all"))
    let rejected = try tool.shell("$assay review --reject-all models")
    #expect(rejected.code == 1 && rejected.output.contains("weakened: the property says less"))
    #expect(rejected.output.contains("│ claim correspondence"))
    #expect(try tool.read("assay.lock") == before)
    let accepted = try tool.shell("$assay review --accept-all models")
    #expect(accepted.code == 0 && accepted.output.hasSuffix("1 accepted, 0 rejected.\n"))
    #expect(try tool.shell("$assay check --locked models").code == 0)
    let nothing = try tool.shell("$assay review --accept-all models")
    #expect(nothing.code == 0 && nothing.output == "Everything is as pinned in assay.lock.\n")
  }

  /// A review on a terminal; what is typed comes after the first question.
  private func review(_ tool: Tool, _ typing: String) throws -> Tool.Answer {
    try tool.shell(
      """
      (for i in $(seq 300); do grep -qs 'uit?' typed && break; sleep 0.1; done; \(typing)) \
        | script -qefc "$assay review models" typed
      """)
  }

  @Test func aTerminalIsAsked() throws {
    let tool = try tool()
    defer { tool.remove() }
    #expect(try tool.shell("$assay lock models").code == 0)
    try edit(tool, "1 Asker, 1 Answerer", "2 Asker, 2 Answerer")
    let asked = try review(tool, "echo r; echo what; echo a")
    #expect(asked.output.contains("2 to look at: 1 accepted, 1 rejected."), "\(asked.output)")
    let left = try tool.shell("$assay check --locked models")
    #expect(left.code == 1 && left.output.contains("1 changed scope; 1 as pinned."))
  }

  /// Two people at one lock: the later one does not undo what the earlier one accepted.
  @Test func aLockThatWasChangedMeanwhileStays() throws {
    let tool = try tool()
    defer { tool.remove() }
    #expect(try tool.shell("$assay lock models").code == 0)
    try edit(tool, "requires injectively", "requires")
    let before = try tool.read("assay.lock")
    let asked = try review(tool, "echo '# mine' >> assay.lock; echo a")
    #expect(asked.output.contains("it was changed meanwhile; run the command again"))
    let after = try tool.read("assay.lock")
    #expect(asked.code == 4 && after == before + "# mine\n")
  }

  @Test func mistakesAreToldBeforeAnythingIsDecided() throws {
    let tool = try tool()
    defer { tool.remove() }
    func expect(_ command: String, _ code: Int32 = 2, saying text: String) throws {
      let answer = try tool.shell(command)
      #expect(answer.code == code && answer.errors.contains(text), "\(command)\n\(answer)")
    }
    try expect("$assay check --locked models", saying: "there is no lock file assay.lock")
    try expect("$assay lock -", saying: "standard input cannot be pinned")
    try expect("$assay lock models -o models", saying: "such as models/assay.lock")
    try expect("$assay lock models -o no/assay.lock", saying: "there is no folder no")
    try expect("$assay lock models/ping.assay -o models/ping.assay", saying: "it is the model")
    try expect("$assay lock models -o /dev/full", 4, saying: "No space left on device")
    try expect("$assay lock nothing", saying: "cannot read nothing")
    try expect("$assay check --lock x models", saying: "--lock goes with --locked")
    try expect(
      "$assay check --locked --sessions 1 models",
      saying: "--sessions and --locked exclude each other")
    try expect(
      "$assay review --accept-all --reject-all models",
      saying: "--accept-all and --reject-all exclude each other")
    #expect(try tool.shell("ls assay.lock").code != 0)
    #expect(try tool.shell("$assay lock models").code == 0)
    try expect("$assay check --locked models > /dev/full", 4, saying: "No space left on device")
    try expect("$assay check --locked --property answred models", saying: "`answered`")
    try expect(
      "sed -i s/proved/holds/ assay.lock && $assay check --locked models",
      saying: "the block does not have this checksum")
    try expect("$assay lock models", saying: "remove it")
    try expect("$assay check --locked --lock models models", saying: "it is a folder")
    try tool.write("protocol Empty\nrole A(X) { start -> done { send X } }\n", to: "e/e.assay")
    try expect("rm assay.lock; $assay lock e", saying: "there is no property, and none is pinned")
  }

  /// A reader that goes away and a killed command leave the lock as it was.
  @Test func theLockIsWrittenWholeOrNotAtAll() throws {
    let tool = try tool()
    defer { tool.remove() }
    #expect(try tool.shell("$assay lock models | true").code == 0)
    let before = try tool.read("assay.lock")
    try edit(tool, "1 Asker, 1 Answerer", "1 Asker, 2 Answerer")
    for delay in ["0.001", "0.01", "0.03", "0.06"] {
      _ = try tool.shell("timeout -s KILL \(delay) $assay lock models")
      let after = try tool.read("assay.lock")
      if after != before {
        #expect(try tool.shell("$assay check --locked models").code == 0)
      }
    }
  }
}
