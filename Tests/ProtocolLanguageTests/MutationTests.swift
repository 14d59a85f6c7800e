import Diagnostics
import Testing

@testable import ProtocolLanguage

/// Breaks the example model at random, with a fixed seed: parsing always ends, says where it is
/// wrong within the text, and what still parses survives formatting.
@Suite struct MutationTests {
  struct SplitMix64: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let fragments =
    Keyword.allCases.map(\.rawValue) + [
      "(", ")", "{", "}", ",", ":", ";", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "->",
      "?", "_", "//", "\n", "\n\n", "x", "A", "7", "99999999999999999999", "\"", "\"p\"", "&&", "≤",
      "/*", "é", "\u{1B}", "\t", "\r\n", " when f ", "not in", "// comment\n",
    ]

  static let spaces = ["\n", "\n\n\n", " // here\n", "\n// above\n", "\n\n// apart\n\n", "  "]

  func mutate(_ bytes: [UInt8], with random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let length = min(Int.random(in: 1...40, using: &random), bytes.count - place)
      let range = place..<(place + length)
      switch Int.random(in: 0..<9, using: &random) {
      case 0: bytes.removeSubrange(range)
      case 1:
        bytes.insert(contentsOf: bytes[range], at: bytes.indices.randomElement(using: &random)!)
      case 2: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 5, 6:
        let space = MutationTests.spaces.randomElement(using: &random)!
        bytes.insert(contentsOf: Array(space.utf8), at: place)
      default:
        let fragment = MutationTests.fragments.randomElement(using: &random)!
        bytes.insert(contentsOf: Array(" \(fragment) ".utf8), at: place)
      }
    }
    return bytes
  }

  @Test func brokenModelsAreAnswered() {
    var random = SplitMix64(state: 1)
    let paragraphs = exampleModel.split(separator: "\n\n")
    var valid = 0
    for _ in 0..<2000 {
      let first = Int.random(in: 0..<paragraphs.count, using: &random)
      let last = min(paragraphs.count - 1, first + Int.random(in: 0...3, using: &random))
      let text = paragraphs[first...last].joined(separator: "\n\n")
      if checkAnswer(SourceText(path: "m", bytes: mutate(Array(text.utf8), with: &random))) {
        valid += 1
      }
    }
    #expect(valid > 200, "some mutations have to leave texts valid, or no formatting is tested")
  }

  @Test func randomTokensAreAnswered() {
    var random = SplitMix64(state: 2)
    for _ in 0..<1000 {
      let tokens = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        MutationTests.fragments.randomElement(using: &random)!
      }
      _ = checkAnswer(SourceText(path: "m", text: tokens.joined(separator: " ")))
    }
  }

  @Test func randomBytesAreAnswered() {
    var random = SplitMix64(state: 3)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      _ = checkAnswer(SourceText(path: "m", bytes: bytes))
      _ = checkAnswer(SourceText(path: "m", bytes: bytes.map { $0 & 0x7F | 0x01 }))
    }
  }

  /// Returns whether the text was valid.
  func checkAnswer(_ source: SourceText) -> Bool {
    let (tree, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
    let isInPlace = diagnostics.allSatisfy { diagnostic in
      let span = diagnostic.span
      return 0 <= span.start && span.start <= span.end && span.end <= source.bytes.count
    }
    let isEscaped = diagnostics.allSatisfy { !render($0, in: [source]).utf8.contains(0x1B) }
    #expect(diagnostics.count <= ProtocolParser.mostErrors && isInPlace && isEscaped)
    let formatted = format(tree)
    guard diagnostics.isEmpty else { return false }
    let again = parse(formatted)
    let isStable =
      again.diagnostics.isEmpty && again.tree.structure == tree.structure
      && format(again.tree) == formatted
    #expect(isStable, "\(String(decoding: source.bytes, as: UTF8.self))\n=====\n\(formatted)")
    return true
  }
}
