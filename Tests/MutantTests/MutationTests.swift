// Each kind of mutation on a small protocol: which mutants there are, and what one of them says.

import ModelSupport
import ProtocolLanguage
import Testing

@Suite struct MutationTests {
  static let model = """
    protocol Small

    enum Answer { yes, no }
    function shared(Principal, Principal): Key private
    message Question(asker: Principal, nonce: Nonce)
    message Reply(nonce: Nonce, answer: Answer)

    role Asker(A, answerer B) distinct A, B
      knows shared(A, B), vk(B)
    {
      start -> waiting {
        fresh n: Nonce
        event Asks(A, B, n)
        send B, senc(Question(A, n), shared(A, B))
      }
      waiting -> done {
        receive sign(Reply(n, yes), sk(B))
        event Hears(A, B, n)
      }
    }

    role Answerer(B, asker A)
      knows shared(A, B), sk(B)
    {
      start -> done {
        receive B, ?question
        match question as senc(Question(A, ?n), shared(A, B))
        require A != B and (A, n) not in seen
        insert (A, n) into seen
        event Answers(B, A, n)
        send sign(Reply(n, yes), sk(B))
      }
    }

    table seen(asker: Principal, nonce: Nonce) of Answerer
    attacker { controls network; plays Asker, Answerer }
    property answered: Hears(A, B, n) requires Answers(B, A, n) unless dishonest(B)
    property completes: reachable Hears(A, B, n)
    scenario default { 1 Asker, 1 Answerer }
    """

  private func titles(_ mutants: [Mutant]) -> [String] {
    mutants.map { "\($0.kind.rawValue): \($0.title)" }
  }

  /// The lines that a mutant has in place of those of the model.
  private func changes(_ title: String, candidate: Int = 0) throws -> [String] {
    let tree = try Subject.parsed(Self.model)
    let mutant = try #require(mutants(of: tree).first { $0.title == title }, "\(title)")
    try #require(mutant.candidates.indices.contains(candidate), "\(title)")
    let (old, new) = (format(tree), format(mutant.candidates[candidate]))
    return new.split(separator: "\n").difference(from: old.split(separator: "\n")).compactMap {
      guard case .insert(_, let line, _) = $0 else { return nil }
      return String(line).trimmingPrefix(while: \.isWhitespace).description
    }
  }

  // MARK: Checks

  @Test func checksAreValuesSignaturesAndConditions() throws {
    #expect(
      titles(checkMutants(of: try Subject.parsed(Self.model))) == [
        "check: Asker waiting -> done: n in Reply",
        "check: Asker waiting -> done: yes in Reply",
        "check: Asker waiting -> done: the signature of Reply",
        "check: Answerer start -> done: B in receive",
        "check: Answerer start -> done: A in Question",
        "check: Answerer start -> done: require A != B",
        "check: Answerer start -> done: require (A, n) not in seen",
        "check: Asker: distinct",
      ])
  }

  @Test func aComparedValueIsIgnored() throws {
    #expect(
      try changes("Asker waiting -> done: n in Reply") == ["receive sign(Reply(_, yes), sk(B))"])
  }

  @Test func aSignatureIsNotVerified() throws {
    #expect(
      try changes("Asker waiting -> done: the signature of Reply") == [
        "receive sign(Reply(n, yes), _)"
      ])
  }

  @Test func onePartOfAConditionIsDropped() throws {
    #expect(
      try changes("Answerer start -> done: require A != B") == ["require (A, n) not in seen"])
  }

  @Test func alternativesWeakenTogether() throws {
    let tree = try Subject.parsed(
      """
      protocol Either
      role R(A, x: Int) { start -> done { require x == 1 or x in small and x > 0 } }
      table small(x: Int) of R
      """)
    let conditions = checkMutants(of: tree).map { mutant in
      format(mutant.candidates[0]).split(separator: "\n").first { $0.contains("require") }
        .map { String($0.drop(while: { $0 == " " })) } ?? "nothing"
    }
    #expect(
      conditions == [
        "nothing", "require x == 1 or x > 0", "require x == 1 or _ in small and x > 0",
        "require x == 1 or x in small",
      ])
  }

  // MARK: Keys

  @Test func aKeyIsRemovedWhereTheMessageIsMadeAndRead() throws {
    #expect(
      titles(keyMutants(of: try Subject.parsed(Self.model))) == [
        "key: Asker start -> waiting: senc(Question(A, n), shared(A, B))",
        "key: Answerer start -> done: sign(Reply(n, yes), sk(B))",
      ])
    #expect(
      try changes("Asker start -> waiting: senc(Question(A, n), shared(A, B))") == [
        "send B, Question(A, n)", "match question as Question(A, ?n)",
      ])
    #expect(
      try changes("Answerer start -> done: sign(Reply(n, yes), sk(B))") == [
        "receive Reply(n, yes)", "send Reply(n, yes)",
      ])
  }

  @Test func aMacIsHashedAndUsesOfKeysAreForgotten() throws {
    let tree = try Subject.parsed(
      """
      protocol Keys
      enum Use { mail, money }
      role R(A, s B) knows sk(A, mail) { start -> done { fresh k: Key send mac(A, k), sign(A, sk(A, mail)) } }
      """)
    #expect(
      keyMutants(of: tree).map(\.title) == [
        "R start -> done: sign(A, sk(A, mail))", "R start -> done: mac(A, k)",
        "one key for all uses",
      ])
    let texts = keyMutants(of: tree).map { format($0.candidates[0]) }
    #expect(texts[1].contains("send hash(A), sign(A, sk(A, mail))"))
    #expect(texts[2].contains("knows sk(A)") && texts[2].contains("send mac(A, k), sign(A, sk(A))"))
  }

  // MARK: Tags, fields, elements

  @Test func aTagIsDroppedFromTheDeclaration() throws {
    #expect(
      titles(tagMutants(of: try Subject.parsed(Self.model))) == [
        "tag: the tag Question", "tag: the tag Reply", "tag: all tags",
      ])
    #expect(try changes("the tag Reply") == ["tuple Reply(nonce: Nonce, answer: Answer)"])
  }

  @Test func aFieldIsDroppedEverywhere() throws {
    #expect(
      titles(fieldMutants(of: try Subject.parsed(Self.model))) == [
        "field: the field asker of Question", "nonce: the field nonce of Question",
        "field: the field nonce of Reply", "tag: the field answer of Reply",
      ])
    #expect(
      try changes("the field answer of Reply") == [
        "message Reply(nonce: Nonce)", "receive sign(Reply(n), sk(B))",
        "send sign(Reply(n), sk(B))",
      ])
  }

  @Test func anElementIsDroppedWhereTheTupleIsMadeAndRead() throws {
    #expect(
      titles(elementMutants(of: try Subject.parsed(Self.model))) == [
        "field: Asker start -> waiting: B of (B, senc(Question))",
        "field: Asker start -> waiting: senc(Question(A, n), shared(A, B)) of (B, senc(Question))",
      ])
    #expect(
      try changes("Asker start -> waiting: B of (B, senc(Question))") == [
        "send senc(Question(A, n), shared(A, B))", "receive ?question",
      ])
  }

  // MARK: Nonces

  @Test func aFreshValueBecomesAConstant() throws {
    #expect(
      titles(nonceMutants(of: try Subject.parsed(Self.model))) == ["nonce: Asker: n is a constant"])
    #expect(
      try changes("Asker: n is a constant") == [
        "function constant_n: Nonce", "let n = constant_n",
      ])
  }

  // MARK: What becomes of them

  @Test func mutantsAreAttackedProvedOrNoProtocolAtAll() throws {
    let court = Court()
    let subject = try Subject(
      path: "small.assay", configuration: nil, tree: try Subject.parsed(Self.model)
    ).judged(court)
    #expect(subject.proved == ["answered"] && subject.witnessed == ["completes"])
    let table = MutantTable(subject, court)
    #expect(table.faults == [])
    func fate(_ title: String) -> Fate? { table.judgements.first { $0.title == title }?.fate }
    #expect(fate("Asker waiting -> done: n in Reply") == .attacked)
    // Nobody else knows the nonce.
    #expect(fate("Answerer start -> done: sign(Reply(n, yes), sk(B))") == .proved)
    #expect(fate("Asker: n is a constant") == .attacked)
    #expect(fate("Answerer start -> done: require (A, n) not in seen") == .proved)
    #expect(fate("the tag Reply") == .proved)
    #expect(fate("the field nonce of Question") == .notExecutable)
  }
}
