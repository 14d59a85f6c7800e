// Text for XML, SVG and HTML. What XML 1.0 cannot hold, not even escaped (section 2.2: most control
// characters), is written as elsewhere in reports, `\u{1B}`, so that nothing is lost silently.

import Diagnostics

package enum XMLText {
  /// For content and for attributes in double quotes.
  package static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      // `]]>` may not stand in content.
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // In an attribute, a reader makes blanks of these unless they are written so.
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\t": result += "&#9;"
      default:
        if isAllowed(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          result += escaped(String(scalar))
        }
      }
    }
    return result
  }

  /// For content, where line breaks may stay as they are.
  static func lines(_ lines: [String]) -> String { lines.map(escape).joined(separator: "\n") }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
