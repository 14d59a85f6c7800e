// From the bytes of an `.spdl` file to tokens. Comments are `//` and `#` to the end of the line and
// `/* … */`. Identifiers are letters, digits, `^` and `-`, with `@` or `!` before them; `_` is a
// token of its own, because it stands between an event and its label.
//
// Every byte sequence is accepted: what is no token is reported, once for each run of such bytes.

import Diagnostics

struct SpdlToken: Hashable {
  enum Kind: Hashable {
    case word, text, symbol(UInt8), endOfFile
  }
  var kind: Kind
  var start: Int
  var end: Int
}

struct SpdlLexer {
  static let mostErrors = 100

  let source: SourceText
  let file: SourceFileID
  private var offset = 0
  private(set) var tokens: [SpdlToken] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, file: SourceFileID) {
    self.source = source
    self.file = file
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    while offset < source.bytes.count { scan() }
    add(.endOfFile, from: offset)
  }

  private func byte(_ distance: Int = 0) -> UInt8? {
    offset + distance < source.bytes.count ? source.bytes[offset + distance] : nil
  }

  private mutating func add(_ kind: SpdlToken.Kind, from start: Int) {
    tokens.append(SpdlToken(kind: kind, start: start, end: offset))
  }

  private mutating func report(_ code: DiagnosticCode, _ message: String, from start: Int) {
    guard diagnostics.count < Self.mostErrors else { return }
    let span = SourceSpan(file: file, start: start, end: offset)
    diagnostics.append(Diagnostic(code, message, at: span))
  }

  private mutating func scan() {
    let start = offset
    let first = source.bytes[offset]
    switch first {
    case 9, 10, 12, 13, 32: offset += 1
    case UInt8(ascii: "#"): skipLine()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): skipLine()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "\""): scanText()
    case UInt8(ascii: "@"), UInt8(ascii: "!"):
      offset += 1
      guard let next = byte(), next.isSpdlWord else {
        return report(.invalidCharacter, "a name has to follow this", from: start)
      }
      scanWord(from: start)
    case _ where first.isSpdlWord: scanWord(from: start)
    case _ where first.isSpdlSymbol:
      offset += 1
      add(.symbol(first), from: start)
    default: scanUnknown()
    }
  }

  private mutating func skipLine() {
    while let next = byte(), next != 10 { offset += 1 }
  }

  private mutating func skipComment() {
    let start = offset
    offset += 2
    while let next = byte() {
      offset += 1
      if next == UInt8(ascii: "*"), byte() == UInt8(ascii: "/") {
        offset += 1
        return
      }
    }
    let span = SourceSpan(file: file, start: start, end: min(start + 2, offset))
    diagnostics.append(
      Diagnostic(.unexpectedToken, "this comment does not end", at: span, notes: ["close it: `*/`"])
    )
  }

  private mutating func scanText() {
    let start = offset
    offset += 1
    while let next = byte(), next != UInt8(ascii: "\""), next != 10 { offset += 1 }
    if byte() == UInt8(ascii: "\"") {
      offset += 1
      add(.text, from: start)
    } else {
      report(.unterminatedString, "this text does not end on its line", from: start)
    }
  }

  private mutating func scanWord(from start: Int) {
    while let next = byte(), next.isSpdlWord { offset += 1 }
    add(.word, from: start)
  }

  private mutating func scanUnknown() {
    let start = offset
    // A single `/` may begin a comment, and did not.
    offset += 1
    var isText = source.bytes[start] >= 32 && source.bytes[start] != 127
    while let next = byte(), !next.isSpdlStart {
      if next < 32 || next == 127 { isText = false }
      offset += 1
    }
    isText = isText && String(validating: source.bytes[start..<offset], as: UTF8.self) != nil
    report(
      isText ? .invalidCharacter : .invalidEncoding,
      isText ? "this has no place in a protocol" : "these bytes are no text", from: start)
  }
}

extension UInt8 {
  fileprivate var isSpdlWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "^"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
  fileprivate var isSpdlSymbol: Bool { "(){},;:._=".utf8.contains(self) }
  /// Whether a token, a comment or a blank may begin with this byte.
  fileprivate var isSpdlStart: Bool {
    isSpdlWord || isSpdlSymbol || " \t\n\r\"#@!/".utf8.contains(self)
  }
}
