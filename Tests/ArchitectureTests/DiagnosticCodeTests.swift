import Diagnostics
import Testing

/// docs/diagnostics.md has one row for each code, in the order of the codes, and no other.
@Suite struct DiagnosticCodeTests {
  @Test func everyCodeHasItsRow() throws {
    let rows = try contents(of: "docs/diagnostics.md")
      .matches(of: /(?m)^\| ([EW]\d{4}) \| (.*?) \| (.*?) \|$/)
    #expect(rows.map { String($0.1) } == DiagnosticCode.allCases.map(\.rawValue))
    for row in rows {
      #expect(!row.2.isEmpty && !row.3.isEmpty, "the row of \(row.1) is incomplete")
    }
  }

  @Test func everyCodeIsRaisedSomewhere() throws {
    var mentioned: Set<Substring> = []
    for line in try sourceLines() where !line.place.contains("/DiagnosticCode.swift:") {
      // The first piece does not follow a full stop.
      for piece in line.text.split(separator: ".", omittingEmptySubsequences: false).dropFirst() {
        mentioned.insert(piece.prefix { $0.isLetter || $0.isNumber })
      }
    }
    for code in DiagnosticCode.allCases {
      #expect(mentioned.contains("\(code)"), "nothing raises \(code.rawValue), \(code)")
    }
  }

  @Test func codesAreWellFormed() {
    for code in DiagnosticCode.allCases {
      #expect(code.rawValue.wholeMatch(of: /[EW]\d{4}/) != nil, "\(code)")
    }
  }
}
