// docs/semantics.md, S8 and S9, as the engine and what judges its answers obey them.

import ProtocolModel
import Testing
import Verification

@Suite struct ScopeRuleOracleTests {
  @Test func S8_1_aScenarioLimitsSessionsAndLoops() throws {
    try check(
      """
      message First(x: Principal)
      message Second(x: Principal)
      role A(X) { start -> done { send First(X) } }
      role B(Y) knows sk(Y) {
        start -> one { receive First(?x)  fresh n: Nonce  event Counts(Y, n)  send Second(Y) }
        one -> one { receive Second(Y)  event Rounds(Y, n) }
      }
      property counts: Counts(Y, n) requires Never(_)
      property onlyOneB: reachable Rounds(Y, n) within oneB
      property noB: reachable Counts(Y, n) within onlyA
      property atMostOne: reachable Counts(Y, n) within tooFew
      property atMostTwo: reachable Counts(Y, n) within enough
      scenario default { 1 A, 1 B }
      scenario oneB { 1 A, 1 B, loops 1 }
      scenario onlyA { 1 A }
      scenario tooFew { 1 A, 1 B, at most 1 }
      scenario enough { 1 A, 1 B, at most 2 }
      """,
      [
        "counts": .found, "onlyOneB": .found, "noB": .none, "atMostOne": .none,
        "atMostTwo": .found,
      ])
  }

  @Test func S8_1_withoutAScenarioThereAreTwoSessionsOfEachRole() throws {
    try check(
      """
      table count(each: Nonce, n: Int) of A
      role A(X) { start -> done { fresh n: Nonce  insert (n, 1) into count } }
      property two: invariant sum(n for (_, ?n) in count) <= 1 of A
      property three: invariant sum(n for (_, ?n) in count) <= 2 of A
      """, ["two": .found, "three": .none])
  }

  @Test(arguments: [1, 2, 3, nil])
  func S8_1_aSessionTakesEachTransitionOfALoopSoOften(loops: Int?) throws {
    try check(
      """
      role A(X) {
        start -> ready { event Once(X)  event Starts(X)  event Starts(X) }
        ready -> ready { fresh n: Nonce  event Rounds(X, n) }
      }
      property moreThanOne: Rounds(X, n) requires injectively Once(X)
      property moreThanTwo: Rounds(X, n) requires injectively Starts(X)
      scenario default { 1 A\(loops.map { ", loops \($0)" } ?? "") }
      """,
      [
        "moreThanOne": loops ?? 2 > 1 ? .found : .none,
        "moreThanTwo": loops ?? 2 > 2 ? .found : .none,
      ])
  }

  @Test func S8_2_aCutSearchSaysSo() throws {
    let text = """
      role A(X) { start -> s { receive ?n } s -> t { receive ?m  event E(X, n, m) } }
      attacker { controls network }
      property e: E(x, n, m) requires E(x, n, m) or Never(_)
      property f: E(x, n, m) requires Never(_)
      scenario default { 2 A }
      """
    try check(text, ["e": .found, "f": .found])
    try check(text, ["e": .undecided, "f": .undecided], steps: 1)
    #expect(try verdicts(text + "\n" + never, steps: 1) == ["e": .unknown, "f": .unknown])
  }

  @Test func S8_3_whatIsNeverTriggeredIsVacuous() throws {
    try check(
      """
      table paid(n: Int) of A
      table kept(n: Int) of A
      role A(X) {
        start -> s {
          fresh n: Nonce, m: Key
          event Making(X, n)
          event Made(X, n)
          insert (2) into kept
          send senc(n, m)
        }
        s -> t { receive m  fresh k: Key  event Unlikely(X, k)  insert (3) into paid }
      }
      attacker { controls network }
      property made: Made(X, n) requires Made(X, n) or Never(_)
      property held: Made(X, n) requires Making(X, n)
      property recorded: Unlikely(X, k) requires Never(_)
      property bound: secret k of A
      property state: secret n of A at t
      property triggered: secret n of A
      property insertion: invariant sum(n for (?n) in paid) <= 1 of A
      property inserted: invariant sum(n for (?n) in kept) <= 2 of A
      scenario default { 1 A }
      """,
      [
        "made": .found, "held": .none, "recorded": .vacuous, "bound": .vacuous,
        "state": .vacuous, "triggered": .none, "insertion": .vacuous, "inserted": .none,
      ])
  }
}

/// What is reported of each property.
private func verdicts(_ text: String, steps: Int = 100_000) throws -> [String: Verdict] {
  let model = try #require(try models(of: "protocol Test\n" + text).first)
  let results = Verifier(engines: .live).verify(
    VerificationJob(
      path: "test.assay", configuration: nil, options: [], engine: .explore,
      limits: VerificationLimits(steps: steps)),
    model: model)
  return Dictionary(uniqueKeysWithValues: results.map { ($0.property.name, $0.verdict) })
}

@Suite struct HonestRunRuleOracleTests {
  /// B waits for two messages, or for one.
  private func talk(_ received: String) -> String {
    """
    message Hello(x: Principal, n: Nonce)
    role A(X) knows sk(X) {
      start -> done { fresh n: Nonce  event Says(X, n)  send sign(Hello(X, n), sk(X)) }
    }
    role B(Y, a X) knows vk(X) {
      start -> heard { receive sign(Hello(X, ?n), sk(X))  event Hears(Y, X, n) }
      heard -> done { \(received) }
    }
    attacker { controls network }
    property said: Hears(Y, X, n) requires Says(X, n)
    property twice: Hears(Y, X, n) requires injectively Says(X, n)
    scenario default { 1 A, 1 B }
    """
  }

  @Test func S9_nothingHoldsOfAModelWhoseHonestRunDoesNotComplete() throws {
    #expect(try verdicts(talk("event Ends(Y)")) == ["said": .holds, "twice": .holds])
    #expect(try verdicts(talk("receive Hello(Y, ?m)")) == ["said": .unknown, "twice": .unknown])
  }

  /// No property is searched in `default`, which is not written either.
  @Test(arguments: [("event Ends(Y)", Verdict.holds), ("receive Hello(Y, ?m)", .unknown)])
  func S9_theHonestRunIsOfDefaultWhateverScenariosThereAre(end: String, expected: Verdict) throws {
    let lines = talk(end).split(separator: "\n").filter {
      !$0.hasPrefix("scenario") && !$0.hasPrefix("property")
    }
    let small = "\nproperty kept: secret sk(X) of A within small\nscenario small { 1 A }"
    #expect(try verdicts(lines.joined(separator: "\n") + small) == ["kept": expected])
  }

  @Test func S9_nothingIsWitnessedInAModelWhoseHonestRunDoesNotComplete() throws {
    for (end, verdict) in [("event Ends(Y)", Verdict.witness), ("require X == Y", .unknown)] {
      let text = talk(end) + "\nproperty hears: reachable Hears(Y, X, n)"
      #expect(try verdicts(text)["hears"] == verdict)
    }
  }

  @Test func S9_whoHasNothingToDoIsInAFinalState() throws {
    #expect(try verdicts(talk("event Ends(Y)") + "\nrole Idle(Z) { }")["said"] == .holds)
    let scenario = "scenario default { 1 A, 1 B, 1 Idle }"
    let text = talk("event Ends(Y)").replacing("scenario default { 1 A, 1 B }", with: scenario)
    #expect(try verdicts(text + "\nrole Idle(Z) { }")["said"] == .holds)
    let waiting = "\nrole Idle(Z) { start -> done { receive ?x, Z } }"
    #expect(try verdicts(text + waiting)["said"] == .unknown)
  }

  @Test func S9_partnersOwnTheSessionsOfTheirRoles() throws {
    let own = "require X != Y  event Ends(Y)"
    #expect(try verdicts(talk(own)) == ["said": .holds, "twice": .holds])
    let same = "require X == Y  event Ends(Y)"
    #expect(try verdicts(talk(same)) == ["said": .unknown, "twice": .unknown])
  }

  /// B hears a principal's name and compares it with its partner's.
  @Test(arguments: ["==", "!="])
  func S9_thePartnerIsTheOwner(relation: String) throws {
    let text = """
      role A(X) { start -> done { fresh n: Nonce  send X } }
      role B(Y, a X) { start -> done { receive ?Z: Principal  require Z \(relation) X } }
      attacker { controls network }
      property kept: secret n of A
      scenario default { 1 A, 1 B }
      """
    #expect(try verdicts(text) == ["kept": relation == "==" ? .holds : .unknown])
  }

  @Test func S9_anAttackNeedsNoHonestRun() throws {
    let text = talk("receive Hello(Y, ?m)").replacing("1 A, 1 B", with: "1 A, 2 B")
    #expect(try verdicts(text) == ["said": .unknown, "twice": .attack])
  }
}
