// What fuzzing found, shrunk: one test for each finding, named after it. Each text is examined
// like a mutant.

import Diagnostics
import ProtocolModel
import Testing

@Suite struct FuzzFindingsTests {
  private func examination(of text: String) throws -> Examination {
    let mutant = Mutant(seed: 0, path: "m.assay", bytes: Array(text.utf8), model: "m.assay")
    return Examination(mutant, of: try Corpus())
  }

  private func errors(in text: String) -> [String] {
    let source = SourceText(path: "m.assay", text: text)
    let elaborated = elaborate(path: "m.assay", text: source) { _ in nil }
    return elaborated.diagnostics.filter { $0.severity == .error }.map {
      "\($0.code.rawValue) \($0.message)"
    }
  }

  /// Reading the role never ended: the keyword opened no transition, and the arrow behind it
  /// ended the list of actions before the first one.
  @Test func keywordInPlaceOfAState() throws {
    let text = """
      protocol P
      role A(X) {
        a -> b { receive ?x }
        insert -> c { receive ?z }
        c -> when { send }
      }
      """
    #expect(try examination(of: text).findings == [])
    #expect(
      errors(in: text) == [
        "E0101 expected a state, found the keyword `insert`",
        "E0101 expected a state, found the keyword `when`",
        "E0101 expected a term, found `}`",
      ])
  }
}
