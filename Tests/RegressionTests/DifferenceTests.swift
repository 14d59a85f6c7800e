// What is different between two versions, told of small edits.

import ModelSupport
import ProtocolModel
import Testing
import Verification

@testable import Regression

@Suite struct DifferenceTests {
  private static let original = """
    protocol P
    option tagged
    message Hello(nonce: Nonce, from: Principal)
    message Reply(nonce: Nonce, other: Nonce)
    table seen(nonce: Nonce) of Answerer
    role Asker(A, answerer B) knows pk(_), sk(A) {
      start -> asked {
        fresh n: Nonce
        event Asks(A, B, n)
        send aenc(Hello(n, A), pk(B))
      }
      asked -> done {
        receive aenc(Reply(n, ?m), pk(A))
        event Hears(A, B, n, m)
      }
    }
    role Answerer(B) knows pk(_), sk(B) {
      start -> done {
        receive aenc(Hello(?n, ?A), pk(B))
        require (n) not in seen
        insert (n) into seen
        fresh m: Nonce
        event Answers(B, A, n, m)
        send aenc(Reply(n, m), pk(A))
      }
    }
    attacker { controls network; plays Asker, Answerer }
    property agrees: Hears(A, B, n, m) requires Answers(B, A, n, m) unless dishonest(B)
    scenario default { 1 Asker, 1 Answerer }
    """

  private func differences(_ changes: (String, String)...) throws -> [String] {
    let edited = try Self.original.replacing(changes)
    let (old, new) = (try models(of: Self.original)[0], try models(of: edited)[0])
    return ModelDifference.between(old, new, comparesProperties: true).map { difference in
      let role = difference.role.map { "\($0): " } ?? ""
      return "\(difference.kind.rawValue) \(role)\(difference.text)"
    }
  }

  @Test func layoutAndOrderAreNone() throws {
    #expect(try differences(("  ", " "), (", ", " ,  ")).isEmpty)
    #expect(try differences(("option tagged\n", "// Nothing.\noption tagged\n")).isEmpty)
    #expect(
      try differences(
        ("Hello(nonce: Nonce, from: Principal)", "Hello(from: Principal, nonce: Nonce)"),
        ("Hello(n, A)", "Hello(A, n)"), ("Hello(?n, ?A)", "Hello(?A, ?n)")
      ).isEmpty)
  }

  @Test func renamedIsNotDroppedAndAdded() throws {
    #expect(
      try differences(
        ("Asker", "Client"), ("Hello", "Greeting"), ("asked", "waiting"),
        ("?m", "?x"), ("Hears(A, B, n, m)\n", "Hears(A, B, n, x)\n")) == [
          "renamed role `Asker` is now `Client`",
          "renamed message or function `Hello` is now `Greeting`",
          "renamed Client: state `asked` is now `waiting`",
          "renamed Client: variable `m` is now `x`",
        ])
  }

  @Test func fieldsMoveOutOfEncryption() throws {
    #expect(
      try differences(("send aenc(Hello(n, A), pk(B))", "send Hello(n, A)")) == [
        "changed Asker: sends n in Hello, in the clear; was encrypted for pk(B)",
        "changed Asker: sends A in Hello, in the clear; was encrypted for pk(B)",
      ])
    #expect(
      try differences(
        ("send aenc(Hello(n, A), pk(B))", "send aenc(sign(Hello(n, A), sk(A)), pk(B))"))
        == [
          "changed Asker: sends n in Hello, encrypted for pk(B), signed with sk(A); "
            + "was encrypted for pk(B)",
          "changed Asker: sends A in Hello, encrypted for pk(B), signed with sk(A); "
            + "was encrypted for pk(B)",
        ])
  }

  @Test func fieldsAreAddedAndDropped() throws {
    #expect(
      try differences(
        ("message Reply(nonce: Nonce, other: Nonce)", "message Reply(other: Nonce)"),
        ("Reply(n, ?m)", "Reply(?m)"), ("send aenc(Reply(n, m)", "send aenc(Reply(m)")) == [
          "dropped message Reply(Nonce, Nonce)", "added message Reply(Nonce)",
          "dropped Asker: receives n in Reply, encrypted for pk(A)",
          "dropped Answerer: sends n in Reply, encrypted for pk(A)",
        ])
  }

  @Test func whatIsNoLongerComparedIsTold() throws {
    #expect(
      try differences(("Reply(n, ?m)", "Reply(_, ?m)")) == [
        "dropped Asker: receives n in Reply, encrypted for pk(A)",
        "added Asker: receives _ in Reply, encrypted for pk(A)",
      ])
    #expect(
      try differences(("    require (n) not in seen\n", "")) == [
        "dropped Answerer: require (n) not in seen"
      ])
  }

  /// Only one side has them in another order: then they no longer understand each other.
  @Test func fieldsThatOneRoleHasElsewhereAreTold() throws {
    #expect(
      try differences(("send aenc(Reply(n, m), pk(A))", "send aenc(Reply(m, n), pk(A))")) == [
        "changed Answerer: sends m in Reply, encrypted for pk(A), as field 1; was field 2",
        "changed Answerer: sends n in Reply, encrypted for pk(A), as field 2; was field 1",
      ])
  }

  @Test func whatHappensAtAnotherMomentIsTold() throws {
    #expect(
      try differences(
        ("    event Asks(A, B, n)\n", ""),
        (
          "receive aenc(Reply(n, ?m), pk(A))",
          "receive aenc(Reply(n, ?m), pk(A))\n    event Asks(A, B, n)"
        )
      ) == ["changed Asker: event Asks(A, B, n), after 1 message; was after 0 messages"])
  }

  @Test func propertiesAreComparedByTheirTexts() throws {
    let gone = try differences((" unless dishonest(B)", ""))
    #expect(gone.count == 2 && gone[0].contains("unless dishonest(B)"), "\(gone)")
    #expect(try differences(("{ 1 Asker, 1 Answerer }", "{ 1 Asker, 2 Answerer }")).count == 2)
    #expect(try differences(("plays Asker, Answerer", "plays Asker")).count == 2)
  }

  @Test func statesAndDeclarations() throws {
    #expect(
      try differences(
        ("require (n) not in seen\n", "require (n) not in seen\n  }\n  noted -> done {\n"),
        ("start -> done {\n    receive aenc(Hello", "start -> noted {\n    receive aenc(Hello"))
        == [
          "dropped Answerer: transition start -> done", "added Answerer: transition start -> noted",
          "added Answerer: transition noted -> done",
        ])
    #expect(
      try differences(("option tagged", "option signed")) == [
        "dropped option tagged", "added option signed",
      ])
  }

  // MARK: Verdicts

  private func compared(_ old: String, _ new: String) throws -> ProtocolDifference {
    let pair = ProtocolDifference.Pair(
      path: "p.assay", old: LoadedModel(path: "p.assay", models: try models(of: old), sources: []),
      new: LoadedModel(path: "p.assay", models: try models(of: new), sources: []))
    let (before, after) = (
      try report(of: old, path: "p.assay"), try report(of: new, path: "p.assay")
    )
    return ProtocolDifference(
      [pair], verdicts: LockComparison(from: before, to: after, path: { $0 }))
  }

  @Test func whatAnEditBreaksIsTold() throws {
    let edited = try Self.original.replacing([
      ("send aenc(Reply(n, m), pk(A))", "send Reply(n, m)"),
      ("receive aenc(Reply(n, ?m), pk(A))", "receive Reply(n, ?m)"),
    ])
    let difference = try compared(Self.original, edited)
    let text = ProtocolDifferenceText(difference).text
    #expect(difference.exitCode == .violated, "\(text)")
    #expect(text.contains("~ sends m in Reply, in the clear; was encrypted for pk(A)"), "\(text)")
    #expect(text.contains("agrees"), "\(text)")
    #expect(text.hasSuffix("1 verdict, 1 changed.\n"), "\(text)")
  }

  @Test func theSameIsTheSame() throws {
    let difference = try compared(Self.original, Self.original)
    #expect(difference.exitCode == .success)
    #expect(
      ProtocolDifferenceText(difference).text
        == "1 model: no difference in what runs can do; 1 verdict, no verdict changed.\n")
  }

  /// The edits of the locks' tests: what is harmless changes no verdict, what is harmful is found,
  /// and of every edit it is told what it did.
  @Test(arguments: Edit.harmless + Edit.harmful)
  func everyEditIsToldForWhatItIs(_ edit: Edit) throws {
    let edited = try edit.subject.text.replacing(edit.changes)
    let pair = ProtocolDifference.Pair(
      path: "p.assay",
      old: LoadedModel(path: "p.assay", models: try models(of: edit.subject.text), sources: []),
      new: LoadedModel(path: "p.assay", models: try models(of: edited), sources: []))
    let structure = ProtocolDifference([pair], verdicts: nil)
    let before = try report(of: edit.subject.text, path: "p.assay")
    let verdicts = LockComparison(
      from: before, to: try report(of: edited, path: "p.assay"), path: { $0 })
    #expect(verdicts.kinds == edit.kinds)
    let difference = ProtocolDifference([pair], verdicts: verdicts)
    #expect(difference.exitCode == (edit.kinds.isEmpty ? .success : .violated))
    // Without deciding anything it is seen that something is different.
    if !edit.kinds.isEmpty { #expect(structure.exitCode == .violated) }
  }
}
