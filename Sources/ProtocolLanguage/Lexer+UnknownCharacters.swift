// Characters that belong to no token. What is meant is often plain (`≤`, `&&`): then the error
// names the right spelling and the lexer goes on as if it had been written, so that one slip
// gives one error.

import Diagnostics

extension Lexer {
  mutating func scanUnknown() {
    let start = offset
    if scanForeignSpelling() { return }
    if scanBlockComment() { return }
    guard let (scalar, length) = source.scalar(at: offset) else {
      preconditionFailure("the text was checked to be UTF-8 before lexing")
    }
    offset += length
    let isLetter = scalar.properties.isAlphabetic
    while let byte = peek(), byte >= 0x80 || isLetter && byte.isNamePart || byte.isControl {
      offset += 1
    }
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
    ("×", "*", .star, nil), ("·", "*", .star, nil),
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
    case "#", "%": "comments start with `//`"
    case "[", "]": "tuples and arguments are written in round parentheses"
    case "'", "“", "”", "„", "‘", "’":
      "only paths after `include` are quoted, with \"straight\" quotes"
    default:
      scalar.properties.isAlphabetic ? "names consist of the letters a to z, digits and `_`" : nil
    }
  }
}
