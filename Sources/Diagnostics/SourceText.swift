// Source text and places in it. Places are UTF-8 byte offsets; lines and columns are computed
// only when a diagnostic is shown, because almost no place ever is.

/// One source file's name and bytes, with an index of its lines.
package struct SourceText: Sendable {
  /// What standard input is called, which commands know as `-`.
  package static let standardInput = "<stdin>"

  /// The path as the user wrote it; shown in diagnostics.
  package let path: String
  package let bytes: [UInt8]
  /// Offsets at which lines start; the first is 0.
  private let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The 1-based line and column (in Unicode scalars) of a byte offset.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let prefix = bytes[lineStarts[low]..<min(offset, bytes.count)]
    return (low + 1, prefix.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The text of a 1-based line, without its line break.
  package func line(_ number: Int) -> String {
    String(decoding: bytes[lineRange(number)], as: UTF8.self)
  }

  /// The bytes of a 1-based line, without its line break; empty if there is no such line.
  package func lineRange(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return 0..<0 }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

/// Names a file of one run: an index into the run's list of source texts.
package struct SourceFileID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// A half-open range of bytes in one source file.
package struct SourceSpan: Hashable, Sendable {
  package let file: SourceFileID
  package let start: Int
  package let end: Int

  package init(file: SourceFileID, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }

  package func contains(_ other: SourceSpan) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }

  /// The smallest span that covers both; both lie in the same file.
  package func joined(with other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}
