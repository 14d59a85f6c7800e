// One source line, cut to what a terminal shows, and where its carets go.
//
// Only the bytes around the span are looked at, so that a file of one enormous line costs no more
// than any other. Tabs advance to the next multiple of four.

struct SourceExcerpt {
  private(set) var text = ""
  private(set) var caretColumn = 0
  private(set) var caretWidth = 1

  /// Longer lines are windowed; a window begins this far before the span.
  private static let widest = 100
  private static let context = 40

  private struct PlacedCell {
    var cell: DisplayCell
    var offset: Int
    var column: Int
  }

  init(of span: SourceSpan, line: Int, in source: SourceText) {
    let whole = source.lineRange(line)
    let start = min(max(span.start, whole.lowerBound), whole.upperBound)
    let nearby = SourceExcerpt.nearby(start, within: whole, in: source)
    let cells = SourceExcerpt.cells(of: nearby, in: source)
    let isComplete = nearby == whole && SourceExcerpt.end(of: cells) <= SourceExcerpt.widest
    let window = isComplete ? cells[...] : SourceExcerpt.window(of: cells, around: start)
    let end = min(max(span.end, start), whole.upperBound)
    place(window, start: start, end: end, whole: whole, last: cells.last?.offset)
  }

  /// The part of the line that may be shown, on scalar boundaries.
  private static func nearby(_ start: Int, within line: Range<Int>, in source: SourceText)
    -> Range<Int>
  {
    var lower = max(line.lowerBound, start - 4 * widest)
    while lower > line.lowerBound, source.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    var upper = min(line.upperBound, start + 4 * widest)
    while upper < line.upperBound, source.bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return lower..<upper
  }

  private static func cells(of range: Range<Int>, in source: SourceText) -> [PlacedCell] {
    var cells: [PlacedCell] = []
    var offset = range.lowerBound
    var column = 0
    while offset < range.upperBound {
      var cell: DisplayCell
      var length = 1
      if source.bytes[offset] == UInt8(ascii: "\t") {
        let width = 4 - column % 4
        cell = DisplayCell(text: String(repeating: " ", count: width), width: width)
      } else if let (scalar, count) = source.scalar(at: offset) {
        cell = displayCell(scalar)
        length = count
      } else {
        cell = displayCell(invalid: source.bytes[offset])
      }
      cells.append(PlacedCell(cell: cell, offset: offset, column: column))
      column += cell.width
      offset += length
    }
    return cells
  }

  private static func end(of cells: some BidirectionalCollection<PlacedCell>) -> Int {
    cells.last.map { $0.column + $0.cell.width } ?? 0
  }

  private static func window(of cells: [PlacedCell], around start: Int) -> ArraySlice<PlacedCell> {
    let column = cells.first { $0.offset >= start }?.column ?? end(of: cells)
    let from = column <= widest - context ? 0 : column - context
    let first = cells.firstIndex { $0.column >= from } ?? cells.endIndex
    let last = cells[first...].firstIndex { $0.column + $0.cell.width > from + widest }
    return cells[first..<(last ?? cells.endIndex)]
  }

  private mutating func place(
    _ window: ArraySlice<PlacedCell>, start: Int, end: Int, whole: Range<Int>, last: Int?
  ) {
    let isCutBefore = window.first.map { $0.offset > whole.lowerBound } ?? false
    let isCutAfter = window.last.map { $0.offset != last } ?? false
    let origin = (window.first?.column ?? 0) - (isCutBefore ? 1 : 0)
    text = (isCutBefore ? "…" : "") + window.map(\.cell.text).joined() + (isCutAfter ? "…" : "")
    while text.last == " " { text.removeLast() }
    let behind = SourceExcerpt.end(of: window)
    let from = window.first { $0.offset >= start }?.column ?? behind
    let to = window.first { $0.offset >= end }?.column ?? behind
    caretColumn = from - origin
    caretWidth = max(1, to - from)
  }
}
