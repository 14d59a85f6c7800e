import Diagnostics
import Testing

@testable import ProtocolLanguage

@Suite struct ExampleModelTests {
  @Test func parsesWithoutErrors() {
    let source = SourceText(path: "set-card.assay", text: exampleModel)
    let (tree, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
    #expect(diagnostics == [])
    #expect(tree.protocolName?.text == "SetCard")
    #expect(tree.declarations.count == 29)
  }
}
