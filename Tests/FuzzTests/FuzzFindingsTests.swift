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

  /// Elaborating it took 15 seconds: every pass over the pattern opened one more of the nested
  /// pairs and compared all of them again.
  @Test func longTuple() throws {
    let list = String(repeating: ", x", count: 450)
    let text = """
      protocol P
      role A(A) knows vk(_) {
        a -> b { receive ?B\(list), sign(?x, sk(B)) }
      }
      property r: reachable E(A)
      """
    #expect(errors(in: text) == ["E0212 there is no event `E`"])
    let known = text.replacing("sk(B)) }", with: "sk(B)) event E(A) }")
    #expect(try examination(of: known).models.count == 1)
  }

  /// The chart of the witness wanted to make room for an arrow from a lane to itself before it
  /// had given the lane a column.
  @Test func messageToOneself() throws {
    let text = """
      protocol P
      role A(A) {
        a -> b { send A }
        b -> c { receive ?x send A }
      }
      role B(B) {
        a -> b { receive ?x send B }
        b -> c { receive ?y event E(B) }
      }
      property r: reachable E(B)
      scenario default { 1 A, 1 B }
      """
    let examination = try examination(of: text)
    #expect(examination.models.count == 1)
    #expect(EngineExamination(examination, path: "m.assay").findings == [])
  }
}

/// What models that explode in other ways ended in.
@Suite struct ExplosionTests {
  private func firstError(_ body: String) -> String? {
    let text = """
      protocol P
      function enc(Message, Message): Message
      function dec(Message, Message): Message
      equation dec(enc(x, k), k) = x
      role A(A) {
        a -> b {
          receive ?x, ?k, ?n: Int
          \(body)
          event E(A)
        }
      }
      property r: reachable E(A)
      """
    let source = SourceText(path: "m.assay", text: text)
    let elaborated = elaborate(path: "m.assay", text: source) { _ in nil }
    return elaborated.diagnostics.first { $0.severity == .error }?.code.rawValue
  }

  private func repeated(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  /// The report of the witness needed a gigabyte for each twenty lines.
  @Test(arguments: [(10, nil), (60, "E0304")] as [(Int, String?)])
  func termsThatDouble(_ count: Int, _ error: String?) {
    func name(_ index: Int) -> String { index == 0 ? "x" : "x\(index)" }
    #expect(
      firstError(repeated(count) { "let \(name($0 + 1)) = (\(name($0)), \(name($0)))" }) == error)
    #expect(
      firstError(repeated(count) { "match hash((\(name($0)), \(name($0)))) as ?\(name($0 + 1))" })
        == error)
  }

  /// Each ended with the memory of the machine.
  @Test(arguments: [(6, nil), (40, "E0305")] as [(Int, String?)])
  func casesThatMultiply(_ count: Int, _ error: String?) {
    #expect(firstError(repeated(count) { "require n == \($0) or n > \($0)" }) == error)
    #expect(firstError(repeated(count) { "send dec(x, hash((k, \($0))))" }) == error)
    #expect(
      firstError("send " + (0..<count).map { "dec(x, hash((k, \($0))))" }.joined(separator: ", "))
        == error)
  }
}
