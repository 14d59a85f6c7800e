import Diagnostics
import Importers
import Testing

@Suite struct SpdlParserTests {
  @Test func anEmptyFileHasNoProtocol() {
    #expect(imported("").diagnostics.map(\.code) == [.noRoles])
    #expect(imported("/* nothing */ # at\n// all").diagnostics.map(\.code) == [.noRoles])
  }

  @Test func allErrorsComeTogether() {
    let text = """
      const a Nonce;
      protocol p(I) {
        role I {
          send_1(I);
          send(I, I, a);
          claim(I);
          recv_2 I, I, a);
        }
      }
      usertype ;
      """
    #expect(
      findings(text) == [
        "E0101 Nonce", "E0101 (I)", "E0101 (", "E0101 (I)", "E0101 I", "E0101 ;",
      ])
  }

  @Test func bytesThatAreNoTextAreReported() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x00, 0x01, 0x41]
    let found = importSpdl(SourceText(path: "b.spdl", bytes: bytes)).diagnostics.map(\.code)
    #expect(found == [.invalidEncoding, .unexpectedToken])
    #expect(findings("const $ a;").contains("E0001 $"))
    #expect(findings("/").contains("E0001 /"))
    #expect(findings("const /a;").contains("E0001 /"))
    #expect(findings("/* open").contains("E0101 /*"))
    #expect(findings("include \"open").contains("E0004 \"open"))
  }

  @Test func nestingAndMacrosAreLimited() {
    let deep = "macro m = " + String(repeating: "(", count: 100_000)
    #expect(imported(deep).diagnostics.map(\.code) == [.nestingTooDeep])
    var doubling = "const x0: Nonce;\nmacro x1 = (x0, x0);\n"
    for number in 2..<100 { doubling += "macro x\(number) = (x\(number - 1), x\(number - 1));\n" }
    #expect(imported(doubling).diagnostics.contains { $0.code == .termTooLarge })
    let list = "macro m = " + Array(repeating: "a", count: 100_000).joined(separator: ",") + ";"
    #expect(imported(list).diagnostics.map(\.code).first == .nestingTooDeep)
  }

  @Test func constructsThatAreNotSupportedAreNamed() {
    #expect(
      findings("option \"--one-role-per-agent\";").first == "E0701 option \"--one-role-per-agent\""
    )
    #expect(findings("run p.I(a);").first == "E0701 run")
    let role = { (body: String) in "protocol p(I) { role I { \(body) } }" }
    #expect(findings("protocol p(I) { singular role I { } }").first == "E0701 singular")
    #expect(findings(role("fresh n: Nonce; claim(I, Session, n);")).first == "E0701 Session")
    #expect(findings(role("var f: Function;")).first == "E0701 Function")
    #expect(findings(role("send_1(I, I, pk);")) == ["E0701 pk"])
    #expect(findings(role("var x: Nonce, Agent;")).first == "E0701 Agent")
    #expect(findings(role("var t: Ticket; recv_!1(I, I, t, {I}t);")) == ["E0701 t"])
    #expect(
      findings(role("fresh n: Nonce; send_1(I, I, n);"), matching: .atomic).first == "E0701 p")
  }

  @Test func whatScytherForbidsIsAnError() {
    let role = { (body: String) in "protocol p(I, R) { role I { \(body) } role R { } }" }
    #expect(findings(role("var n: Nonce; send_1(I, R, n);")) == ["E0207 n"])
    #expect(findings(role("send_1(I, R, n);")) == ["E0201 n"])
    #expect(findings(role("send_1(R, I, I);")) == ["E0702 R"])
    #expect(findings(role("fresh n: Missing;")) == ["E0203 Missing"])
    #expect(findings(role("claim(R, Alive);")) == ["E0702 R"])
    #expect(findings(role("fresh n: Nonce; var n: Nonce;")) == ["E0202 n"])
    #expect(findings(role("recv_1(R, I, R); claim(I, Niagree);")) == ["E0702 recv_1(R, I, R);"])
    #expect(findings("protocol p(I) { role X { } }") == ["E0208 X"])
    #expect(findings("fresh n: Nonce; protocol p(I) { role I { } }") == ["E0702 fresh n: Nonce;"])
  }

  @Test func emptyClaimsAndKnowledgeAreIgnoredAloud() {
    let text = "protocol p(I) { role I { knows I; send_1(I, I, I); claim(I, Empty, I); } }"
    #expect(findings(text) == ["W0004 knows I;", "W0004 claim(I, Empty, I);"])
  }
}
