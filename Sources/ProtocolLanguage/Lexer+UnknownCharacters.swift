// Characters that belong to no token. What is meant is often plain (`≤`, `&&`): then the error
// names the right spelling and the lexer goes on as if it had been written, so that one slip
// gives one error.

import Diagnostics

extension Lexer {
  mutating func scanUnknown() {
    let start = offset
    if atForeignLetter { return scanForeignWord(from: start) }
    if scanForeignSpelling() { return }
    if scanBlockComment() || scanForeignComment() { return }
    guard let (scalar, length) = source.scalar(at: offset) else {
      preconditionFailure("the text was checked to be UTF-8 before lexing")
    }
    offset += length
    while let byte = peek(), byte >= 0x80 || byte.isControl || byte.isStray { offset += 1 }
    report(
      .invalidCharacter, "\(description(of: scalar)) means nothing here", from: start,
      note: note(for: scalar))
    add(.unknown, from: start)
  }

  /// Spellings of other languages for what this one writes otherwise.
  private mutating func scanForeignSpelling() -> Bool {
    for (spelling, meant, kind, keyword) in Lexer.foreignSpellings
    where source.bytes[offset...].starts(with: spelling.utf8) {
      let start = offset
      offset += spelling.utf8.count
      report(.invalidCharacter, "write `\(meant)` instead of `\(spelling)`", from: start, note: nil)
      add(kind, from: start, keyword: keyword)
      return true
    }
    return false
  }

  /// Longer spellings before their beginnings.
  private static let foreignSpellings: [(String, meant: String, TokenKind, Keyword?)] = [
    ("&&", "and", .name, .and), ("&", "and", .name, .and), ("∧", "and", .name, .and),
    ("||", "or", .name, .or), ("|", "or", .name, .or), ("∨", "or", .name, .or),
    ("!", "not", .name, .not), ("¬", "not", .name, .not), ("∉", "not in", .unknown, nil),
    ("∈", "in", .name, .in), ("≤", "<=", .lessOrEqual, nil), ("≥", ">=", .greaterOrEqual, nil),
    ("≠", "!=", .notEqual, nil), ("→", "->", .arrow, nil), ("−", "-", .minus, nil),
    ("×", "*", .star, nil), ("·", "*", .star, nil), ("[", "(", .leftParenthesis, nil),
    ("]", ")", .rightParenthesis, nil),
  ]

  private mutating func scanBlockComment() -> Bool {
    guard peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") else { return false }
    let start = offset
    offset += 2
    report(
      .invalidCharacter, "there are no block comments", from: start,
      note: "start each line of the comment with `//`")
    while let byte = peek() {
      offset += 1
      if byte == UInt8(ascii: "*"), peek() == UInt8(ascii: "/") {
        offset += 1
        break
      }
    }
    return true
  }

  /// `# …` and `% …` are comments elsewhere.
  private mutating func scanForeignComment() -> Bool {
    guard peek() == UInt8(ascii: "#") || peek() == UInt8(ascii: "%") else { return false }
    let start = offset
    while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { offset += 1 }
    report(.invalidCharacter, "comments start with `//`", from: start, note: nil)
    return true
  }

  /// Whether a letter that no name may contain stands here.
  var atForeignLetter: Bool {
    guard let byte = peek(), byte >= 0x80 else { return false }
    return source.scalar(at: offset)?.scalar.properties.isAlphabetic == true
  }

  /// The rest of a word with letters that no name may contain.
  mutating func scanForeignWord(from start: Int) {
    while let byte = peek(), byte.isNamePart || byte >= 0x80 && atForeignLetter {
      offset += source.scalar(at: offset)?.length ?? 1
    }
    report(
      .invalidCharacter, "names consist of the letters a to z, digits and `_`", from: start,
      note: nil)
    add(.unknown, from: start)
  }

  private func description(of scalar: Unicode.Scalar) -> String {
    let printable = scalar.properties.generalCategory
    switch printable {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark:
      return "the character U+" + hexadecimal(scalar)
    default:
      return "the character `\(scalar)`"
    }
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func note(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "'", "“", "”", "„", "‘", "’":
      "only paths after `include` are quoted, with \"straight\" quotes"
    default: nil
    }
  }
}

extension UInt8 {
  /// An ASCII character that begins nothing.
  fileprivate var isStray: Bool {
    switch self {
    case UInt8(ascii: "$"), UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "@"),
      UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
