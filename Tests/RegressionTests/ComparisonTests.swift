import Testing

@testable import Regression

/// The ways to fool a gate that compares verdicts, and what accepting a change leaves behind.
@Suite struct ComparisonTests {
  private let lock: LockFile

  init() throws { lock = try Known.lowe.get() }

  /// A secret replaced by one of the same name that holds for nothing: the verdict is the same.
  @Test func aTrivialSecretOfTheSameNameFails() throws {
    let text = try Subject.lowe.text.replacing([
      ("fresh nA: Nonce", "fresh nA: Nonce\n    fresh idle: Nonce"),
      ("secret nA of Initiator", "secret idle of Initiator"),
    ])
    let comparison = try lock.compared(with: text)
    let entry = comparison.entries.first { $0.key.property == "nonceA" }
    #expect(entry?.old?.verdict == entry?.new?.verdict)
    #expect(entry?.changes.map(\.kind) == [.changed])
    #expect(comparison.exitCode == .violated)
  }

  /// The name and its place are left to a value that nobody needs, and another has its work.
  @Test func aSecretWhoseNameWasGivenAwayFails() throws {
    let text = try Subject.lowe.text.replacing([
      ("fresh nA: Nonce", "fresh nA: Nonce\n    fresh real: Nonce"),
      ("Starts(A, B, nA)", "Starts(A, B, real)"), ("Hello(A, nA)", "Hello(A, real)"),
      ("Reply(nA, ?nB, B)", "Reply(real, ?nB, B)"),
      ("Accepts(A, B, nA, nB)", "Accepts(A, B, real, nB)"),
      ("send aenc(Confirm(nB), pk(B))", "send aenc(Confirm(nB), pk(B))\n    send hash(nA)"),
    ])
    let entry = try lock.compared(with: text).entries.first { $0.key.property == "nonceA" }
    #expect(entry?.new?.verdict == .proved && entry?.changes.map(\.kind) == [.changed])
  }

  /// A card number that is not sent is as secret as before; that it no longer is, has to be said.
  @Test func aSecretThatIsNoLongerSentFails() throws {
    let text = try Subject.purchase.text.replacing([
      ("price, pan(C)), sk(C))", "price, hash(tid)), sk(C))")
    ])
    let comparison = try Known.purchase.get().compared(with: text)
    let entry = comparison.entries.first { $0.key.property == "card" }
    #expect(entry?.changes.contains { $0.kind == .changed } == true)
    #expect(comparison.exitCode == .violated)
  }

  @Test func aDeletedPropertyFails() throws {
    let text = try Subject.lowe.text.replacing([
      ("property nonceA: secret nA of Initiator unless dishonest(B)\n    expect holds\n", "")
    ])
    let comparison = try lock.compared(with: text)
    #expect(comparison.differing.map(\.key.property) == ["nonceA"])
    #expect(comparison.kinds == [.deleted] && comparison.exitCode == .violated)
  }

  @Test func aRenamedPropertyIsDeletedAndNew() throws {
    let comparison = try lock.compared(
      with: Subject.lowe.text.replacing([("property nonceA:", "property initiatorsNonce:")]))
    #expect(comparison.kinds == [.deleted, .new] && comparison.exitCode == .violated)
    let deleted = comparison.entries.first { $0.new == nil }?.changes[0]
    #expect(deleted?.details == ["`test.assay initiatorsNonce` says the same"])
  }

  @Test func aModelWithoutPropertiesFails() throws {
    let text = Subject.lowe.text
    let end = text.firstRange(of: "property nonceA")!.lowerBound
    let comparison = try lock.compared(with: String(text[..<end]))
    #expect(comparison.kinds == [.deleted] && comparison.entries.count == 4)
    #expect(comparison.exitCode == .violated)
  }

  @Test func nothingToCompareFails() {
    let comparison = LockComparison(lock, [], in: LockScope(paths: ["/other.assay"]))
    #expect(comparison.exitCode == .usage && comparison.untouched == 4)
  }

  /// An attack that is gone but still pinned would be let back in without a word.
  @Test func whatIsMendedHasToBePinned() throws {
    let broken = try LockFile(
      of: Subject.lowe.text.replacing([
        (", responder: Principal)", ")"), ("Reply(nA, ?nB, B)", "Reply(nA, ?nB)"),
        ("Reply(nA, nB, B)", "Reply(nA, nB)"),
      ]))
    #expect(broken.pins.contains { $0.attack != nil })
    #expect(try LockFile.read(Array(broken.text.utf8)).get() == broken)
    let comparison = try broken.compared(with: Subject.lowe.text)
    #expect(comparison.kinds == [.fixed] && comparison.exitCode == .violated)
  }

  @Test func anAttackOfAnotherShapeFails() throws {
    var changed = try #require(
      try LockFile(
        of: Subject.lowe.text.replacing([
          ("receive aenc(Reply(nA, ?nB, B), pk(A))", "receive Reply(nA, ?nB, B)"),
          ("send aenc(Reply(nA, nB, B), pk(A))", "send Reply(nA, nB, B)"),
        ])
      ).pins.first { $0.attack != nil })
    let pin = changed
    #expect(pin.changes(to: changed).isEmpty)
    changed.attack?.steps.removeLast()
    #expect(pin.changes(to: changed).map(\.kind) == [.otherAttack])
  }

  @Test func whatWasAcceptedMatches() throws {
    let text = try Subject.lowe.text.replacing([
      ("requires injectively", "requires"), ("2 Responder }", "1 Responder }"),
    ])
    let comparison = try lock.compared(with: text)
    #expect(comparison.exitCode == .violated)
    let accepted = comparison.accepted(in: lock)
    #expect(try accepted.compared(with: text).exitCode == .success)
    // Some of it is not all of it.
    var partly = lock
    partly.accept(comparison.differing[0])
    #expect(partly != lock && partly != accepted)
    #expect(try partly.compared(with: text).exitCode == .violated)
  }

  /// A lock changes in version control only with what it says.
  @Test func aPinThatStandsIsNotWrittenAnew() throws {
    let renamed = try Subject.lowe.text.replacing([("nA", "mine"), ("waiting", "open")])
    let comparison = try lock.compared(with: renamed)
    #expect(comparison.exitCode == .success)
    #expect(comparison.accepted(in: lock).text == lock.text)
  }

  /// A role, an event or a function that has another name now is the same, one of them at a time; one
  /// that exists beside it is not.
  @Test func newNamesAreRecognised() throws {
    let purchase = try Known.purchase.get()
    let edits: [(LockFile, Subject, [(String, String)])] = [
      (lock, .lowe, [("Initiator", "Client")]),
      (lock, .lowe, [("Responder", "AServer"), ("responder B)", "aServer B)")]),
      (lock, .lowe, [("Starts(", "Begins(")]),
      (lock, .lowe, [("Ends(", "Z("), ("Starts(", "Ends(")]),
      (purchase, .purchase, [("pan(", "number(")]),
      (
        purchase, .purchase,
        [("Bank", "Acquirer"), ("bank B", "acquirer B"), ("Charges(", "Debits(")]
      ),
    ]
    for (lock, subject, changes) in edits {
      let comparison = try lock.compared(with: subject.text.replacing(changes))
      let text = ComparisonText(comparison, lockPath: "assay.lock").text
      // Names that changed places are not followed.
      let isSwapped = changes.contains { $0.1 == "Ends(" }
      #expect((comparison.exitCode == .success) != isSwapped, "\(changes)\n\(text)")
    }
    let other = try lock.compared(
      with: Subject.lowe.text.replacing([("and Starts(A, B, n)", "and Answers(B, A, n, m)")]))
    #expect(other.kinds == [.changed])
  }

  /// An attack through messages that are not encrypted, after they were renamed.
  @Test func anAttackKeepsItsShapeUnderNewNames() throws {
    let open = try Subject.lowe.text.replacing([
      ("receive aenc(Reply(nA, ?nB, B), pk(A))", "receive Reply(nA, ?nB, B)"),
      ("send aenc(Reply(nA, nB, B), pk(A))", "send Reply(nA, nB, B)"),
    ])
    let pinned = try LockFile(of: open)
    #expect(pinned.pins.contains { $0.attack?.steps.contains { $0.hasSuffix("Reply()") } == true })
    let renamed = try open.replacing([
      ("Reply(", "Answer("), ("Responder", "Server"), ("responder B)", "server B)"),
    ])
    #expect(try pinned.compared(with: renamed).exitCode == .success)
  }

  /// The properties keep their words and speak of half of the ends; of these more can be proved.
  @Test func anEventThatIsRecordedLessOftenFails() throws {
    let end = "    event Ends(B, A, nA, nB)\n  }\n"
    let twice = try Subject.lowe.text.replacing([
      (
        end,
        end + "  waiting -> closed {\n    receive aenc(Confirm(nB), pk(B))\n" + end
      )
    ])
    let both = try LockFile(of: twice)
    let text = twice.replacing(
      "closed {\n    receive aenc(Confirm(nB), pk(B))\n    event Ends(B, A, nA, nB)\n",
      with: "closed {\n    receive aenc(Confirm(nB), pk(B))\n")
    #expect(text != twice)
    #expect(try both.compared(with: twice).exitCode == .success)
    let changes = try both.compared(with: text).entries.map { $0.changes.map(\.kind) }
    #expect(changes == [[.fixed, .changed], [.changed], [], []])
  }

  @Test func pathsDecideWhatIsMeant() {
    let key = PinKey(model: "models/a.assay", property: "p", configuration: "c")
    func contains(_ paths: [String], _ names: [String] = [], _ configuration: String? = nil) -> Bool
    {
      LockScope(base: "/x/y", paths: paths, properties: names, configuration: configuration)
        .contains(key)
    }
    for path in ["/x/y/models/a.assay", "/x/y/models", "/x/y", "/x", "/"] {
      #expect(contains([path]), "\(path)")
    }
    for path in ["/x/y/models/b.assay", "/x/y/model", "/x/y/models/a", "/z"] {
      #expect(!contains([path]), "\(path)")
    }
    #expect(contains(["/x"], ["p"], "c") && !contains(["/x"], ["q"]) && !contains(["/x"], [], "d"))
    let outside = PinKey(model: "../other/a.assay", property: "p", configuration: nil)
    #expect(LockScope(base: "/x/y", paths: ["/x/other"]).contains(outside))
    #expect(!LockScope(base: "/x/y", paths: ["/x/y"]).contains(outside))
  }
}
