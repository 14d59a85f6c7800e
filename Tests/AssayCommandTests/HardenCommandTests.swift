// `assay harden` as users run it.

import Testing

@Suite struct HardenCommandTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(
      """
      protocol Letter
      option signed
      role Sender(S, receiver R) knows sk(S) {
        start -> sent when not signed { fresh n  event Sends(S, R, n)  send n }
        start -> sent when signed { fresh n  event Sends(S, R, n)  send sign((n, R), sk(S)) }
      }
      role Receiver(R, sender S) knows vk(S) {
        start -> got when not signed { receive ?n  event Gets(R, S, n) }
        start -> got when signed { receive sign((?n, R), sk(S))  event Gets(R, S, n) }
      }
      attacker { controls network }
      property sent: Gets(R, S, n) requires Sends(S, R, n)
      property completes: reachable Gets(R, S, n) and Sends(S, R, n)
      scenario default { 1 Sender, 1 Receiver }

      """, to: "letter.assay")
    return tool
  }

  @Test func theAnswerIsPrintedOrWritten() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay harden letter.assay")
    #expect(answer.code == 0 && answer.errors == "")
    #expect(answer.output.contains("  1  signed\n") && answer.output.contains("✓ proved: sent\n"))
    let file = try tool.shell("$assay harden --format json --output a.json - < letter.assay")
    #expect(file.code == 0 && file.output == "")
    #expect(try tool.read("a.json").contains("\"schemaVersion\": 1"))
  }

  @Test func eachMistakeHasOneError() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write("protocol Nothing\n", to: "nothing.assay")
    try tool.write(
      """
      protocol Plain
      role A(A) { start -> done { fresh n  send n } }
      attacker { controls network }
      property kept: secret n of A

      """, to: "plain.assay")
    for (arguments, words) in [
      ("--options sined letter.assay", "did you mean `signed`?"),
      ("--options , letter.assay", "--options names no option"),
      ("--property snet letter.assay", "did you mean `sent`?"),
      ("--max-steps -1 letter.assay", "--max-steps has to be"),
      ("plain.assay", "the model has no options to choose among"),
      ("absent.assay", "absent.assay"), ("nothing.assay", "nothing.assay"), (".", "folder"),
      ("--output letter.assay letter.assay", "it is the model"),
    ] {
      let answer = try tool.shell("$assay harden \(arguments)")
      #expect(answer.code == 2 && answer.output == "", "\(arguments)")
      #expect(answer.errors.contains(words), "\(arguments): \(answer.errors)")
    }
  }
}
