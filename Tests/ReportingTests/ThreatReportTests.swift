// What programs read of a threat table.

import ProtocolModel
import Testing

@testable import Reporting
@testable import Verification

@Suite struct ThreatReportTests {
  private var tables: [ThreatTable] {
    Shop.report.models.map { model in
      ThreatTable(
        of: model.model, at: model.path,
        compromises: Array(model.model.compromises.prefix(4)),
        selecting: Selection(limits: VerificationLimits(steps: 2_000)), engines: .live)
    }
  }

  @Test func theReportForProgramsIsAsItsSchemaSays() throws {
    let tables = tables
    let schema = Shop.folder.appendingPathComponent("../../docs/threats.schema.json")
    #expect(try SchemaValidator(schemaAt: schema.path).errors(in: ThreatData(tables).json) == [])
    #expect(tables.contains { !$0.rows.isEmpty })
  }

  @Test func colourChangesNoCharacter() {
    let tables = tables
    let coloured = ThreatText(tables, style: .terminal).text
    #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == ThreatText(tables).text)
    #expect(coloured != ThreatText(tables).text)
  }
}
