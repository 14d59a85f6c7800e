// The engines against the oracle on random protocols. Disagreements that were found once stay
// here as tests of their own, shrunk.
//
// `ASSAY_CAMPAIGN=N` tries N seeds from `ASSAY_CAMPAIGN_START` (default 1000) on and prints what
// it saw; a failing seed is printed with its shrunk model.

import Foundation
import OracleSupport
import Testing

@Suite struct DifferentialTests {
  /// Small enough for every run of the tests.
  private var campaign: Campaign {
    var campaign = Campaign()
    campaign.bounds.states = 3000
    campaign.bounds.steps = 10_000
    return campaign
  }

  private func expectAgreement(_ reports: [Campaign.Report]) {
    for report in reports {
      for finding in report.findings where finding.outcome == .disagreement {
        let text = ProtocolGenerator.generate(seed: report.seed, features: campaign.features).text
        Issue.record(
          "seed \(report.seed), property \(finding.property): \(finding.detail)\n\(text)")
      }
    }
  }

  @Test func fixedSeeds() async {
    let reports = await campaign.run(0..<500)
    expectAgreement(reports)
    let rejected = reports.filter { $0.rejection != nil }
    #expect(rejected.count < 25, "\(rejected.map { "\($0.seed): \($0.rejection ?? "")" })")
    let findings = reports.flatMap(\.findings)
    #expect(findings.count { $0.outcome == .bothFind } > 200)
    #expect(findings.count { $0.outcome == .bothFindNothing } > 200)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_CAMPAIGN"] != nil))
  func longCampaign() async {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_CAMPAIGN"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_CAMPAIGN_START"] ?? "") ?? 1000
    let campaign = Campaign()
    let reports = await campaign.run(start..<(start + count))
    print(reports.summary)
    for report in reports where report.rejection != nil {
      print("seed \(report.seed) is no model: \(report.rejection!)")
    }
    expectAgreement(reports)
    let failing = reports.first { $0.findings.contains { $0.outcome == .disagreement } }
    if let failing {
      let text = ProtocolGenerator.generate(seed: failing.seed).text
      print("seed \(failing.seed), shrunk:\n\(campaign.shrink(text))")
    }
  }
}
