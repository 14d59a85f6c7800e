// The checker's translation: which clauses small models become, as docs/saturation.md and
// docs/certificates.md say, and that every property of the repository's models becomes some.

import Diagnostics
import Foundation
import ModelSupport
import ProtocolModel
import Terms
import Testing

@testable import Certificates

@Suite struct TranslationTests {
  // MARK: What the attacker derives

  @Test func theAttackerComposesAnalysesAndInvents() throws {
    let clauses = try translated(
      """
      protocol P
      message Hello(nonce: Nonce)
      function shared(A, B): Key private
      function house: Nonce
      role A(X, b Y)
        knows sk(X), shared(X, _)
      {
        start -> done { fresh n: Nonce  send Hello(n) }
      }
      role B(Y) { start -> done { receive Hello(?n) } }
      property p: secret n of A
      """)
    expect(
      clauses,
      [
        "=> knows(own(?0)) with ?0: session",
        "=> knows(sk(?0)) with ?0: dishonest",
        "=> knows(shared(?0, ?1)) with ?0: dishonest; ?1: principal",
        "=> knows(pk(sk(?0))) with ?0: principal",
        "knows(?0) => knows(vk(sk(?1, ?0))) with ?1: principal",
        "knows(?0); knows(?1) => knows(senc(?0, ?1))",
        "knows(?0) => knows(pk(?0))",
        "knows(senc(?0, ?1)); knows(?1) => knows(?0)",
        "knows(sign(?0, ?1)) => knows(?0)",
      ])
    let composed = clauses.filter { $0.contains("=> knows(sk(") || $0.contains("=> knows(shared(") }
    #expect(composed.allSatisfy { !$0.hasPrefix("knows") }, "nobody applies private functions")
    #expect(!clauses.contains { $0.contains("=> knows(house") || $0.contains("=> knows(pair") })
  }

  @Test func credentialsStandForAllValuesOfTheirWildcards() throws {
    let clauses = try translated(
      """
      protocol P
      sort Brand
      function f(Principal, Nonce, Int, Brand): Key private
      role A(X, Y, size: Int, brand: Brand)
        knows f(Y, _, size, brand)
      {
        start -> done { fresh n: Nonce  send n }
      }
      property p: secret n of A
      """)
    expect(
      clauses,
      [
        "=> knows(f(?0, ?1, ?2, ?3)) with ?0: principal; ?1: principal; ?2: integer; "
          + "?3: constant Brand",
        "=> knows(f(?0, ?1, ?2, ?3)) with ?0: principal; ?1: constant Nonce; ?2: integer; "
          + "?3: constant Brand",
      ])
  }

  @Test func inATypedModelTheAttackersNamesHaveSorts() throws {
    let clauses = try translated(
      """
      protocol P
      typed
      sort Brand
      role A(X) { start -> done { receive ?n: Nonce  send n } }
      property p: secret n of A
      """)
    expect(
      clauses,
      [
        "=> knows(own:Nonce(?0)) with ?0: session", "=> knows(own:Brand(?0)) with ?0: session",
        "knows(?0) => knows(?0) with ?0: sort Nonce",
        "knows(?0); knows(?0) => violated with ?0: sort Nonce",
      ])
    #expect(!clauses.contains { $0.contains("own:Principal") || $0.contains("own:Int") })
  }

  // MARK: Sessions

  private static let handshake = """
    protocol P
    message Hello(n: Nonce, a: Principal)
    message Reply(n: Nonce)
    role A(X, b Y) distinct X, Y
      knows pk(Y)
    {
      start -> waiting {
        fresh n: Nonce
        event Begins(X, Y, n)
        send aenc(Hello(n, X), pk(Y))
      }
      waiting -> done { receive Reply(n)  event Ends(X, Y, n) }
    }
    role B(Y) knows sk(Y)
    {
      start -> done {
        receive aenc(Hello(?n, ?Z), pk(Y))
        event Answers(Y, Z, n)
        send Reply(n)
      }
    }
    """

  @Test func whatATransitionDoesHasEverythingItRequires() throws {
    let clauses = try translated(
      Self.handshake + "\nproperty p: Ends(X, Y, n) requires Answers(Y, X, n) unless dishonest(Y)")
    let nonce = "new n A:start>1(?0, ?1, ?2"
    let hello = "aenc(Hello(?0, ?1), pk(sk(?2)), ?3)"
    expect(
      clauses,
      [
        "knows(\(hello)); happened Answers(?2, ?1, ?0) => knows(Reply(?0)) with ?2: honest",
        "knows(Reply(new n A:start>1(?2, ?0, ?1))) where ?0 != ?1 "
          + "=> claim(?0, ?1, new n A:start>1(?2, ?0, ?1)) "
          + "with ?0: honest; ?1: honest; ?2: session",
      ])
    #expect(clauses.contains { $0.contains("=> knows(aenc(Hello(\(nonce)") })
  }

  @Test func anInjectiveClaimSaysWhichOccurrenceItIs() throws {
    let clauses = try translated(
      Self.handshake
        + "\nproperty p: Ends(X, Y, n) requires injectively Answers(Y, X, n) unless dishonest(Y)")
    let hello = "aenc(Hello(?0, ?1), pk(sk(?2)), ?3)"
    expect(
      clauses,
      [
        "knows(\(hello)); happened Answers(?2, ?1, ?0, B:start>1!1, ?4, ?4) => knows(Reply(?0)) "
          + "with ?2: honest; ?4: session",
        "knows(Reply(new n A:start>1(?2, ?0, ?1))) where ?0 != ?1 "
          + "=> claim A:start>1>2!1(?0, ?1, new n A:start>1(?2, ?0, ?1), ?2, ?2) "
          + "with ?0: honest; ?1: honest; ?2: session",
      ])
  }

  @Test func stepsAreTracedIfAskedFor() throws {
    let clauses = try translated(
      Self.handshake + "\nproperty p: secret n of A at waiting unless dishonest(Y)",
      tracesSteps: true)
    expect(
      clauses,
      [
        "step A:start>1(?0, ?1, new n A:start>1(?2, ?0, ?1), "
          + "new _6 A:start>1(?2, ?0, ?1, new n A:start>1(?2, ?0, ?1)), ?2, ?2); "
          + "knows(new n A:start>1(?2, ?0, ?1)) where ?0 != ?1 => violated "
          + "with ?0: honest; ?1: honest; ?2: session"
      ], ignoringHiddenNames: true)
  }

  @Test func vacuityAsksForTheTriggerWhateverExcuses() throws {
    let clauses = try translated(
      Self.handshake + "\nproperty p: Ends(X, Y, n) requires Answers(Y, X, n) unless dishonest(Y)",
      isVacuity: true)
    expect(
      clauses,
      [
        "knows(Reply(new n A:start>1(?0, ?1, ?2))) where ?1 != ?2 => triggered "
          + "with ?0: session; ?1: honest; ?2: principal"
      ])
    #expect(!clauses.contains { $0.contains("claim") || $0.contains("violated") })
  }

  @Test func alternativesOfConditionsArePathsOfTheirOwn() throws {
    let clauses = try translated(
      """
      protocol P
      role A(X) {
        start -> done {
          receive ?x, ?y, ?z
          require x == y or y == z and x != z
          fresh n: Nonce
          send n
        }
      }
      property p: secret n of A
      """)
    let fresh1 = "new n A:start>1/1(?2, ?3, ?0, ?0, ?1)"
    let fresh2 = "new n A:start>1/2(?2, ?3, ?0, ?1, ?1)"
    expect(
      clauses,
      [
        "knows(pair(?0, pair(?0, ?1))) => knows(\(fresh1)) with ?2: session; ?3: honest",
        "knows(pair(?0, pair(?1, ?1))) where ?0 != ?1 => knows(\(fresh2)) "
          + "with ?2: session; ?3: honest",
      ])
  }

  @Test func aCycleIsCutAndItsStretchesHavePoints() throws {
    let clauses = try translated(
      """
      protocol P
      role A(X) {
        start -> idle { fresh k: Key }
        idle -> busy { receive ?m  fresh n: Nonce }
        busy -> idle { send senc((m, n), k) }
      }
      property p: secret n of A
      """)
    let key = "new k A:start>1(?0, ?1)"
    let nonce = "new n A:idle>2(?3, ?4, ?5, ?1, ?0)"
    expect(
      clauses,
      [
        "=> at A idle(?0, ?1, \(key)) with ?0: session; ?1: honest",
        "at A idle(?3, ?5, ?1); knows(?0) => knows(senc(pair(?0, \(nonce)), ?1)) "
          + "with ?3: session; ?4: session; ?5: honest",
        "at A idle(?0, ?1, ?2); knows(?3) => at A idle(?0, ?1, ?2) "
          + "with ?0: session; ?1: honest",
      ])
  }

  // MARK: Tables and the written order

  /// Found by random protocols: engine and checker named what is made in the first round differently.
  @Test func aRoleThatReturnsToItsStartIsCutThereAtOnce() throws {
    let clauses = try translated(
      """
      protocol Round
      role Server(S) {
        start -> start {
          fresh n: Nonce
          send n
        }
      }
      attacker { controls network }
      property p: secret n of Server
      """)
    #expect(clauses.contains { $0.hasPrefix("=> at Server start(?0, ?1)") })
    let made = clauses.filter { $0.contains("new n Server:start>1(") }
    #expect(!made.isEmpty && made.allSatisfy { $0.contains("at Server start(") })
  }

  @Test func aLookUpMayFindWhatItsOwnTransitionInserted() throws {
    let clauses = try translated(
      """
      protocol P
      table seen(x: Message) of A
      role A(X) {
        start -> done {
          receive ?x
          event First(x)
          insert (x) into seen
          event Second(x)
          require (x) in seen
          event Third(x)
        }
      }
      property p: First(x) requires Second(x)
      """)
    expect(
      clauses,
      [
        // Not the second event, which is recorded after the insertion; nor the look-up.
        "knows(?0) => entry seen(?1, ?0) with ?1: honest",
        // Not the look-up, which may have found the entry that is inserted later.
        "knows(?0) => claim(?0)",
      ])
  }

  @Test func anEntryElsewhereIsRequiredEvenIfItIsLookedUpLater() throws {
    let clauses = try translated(
      """
      protocol P
      table seen(x: Message) of A
      table done(x: Message) of A
      role A(X) {
        start -> done {
          receive ?x
          event First(x)
          insert (x) into done
          event Second(x)
          require (x) in seen
        }
      }
      property p: First(x) requires Second(x)
      """)
    expect(
      clauses,
      [
        "knows(?0); happened Second(?0); entry seen(?1, ?0) => entry done(?1, ?0) "
          + "with ?1: honest",
        "knows(?0) => claim(?0)",
      ])
  }

  @Test func whatIsAbsentAndThenInsertedIsAKey() throws {
    let (clauses, keys) = try translatedWithKeys(
      """
      protocol P
      table seen(x: Message, y: Nonce) of A
      role A(X) {
        start -> done {
          receive ?x
          fresh n: Nonce
          require (x, _) not in seen
          insert (x, n) into seen
          event First(x)
        }
      }
      property p: First(x) requires injectively Second(x)
      role B(Y) { start -> done { receive ?x  event Second(x)  send x } }
      """)
    expect(
      clauses,
      ["knows(?0) => claim A:start>1!1(?0, ?1, ?1, ?2, ?0) with ?1: session; ?2: honest"])
    let kind = ClaimKey.Kind(table: TableID(0), columns: [0], wildcards: [.any])
    #expect(keys == ["claim A:start>1!1": [ClaimKey(kind: kind, step: "A:start>1", count: 2)]])
  }

  // MARK: Channels

  @Test func channelsReadAndInjectAsTheTableSays() throws {
    func clauses(_ security: String) throws -> [String] {
      try translated(
        """
        protocol P
        channel c: \(security) between A, B
        role A(X, b Y) { start -> done { fresh n: Nonce  send n over c } }
        role B(Y, a X) { start -> done { receive ?n over c  send n } }
        attacker { controls network; plays A, B }
        property p: secret n of A
        """
      ).filter { $0.contains("message c") || $0.contains("new n A:start>1(") }
    }
    let nonce = "new n A:start>1(?2, ?0, ?1)"
    let sent = "=> message c B(?0, ?1, \(nonce)) with ?0: honest; ?1: principal; ?2: session"
    let everywhere = "=> knows(new n A:start>1(?0, ?1, ?2)) "
    let received = "message c B(?0, ?1, ?2) => knows(?2) with ?0: principal; ?1: honest"
    let injected = "knows(?0) => message c B(?1, ?2, ?0) with ?1: "
    let authentic = try clauses("authentic")
    expect(
      authentic,
      [
        sent, received, everywhere + "with ?0: session; ?1: honest; ?2: principal",
        injected + "dishonest; ?2: honest",
      ])
    for (security, name) in [("confidential", "principal"), ("secure", "dishonest")] {
      let found = try clauses(security)
      expect(
        found,
        [
          sent, received, everywhere + "with ?0: session; ?1: honest; ?2: dishonest",
          injected + name + "; ?2: honest",
        ])
      #expect(!found.contains(everywhere + "with ?0: session; ?1: honest; ?2: principal"))
    }
    expect(
      try clauses("insecure"),
      [
        "=> message c B(new n A:start>1(?0, ?1, ?2)) "
          + "with ?0: session; ?1: honest; ?2: principal",
        everywhere + "with ?0: session; ?1: honest; ?2: dishonest",
        "message c B(?0) => knows(?0)", "knows(?0) => message c B(?0)",
      ])
  }

  // MARK: Hidden and reachable

  @Test func aViewerSeesWhatItsSessionsHandle() throws {
    let clauses = try translated(
      """
      protocol P
      function card(A): Key private
      function tag(B, A): Key private
      role A(X, b Y) knows card(X), pk(Y) { start -> done { send senc(card(X), pk(sk(Y))) } }
      role B(Y, a X) knows sk(Y), tag(Y, _) { start -> done { receive ?m  fresh n: Nonce } }
      property p: hidden card(X) of A from B
      """)
    expect(
      clauses,
      [
        "=> sees(?0, sk(?0)) with ?0: role B", "=> sees(?0, sk(?0, ?1)) with ?0: role B",
        "=> sees(?0, tag(?0, ?1)) with ?0: role B; ?1: honest",
        "sees(?0, senc(?1, ?2)); sees(?0, ?2) => sees(?0, ?1) with ?0: role B",
        "message network(?0) => sees(?1, ?0) with ?1: role B",
        "sees(?0, card(?1)) => violated with ?0: role B; ?1: role A",
      ])
    #expect(!clauses.contains { $0.contains("knows") }, "the network only delivers")
  }

  @Test func aWitnessHasEventsForAllPatterns() throws {
    let clauses = try translated(
      Self.handshake + "\nproperty p: reachable Ends(X, Y, n) and Answers(Y, _, n)")
    expect(
      clauses,
      [
        "event Ends(?0, ?1, ?2); event Answers(?1, ?3, ?2) => violated",
        "message network(aenc(Hello(?0, ?1), pk(sk(?2)), ?3)) => event Answers(?2, ?1, ?0) "
          + "with ?2: honest",
      ])
  }

  // MARK: What is refused

  @Test func invariantsAndEquationsInPropertiesAreRefused() throws {
    let model = """
      protocol P
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = x
      table t(n: Int) of A
      role A(X) { start -> done { receive ?c, ?k  insert (1) into t  event E(c, k) } }
      property p:
      """
    #expect(try refusal(model + " secret dec(c, k) of A") != nil)
    #expect(try refusal(model + " secret enc(c, k) of A") == nil)
    #expect(try refusal(model + " invariant sum(n for (?n) in t) <= 3 of A") != nil)
  }

  @Test func wordsOfCertificatesAreNoFunctions() throws {
    let model = """
      protocol P
      message own(n: Nonce)
      role A(X) { start -> done { fresh n: Nonce  send own(n) } }
      property p: secret n of A
      """
    #expect(try refusal(model) != nil)
  }

  @Test func functionsIntoPrincipalsAreNoNames() throws {
    func model(_ declarations: String) -> String {
      """
      protocol P
      \(declarations)
      role A(X) { start -> done { receive ?b: Principal  fresh n: Nonce  send n } }
      property p: secret n of A
      """
    }
    #expect(try refusal(model("function owner(Key): Principal")) == nil)
    #expect(try refusal(model("typed\nfunction owner(Key): Principal")) != nil)
    #expect(try refusal(model("function alice: Principal")) != nil)
  }

  // MARK: Cases

  @Test func everyCaseOfHonestyIsThere() throws {
    let text = """
      protocol P
      principal A
      principal B honest
      principal C dishonest
      principal D
      role R(X) { start -> done { fresh n: Nonce  send n } }
      property p: secret n of R
      property q: reachable E(n)
      """
    let model = try #require(try models(of: text.replacing("send n", with: "event E(n)")).first)
    #expect(
      CaseAssumptions.all(model, model.properties[0]) == [
        ["C"], ["A", "C"], ["C", "D"], ["A", "C", "D"],
      ])
    #expect(CaseAssumptions.all(model, model.properties[1]) == [[]])
  }

  /// Each value that a session makes is a function of those before: as trees they double each time.
  @Test(.timeLimit(.minutes(1))) func manyFreshValuesAreNoMatter() throws {
    let names = (1...60).map { "n\($0)" }
    let clauses = try clauseCount(
      """
      protocol P
      role A(X, Y) {
        start -> waiting { fresh \(names.joined(separator: ", "))  send \(names.joined(separator: ", ")) }
        waiting -> done { receive ?m  send m, n1 }
      }
      property p: secret n60 of A
      """)
    #expect(clauses > 0)
  }

  @Test(.timeLimit(.minutes(1))) func longRolesAreNoMatter() throws {
    func model(_ count: Int) -> String {
      let steps = (0..<count).map { "s\($0) -> s\($0 + 1) { receive ?x\($0)  send hash(x\($0)) }" }
      return """
        protocol P
        role A(X) {
          \(steps.joined(separator: "\n  "))
        }
        property p: secret x0 of A
        """
    }
    #expect(try clauseCount(model(60)) > 60)
    #expect(try refusal(model(300)) != nil)
  }

  // MARK: All models

  @Test(.timeLimit(.minutes(5))) func everyPropertyOfTheRepositorysModelsIsTranslated() throws {
    for path in try Repository.modelPaths() {
      for model in try models(of: Repository.text(path), path: path) {
        for (index, property) in model.properties.enumerated() {
          let cases = try #require(CaseAssumptions.all(model, property))
          for dishonest in cases {
            let assumptions = CaseAssumptions(dishonest: dishonest, tracesSteps: index % 2 == 0)
            let first = translate(model, property: index, assumptions, isVacuity: false)
            if case .invariant = property.goal {
              #expect(throws: TranslationRefusal.self) { try first.get() }
              continue
            }
            let result = try first.get()
            #expect(!result.clauses.isEmpty)
            guard index == 0 else { continue }
            let second = translate(model, property: index, assumptions, isVacuity: false)
            #expect(try second.get().clauses == result.clauses, "the order is fixed")
          }
        }
      }
    }
  }
}

// MARK: - Support

/// The clauses of the first property with nobody that is named dishonest, as text.
private func translatedWithKeys(
  _ text: String, tracesSteps: Bool = false, isVacuity: Bool = false
) throws -> (clauses: [String], keys: [String: [ClaimKey]]) {
  let model = try #require(try models(of: text).first)
  let result = try translate(
    model, property: 0, CaseAssumptions(dishonest: [], tracesSteps: tracesSteps),
    isVacuity: isVacuity
  ).get()
  var printer = ClausePrinter(terms: result.terms, model: model)
  return (result.clauses.map { printer.text($0) }, result.keys)
}

private func translated(
  _ text: String, tracesSteps: Bool = false, isVacuity: Bool = false
) throws -> [String] {
  try translatedWithKeys(text, tracesSteps: tracesSteps, isVacuity: isVacuity).clauses
}

private func clauseCount(_ text: String) throws -> Int {
  let model = try #require(try models(of: text).first)
  return try translate(
    model, property: 0, CaseAssumptions(dishonest: [], tracesSteps: true), isVacuity: false
  ).get().clauses.count
}

private func refusal(_ text: String) throws -> String? {
  let model = try #require(try models(of: text).first)
  let result = translate(
    model, property: 0, CaseAssumptions(dishonest: [], tracesSteps: false), isVacuity: false)
  guard case .failure(let refusal) = result else { return nil }
  return refusal.reason
}

/// Each of these is among the clauses, whatever its variables are called.
private func expect(
  _ clauses: [String], _ wanted: [String], ignoringHiddenNames: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func comparable(_ text: String) -> String {
    let text = ignoringHiddenNames ? text.replacing(/new _[a-z0-9]+/, with: "new _") : text
    return renamed(text)
  }
  let found = Set(clauses.map(comparable))
  for text in wanted where !found.contains(comparable(text)) {
    Issue.record(
      "missing: \(comparable(text))\n\(clauses.map(comparable).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}

/// The variables numbered in the order of their occurrence in the text, their domains in that order.
private func renamed(_ text: String) -> String {
  let parts = text.split(separator: " with ", maxSplits: 1)
  var order: [Substring] = []
  let facts = String(parts[0]).replacing(/\?(\d+)/) { match in
    if !order.contains(match.output.1) { order.append(match.output.1) }
    return "?\(order.firstIndex(of: match.output.1)!)"
  }
  guard parts.count == 2 else { return facts }
  let domains = parts[1].split(separator: "; ").map { domain in
    String(domain).replacing(/^\?(\d+)/) { match in "?\(order.firstIndex(of: match.output.1) ?? -1)"
    }
  }
  return "\(facts) with \(domains.sorted().joined(separator: "; "))"
}

private struct ClausePrinter {
  var terms: ClauseTerms
  let model: ProtocolModel

  mutating func text(_ clause: Clause) -> String {
    var text = clause.hypotheses.map(self.text).joined(separator: "; ")
    if !clause.constraints.isEmpty {
      let constraints = clause.constraints.map { "\(self.text($0.left)) != \(self.text($0.right))" }
      text += " where \(constraints.joined(separator: "; "))"
    }
    text += text.isEmpty ? "=> " : " => "
    text += self.text(clause.conclusion)
    let domains = clause.domains.enumerated().filter { $0.element != .everything }.map {
      "?\($0.offset): \(self.text($0.element))"
    }
    return domains.isEmpty ? text : "\(text) with \(domains.joined(separator: "; "))"
  }

  private func text(_ term: ClauseTerm) -> String {
    switch terms[term] {
    case .variable(let number): return "?\(number)"
    case .integer(let value): return "\(value)"
    case .apply(let symbol, let arguments):
      let name = terms.symbols[symbol].text
      if arguments.isEmpty { return name }
      return "\(name)(\(arguments.map(text).joined(separator: ", ")))"
    }
  }

  private func text(_ domain: Domain) -> String {
    switch domain {
    case .everything: "everything"
    case .other: "other"
    case .principal: "principal"
    case .honest: "honest"
    case .dishonest: "dishonest"
    case .role(let role): "role \(model.roles[role].name)"
    case .integer: "integer"
    case .constant(let sort): "constant \(model.sorts[Int(sort.index)].name)"
    case .sort(let sort): "sort \(model.sorts[Int(sort.index)].name)"
    case .session: "session"
    }
  }
}
