// What a scalar looks like on a terminal: its text, escaped where it would not be seen or would
// do something, and its width in columns.
//
// Widths follow the wide and fullwidth blocks of Unicode's EastAsianWidth.txt, by block and not
// by scalar; a caret under an unlisted emoji may be off by one column. Grapheme clusters are not
// formed: combining marks have width 0 of their own.

struct DisplayCell {
  var text: String
  var width: Int
}

/// Text with everything escaped that is invisible or steers a terminal.
package func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars { result += displayCell(scalar).text }
  return result
}

func displayCell(_ scalar: Unicode.Scalar) -> DisplayCell {
  if (0x20...0x7E).contains(scalar.value) { return DisplayCell(text: String(scalar), width: 1) }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
    .unassigned:
    let text = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    return DisplayCell(text: text, width: text.count)
  case .nonspacingMark, .enclosingMark:
    return DisplayCell(text: String(scalar), width: 0)
  default:
    return DisplayCell(text: String(scalar), width: isWide(scalar.value) ? 2 : 1)
  }
}

/// A byte that is not part of UTF-8.
func displayCell(invalid byte: UInt8) -> DisplayCell {
  DisplayCell(text: "\\x" + String(byte, radix: 16, uppercase: true), width: 4)
}

private func isWide(_ value: UInt32) -> Bool {
  switch value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
