// The JSON writer against Foundation's reader.

import Foundation
import Testing

@testable import Reporting

@Suite struct JSONWriterTests {
  @Test func scalarsAndShortContainersStandOnOneLine() {
    let json = JSON.object([
      .init("empty", .array([])), .init("flat", .array([.integer(1), .null, .bool(true)])),
      .init("deep", .array([.array([]), .object([.init("a", .string("b"))])])),
    ])
    #expect(
      json.description == """
        {
          "empty": [],
          "flat": [1, null, true],
          "deep": [
            [],
            {"a": "b"}
          ]
        }
        """)
  }

  @Test func everyCharacterSurvives() throws {
    var text = "quote \" backslash \\ snowman \u{2603} clef \u{1D11E} \u{2028}"
    for value in UInt32(0)...0x7F { text.unicodeScalars.append(Unicode.Scalar(value)!) }
    let written = JSON.array([.string(text)]).description
    let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String]
    #expect(read == [text])
    #expect(
      !written.dropFirst().dropLast().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func longContainersAreBroken() {
    let json = JSON.strings([
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    ])
    #expect(json.description.split(separator: "\n").count == 4)
  }
}
