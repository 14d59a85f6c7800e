// `assay matrix` as users run it.

import Testing

@Suite struct MatrixCommandTests {
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
    property sent: Gets(R, S, n) requires Sends(S, R, n)
    property completes: reachable Gets(R, S, n) and Sends(S, R, n)
    scenario default { 1 Sender, 1 Receiver }

    """

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(model, to: "letter.assay")
    return tool
  }

  @Test func theTableIsPrinted() throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell("$assay matrix letter.assay")
    #expect(answer.code == 0 && answer.errors == "")
    #expect(
      answer.output == """
        letter.assay
          1  sent
          2  completes

                1 2
          none  ✗ ✓
          all   ✓ ✓

          ✓  proved for any number of sessions
          ✓  a witness, for what should be reachable
          ✗  an attack

        4 verdicts under 2 sets of options: 4 found under the set itself.

        """)
    let same = try tool.shell("cat letter.assay | $assay matrix --jobs 3 --options signed -")
    #expect(same.code == 0 && same.output.contains("none  ✗ ✓"))
  }

  @Test func programsReadTheTableToo() throws {
    let tool = try tool()
    defer { tool.remove() }
    let csv = try tool.shell("$assay matrix --format csv --property sent letter.assay")
    #expect(
      csv.output
        == "options,property,verdict,scope,evidence,note\r\n"
        + ",sent,attack,\"1 Sender, 1 Receiver\",found,\r\n"
        + "signed,sent,proved,\"1 Sender, 1 Receiver\",found,\r\n")
    let page = try tool.shell("$assay matrix --format html --output page.html letter.assay")
    #expect(page.code == 0 && page.output == "")
    let text = try tool.read("page.html")
    #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("<td class=\"attack\""))
  }

  @Test func whatHoldsWithinAScopeSaysWithinWhich() throws {
    let tool = try tool()
    defer { tool.remove() }
    // An invariant has no proof.
    try tool.write(
      """
      protocol Book
      option twice
      message Put(k: Nonce, n: Int)
      table book(k: Nonce, n: Int) of Bank
      role Customer(C) {
        start -> done when not twice { fresh k  send Put(k, 5) }
        start -> more when twice { fresh k  send Put(k, 5) }
        more -> done when twice { fresh l  send Put(l, 5) }
      }
      role Bank(B) {
        open -> done { receive Put(?k, ?n)  require n > 0 and n < 10  insert (k, n) into book }
      }
      attacker { controls network }
      property small: invariant sum(n for (_, ?n) in book) <= 100 of Bank
      scenario default { 1 Customer, 1 Bank }

      """, to: "book.assay")
    let answer = try tool.shell("$assay matrix book.assay")
    #expect(answer.code == 0, "\(answer)")
    #expect(answer.output.contains("none  ○\n  all   ○\n"), "\(answer.output)")
    #expect(answer.output.contains("  ○  holds within the scope below\n"), "\(answer.output)")
    #expect(answer.output.contains("  ○ 1  within 1 Customer, 1 Bank\n"), "\(answer.output)")
  }

  @Test(arguments: [
    ("$assay matrix", "missing expected argument"),
    ("$assay matrix nowhere.assay", "nowhere.assay"),
    ("$assay matrix .", "is a folder"),
    ("$assay matrix --options sinned letter.assay", "did you mean `signed`?"),
    ("$assay matrix --options '' letter.assay", "--options names no option"),
    ("$assay matrix --property snet letter.assay", "did you mean `sent`?"),
    ("$assay matrix --jobs 0 letter.assay", "--jobs has to be in"),
    ("$assay matrix --format xml letter.assay", "xml"),
    ("$assay matrix --output letter.assay letter.assay", "it is the model"),
    ("$assay matrix --output no/where.txt letter.assay", "there is no folder"),
    ("printf '' > empty.assay; $assay matrix empty.assay", "empty.assay"),
  ])
  func mistakesHaveOneAnswer(line: String, part: String) throws {
    let tool = try tool()
    defer { tool.remove() }
    let answer = try tool.shell(line)
    #expect(answer.code == 2 && answer.output == "", "\(answer)")
    #expect(answer.errors.contains(part), "\(answer.errors)")
    #expect(try tool.read("letter.assay") == model)
  }

  @Test func setsThatMakeNoModelAreNamed() throws {
    let tool = try tool()
    defer { tool.remove() }
    try tool.write(
      model.replacing("receive sign((?n, R), sk(S))", with: "receive sign((?n, R), sk(n))"),
      to: "letter.assay")
    let answer = try tool.shell("$assay matrix letter.assay")
    #expect(answer.code == 0, "\(answer)")
    #expect(answer.output.contains("all   · ·"), "\(answer.output)")
    #expect(answer.output.contains("all: no model:"), "\(answer.output)")
  }
}
