// The lines of a trace file, and its header.

import ProtocolModel

/// The lines that say something, with their numbers.
struct TraceLines {
  private let lines: [(number: Int, text: Substring)]
  private let last: Int
  private var position = 0
  /// Where the fields of the header stand.
  private var places: [String: Int] = [:]

  init(_ text: String) {
    let all = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines = all.enumerated().compactMap { index, bytes in
      let content = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
      let isEmpty = content.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return isEmpty || content.first == UInt8(ascii: "#") ? nil : (index + 1, Substring(content))
    }
    last = all.count
  }

  var next: Substring? { lines.at(position)?.text }

  mutating func take(_ what: String) throws(TraceFileError) -> (number: Int, text: Substring) {
    guard let line = lines.at(position) else {
      throw TraceFileError(line: last, "the file ends before \(what)")
    }
    position += 1
    return line
  }

  /// What stands after `key` on the next line.
  mutating func field(_ key: String) throws(TraceFileError) -> Substring {
    let line = try take("`\(key)`")
    guard line.text.utf8.starts(with: "\(key) ".utf8), line.text.utf8.count > key.utf8.count + 1
    else { throw TraceFileError(line: line.number, "a line `\(key) …` belongs here") }
    places[key] = line.number
    return Substring(line.text.utf8.dropFirst(key.utf8.count + 1))
  }

  // MARK: The header

  mutating func header() throws(TraceFileError) -> TraceFile {
    try firstLine()
    let path = String(try field("file"))
    let model = String(try field("model"))
    let configuration = String(try field("configuration"))
    let options = try field("options")
    let list = options == "none" ? [] : options.utf8.split(separator: UInt8(ascii: ","))
    let property = String(try field("property"))
    return TraceFile(
      path: path, model: model, configuration: configuration == "-" ? nil : configuration,
      options: list.map { String(Substring($0.drop { $0 == UInt8(ascii: " ") })) },
      property: property)
  }

  private mutating func firstLine() throws(TraceFileError) {
    let line = try take("its first line, `\(TraceFile.firstLine)`")
    if line.number == 1, line.text == TraceFile.firstLine { return }
    guard line.number == 1, line.text.utf8.starts(with: "assay trace ".utf8) else {
      throw TraceFileError(
        line: 1, "this is no trace: the first line of one is `\(TraceFile.firstLine)`")
    }
    throw TraceFileError(line: 1, "this version of traces is not known; version 1 is")
  }

  /// The header is about this model and property.
  func check(_ file: TraceFile, is expected: TraceFile) throws(TraceFileError) {
    let fields = [
      ("model", file.model == expected.model),
      ("configuration", file.configuration == expected.configuration),
      ("options", file.options == expected.options),
      ("property", file.property == expected.property),
    ]
    for (key, isEqual) in fields where !isEqual {
      throw TraceFileError(line: places[key] ?? 1, "the model at hand has another `\(key)`")
    }
  }
}
