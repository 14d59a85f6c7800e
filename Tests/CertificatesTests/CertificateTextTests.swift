// Certificates as text: what is written is read again, and what is wrong is one error.

import Testing

@testable import Certificates

@Suite struct CertificateTextTests {
  static let hash = String(repeating: "0123456789abcdef", count: 4)
  static let canonical = """
    assay certificate 1
    file models/lowe.assay
    model Lowe \(hash)
    configuration fixed
    options lowe, tags
    property secret \(hash)
    shows proved

    case
    dishonest none
    steps untraced
    clauses
    1: => knows(a)
    2: [knows(f(?0))] => knows(?0)

    case
    dishonest Alice, Bob
    steps traced
    clauses
    1: settled: knows(?0) => violated

    """

  private func error(_ text: String) -> CertificateError? {
    if case .failure(let error) = Certificate.parse(text) { error } else { nil }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let certificate = try Certificate.parse(Self.canonical).get()
    #expect(certificate.text == Self.canonical)
    #expect(certificate.options == ["lowe", "tags"])
    #expect(certificate.cases.map(\.dishonest) == [[], ["Alice", "Bob"]])
    #expect(certificate.cases[1].clauses == ["settled: knows(?0) => violated"])
    var other = certificate
    (other.configuration, other.options, other.claim) = (nil, [], .vacuous)
    #expect(try Certificate.parse(other.text).get() == other)
  }

  @Test func linesThatSayNothingMayBeAnywhere() throws {
    let text = Self.canonical.split(separator: "\n").joined(separator: "\n# a remark\n\n")
    #expect(try Certificate.parse(text).get().text == Self.canonical)
  }

  @Test func everyLineIsNeeded() {
    let lines = Self.canonical.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices where !lines[index].isEmpty {
      // Without its last clause a case is one with fewer clauses, and the last case is one more.
      if lines[index].hasPrefix("2: ") || lines[index].hasPrefix("1: settled") { continue }
      var fewer = lines
      fewer.remove(at: index)
      #expect(error(fewer.joined(separator: "\n")) != nil, "\(lines[index])")
    }
    for index in 0..<lines.firstIndex(of: "clauses")! {
      let cut = lines[..<index].joined(separator: "\n")
      // What has no case is refused by the checker.
      if cut.hasSuffix("shows proved") || cut.hasSuffix("shows proved\n") { continue }
      #expect(error(cut)?.reason.isEmpty == false, "\(cut)")
    }
  }

  @Test func anErrorHasItsLine() {
    func line(_ old: String, _ new: String) -> Int? {
      error(Self.canonical.replacing(old, with: new))?.line
    }
    #expect(line("certificate 1", "certificate 2") == 1)
    #expect(line("shows proved", "shows nothing") == 7)
    #expect(line("steps untraced", "steps some") == 11)
    #expect(line("2: [", "3: [") == 14)
    #expect(line("case\n", "") == 9)
    #expect(error("protocol P")?.line == 1)
    #expect(error("")?.line == 1)
    #expect(error("\n\n") != nil)
    #expect(error("\u{0}\u{1}\u{FFFD}") != nil)
  }
}
