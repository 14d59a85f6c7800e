import Diagnostics
import Testing

@Suite struct RenderingTests {
  /// Renders a diagnostic at the text between `«` and `»`, and compares.
  func check(
    _ marked: String, code: DiagnosticCode = .cannotBuild, message: String = "this is wrong",
    label: String? = nil, notes: [String] = [], shows expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    let inner = parts[1].split(separator: "»", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    let span = SourceSpan(
      file: SourceFileID(0), start: start, end: start + inner[0].utf8.count)
    let source = SourceText(path: "m.assay", text: "\(parts[0])\(inner[0])\(inner[1])")
    let diagnostic = Diagnostic(code, message, at: span, label: label, notes: notes)
    #expect(
      render(diagnostic, in: [source]) == expected, sourceLocation: sourceLocation)
  }

  @Test func showsPlaceCaretsLabelAndNotes() {
    check(
      String(repeating: "\n", count: 63) + "    send aenc(«tid», pk(V))\n",
      message: "Bank cannot build `tid`: nothing it received contains it", label: "needed here",
      notes: ["step 8 of the honest run stops at this transition", "let step 6 carry it"],
      shows: """
        error[E0301]: Bank cannot build `tid`: nothing it received contains it
          --> m.assay:64:15
           |
        64 |     send aenc(tid, pk(V))
           |               ^^^ needed here
           |
           = step 8 of the honest run stops at this transition
           = let step 6 carry it
        """)
  }

  @Test func warningsSayWarning() {
    check(
      "«a» -> b", code: .transitionNeverFires,
      shows: """
        warning[W0001]: this is wrong
         --> m.assay:1:1
          |
        1 | a -> b
          | ^
        """)
  }

  @Test func anEmptySpanGetsOneCaret() {
    check(
      "role A(X«»\n",
      shows: """
        error[E0301]: this is wrong
         --> m.assay:1:9
          |
        1 | role A(X
          |         ^
        """)
  }

  @Test func aSpanOfSeveralLinesEndsWithItsFirst() {
    check(
      "x\nrole «A(X)\n{\n»}\n",
      shows: """
        error[E0301]: this is wrong
         --> m.assay:2:6
          |
        2 | role A(X)
          |      ^^^^
        """)
  }

  @Test func tabsAndWideCharactersKeepTheCaretsInPlace() {
    check(
      "\tsend 支付(«tid»)\r\n",
      shows: """
        error[E0301]: this is wrong
         --> m.assay:1:10
          |
        1 |     send 支付(tid)
          |               ^^^
        """)
  }

  @Test func controlCharactersAreEscaped() {
    check(
      "a\u{1B}[31m «b» \u{202E}c", message: "found `\u{7}`",
      shows: """
        error[E0301]: found `\\u{7}`
         --> m.assay:1:8
          |
        1 | a\\u{1B}[31m b \\u{202E}c
          |             ^
        """)
  }

  @Test func combiningMarksTakeNoColumn() {
    check(
      "e\u{301}«x»",
      shows: """
        error[E0301]: this is wrong
         --> m.assay:1:3
          |
        1 | e\u{301}x
          |  ^
        """)
  }

  @Test func longLinesAreWindowed() {
    let filler = String(repeating: "abcdefghi ", count: 30)
    check(
      filler + "«here»" + filler,
      shows: """
        error[E0301]: this is wrong
         --> m.assay:1:301
          |
        1 | …abcdefghi abcdefghi abcdefghi abcdefghi hereabcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdef…
          |                                          ^^^^
        """)
  }

  @Test func aLongSpanInALongLineEndsWithTheWindow() {
    let text = render(
      Diagnostic(.cannotBuild, "m", at: SourceSpan(file: SourceFileID(0), start: 0, end: 500)),
      in: [SourceText(path: "m", text: String(repeating: "x", count: 500))])
    #expect(
      text.hasSuffix(
        "\n1 | " + String(repeating: "x", count: 100) + "…\n  | "
          + String(repeating: "^", count: 100)))
  }

  @Test func invalidBytesAreShownAsHexadecimal() {
    let source = SourceText(path: "m.assay", bytes: [0x61, 0xFF, 0x62])
    let span = SourceSpan(file: SourceFileID(0), start: 1, end: 2)
    #expect(
      render(Diagnostic(.invalidEncoding, "not UTF-8", at: span), in: [source]) == """
        error[E0002]: not UTF-8
         --> m.assay:1:2
          |
        1 | a\\xFFb
          |  ^^^^
        """)
  }

  @Test func aFileThatCouldNotBeReadHasNoPlace() {
    let span = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
    let diagnostic = Diagnostic(.fileNotReadable, "no such file", at: span, notes: ["look again"])
    #expect(
      render(diagnostic, in: [SourceText(path: "a.assay", bytes: [])]) == """
        error[E0601]: no such file
         --> a.assay
         = look again
        """)
    #expect(render(diagnostic, in: []) == "error[E0601]: no such file\n = look again")
  }

  @Test func placesOutsideTheTextAreClamped() {
    let span = SourceSpan(file: SourceFileID(0), start: 90, end: 99)
    let text = render(
      Diagnostic(.cannotBuild, "m", at: span), in: [SourceText(path: "a", text: "x y")])
    #expect(text.hasSuffix("\n1 | x y\n  |    ^"))
  }

  @Test func coloursAreAnsi() {
    let span = SourceSpan(file: SourceFileID(0), start: 0, end: 1)
    let text = render(
      Diagnostic(.cannotBuild, "m", at: span), in: [SourceText(path: "a", text: "x")],
      style: .colour)
    #expect(text.hasPrefix("\u{1B}[1;31merror[E0301]\u{1B}[0m\u{1B}[1m: m\u{1B}[0m\n"))
  }
}
