// Broken models, by the hundred in every run of the tests and by the million on demand.
//
// `ASSAY_FUZZ=N` tries N seeds from `ASSAY_FUZZ_START` (default 1,000,000) on, prints what it
// saw, and shrinks the first finding of each kind; of the models among them one in
// `ASSAY_FUZZ_ENGINES` (default 50) is given to the engines and the reports. A trap ends the
// process: the seed that was being tried is then in the file that was named at the beginning, and
// `ASSAY_FUZZ=1 ASSAY_FUZZ_START=SEED ASSAY_FUZZ_SHOW=1` prints its text before trying it.
// The suite's name contains `Oracle`, which is how `dev test` knows to run it in release mode.

import Foundation
import Testing

@Suite struct FuzzOracleTests {
  @Test func fixedSeeds() throws {
    var campaign = FuzzCampaign(try Corpus())
    campaign.engineShare = 20
    try campaign.run(0..<500)
    for failure in campaign.failures {
      Issue.record("seed \(failure.seed): \(failure.finding.rule): \(failure.finding.detail)")
    }
    #expect(campaign.parsed > 120, "\(campaign.summary)")
    #expect(campaign.accepted > 40, "\(campaign.summary)")
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_FUZZ"] != nil))
  func longCampaign() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_FUZZ"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_FUZZ_START"] ?? "") ?? 1_000_000
    var campaign = FuzzCampaign(try Corpus())
    campaign.isLoud = true
    campaign.engineShare = Int(environment["ASSAY_FUZZ_ENGINES"] ?? "") ?? 50
    campaign.journal = try journal(from: start)
    if environment["ASSAY_FUZZ_SHOW"] != nil {
      let mutant = Mutator.mutant(start, of: campaign.corpus)
      print(
        "\(mutant.path), for \(mutant.model):\n\(String(decoding: mutant.bytes, as: UTF8.self))")
    }
    try campaign.run(start..<(start + count))
    print(campaign.summary)
    for (seed, time) in campaign.slowest { print("seed \(seed) took \(time)") }
    report(campaign)
  }

  private func journal(from start: UInt64) throws -> FileHandle {
    let path = NSTemporaryDirectory() + "assay-fuzz-\(start)"
    print("the seed that is being tried is in \(path)")
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  private func report(_ campaign: FuzzCampaign) {
    var counts: [String: Int] = [:]
    for failure in campaign.failures { counts[failure.finding.rule, default: 0] += 1 }
    for (rule, count) in counts.sorted(by: { $0.key < $1.key }) {
      guard let first = campaign.failures.first(where: { $0.finding.rule == rule }) else {
        continue
      }
      let text = String(decoding: campaign.shrink(first), as: UTF8.self)
      Issue.record(
        "\(rule), \(count) times, first seed \(first.seed): \(first.finding.detail)\n\(text)")
    }
  }
}
