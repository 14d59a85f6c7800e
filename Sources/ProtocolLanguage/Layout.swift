// Breaking long lists over lines.
//
// A list is either flat or broken; a broken one goes on below its first element. Nested lists
// are filled, an element going to the next line only if it does not fit (Oppen's inconsistent
// breaking, 1980), which keeps patterns of certificates together; the elements of a message are
// put one below the other. Nothing looks back, so the time is linear for each level of nesting.

struct Layout {
  /// On one line.
  let flat: String
  fileprivate let shape: Shape

  fileprivate indirect enum Shape {
    case text
    case list(open: String, [Layout], close: String, isFilled: Bool)
    case sequence([Layout])
  }

  private init(_ flat: String, _ shape: Shape) {
    self.flat = flat
    self.shape = shape
  }

  static func text(_ text: String) -> Layout { Layout(text, .text) }

  /// `open element, element close`
  static func list(
    _ open: String, _ elements: [Layout], _ close: String, isFilled: Bool = true
  ) -> Layout {
    let flat = open + elements.map(\.flat).joined(separator: ", ") + close
    if elements.isEmpty { return .text(flat) }
    return Layout(flat, .list(open: open, elements, close: close, isFilled: isFilled))
  }

  /// One after the other, with nothing between.
  static func sequence(_ parts: [Layout]) -> Layout {
    Layout(parts.map(\.flat).joined(), .sequence(parts))
  }

  var width: Int { flat.utf8.count }

  /// The columns up to the first place where it can be broken.
  fileprivate var leadingWidth: Int {
    switch shape {
    case .text: width
    case .list(let open, _, _, _): open.utf8.count
    case .sequence(let parts): parts.first?.leadingWidth ?? 0
    }
  }
}

/// Lines being filled from left to right.
struct LineFiller {
  static let width = 100
  /// A list that would begin behind this column is not broken: that would only make it longer.
  private static let deepestBreak = 72

  private(set) var lines: [String] = []
  private var column = 0

  init(indentation: Int) { startLine(indentation) }

  mutating func startLine(_ indentation: Int) {
    lines.append("")
    column = 0
    append(String(repeating: " ", count: indentation))
  }

  mutating func append(_ text: String) {
    lines[lines.count - 1] += text
    column += text.utf8.count
  }

  func fits(_ width: Int) -> Bool { column + width <= LineFiller.width }

  /// Adds a layout, broken if it does not fit with the `tail` columns that have to follow it.
  mutating func put(_ layout: Layout, tail: Int = 0) {
    guard !fits(layout.width + tail) else { return append(layout.flat) }
    switch layout.shape {
    case .text: append(layout.flat)
    case .list(let open, let elements, let close, let isFilled):
      append(open)
      putList(elements, close, isFilled: isFilled, tail: tail)
    case .sequence(let parts):
      for (index, part) in parts.enumerated() {
        put(part, tail: index + 1 < parts.count ? parts[index + 1].leadingWidth : tail)
      }
    }
  }

  private mutating func putList(
    _ elements: [Layout], _ close: String, isFilled: Bool, tail: Int
  ) {
    let alignment = column
    let canBreak = alignment <= LineFiller.deepestBreak
    for (index, element) in elements.enumerated() {
      let isLast = index + 1 == elements.count
      let following = isLast ? close.utf8.count + tail : 1
      if index > 0 {
        let staysOnLine = isFilled && fits(1 + element.width + following)
        if staysOnLine || !canBreak { append(" ") } else { startLine(alignment) }
      }
      if canBreak { put(element, tail: following) } else { append(element.flat) }
      if !isLast { append(",") }
    }
    append(close)
  }
}
