import Diagnostics
import Testing

@testable import ProtocolLanguage

@Suite struct ExampleModelTests {
  @Test func parsesWithoutErrors() {
    let (tree, diagnostics) = parse(exampleModel)
    #expect(diagnostics == [])
    #expect(tree.protocolName?.text == "SetCard")
    #expect(tree.declarations.count == 29)
  }

  @Test func isInCanonicalLayout() { checkFormat(exampleModel) }

  @Test func isRestoredFromOneLinePerToken() {
    let withoutComments = exampleModel.split(separator: "\n").map { line in
      line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    }
    let scattered = withoutComments.joined(separator: " ").replacing(" ", with: "\n\n\n")
    let (tree, diagnostics) = parse(String(scattered))
    #expect(diagnostics == [])
    let once = format(tree)
    #expect(format(parse(once).tree) == once)
    #expect(parse(once).tree.structure == tree.structure)
  }
}
