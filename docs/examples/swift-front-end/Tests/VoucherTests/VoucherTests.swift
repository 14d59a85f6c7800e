// The protocol's properties as tests: one test case for each property and configuration.

import AssayKit
import Testing
import Voucher

struct VoucherTests {
  /// What is not as expected is shown at the property, with the run that the attacker forces.
  @Test(arguments: try VoucherProtocol.model.check().results)
  func property(_ result: CheckResult) {
    guard !result.isAsExpected else { return }
    Issue.record(
      "\(result.narration)",
      sourceLocation: SourceLocation(
        fileID: result.site.fileID, filePath: result.site.fileID, line: result.site.line,
        column: 1))
  }

  /// A question of its own: how is a voucher spent twice although every shop remembers?
  @Test func twoShopsTakeOneVoucher() throws {
    let report = try VoucherProtocol.model.check(
      properties: ["spentOnce"], configuration: "remembering")
    let attack = try #require(report.results.first?.trace)
    #expect(attack.needs == [])
    #expect(attack.parties.count { $0.hasSuffix("Shop") } == 2)
  }
}
