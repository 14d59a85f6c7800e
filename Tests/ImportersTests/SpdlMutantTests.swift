// Whatever the bytes: an answer, in bounded time, and text that reads back if there was no error.

import Testing

@Suite struct SpdlMutantTests {
  @Test func whatIsMutatedIsImported() {
    for base in SpdlMutants.bases.dropLast() { #expect(findings(base).filter(isError) == []) }
    #expect(!findings(SpdlMutants.bases.last!).filter(isError).isEmpty)
  }

  private func isError(_ finding: String) -> Bool { finding.hasPrefix("E") }

  @Test func mutantsAreAnswered() {
    var imported = 0
    for seed in UInt64(0)..<2000 {
      let (findings, isImported) = SpdlMutants.examine(SpdlMutants.mutant(seed))
      #expect(findings == [], "seed \(seed)")
      if isImported { imported += 1 }
    }
    #expect(imported > 100)
  }
}
