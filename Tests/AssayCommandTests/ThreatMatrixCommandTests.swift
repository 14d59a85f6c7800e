// `assay matrix --threats` as users run it.

import Testing

@Suite struct ThreatMatrixCommandTests {
  private let model = """
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
    property sent: Gets(R, S, n) requires Sends(S, R, n) unless dishonest(S)
    property completes: reachable Gets(R, S, n) and Sends(S, R, n)
    configuration plain { }
    configuration repaired { signed }
    scenario default { 1 Sender, 1 Receiver }

    """

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(model, to: "letter.assay")
    return tool
  }

  @Test func theSetsAreSaidInWords() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay matrix --threats --configuration repaired letter.assay")
    #expect(answer.code == 0 && answer.errors == "")
    #expect(
      answer.output == """
        letter.assay
          repaired: signed
            may happen: plays Sender; plays Receiver; controls network; reveals sk(S) of Sender

            sent
              Gets(R, S, n) requires Sends(S, R, n) unless dishonest(S)
              ✗ reveals sk(S) of Sender
              ✓ all but reveals sk(S) of Sender  (proved)
              declared  controls network: it survives

            about honest principals only: completes

        16 verdicts on 1 property: 3 by searches and proofs (18.7 %), the others by what they have more or
          less than these.

        """)
    let both = try tool.shell("$assay matrix --threats letter.assay")
    #expect(both.output.contains("  plain\n") && both.output.contains("✗ nothing\n"))
  }

  @Test func compromisesAreChosenByName() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell(
      "$assay matrix --threats --compromise 'controls network' --compromise 'plays Sender'"
        + " --configuration repaired --format csv letter.assay")
    #expect(
      answer.output
        == "options,property,standing,compromises,verdict,scope,extreme,note\r\n"
        + "signed,sent,survives,plays Sender; controls network,proved,"
        + "\"1 Sender, 1 Receiver\",yes,\r\n")
    let json = try tool.shell("$assay matrix --threats --format json letter.assay")
    #expect(json.code == 0 && json.output.contains("\"reveals sk(S) of Sender\""))
  }

  @Test(arguments: [
    ("--threats --compromise 'plays Sendr'", "did you mean `plays Sender`?"),
    ("--compromise 'plays Sender'", "--compromise is for --threats"),
    ("--configuration plain", "--configuration is for --threats"),
    ("--threats --options signed", "name one with --configuration"),
    ("--threats --configuration plan", "did you mean `plain`?"),
    ("--threats --property snet", "did you mean `sent`?"),
    ("--threats --format html", "--threats has no page"),
    ("--threats --output letter.assay", "it is the model"),
    ("--threats --jobs 0", "--jobs has to be in"),
  ])
  func mistakesHaveOneAnswer(arguments: String, part: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay matrix \(arguments) letter.assay")
    #expect(answer.code == 2 && answer.output == "", "\(answer)")
    #expect(answer.errors.contains(part), "\(answer.errors)")
    #expect(try tool.read("letter.assay") == model)
  }
}
