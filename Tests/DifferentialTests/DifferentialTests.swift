// The engines against the oracle on random protocols. Disagreements that were found once stay
// here as tests of their own, shrunk.
//
// `ASSAY_CAMPAIGN=N` tries N seeds from `ASSAY_CAMPAIGN_START` (default 1000) on and prints what
// it saw; the first failing seed is printed with its shrunk model. `ASSAY_CAMPAIGN_PLAIN=1` runs the
// engine without its reductions. The suites' names contain `Oracle`, which is how `dev test` knows
// what to run in release mode.

import Foundation
import OracleSupport
import Testing

@Suite struct OracleDifferentialTests {
  /// Small enough for every run of the tests.
  private var campaign: Campaign {
    var campaign = Campaign()
    campaign.bounds.states = 3000
    campaign.bounds.steps = 20_000
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
    #expect(findings.count { $0.outcome == .bothFindNothing } > 150)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_CAMPAIGN"] != nil))
  func longCampaign() async {
    let environment = ProcessInfo.processInfo.environment
    let count = UInt64(environment["ASSAY_CAMPAIGN"] ?? "") ?? 0
    let start = UInt64(environment["ASSAY_CAMPAIGN_START"] ?? "") ?? 1000
    var campaign = Campaign()
    campaign.isLoud = true
    if environment["ASSAY_CAMPAIGN_PLAIN"] != nil { campaign.reductions = [] }
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

  /// `ASSAY_MODEL=PATH` compares on one model.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_MODEL"] != nil))
  func oneModel() throws {
    let path = ProcessInfo.processInfo.environment["ASSAY_MODEL"] ?? ""
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let (findings, errors) = Campaign().compare(text, measuresRecall: true)
    #expect(errors.isEmpty)
    for finding in findings { print(finding.property, finding.outcome.rawValue, finding.detail) }
  }
}
