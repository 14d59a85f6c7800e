import Testing

@testable import Regression

/// Lock files as text, and texts that are none.
@Suite struct LockTextTests {
  private let lock: LockFile
  private let lines: [String]

  init() throws {
    lock = try Known.lowe.get()
    lines = lock.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func isReadAsItWasWritten() throws {
    #expect(try LockFile.read(Array(lock.text.utf8)).get() == lock)
    #expect(lock.pins.map(\.key.property) == ["agrees", "completes", "nonceA", "nonceB"])
    #expect(lock.pins.contains { $0.attack != nil } == false)
  }

  /// What version control makes of two people's changes: blocks in another order.
  @Test func theOrderOfBlocksDoesNotMatter() throws {
    let blocks = lock.text.dropLast().split(separator: "\n\n").map(String.init)
    let reordered = ([blocks[0]] + blocks.dropFirst().reversed()).joined(separator: "\n\n\n")
    #expect(try LockFile.read(Array((reordered + "\n").utf8)).get() == lock)
  }

  @Test func pathsStayOnTheirLine() {
    for path in ["models/a b.assay", "50%.assay", "a\nb\u{7F}.assay", "é.assay"] {
      #expect(Pin.decoded(Pin.encoded(path)) == path)
      #expect(!Pin.encoded(path).contains("\n"))
    }
    for text in ["%", "%4", "%4A", "%zz", "%0a"] { #expect(Pin.decoded(text) == nil, "\(text)") }
  }

  @Test func termsAreReadAsTheyAreWritten() {
    for text in ["?n", "_", "@Authority", "#visa:Brand", "-5", "f(?x, g(), _, 7)"] {
      #expect(LockedTerm(text)?.description == text)
    }
    for text in ["", "?", "f", "f(", "f(?x", "f(?x,?y)", "f(?x) ", "f(?x))", "#visa:"] {
      #expect(LockedTerm(text) == nil, "\(text)")
    }
    let deep = String(repeating: "f(", count: 100_000) + String(repeating: ")", count: 100_000)
    #expect(LockedTerm(deep) == nil)
  }

  // MARK: What is no lock

  private func error(_ text: String) -> LockFileError? {
    if case .failure(let error) = LockFile.read(Array(text.utf8)) { error } else { nil }
  }

  private func error(_ change: (inout [String]) -> Void) -> LockFileError? {
    var lines = self.lines
    change(&lines)
    return error(lines.joined(separator: "\n"))
  }

  @Test func otherFilesAreNamedForWhatTheyAre() {
    #expect(error("")?.reason == "this is no lock file: it should begin with `assay lock 1`")
    #expect(error("protocol P\n")?.line == 1)
    #expect(error("assay lock 2\n")?.reason == "version `2` of the format is not known here")
    #expect(error("assay lock 1\n")?.reason == "nothing is pinned here")
    if case .failure(let error) = LockFile.read([0x61, 0x0A, 0xFF, 0xFE]) {
      #expect(error.line == 2 && error.reason == "this is no text")
    } else {
      Issue.record("bytes that are no text were read")
    }
  }

  @Test func aChangedLineIsNoticed() {
    let verdict = lines.firstIndex(of: "verdict proved")!
    let changed = error { $0[verdict] = "verdict holds" }
    #expect(changed?.reason == "the block does not have this checksum: a line of it was changed")
    #expect(error { $0.remove(at: verdict) } != nil)
    #expect(error { $0.insert("", at: verdict) }?.reason == "a block ends with its checksum")
  }

  @Test func traceOfMergesAndLineEndsAreNamed() {
    #expect(error { $0[4] = "<<<<<<< HEAD" }?.reason == "a merge left its mark here")
    #expect(error { $0[4] += "\r" }?.reason == "the line ends with a carriage return")
    #expect(error { $0[4] += "\r" }?.line == 5)
  }

  @Test func nothingIsPinnedTwice() {
    let block = Array(lines[3...(lines.firstIndex { $0.hasPrefix("checksum") }!)])
    let twice = error { $0 += [""] + block + [""] }
    #expect(twice?.reason == "this property is pinned on line 4 already")
  }

  @Test func aFileThatWasCutIsNoticed() {
    #expect(error(String(lock.text.dropLast()))?.line == lines.count - 1)
    #expect(error(String(lock.text.prefix(lock.text.count / 2))) != nil)
  }

  /// Every error has a place and says what helps.
  @Test func everyErrorHasAPlaceAndARemedy() {
    for index in lines.indices {
      for change in ["x", "property p", "checksum 0", "  "] {
        guard let error = error({ $0[index] = change }) else { continue }
        #expect((1...lines.count).contains(error.line) && !error.remedy.isEmpty)
      }
    }
  }
}

/// Locks that several suites read.
enum Known {
  static let lowe = Result { try LockFile(of: Subject.lowe.text) }
  static let purchase = Result { try LockFile(of: Subject.purchase.text) }
}
