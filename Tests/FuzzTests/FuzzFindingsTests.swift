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

  /// Saying what is missing never ended: every level of a term was searched twice.
  @Test func missingValueDeepInATerm() {
    let list = String(repeating: "A, ", count: 60)
    let nested =
      String(repeating: "hash((", count: 60) + "m" + String(repeating: ", A))", count: 60)
    let text = """
      protocol P
      principal X
      role A(A) { a -> b { receive ?y send \(nested) } }
      role B(A) { a -> b { fresh m send \(nested) } }
      """
    #expect(errors(in: text) == ["E0301 A cannot build `m`: nothing it received contains it"])
    let found = errors(
      in: text.replacing("send \(nested) } }\nrole", with: "send \(list)sk(X) } }\nrole"))
    #expect(found.map { $0.prefix(24) } == ["E0301 A cannot build `sk"])
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

  /// A chain of 50,000 files exhausted the stack.
  @Test func chainOfIncludes() {
    func file(_ index: Int) -> SourceText {
      let text = (index == 0 ? "protocol P\n" : "") + "include \"f\(index + 1)\"\nsort S\(index)\n"
      return SourceText(path: "f\(index)", text: text)
    }
    let elaborated = elaborate(path: "f0", text: file(0)) { file(Int($0.dropFirst()) ?? 0) }
    #expect(elaborated.sources.count == 100)
    #expect(elaborated.diagnostics.first { $0.severity == .error }?.code == .nestingTooDeep)
  }

  /// Files of permitted sizes had no bound together.
  @Test func largeIncludes() {
    let comment = "// " + String(repeating: "x", count: 3 << 20) + "\n"
    let text = "protocol P\n" + (0..<3).map { "include \"f\($0)\"\n" }.joined()
    let elaborated = elaborate(path: "m", text: SourceText(path: "m", text: text)) {
      SourceText(path: $0, text: comment)
    }
    #expect(elaborated.sources.count == 3)
    #expect(elaborated.diagnostics.first?.code == .fileTooLarge)
  }

  /// Each finding is compared with those before it.
  @Test func manyFindings() {
    let text = "protocol P\n" + repeated(1100) { "message M\($0)(field: S\($0))" }
    let elaborated = elaborate(path: "m", text: SourceText(path: "m", text: text)) { _ in nil }
    #expect(elaborated.diagnostics.count == 1000)
  }
}
