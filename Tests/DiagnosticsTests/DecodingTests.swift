import Diagnostics
import Testing

@Suite struct DecodingTests {
  @Test func everyScalarIsDecoded() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let decoded = SourceText(path: "", bytes: [0x20] + bytes).scalar(at: 1)
      guard decoded?.scalar == scalar, decoded?.length == bytes.count else {
        Issue.record("U+\(String(value, radix: 16)) is not decoded")
        return
      }
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0xFF],
    ] as [[UInt8]])
  func malformedSequencesAreFound(_ bytes: [UInt8]) {
    let source = SourceText(path: "", bytes: Array("é".utf8) + bytes)
    #expect(source.firstInvalidOffset == 2)
    #expect(String(validating: bytes, as: UTF8.self) == nil)
  }

  @Test func positionsCountScalars() {
    let source = SourceText(path: "", text: "é名x\r\n\ny")
    #expect(source.position(of: 5) == (1, 3))
    #expect(source.position(of: 8) == (2, 1))
    #expect(source.position(of: 9) == (3, 1))
    #expect((1...4).map(source.line) == ["é名x", "", "y", ""])
    #expect(source.firstInvalidOffset == nil)
  }
}
