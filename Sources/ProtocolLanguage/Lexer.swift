// From bytes to tokens and comments.
//
// The whole file is scanned first: the parser then looks ahead and resynchronises by index. Line
// breaks are not tokens; each token only remembers how many came before it, which is what the
// formatter and the parser's recovery need. Every byte sequence is accepted: what is no token is
// reported once and becomes an `unknown` token.

import Diagnostics

struct Lexer {
  let source: SourceText
  let file: SourceFileID
  var offset = 0
  var tokens: [Token] = []
  var comments: [CommentToken] = []
  var diagnostics: [Diagnostic] = []
  private var lineBreaks = 0
  private var lineHasToken = false

  init(_ source: SourceText, file: SourceFileID) {
    self.source = source
    self.file = file
    tokens.reserveCapacity(source.bytes.count / 4)
  }

  mutating func run() {
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\n"):
        lineBreaks += 1
        lineHasToken = false
        offset += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        offset += 1
      default:
        scanToken(byte)
      }
    }
    add(.endOfFile, from: offset)
  }

  func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < source.bytes.count ? source.bytes[offset + distance] : nil
  }

  mutating func add(_ kind: TokenKind, from start: Int, keyword: Keyword? = nil) {
    tokens.append(
      Token(
        kind, keyword, at: start..<offset, lineBreaksBefore: lineBreaks,
        startsLine: !lineHasToken))
    lineBreaks = 0
    lineHasToken = true
  }

  mutating func report(_ code: DiagnosticCode, _ message: String, from start: Int, note: String?) {
    guard diagnostics.count < ProtocolParser.mostErrors else { return }
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(file: file, start: start, end: offset),
        notes: note.map { [$0] } ?? []))
  }

  private mutating func scanToken(_ byte: UInt8) {
    if byte.isNameStart {
      scanName()
    } else if byte.isDigit {
      scanInteger()
    } else if byte == UInt8(ascii: "\"") {
      scanString()
    } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
      scanComment()
    } else if let (kind, length) = symbol(byte) {
      let start = offset
      offset += length
      add(kind, from: start)
    } else {
      scanUnknown()
    }
  }

  private mutating func scanName() {
    let start = offset
    while let byte = peek(), byte.isNamePart { offset += 1 }
    if atForeignLetter {
      scanForeignWord(from: start)
    } else if source.bytes[start] == UInt8(ascii: "_") {
      scanWildcard(from: start)
    } else {
      let text = String(decoding: source.bytes[start..<offset], as: UTF8.self)
      add(.name, from: start, keyword: Keyword.named[text])
    }
  }

  private mutating func scanWildcard(from start: Int) {
    guard offset - start > 1 else { return add(.wildcard, from: start) }
    report(
      .invalidCharacter, "a name starts with a letter", from: start,
      note: "`_` alone takes any value")
    add(.unknown, from: start)
  }

  private mutating func scanInteger() {
    let start = offset
    while let byte = peek(), byte.isDigit { offset += 1 }
    if let byte = peek(), byte.isNamePart {
      while let byte = peek(), byte.isNamePart { offset += 1 }
      report(
        .invalidCharacter, "a name cannot start with a digit", from: start,
        note: "a number is followed by a space or a symbol")
      add(.unknown, from: start)
      return
    }
    if Int64(String(decoding: source.bytes[start..<offset], as: UTF8.self)) == nil {
      report(
        .integerTooLarge, "this integer is too large", from: start,
        note: "the largest is 9223372036854775807")
      add(.unknown, from: start)
    } else {
      add(.integer, from: start)
    }
  }

  /// A path after `include`: everything to the next quote of the line, without escapes.
  private mutating func scanString() {
    let start = offset
    offset += 1
    while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") { offset += 1 }
    if peek() == UInt8(ascii: "\"") {
      offset += 1
      add(.string, from: start)
    } else {
      report(
        .unterminatedString, "this text has no closing quote on its line", from: start, note: nil)
      add(.unknown, from: start)
    }
  }

  private mutating func scanComment() {
    let start = offset
    while let byte = peek(), byte != UInt8(ascii: "\n") { offset += 1 }
    var end = offset
    while source.bytes[end - 1].isBlank { end -= 1 }
    comments.append(
      CommentToken(
        text: String(decoding: source.bytes[start..<end], as: UTF8.self),
        lineBreaksBefore: UInt8(min(lineBreaks, 2)), nextToken: tokens.count,
        startsLine: !lineHasToken))
    lineBreaks = 0
  }

  private func symbol(_ byte: UInt8) -> (TokenKind, length: Int)? {
    let next = peek(1)
    switch byte {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "*"): return (.star, 1)
    case UInt8(ascii: "-"): return next == UInt8(ascii: ">") ? (.arrow, 2) : (.minus, 1)
    case UInt8(ascii: "="): return next == UInt8(ascii: "=") ? (.equal, 2) : (.equals, 1)
    case UInt8(ascii: "<"): return next == UInt8(ascii: "=") ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return next == UInt8(ascii: "=") ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "!"): return next == UInt8(ascii: "=") ? (.notEqual, 2) : nil
    default: return nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isNameStart: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self == 0x5F }
  var isNamePart: Bool { isNameStart || isDigit }
  var isControl: Bool { self < 0x20 && !isBlank && self != 0x0A }
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
