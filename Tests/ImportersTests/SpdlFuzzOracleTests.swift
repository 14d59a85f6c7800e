// `ASSAY_SPDL_FUZZ=N` tries N mutants, from seed `ASSAY_SPDL_FUZZ_START` (default 1,000,000) on, and
// prints what it saw. A trap ends the process; the last seed that was printed is near it.
// The suite's name contains `Oracle`, which is how `dev test` knows to run it in release mode.

import Foundation
import Testing

@Suite struct SpdlFuzzOracleTests {
  @Test func fixedSeeds() {
    campaign(100_000..<104_000)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_SPDL_FUZZ"] != nil))
  func longCampaign() {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_SPDL_FUZZ"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_SPDL_FUZZ_START"] ?? "") ?? 1_000_000
    campaign(start..<(start + count), isLoud: true)
  }

  private func campaign(_ seeds: Range<UInt64>, isLoud: Bool = false) {
    let clock = ContinuousClock()
    var (imported, slowest, slowestSeed) = (0, Duration.zero, UInt64(0))
    for seed in seeds {
      let time = clock.measure {
        let (findings, isImported) = SpdlMutants.examine(SpdlMutants.mutant(seed))
        #expect(findings == [], "seed \(seed)")
        if isImported { imported += 1 }
      }
      if time > slowest { (slowest, slowestSeed) = (time, seed) }
      if isLoud, (seed + 1) % 10_000 == 0 {
        print("seed \(seed): \(imported) imported; the slowest, \(slowestSeed), took \(slowest)")
        fflush(nil)
      }
    }
    #expect(imported > seeds.count / 20)
  }
}
