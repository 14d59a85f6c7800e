import Regression
import Testing

/// Edits to a protocol against the lock of what it was.
@Suite struct EditTests {
  @Test func thereAreForty() {
    #expect(Edit.harmless.count == 20 && Edit.harmful.count == 20)
    #expect(Set((Edit.harmless + Edit.harmful).map(\.name)).count == 40)
    #expect(Edit.harmful.allSatisfy { !$0.kinds.isEmpty })
  }

  @Test(arguments: Edit.harmless + Edit.harmful)
  func isToldForWhatItIs(_ edit: Edit) throws {
    let lock = try (edit.subject == .lowe ? Known.lowe : Known.purchase).get()
    let edited = try edit.subject.text.replacing(edit.changes)
    let comparison = try lock.compared(with: edited)
    let text = ComparisonText(comparison, lockPath: "assay.lock").text
    #expect(comparison.kinds == edit.kinds, "\(edit.name)\n\(text)")
    #expect(comparison.exitCode == (edit.kinds.isEmpty ? .success : .violated))
  }
}
