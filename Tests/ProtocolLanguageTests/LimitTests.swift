import Diagnostics
import Testing

@testable import ProtocolLanguage

@Suite struct LimitTests {
  func nested(_ open: String, _ inner: String, _ close: String, _ depth: Int) -> String {
    String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
  }

  func codes(ofAction action: String) -> [DiagnosticCode] {
    parse("role A(X) { a -> b { \(action) } }").diagnostics.map(\.code)
  }

  @Test(arguments: [("f(", ")"), ("(", ")"), ("(a, ", ")"), ("-", "")])
  func termsAreReadToADepthOf200(_ open: String, _ close: String) {
    #expect(codes(ofAction: "send " + nested(open, "x", close, 200)) == [])
    #expect(codes(ofAction: "send " + nested(open, "x", close, 201)) == [.nestingTooDeep])
    #expect(codes(ofAction: "send " + nested(open, "x", close, 20_000)) == [.nestingTooDeep])
  }

  @Test(arguments: [("(", ")"), ("not ", "")])
  func conditionsAreReadToADepthOf200(_ open: String, _ close: String) {
    #expect(codes(ofAction: "require " + nested(open, "x == y", close, 200)) == [])
    #expect(codes(ofAction: "require " + nested(open, "x == y", close, 201)) == [.nestingTooDeep])
    #expect(codes(ofAction: "send x when " + nested(open, "f", close, 200)) == [])
    #expect(
      codes(ofAction: "send x when " + nested(open, "f", close, 20_000)) == [.nestingTooDeep])
  }

  @Test(arguments: [
    ("send x", " + x"), ("send x", " * x"), ("require x == y", " and x == y"),
    ("require x == y", " or x == y"), ("send x when f", " and f"), ("send x when f", " or f"),
  ])
  func chainsOfOperatorsAreBounded(_ first: String, _ next: String) {
    #expect(codes(ofAction: first + String(repeating: next, count: 300)) == [])
    #expect(codes(ofAction: first + String(repeating: next, count: 20_000)) == [.nestingTooDeep])
  }

  @Test(arguments: ["send x", "receive x", "send (x", "send f(x"])
  func listsAreBounded(_ first: String) {
    let end = first.contains("(") ? ")" : ""
    let levels = end.isEmpty ? 500 : 499
    #expect(codes(ofAction: first + String(repeating: ", x", count: levels - 1) + end) == [])
    #expect(
      codes(ofAction: first + String(repeating: ", x", count: levels + 1) + end)
        == [.nestingTooDeep])
  }

  @Test func nestedListsAreBounded() {
    let list = String(repeating: "x, ", count: 99)
    #expect(codes(ofAction: "send " + nested("(" + list, "x", ")", 4)) == [])
    #expect(codes(ofAction: "send " + nested("(" + list, "x", ")", 6)) == [.nestingTooDeep])
  }

  @Test func nestedParenthesesAreReadOnce() {
    #expect(codes(ofAction: "require " + nested("(", "x", ")", 190) + " == y") == [])
    #expect(codes(ofAction: "require " + nested("((x, ", "y", "))", 90) + " in t") == [])
  }

  @Test func deepTreesAreFormatted() {
    let text = "role A(X) { a -> b { send \(nested("f(a, ", "x", ")", 199)) } }"
    let (tree, _) = parse(text)
    #expect(parse(format(tree)).tree.structure == tree.structure)
  }

  @Test func afterATooDeepTermParsingGoesOn() {
    check(
      "role A(X) { a -> b { send \(nested("(", "", "", 200))«(»x send «)» } }",
      "E0102: this is nested too deeply (at most 200 levels are read)",
      "E0101: expected a term, found `)`")
  }

  @Test func tooLargeFilesAreNotRead() {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: ProtocolParser.largestFile + 1)
    let source = SourceText(path: "m", bytes: bytes)
    let (tree, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
    #expect(diagnostics.map(\.code) == [.fileTooLarge])
    #expect(tree.declarations.isEmpty)
  }

  @Test func largeFilesAreParsedInLinearTime() {
    let role = """
      role Customer(C, vendor V)
        knows pan(C, V), vk(Authority)
      {
        asked -> ordered {  // comment
          receive Quote(?tid), sign(Certificate(V, ?keyV, _, vendor when flag), sk(Authority))
          require (V, tid) not in charged and price > 0 when cache
          send aenc(OI(tid, brand), keyV), aenc(PI(tid, price + 1, pan(C, I)), keyB)
        }
      }

      """
    let text = String(repeating: role, count: 1 << 18 / role.utf8.count)
    let (tree, diagnostics) = parse(text)
    #expect(diagnostics == [])
    #expect(tree.declarations.count == 1 << 18 / role.utf8.count)
  }
}
