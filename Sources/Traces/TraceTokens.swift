// The tokens of one line of a trace file.

enum TraceToken: Hashable {
  /// A letter or `_`, then letters, digits and `_`.
  case word(String)
  case number(Int)
  /// One of `( ) [ ] , ; : . = @ # ?`.
  case mark(UInt8)
  /// `->`
  case arrow

  /// For a sentence.
  var text: String {
    switch self {
    case .word(let word): word.count > 40 ? "\(word.prefix(40))…" : word
    case .number(let number): String(number)
    case .mark(let mark): String(UnicodeScalar(mark))
    case .arrow: "->"
    }
  }
}

/// Splits a line into tokens; blanks only separate.
func traceTokens(of text: Substring, line: Int) throws(TraceFileError) -> [TraceToken] {
  let bytes = Array(text.utf8)
  var tokens: [TraceToken] = []
  var offset = 0
  while offset < bytes.count {
    let start = offset
    let byte = bytes[offset]
    offset += 1
    if byte.isBlank { continue }
    if byte.isLetter {
      while offset < bytes.count, bytes[offset].isLetter || bytes[offset].isDigit { offset += 1 }
      tokens.append(.word(String(decoding: bytes[start..<offset], as: UTF8.self)))
    } else if byte == UInt8(ascii: "-"), offset < bytes.count, bytes[offset] == UInt8(ascii: ">") {
      offset += 1
      tokens.append(.arrow)
    } else if byte.isDigit || byte == UInt8(ascii: "-") {
      while offset < bytes.count, bytes[offset].isDigit { offset += 1 }
      guard let number = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
        throw TraceFileError(line: line, "the number in column \(start + 1) does not fit 64 bits")
      }
      tokens.append(.number(number))
    } else if byte.isMark {
      tokens.append(.mark(byte))
    } else {
      throw TraceFileError(line: line, "the character in column \(start + 1) has no meaning here")
    }
  }
  return tokens
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  fileprivate var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self == 0x5F }
  fileprivate var isMark: Bool { "()[],;:.=@#?".utf8.contains(self) }
}
