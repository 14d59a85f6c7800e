// Trace files: what is written is read back, whatever a trace holds, and what is wrong with a text
// is said with its line.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct TraceFileTests {
  typealias NS = NeedhamSchroeder

  /// The text of a trace, which is expected to give the trace back.
  private func text(
    _ model: ProtocolModel, _ trace: Trace, property: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let file = TraceFile(path: "models/a b.assay", of: model, property: property)
    let text = try #require(
      file.text(of: trace, in: model, property: property), sourceLocation: sourceLocation)
    #expect(parseTraceHeader(text) == .success(file), sourceLocation: sourceLocation)
    #expect(
      parseTrace(text, in: model, property: property) == .success(trace),
      sourceLocation: sourceLocation)
    return text
  }

  private func error(_ text: String, _ model: ProtocolModel = NS.model) -> String? {
    switch parseTrace(text, in: model, property: 0) {
    case .success: nil
    case .failure(let error): error.description
    }
  }

  // MARK: Writing

  @Test func lowesAttackReadsLikeThis() throws {
    #expect(
      try text(NS.model, NS.secretAttack, property: NS.Properties.secret) == """
        assay trace 1
        file models/a b.assay
        model test
        configuration -
        options none
        property property

        dishonest mallory

        sessions
        1: Initiator(@alice, @mallory)
        2: Responder(@bob)

        steps
        1: session 1, s0 -> s1, transition 1
        2: session 2, s0 -> s1, transition 1; \
        receives aenc(pair(new na 1.1, @alice), pk(sk(@bob)), own 1); \
        made aenc([decrypt aenc: read 1, knows Responder 1(B = @mallory)], public pk(sk(@bob)), own 1)
        3: session 1, s1 -> s2, transition 2; \
        receives aenc(pair(new na 1.1, new nb 2.1), pk(sk(@alice)), new _r1 2.2); delivered 2

        claim learned of session 2: [decrypt aenc: read 3, knows Responder 1(B = @mallory)]

        """)
  }

  @Test func handWrittenTracesComeBack() throws {
    for (property, trace) in [
      (NS.Properties.secret, NS.secretAttack), (NS.Properties.agreement, NS.agreementAttack),
      (NS.Properties.injective, NS.agreementAttack), (NS.Properties.reachable, NS.witness),
    ] { _ = try text(NS.model, trace, property: property) }
    let sight = try text(Shop.model, Shop.sight, property: 0)
    #expect(sight.contains("claim seen of session 1 by session 2: [decrypt aenc: [second pair:"))
    let reveal = try text(Till.model, Till.revealAttack, property: Till.secret)
    #expect(reveal.contains("3: session 1, reveal 1\n"))
    let lookup = try text(Till.model, Till.lookupAttack, property: Till.never)
    #expect(lookup.contains("receives own 1; made own 1; as @mallory\n"))
    #expect(lookup.contains("4: session 2, s0 -> s1, transition 2; looks up 2\n"))
  }

  @Test func aHeaderWithAConfigurationAndOptions() throws {
    var model = NS.model
    model.configuration = "hardened"
    model.options = ["roleFlag", "replayCache"]
    let text = try text(model, NS.secretAttack, property: 0)
    #expect(text.contains("\nconfiguration hardened\noptions roleFlag, replayCache\n"))
  }

  // MARK: Terms and derivations

  /// Symbols, roles and variables with the names of the format's own words, a rule of an equation,
  /// and variables of one name.
  private var awkward: ProtocolModel {
    let words = ["own", "new", "read", "public", "key", "knows", "receives", "none"]
    let functions = words.flatMap { name in
      (0...2).map {
        Symbol(name, arity: $0, kind: .function, isPublic: true, result: .message)
      }
    }
    let role = makeRole(
      "read", [agent("own"), any("x"), any("x"), any("_w3"), int("n")],
      knows: [sk(v(0)), tuple(v(0), v(1), v(2), v(3))], bound: [[0], [0]],
      [(0, 1, []), (0, 1, [])])
    return makeModel(
      [role], properties: [makeProperty(.reachable([]))], functions: functions,
      analysisRules: [
        AnalysisRule("take apart", premises: [hash(v(0))], conclusion: v(0), variableCount: 1),
        AnalysisRule("take apart", premises: [hash(v(0))], conclusion: v(0), variableCount: 1),
        AnalysisRule("read", premises: [v(0), v(1)], conclusion: v(0), variableCount: 2),
      ])
  }

  private func symbols(of model: ProtocolModel) -> [(id: SymbolID, arity: Int)] {
    model.signature.symbols.enumerated().map { (SymbolID($0), $1.arity) }
  }

  @Test func termsOfEveryKindComeBack() throws {
    let model = awkward
    let atoms: [Term] = [
      .integer(0), .integer(.max), .integer(.min), principal("none"), constant("own", .nonce),
      constant("read", .message), fresh("own", 0), fresh("_r12", 3, 7), invented(0), invented(41),
    ]
    let flat = symbols(of: model).map { symbol in
      Term.apply(symbol.id, (0..<symbol.arity).map { atoms[($0 + 4) % atoms.count] })
    }
    let nested = symbols(of: model).map { symbol in
      Term.apply(
        symbol.id, (0..<symbol.arity).map { flat[(Int(symbol.id.index) + $0) % flat.count] })
    }
    for term in atoms + flat + nested {
      let steps: [TraceStep] = [
        step(0, 1, term, .delivered(0), lookups: [0, 5]),
        step(0, 0, term, made(.publicValue(term), by: term)),
        .transition(session: 0, transition: 0, message: term, origin: nil, lookups: []),
        .transition(session: 0, transition: 0, message: nil, origin: .delivered(2), lookups: [1]),
      ]
      let trace = makeTrace(
        [(0, [term])], steps, claim: .learns(session: 0, .ownKey(term)), dishonest: ["own", "new"])
      _ = try text(model, trace, property: 0)
    }
  }

  @Test func derivationsOfEveryKindComeBack() throws {
    let model = awkward
    let leaves: [Derivation] = [
      .observed(0), .observed(12), .invented(0), .invented(3), .publicValue(.integer(-5)),
      .publicValue(anna), .publicValue(pk(sk(anna, .integer(1)))), .ownKey(sk(anna)),
      .credential(RoleID(0), index: 0, values: [:]),
      .credential(
        RoleID(0), index: 1,
        values: [
          Variable(0): anna, Variable(1): hash(ben), Variable(2): .integer(2),
          Variable(3): constant("c", .key), Variable(4): .integer(3),
        ]),
    ]
    let applied = symbols(of: model).map { symbol in
      Derivation.apply(
        symbol.id, (0..<symbol.arity).map { leaves[(Int(symbol.id.index) + $0) % leaves.count] })
    }
    let analysed = model.theory.analysisRules.enumerated().map { index, rule in
      Derivation.analyse(index, rule.premises.indices.map { applied[(index + $0) % applied.count] })
    }
    for derivation in leaves + applied + analysed {
      for claim in [
        Claim.learns(session: 1, derivation), .sees(session: 0, viewer: 1, derivation),
        .confirms(session: 0, derivation, .apply(Signature.hash, [.guess])),
      ] {
        let trace = makeTrace(
          [(0, [anna]), (0, [ben])], [step(0, 0, anna, made(derivation))], claim: claim)
        _ = try text(model, trace, property: 0)
      }
    }
    for claim in [Claim.violated, .reached, .completed] {
      _ = try text(model, makeTrace([], [], claim: claim), property: 0)
    }
  }

  @Test func whatCannotBeReadBackIsNotWritten() {
    let file = TraceFile(path: "a.assay", of: NS.model, property: 0)
    func isWritten(_ file: TraceFile, _ change: (inout Trace) -> Void) -> Bool {
      var trace = NS.secretAttack
      change(&trace)
      return file.text(of: trace, in: NS.model, property: 0) != nil
    }
    #expect(isWritten(file) { _ in })
    #expect(!isWritten(file) { $0.threat.plays = [] })
    #expect(!isWritten(file) { $0.sessions[0].role = RoleID(7) })
    #expect(!isWritten(file) { $0.sessions[0].parameters = [] })
    #expect(!isWritten(file) { $0.steps.append(step(0, 9)) })
    #expect(!isWritten(file) { $0.steps.append(step(.max, 0)) })
    #expect(!isWritten(file) { $0.steps.append(step(0, 0, v(0), .delivered(-1))) })
    #expect(!isWritten(file) { $0.claim = .learns(session: 0, .observed(.max)) })
    #expect(!isWritten(file) { $0.claim = .learns(session: 0, .analyse(99, [])) })
    #expect(!isWritten(file) { $0.claim = .learns(session: 0, .apply(SymbolID(99), [])) })
    #expect(!isWritten(file) { $0.dishonest = ["none"] })
    #expect(!isWritten(file) { $0.dishonest = ["two words"] })
    for path in ["", "a\nb", "a\r"] {
      var other = file
      other.path = path
      #expect(!isWritten(other) { _ in })
    }
    var other = file
    other.model = "another"
    #expect(!isWritten(other) { _ in })
  }

  // MARK: Errors

  /// The text of Lowe's attack with one part replaced.
  private func changed(_ part: String, _ replacement: String) throws -> String {
    let text = try text(NS.model, NS.secretAttack, property: 0)
    let range = try #require(text.firstRange(of: part))
    return text[..<range.lowerBound] + replacement + text[range.upperBound...]
  }

  @Test(arguments: [
    ("assay trace 1", "assay trace 2", "line 1: this version of traces is not known"),
    ("assay trace 1", "assay certificate 1", "line 1: this is no trace"),
    ("assay trace 1", "\nassay trace 1", "line 1: this is no trace"),
    ("file models/a b.assay", "file", "line 2: a line `file …` belongs here"),
    ("model test", "model other", "line 3: the model at hand has another `model`"),
    ("configuration -", "configuration on", "line 4: the model at hand has another `configur"),
    ("options none", "options a, b", "line 5: the model at hand has another `options`"),
    ("property property", "property p", "line 6: the model at hand has another `property`"),
    ("dishonest mallory", "dishonest", "line 8: the line ends before a principal's name"),
    ("sessions", "session", "line 10: `session` stands where `sessions` should"),
    ("1: Initiator", "1: Initiate", "line 11: there is no role `Initiate`"),
    ("2: Responder", "3: Responder", "line 12: the number of this line should be 2"),
    ("(@bob)", "(@bob, 5)", "line 12: Responder has 1 parameters, not 2"),
    ("(@bob)", "(#bob:Brand)", "line 12: there is no sort `Brand`"),
    ("session 1,", "session 3,", "line 15: there is no session 3"),
    ("session 1,", "session 0,", "line 15: the session's number is at least 1, not 0"),
    ("transition 1", "transition 9", "line 15: Initiator has no transition 9"),
    ("s0 -> s1", "s1 -> s2", "line 15: transition 1 of Initiator joins other states"),
    ("own 1)", "own 99999999999999999999)", "does not fit 64 bits"),
    ("aenc(pair", "aenk(pair", "line 16: there is no symbol `aenk`"),
    ("pair(new na 1.1, @alice)", "pair(new na 1.1)", "line 16: `pair` does not take 1 argument"),
    ("[decrypt aenc:", "[encrypt aenc:", "line 16: there is no rule `encrypt aenc`"),
    ("read 1,", "read 1, read 1,", "line 16: the rule `decrypt aenc` has 2 premises, not 3"),
    ("knows Responder 1", "knows Responder 2", "line 16: Responder has 1 `knows` terms"),
    ("B = @mallory", "C = @mallory", "line 16: Responder has no variable `C`"),
    ("B = @mallory", "?9 = @mallory", "line 16: Responder has no variable ?9"),
    ("B = @mallory", "B = @bob, B = @bob", "line 16: a variable of Responder has two values"),
    ("delivered 2", "delivered 2; later", "line 17: `;` stands where the line's end should"),
    ("delivered 2", "delivered é", "has no meaning here"),
    ("claim learned", "claim guessed", "line 19: a claim is `learned`, `confirmed`"),
    ("claim learned", "# claim learned", "line 20: the file ends before `claim`"),
    ("claim learned of", "claim violated\nclaim of", "line 20: nothing follows the claim"),
  ])
  func anErrorNamesItsLine(part: String, replacement: String, expected: String) throws {
    let found = error(try changed(part, replacement))
    #expect(found?.contains(expected) ?? false, "got: \(found ?? "accepted")")
  }

  @Test func emptyBinaryAndTruncatedTextsAreRefused() throws {
    for text in ["", "\n", "#", "\0\u{1}\u{FFFD}", String(repeating: "(", count: 100_000)] {
      #expect(error(text)?.hasPrefix("line ") ?? false)
      #expect((try? parseTraceHeader(text).get()) == nil)
    }
    let whole = try text(NS.model, NS.secretAttack, property: 0)
    for length in 0..<whole.count - 2 {
      #expect(error(String(whole.prefix(length))) != nil, "\(length) characters")
    }
  }

  @Test func nestingIsBounded() throws {
    for (first, open, close) in [
      ("", "hash(", ")"), ("", "[first pair: ", "]"), ("public ", "pair(1, ", ")"),
    ] {
      // The innermost part and the rule around the place are one deep each.
      for depth in [255, 10_000, 100_000] {
        let (opened, closed) = (
          String(repeating: open, count: depth), String(repeating: close, count: depth)
        )
        let found = error(try changed("read 3", first + opened + "own 1" + closed))
        #expect(found?.contains("nested deeper") ?? false, "got: \(found ?? "accepted")")
      }
    }
  }

  @Test func commentsBlanksAndOtherLineEndsSayNothing() throws {
    let whole = try text(NS.model, NS.secretAttack, property: 0)
    let commented = whole.replacing("\ndishonest", with: "\n# Lowe 1995\n \ndishonest")
      .replacing(", ", with: " ,\t").replacing("\n", with: "\r\n")
    #expect(parseTrace(commented, in: NS.model, property: 0) == .success(NS.secretAttack))
  }

  @Test func thePropertyHasToExist() throws {
    let whole = try text(NS.model, NS.secretAttack, property: 0)
    for property in [-1, 4, .max - 1] {
      guard case .failure = parseTrace(whole, in: NS.model, property: property) else {
        Issue.record("property \(property)")
        continue
      }
    }
  }
}
