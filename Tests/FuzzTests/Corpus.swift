// What mutants are made of: every model of the repository, and its declarations one by one, so
// that parts of one model can be put into another. Random protocols come in addition, from the
// generator that the engines are compared with.

import Diagnostics
import Foundation
import OracleSupport

struct CorpusFile {
  /// Relative to the repository's root.
  let path: String
  let bytes: [UInt8]
  /// Where the declarations stand, each with the comments and blank lines that follow it.
  let declarations: [Range<Int>]
  /// The files that include this one.
  var includers: [String] = []

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    declarations = declarationRanges(in: bytes)
  }

  func isProperty(_ declaration: Range<Int>) -> Bool { begins(declaration, "property") }
  func isConfiguration(_ declaration: Range<Int>) -> Bool { begins(declaration, "configuration") }

  func includes(_ name: Substring) -> Bool {
    declarations.contains { begins($0, "include \"\(name)\"") }
  }

  /// Whether it is included or includes: elaborating such a model takes ten times as long.
  var isLarge: Bool { !includers.isEmpty || declarations.contains { begins($0, "include") } }

  private func begins(_ declaration: Range<Int>, _ word: String) -> Bool {
    bytes[declaration].starts(with: word.utf8)
  }
}

struct Corpus {
  private(set) var files: [CorpusFile]
  private let large: [CorpusFile]
  private let small: [CorpusFile]

  /// The models of the repository.
  init() throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: root.appending(path: "models").path)
    files = try names.filter { $0.hasSuffix(".assay") }.sorted().map { name in
      let data = try Data(contentsOf: root.appending(path: "models/\(name)"))
      return CorpusFile(path: "models/\(name)", bytes: Array(data))
    }
    for index in files.indices {
      let name = files[index].path.split(separator: "/").last ?? ""
      files[index].includers = files.filter { $0.includes(name) }.map(\.path)
    }
    large = files.filter(\.isLarge)
    small = files.filter { !$0.isLarge }
  }

  /// Something to break.
  func base(_ random: inout SplitMix64) -> CorpusFile {
    switch random.below(40) {
    case 0: return random.pick(large)
    case 1...10:
      let text = ProtocolGenerator.generate(seed: random.next() >> 32).text
      return CorpusFile(path: "random.assay", bytes: Array(text.utf8))
    default: return random.pick(small)
    }
  }

  func text(_ path: String) -> SourceText? {
    files.first { $0.path == path }.map { SourceText(path: path, bytes: $0.bytes) }
  }
}

/// The parts of a text that begin where a line begins with a word.
func declarationRanges(in bytes: [UInt8]) -> [Range<Int>] {
  var starts: [Int] = []
  var isLineStart = true
  for (offset, byte) in bytes.enumerated() {
    if isLineStart, (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x7A { starts.append(offset) }
    isLineStart = byte == UInt8(ascii: "\n")
  }
  return zip(starts, starts.dropFirst() + [bytes.count]).map { $0..<$1 }
}
