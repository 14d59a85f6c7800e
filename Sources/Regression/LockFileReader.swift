// From a lock file's bytes to its pins. Nothing is guessed: a text that this version would not have
// written, apart from blank lines, comments between blocks and the order of blocks, is an error
// with its line. A gate that reads half of its pins would let the other half through.

import Certificates

extension LockFile {
  package static func read(_ bytes: [UInt8]) -> Result<LockFile, LockFileError> {
    var reader = LockFileReader()
    do throws(LockFileError) {
      return .success(try reader.read(bytes))
    } catch {
      return .failure(error)
    }
  }
}

private struct LockFileReader {
  private var lines: [String] = []

  mutating func read(_ bytes: [UInt8]) throws(LockFileError) -> LockFile {
    lines = try decoded(bytes)
    try checkHeader()
    var pins: [Pin] = []
    var keys: [PinKey: Int] = [:]
    for block in try blocks() {
      let start = block[0].line
      let pin = try pin(block)
      if let other = keys.updateValue(start, forKey: pin.key) {
        throw LockFileError(
          line: start, reason: "this property is pinned on line \(other) already",
          remedy: "remove one of the two blocks")
      }
      pins.append(pin)
    }
    if pins.isEmpty {
      throw LockFileError(
        line: 1, reason: "nothing is pinned here", remedy: LockFileError.restore)
    }
    return LockFile(pins)
  }

  // MARK: Lines

  private func decoded(_ bytes: [UInt8]) throws(LockFileError) -> [String] {
    var lines: [String] = []
    let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard let line = String(validating: part, as: UTF8.self) else {
        throw LockFileError(
          line: index + 1, reason: "this is no text", remedy: LockFileError.restore)
      }
      if part.last == UInt8(ascii: "\r") {
        throw LockFileError(
          line: index + 1, reason: "the line ends with a carriage return",
          remedy: "have version control keep line ends as they are: `assay.lock -text` in "
            + ".gitattributes")
      }
      if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains(where: line.hasPrefix) {
        throw LockFileError(
          line: index + 1, reason: "a merge left its mark here",
          remedy: "keep one side's block whole, then look at it with `assay review`")
      }
      lines.append(line)
    }
    return lines
  }

  private func checkHeader() throws(LockFileError) {
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "assay", words[1] == "lock" else {
      throw LockFileError(
        line: 1, reason: "this is no lock file: it should begin with `\(LockFile.firstLine)`",
        remedy: "name the file that `assay lock` wrote")
    }
    guard lines[0] == LockFile.firstLine else {
      throw LockFileError(
        line: 1, reason: "version `\(words[2])` of the format is not known here",
        remedy: "use the Assay that wrote it, or write it anew with `assay lock`")
    }
  }

  /// The fields of each block, which blank lines end.
  private func blocks() throws(LockFileError) -> [[Field]] {
    var blocks: [[Field]] = []
    var block: [Field] = []
    for (index, line) in lines.enumerated().dropFirst() {
      if line.isEmpty {
        if !block.isEmpty { blocks.append(block) }
        block = []
      } else if line.hasPrefix("#") && block.isEmpty {
        continue
      } else {
        let word = line.prefix { $0 != " " }
        let value = line.dropFirst(word.count + 1)
        let field = Field(word: String(word), value: String(value), line: index + 1)
        if field.text != line || word.isEmpty {
          throw LockFileError(
            line: index + 1, reason: "this is no field", remedy: LockFileError.restore)
        }
        block.append(field)
      }
    }
    if block.isEmpty { return blocks }
    throw LockFileError(
      line: lines.count, reason: "the file ends within a line or a block",
      remedy: LockFileError.restore)
  }

  private func pin(_ block: [Field]) throws(LockFileError) -> Pin {
    let (last, fields) = (block[block.count - 1], block.dropLast())
    guard block[0].word == "property" else {
      throw LockFileError(
        line: block[0].line, reason: "a block begins with `property`",
        remedy: LockFileError.restore)
    }
    guard last.word == "checksum" else {
      throw LockFileError(
        line: last.line, reason: "a block ends with its checksum", remedy: LockFileError.restore)
    }
    guard last.value == Pin.checksum(of: Array(fields)) else {
      throw LockFileError(
        line: last.line, reason: "the block does not have this checksum: a line of it was changed",
        remedy: LockFileError.restore)
    }
    var reader = PinReader(fields)
    let pin = try reader.pin()
    // Whatever was read, nothing of it was passed over.
    guard pin.fields.map(\.text) == fields.map(\.text) else {
      throw LockFileError(
        line: block[0].line, reason: "the block is not in the form that Assay writes",
        remedy: LockFileError.restore)
    }
    return pin
  }
}
