import Diagnostics
import Testing

@testable import ProtocolLanguage

@Suite struct LexicalErrorTests {
  @Test func foreignSpellingsAreUnderstood() {
    check(
      """
      role A(X) {
        a «→» b when f «&&» «!»g «||» h {
          require x «≤» y «∧» x «≠» 2 «−» 1
        }
      }
      """,
      "E0001: write `->` instead of `→`", "E0001: write `and` instead of `&&`",
      "E0001: write `not` instead of `!`", "E0001: write `or` instead of `||`",
      "E0001: write `<=` instead of `≤`", "E0001: write `and` instead of `∧`",
      "E0001: write `!=` instead of `≠`", "E0001: write `-` instead of `−`")
  }

  @Test func unknownCharactersGiveOneErrorEach() {
    check(
      """
      option a«.»b
      option «größe»
      option «名»
      «# a comment»
      option c «f»«[»x«]»
      option d«\u{1B}\u{7}»
      option «\u{202E}»e
      «'»x
      """,
      "E0001: the character `.` means nothing here",
      "E0001: names consist of the letters a to z, digits and `_`",
      "E0001: names consist of the letters a to z, digits and `_`",
      "E0001: comments start with `//`", "E0101: expected a declaration, found `f`",
      "E0001: write `(` instead of `[`", "E0001: write `)` instead of `]`",
      "E0001: the character U+001B means nothing here",
      "E0001: the character U+202E means nothing here",
      "E0001: the character `'` means nothing here"
        + " (only paths after `include` are quoted, with \"straight\" quotes)")
  }

  @Test func numbersAreNumbers() {
    check(
      "equation f(9223372036854775807) = «9223372036854775808»\noption «3DSecure»\noption b",
      "E0003: this integer is too large (the largest is 9223372036854775807)",
      "E0001: a name cannot start with a digit (a number is followed by a space or a symbol)")
  }

  @Test func namesStartWithLetters() {
    check(
      "role A(X) { a -> b { receive _, «_x», «__» } }",
      "E0001: a name starts with a letter (`_` alone takes any value)",
      "E0001: a name starts with a letter (`_` alone takes any value)")
  }

  @Test func textsEndOnTheirLine() {
    check(
      "include «\"a.assay»\ninclude \"b.assay\"\n",
      "E0004: this text has no closing quote on its line")
  }

  @Test func blockCommentsAreReportedAndSkipped() {
    check(
      "«/*» option a\n */ option b\n«/*» option c",
      "E0001: there are no block comments (start each line of the comment with `//`)",
      "E0001: there are no block comments (start each line of the comment with `//`)")
  }

  @Test func otherEncodingsGiveOneError() {
    func summaries(_ bytes: [UInt8]) -> [String] {
      let source = SourceText(path: "m", bytes: bytes)
      return ProtocolParser.parse(source, file: SourceFileID(0)).diagnostics.map(summary)
    }
    let text = Array("protocol P\noption a\n".utf8)
    #expect(
      summaries(text + [0xC3, 0x28]) == [
        "E0002: this is not UTF-8 text (the first byte that is not UTF-8 is here)"
      ])
    #expect(
      summaries([0xFF, 0xFE] + text.flatMap { [$0, 0] }) == [
        "E0002: this is not a text file: it contains a zero byte"
          + " (a model is written in UTF-8; UTF-16 has to be converted first)"
      ])
  }
}
