// The answer of `assay harden` in its two forms: a solution with a way to it, a larger set that is
// attacked, and sets that were left open.

import Diagnostics
import Foundation
import ProtocolModel
import Testing

@testable import Reporting
@testable import Verification

@Suite struct HardeningReportTests {
  private func answer(_ options: [String]? = nil) -> Hardening {
    let text = """
      protocol Letter
      option signed
      option loud
      option broken
      role Sender(S, receiver R) knows sk(S) {
        start -> sent when not signed { fresh n  event Sends(S, R, n)  send n }
        start -> sent when signed { fresh n  event Sends(S, R, n)  send sign((n, R), sk(S)) }
        sent -> done when loud { send sk(S) }
      }
      role Receiver(R, sender S) knows vk(S) {
        start -> got when not signed { receive ?n  event Gets(R, S, n) }
        start -> got when signed { receive sign((?n, R), sk(S))  event Gets(R, S, n) }
        got -> done when broken { send missing }
      }
      attacker { controls network }
      property sent: Gets(R, S, n) requires Sends(S, R, n)
      property completes: reachable Gets(R, S, n) and Sends(S, R, n)
      scenario default { 2 Sender, 1 Receiver }

      """
    let loaded = LoadedProtocol(
      path: "letter.assay", text: SourceText(path: "letter.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    let declared = elaborate(loaded).declaredOptions
    return Hardening.find(
      among: options ?? ["signed", "loud", "broken"], at: "letter.assay", selecting: Selection(),
      properties: ["sent", "completes"], engines: .live
    ) { OptionMatrix.Member($0, of: declared) { elaborate(loaded, options: $0) } }
  }

  @Test func theAnswerForProgramsIsAsItsSchemaSays() throws {
    let schema = Shop.folder.appendingPathComponent("../../docs/harden.schema.json")
    let validator = try SchemaValidator(schemaAt: schema.path)
    for options in [nil, ["loud"], ["signed"]] {
      #expect(try validator.errors(in: HardeningData(answer(options)).json) == [])
    }
  }

  @Test func theAnswerForPeople() throws {
    let text = HardeningText(answer()).text
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    try expectSnapshot(text, "harden.txt")
  }

  @Test func noAnswerIsSaidAsPlainly() {
    let text = HardeningText(answer(["loud"])).text
    #expect(text.contains("There is no set of these options under which every property is known"))
    #expect(text.contains("no option alone stops it"))
  }
}
