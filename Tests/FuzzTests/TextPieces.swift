// Words, numbers, symbols and comments of a text that may be broken anywhere. A scanner of its
// own: what the lexer takes for a token must not decide what the lexer is tried with.

struct TextPiece {
  enum Kind { case word, number, symbol, space, comment }
  var kind: Kind
  var range: Range<Int>
}

func pieces(of bytes: [UInt8]) -> [TextPiece] {
  var pieces: [TextPiece] = []
  pieces.reserveCapacity(bytes.count / 2)
  var start = 0
  while start < bytes.count {
    let kind = kind(of: bytes, at: start)
    var end = start + 1
    switch kind {
    case .comment: while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    case .symbol: break
    case .word, .number, .space:
      while end < bytes.count, continues(kind, bytes[end]) { end += 1 }
    }
    pieces.append(TextPiece(kind: kind, range: start..<end))
    start = end
  }
  return pieces
}

private func kind(of bytes: [UInt8], at offset: Int) -> TextPiece.Kind {
  let byte = bytes[offset]
  if isLetter(byte) { return .word }
  if isDigit(byte) { return .number }
  if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D { return .space }
  let isSlash = byte == UInt8(ascii: "/")
  return isSlash && offset + 1 < bytes.count && bytes[offset + 1] == byte ? .comment : .symbol
}

private func continues(_ kind: TextPiece.Kind, _ byte: UInt8) -> Bool {
  switch kind {
  case .word: isLetter(byte) || isDigit(byte)
  case .number: isDigit(byte)
  case .space: byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  case .symbol, .comment: false
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// What stands between an opening bracket and the one that closes it, by depth and not by kind;
/// all such groups, the brackets included.
func groups(of bytes: [UInt8]) -> [Range<Int>] {
  var open: [Int] = []
  var groups: [Range<Int>] = []
  for (offset, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{") {
      open.append(offset)
    } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "}"), let start = open.popLast() {
      groups.append(start..<(offset + 1))
    }
  }
  return groups
}

/// The lines of a text with their line breaks.
func lines(of bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  for (offset, byte) in bytes.enumerated() where byte == 0x0A {
    lines.append(start..<(offset + 1))
    start = offset + 1
  }
  if start < bytes.count { lines.append(start..<bytes.count) }
  return lines
}
