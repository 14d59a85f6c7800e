// What a terminal adds: colour, and charts as wide as it is. Everything is laid out before it is
// coloured, so that a report in a file is the same text without the escapes.

package enum Colour: Int, Sendable {
  case red = 31
  case green = 32
  case yellow = 33
  case blue = 34
  case dim = 2
  case bold = 1
}

package struct Style: Hashable, Sendable {
  package var isColoured: Bool
  /// The columns of a chart.
  package var width: Int
  package static let plain = Style(isColoured: false)
  package static let terminal = Style(isColoured: true)
  package init(isColoured: Bool, width: Int = StoryText.width) {
    self.isColoured = isColoured
    self.width = width
  }

  package func paint(_ text: String, _ colour: Colour?) -> String {
    guard isColoured, let colour, !text.isEmpty else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}

extension String {
  /// Blanks on the right up to a width in characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  /// Blanks on the left up to a width in characters.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }

  var withoutTrailingBlanks: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}

extension Int {
  /// With commas between thousands.
  var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }

  /// `1 step`, `2 steps`
  func of(_ singular: String, _ plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? singular : plural ?? singular + "s")"
  }
}
