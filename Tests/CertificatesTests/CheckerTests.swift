// The checks of docs/certificates.md, "What is checked", each on a few clauses by hand: what it
// accepts, and what it has to reject.

import Diagnostics
import ProtocolModel
import Terms
import Testing

@testable import Certificates

/// Words, and what is said about the clauses that use them.
private struct Case {
  var initial: [String] = []
  var clauses: [String]
  var rules: [String] = []
  var requirement = Requirement()
  /// How events come about.
  var recorded: [String] = []
  var keys: [String: [ClaimKey]] = [:]
  var isVacuity = false

  /// Why the clauses are rejected; nil if they are not.
  func rejection(_ terms: ClauseTerms = vocabulary) -> String? {
    var terms = terms
    do throws(Rejection) {
      let parsedClauses = try parsed(clauses, &terms)
      let leftSides = try parsed(rules.map { "=> knows(\($0))" }, &terms)
      let initial = try parsed(initial, &terms)
      let links = try parsed(recorded, &terms)
      let simplification = Simplification(
        leftSides: leftSides.map { terms.arguments($0.conclusion)[0] })
      var closure = ClosureCheck(parsedClauses, terms, simplification, Work(300_000))
      try closure.checkForm()
      try closure.checkInitial(initial)
      try closure.checkResolution()
      try GoalCheck(
        requirement: requirement, order: OrderCheck(recorded: links), keys: keys,
        isVacuity: isVacuity
      ).check(&closure)
      return nil
    } catch {
      return error.description
    }
  }

  private func parsed(
    _ lines: [String], _ terms: inout ClauseTerms
  ) throws(Rejection) -> [Clause] {
    var parser = ClauseParser(namesModel)
    var clauses: [Clause] = []
    for line in lines {
      switch parser.parse(line, &terms) {
      case .success(let clause): clauses.append(clause)
      case .failure(let failure): throw Rejection("\(line): \(failure.reason)")
      }
    }
    return clauses
  }
}

/// Sorts and roles.
private let namesModel: ProtocolModel = {
  let span = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
  let roles = ["R", "Q"].map { name in
    Role(
      name: name, parameters: [], distinct: [], variables: [], knows: [], states: [],
      initial: StateID(0), transitions: [], span: span)
  }
  return ProtocolModel(
    name: "", configuration: nil, options: [], declaredOptions: [],
    sorts: SortID.builtinNames.map { SortInfo(name: $0, isGuessable: false) },
    signature: Signature(), theory: Theory(rewriteRules: [], analysisRules: []), isTyped: false,
    principals: [], channels: [], tables: [], events: [], roles: roles, properties: [],
    scenarios: [])
}()

private let vocabulary: ClauseTerms = {
  var terms = ClauseTerms()
  func declare(_ kind: ClauseSymbol.Kind, _ symbols: [(String, Int)], result: SortID = .message) {
    for (text, arity) in symbols {
      _ = terms.declare(ClauseSymbol(text, arity, kind, result: result))
    }
  }
  declare(.function, [("f", 1), ("g", 1), ("senc", 2), ("dec", 2)])
  declare(.function, [("k", 1)], result: .key)
  declare(.data, [("pair", 2), ("M", 1)])
  declare(.constant, [("c", 0)], result: .nonce)
  declare(.principal(isDishonest: false), [("@A", 0)], result: .principal)
  declare(.principal(isDishonest: true), [("@D", 0)], result: .principal)
  declare(.fresh(identifiers: 1), [("new n P", 2)], result: .nonce)
  declare(.own, [("own", 1)])
  declare(.place, [("P!1", 0), ("P!2", 0)])
  declare(.predicate(.knows), [("knows", 1)])
  declare(.predicate(.sees), [("sees", 2)])
  declare(.predicate(.plain), [("message", 1), ("at", 1), ("pairs", 2)])
  declare(.predicate(.happened(identifiers: 0)), [("happened E", 1)])
  declare(.predicate(.link), [("link E", 2)])
  declare(.predicate(.happened(identifiers: 3)), [("happened F", 4)])
  declare(.predicate(.happened(identifiers: 2)), [("step P", 3)])
  declare(.predicate(.revealed), [("revealed", 1)])
  declare(.predicate(.violated), [("violated", 0), ("violated", 1)])
  declare(.predicate(.claim), [("claim", 1), ("claim", 2), ("claim P!1", 3), ("claim P!2", 3)])
  declare(.predicate(.claim), [("claim P!3", 5), ("claim P!4", 5)])
  declare(.predicate(.triggered), [("triggered", 0)])
  return terms
}()

// MARK: - Initial clauses and simplification

@Suite struct InitialClauseTests {
  private func isCovered(_ initial: String, by clauses: String..., rules: [String] = []) -> Bool {
    let rejection = Case(initial: [initial], clauses: clauses, rules: rules).rejection()
    #expect(rejection == nil || rejection?.contains("is in no clause's scope") == true)
    return rejection == nil
  }

  @Test func eachHasToBeCovered() {
    #expect(isCovered("message(?0) => at(?0)", by: "message(?0) => at(?0)"))
    #expect(isCovered("message(f(?0)) => at(f(?0))", by: "message(?0) => at(?0)"))
    #expect(isCovered("message(?0); at(c) => at(?0)", by: "message(?0) => at(?0)"))
    #expect(!isCovered("message(?0) => at(?0)", by: "message(?0) => at(f(?0))"))
    #expect(!isCovered("message(?0) => at(?0)", by: "message(?0) => message(?0)"))
    #expect(!isCovered("message(?0) => at(?0)", by: "message(f(?0)) => at(f(?0))"))
    #expect(!isCovered("message(?1) => at(?0)", by: "message(?0) => at(?0)"))
    #expect(!isCovered("message(?0) => at(?0)", by: "message(?0); at(c) => at(?0)"))
  }

  @Test func hypothesesAreMappedToDifferentOnes() {
    #expect(isCovered("message(c); message(?0) => at(c)", by: "message(?0); message(?1) => at(c)"))
    #expect(!isCovered("message(?0) => at(c)", by: "message(?0); message(?1) => at(c)"))
    // Found only by going back: the first that fits is needed for the second.
    #expect(
      isCovered(
        "message(f(c)); message(c) => at(c)", by: "message(?0); message(f(?1)) => at(c)"))
  }

  @Test func domainsAreRespected() {
    func covers(_ special: String, _ general: String) -> Bool {
      isCovered("\(special) => at(?0)", by: "\(general) => at(?0)")
    }
    #expect(covers("with ?0: honest", "with ?0: principal"))
    #expect(covers("with ?0: dishonest", ""))
    #expect(!covers("with ?0: principal", "with ?0: honest"))
    #expect(!covers("", "with ?0: other"))
    #expect(!covers("with ?0: session", ""))
    #expect(isCovered("=> at(@A)", by: "=> at(?0) with ?0: honest".swapped))
    #expect(!isCovered("=> at(@D)", by: "=> at(?0) with ?0: honest".swapped))
    #expect(isCovered("=> at(3)", by: "=> at(?0) with ?0: integer".swapped))
    #expect(!isCovered("=> at(c)", by: "=> at(?0) with ?0: integer".swapped))
    #expect(isCovered("=> at(c)", by: "=> at(?0) with ?0: constant Nonce".swapped))
    #expect(!isCovered("=> at(c)", by: "=> at(?0) with ?0: constant Key".swapped))
  }

  /// Which role a named principal plays differs from run to run.
  @Test func aNamedPrincipalIsNotTheOwnerOfOneRole() {
    #expect(!isCovered("=> at(@A)", by: "=> at(?0) with ?0: role R".swapped))
    #expect(isCovered("=> at(@A)", by: "=> at(?0) with ?0: principal".swapped))
  }

  @Test func constraintsHaveToHoldInTheOther() {
    let plain = "message(?0); message(?1)"
    #expect(
      isCovered("\(plain) where ?0 != ?1 => at(c)", by: "\(plain) where ?1 != ?0 => at(c)"))
    #expect(!isCovered("\(plain) => at(c)", by: "\(plain) where ?0 != ?1 => at(c)"))
    #expect(isCovered("message(c) => at(c)", by: "message(?0) where ?0 != f(?0) => at(c)"))
    #expect(isCovered("message(c) => at(c)", by: "message(?0) where ?0 != 3 => at(c)"))
    #expect(!isCovered("message(?0) => at(?0)", by: "message(?0) where ?0 != 3 => at(?0)"))
    #expect(
      isCovered(
        "message(?0) with ?0: honest => at(?0)", by: "message(?0) where ?0 != 3 => at(?0)"))
    // Nothing says that there is such a value.
    #expect(!isCovered("message(?0) => at(?0)", by: "message(?0) where ?1 != f(?1) => at(?0)"))
  }

  @Test func partsAreKnownIfTheWholeIs() {
    let parts = ["=> knows(f(?0))", "=> knows(g(?1))"].map(\.withPadding)
    #expect(Case(initial: ["=> knows(pair(f(?0), M(g(?1))))"], clauses: parts).rejection() == nil)
    #expect(
      Case(initial: ["=> knows(pair(f(?0), M(g(?1))))"], clauses: [parts[0]]).rejection() != nil)
    #expect(
      isCovered(
        "message(c); knows(pair(?0, ?1)) => at(c)", by: "knows(?0); knows(?1) => at(c)"))
    #expect(
      isCovered(
        "sees(?0, pair(?1, ?2)) => at(c)", by: "sees(?0, ?1); sees(?0, ?2) => at(c)"))
    #expect(!isCovered("message(pair(?0, ?1)) => at(c)", by: "message(?0); message(?1) => at(c)"))
  }

  @Test func whatEverybodyHasIsNoFact() {
    #expect(isCovered("knows(@D); knows(c); knows(3) => at(c)", by: "=> at(c)"))
    #expect(isCovered("knows(?0) with ?0: principal => at(?0)", by: "with ?0: principal => at(?0)"))
    #expect(isCovered("=> knows(c)", by: "=> at(c)"))
    #expect(isCovered("message(?0) with ?0: constant Key => knows(?0)", by: "=> at(c)"))
    #expect(!isCovered("=> knows(?0)", by: "=> at(c)"))
    #expect(!isCovered("with ?0: sort Nonce => knows(?0)", by: "=> at(c)"))
    #expect(!isCovered("=> at(c)", by: "=> knows(c)"))
    #expect(!isCovered("=> knows(f(c))", by: "=> at(c)"))
  }

  @Test func whatFollowsFromItselfSaysNothing() {
    #expect(isCovered("at(?0); message(?0) => at(?0)", by: "=> at(c)"))
    #expect(isCovered("knows(pair(?0, ?1)) => knows(?0)", by: "=> at(c)"))
    #expect(!isCovered("at(f(?0)) => at(?0)", by: "=> at(c)"))
  }

  @Test func whatHasNoInstanceSaysNothing() {
    #expect(isCovered("message(?0) where f(?0) != f(?0) => at(?0)", by: "=> at(c)"))
    #expect(!isCovered("message(?0) where ?0 != ?1 => at(?0)", by: "=> at(c)"))
  }

  @Test func whatIsNotInNormalFormSaysNothing() {
    let rules = ["dec(senc(?0, ?1), ?1)"]
    #expect(isCovered("=> message(f(dec(senc(f(?0), c), c)))", by: "=> at(c)", rules: rules))
    #expect(isCovered("at(dec(senc(c, c), c)) => message(?0)", by: "=> at(c)", rules: rules))
    #expect(!isCovered("=> message(dec(senc(f(?0), c), ?1))", by: "=> at(c)", rules: rules))
    #expect(!isCovered("=> message(dec(senc(c, c), c))", by: "=> at(c)"))
  }

  /// A constraint of a certificate may speak of what is in no run.
  @Test func aConstraintDoesNotMakeAClauseAbnormal() {
    let rules = ["dec(senc(?0, ?1), ?1)"]
    let clauses = [
      "[message(?0)] => violated", "where dec(senc(c, c), c) != 3 => message(c)",
    ]
    let initial = ["=> message(c)", "message(?0) => violated"]
    let rejection = Case(initial: initial, clauses: clauses, rules: rules).rejection()
    #expect(rejection?.hasPrefix("what follows from the clauses 2 and 1") == true)
  }
}

extension String {
  /// `=> C with D`, as it is easier to read, in the order in which it is written.
  fileprivate var swapped: String {
    let parts = split(separator: " with ").map(String.init)
    return "with \(parts[1]) \(parts[0])"
  }
  fileprivate var withPadding: String { self.replacing("?1", with: "?0") }
}

// MARK: - Form

@Suite struct FormTests {
  private func fault(_ clause: String) -> String? { Case(clauses: [clause]).rejection() }

  @Test func tuplesAreTakenApart() {
    #expect(fault("=> knows(pair(?0, ?1))") != nil)
    #expect(fault("=> sees(?0, M(?1))") != nil)
    #expect(fault("knows(pair(?0, ?1)) => at(c)") != nil)
    #expect(fault("[sees(?0, M(?1))] => at(c)") != nil)
    #expect(fault("message(pair(?0, ?1)) => knows(f(pair(?0, ?1)))") == nil)
    #expect(fault("=> sees(pair(?0, ?1), f(?0))") == nil)
  }

  @Test func onlyWhatCanBeConcludedIsSelected() {
    for fact in ["happened E(c)", "step P(c, c, c)", "revealed(f(c))", "happened F(c, c, c, c)"] {
      #expect(fault("[\(fact)] => at(c)") != nil)
      #expect(fault("\(fact) => at(c)") == nil)
    }
    #expect(fault("[knows(?0)] => at(?0)") != nil)
    #expect(fault("[sees(?1, ?0)] => at(?0)") != nil)
    #expect(fault("[knows(f(?0))] => at(?0)") == nil)
    #expect(fault("[message(?0)] => at(?0)") == nil)
  }

  @Test func aVariableThatMayBeATupleIsOtherwiseOnlyKnown() {
    #expect(fault("message(?0) => knows(?0)") != nil)
    #expect(fault("knows(f(?0)) => knows(?0)") != nil)
    #expect(fault("knows(?0); happened E(?0) => sees(c, ?0)") != nil)
    #expect(fault("sees(?0, ?0) => knows(?0)") != nil)
    #expect(fault("=> sees(?0, ?0)") != nil)
    #expect(fault("where ?0 != c => knows(?0)") != nil)
    #expect(fault("message(?0) with ?0: other => knows(?0)") != nil)
    #expect(fault("[message(?0)] => knows(?0)") == nil)
    #expect(fault("message(?0) with ?0: sort Nonce => knows(?0)") == nil)
    #expect(fault("knows(?0); sees(?1, ?0); message(?1) => sees(?1, ?0)") == nil)
    #expect(fault("=> knows(?0)") == nil)
  }

  /// Messages have the sort `Message`: it would be a domain of tuples.
  @Test func noDomainHidesTuples() {
    #expect(fault("message(?0) with ?0: sort Message => knows(?0)") != nil)
    #expect(vocabulary.mayBeData(.sort(.message)))
    #expect(!vocabulary.mayBeData(.sort(.nonce)) && !vocabulary.mayBeData(.constant(.message)))
  }

  @Test func goalsAreConcludedOnly() {
    #expect(fault("violated; message(c) => at(c)") != nil)
    #expect(fault("[triggered] => violated") != nil)
    #expect(fault("claim(c) => violated") != nil)
    #expect(fault("settled: revealed(c) => at(c)") != nil)
  }
}

// MARK: - Resolution

@Suite struct ResolutionTests {
  private func rejection(_ clauses: String...) -> String? { Case(clauses: clauses).rejection() }

  @Test func whatFollowsHasToBeCovered() {
    #expect(rejection("=> message(c)", "[message(?0)] => at(?0)")?.contains("1 and 2") == true)
    #expect(rejection("=> message(c)", "[message(?0)] => at(?0)", "=> at(c)") == nil)
    #expect(rejection("=> message(c)", "[message(f(?0))] => at(?0)") == nil)
    #expect(rejection("[at(c)] => message(c)", "[message(?0)] => at(?0)") == nil)
    #expect(rejection("=> message(c)", "message(?0) => at(?0)") == nil)
    #expect(rejection("=> message(?0)", "[message(f(?0))] => at(?0)", "=> at(?0)") == nil)
    #expect(rejection("=> message(?0)", "[message(f(?0))] => at(?0)", "=> at(f(?0))") != nil)
  }

  @Test func hypothesesAndConstraintsAreKept() {
    let clauses = ["message(f(?0)); at(?0) => message(?0)", "[message(g(?0))]; at(c) => at(?0)"]
    let resolvent = "message(f(g(?0))); at(g(?0)); at(c) => at(?0)"
    #expect(Case(clauses: clauses + [resolvent]).rejection() == nil)
    #expect(Case(clauses: clauses + ["where ?0 != c \(resolvent)"]).rejection() != nil)
    #expect(Case(clauses: clauses + ["message(c); \(resolvent)"]).rejection() != nil)
    let constrained = ["where ?0 != c => message(?0)", "[message(g(?0))] => at(?0)"]
    #expect(Case(clauses: constrained + ["where g(?0) != c => at(?0)"]).rejection() == nil)
    #expect(Case(clauses: constrained + ["where ?0 != c => at(?0)"]).rejection() != nil)
  }

  @Test func domainsAreMet() {
    #expect(
      rejection("with ?0: honest => message(?0)", "[message(?0)] with ?0: dishonest => at(?0)")
        == nil)
    #expect(
      rejection("with ?0: principal => message(?0)", "[message(?0)] with ?0: other => at(?0)")
        != nil)
    #expect(
      rejection(
        "with ?0: principal => message(?0)", "[message(?0)] with ?0: other => at(?0)",
        "with ?0: honest => at(?0)") == nil)
  }

  @Test func variablesOfTheTwoAreApart() {
    #expect(rejection("=> message(f(?0))", "[message(?0)] => at(?0)", "=> at(f(?0))") == nil)
    #expect(rejection("=> message(f(?0))", "[message(?0)] => at(?0)", "=> at(f(c))") != nil)
  }

  @Test func whatIsSettledIsNotResolved() {
    var requirement = Requirement()
    requirement.excuses = 1
    func isAccepted(_ mark: String) -> Bool {
      let goal = "\(mark)[message(?0)]; revealed(?0) => violated(?0)"
      return Case(clauses: ["=> message(c)", goal], requirement: requirement).rejection() == nil
    }
    #expect(isAccepted("settled: "))
    #expect(!isAccepted(""))
  }

  @Test func aTupleThatMayBeKnownIsResolvedInParts() {
    #expect(
      rejection(
        "=> message(pair(f(c), g(c)))", "[message(?0)] => knows(?0)", "=> knows(f(c))") != nil)
    #expect(
      rejection(
        "=> message(pair(f(c), g(c)))", "[message(?0)] => knows(?0)", "=> knows(f(c))",
        "=> knows(g(c))") == nil)
  }
}

// MARK: - Goals

@Suite struct GoalTests {
  private func isHarmless(
    _ clauses: String..., requirement: Requirement = Requirement(), isVacuity: Bool = false
  ) -> Bool {
    Case(clauses: clauses, requirement: requirement, isVacuity: isVacuity).rejection() == nil
  }

  @Test func aSolvedViolationIsOne() {
    #expect(!isHarmless("knows(?0) => violated"))
    #expect(isHarmless("[knows(f(?0))] => violated"))
    #expect(!isHarmless("settled: [knows(f(?0))] => violated"))
  }

  @Test func aRevealExcuses() {
    var one = Requirement()
    one.excuses = 1
    #expect(isHarmless("revealed(f(?0)) => violated(f(?0))", requirement: one))
    #expect(isHarmless("settled: [at(c)]; revealed(?0) => violated(?0)", requirement: one))
    #expect(!isHarmless("revealed(?1) => violated(?0)", requirement: one))
    #expect(!isHarmless("knows(?0) => violated(?0)", requirement: one))
    one.claimed = [0]
    #expect(isHarmless("revealed(?1) => claim(?0, ?1)", requirement: one))
    #expect(!isHarmless("revealed(?0) => claim(?0, ?1)", requirement: one), "no excuse")
  }

  @Test func nothingMayTrigger() {
    #expect(isHarmless("[message(?0)] => triggered", isVacuity: true))
    #expect(!isHarmless("message(?0) => triggered", isVacuity: true))
    #expect(!isHarmless("settled: [message(?0)] => triggered", isVacuity: true))
    #expect(!isHarmless("[message(?0)] => triggered"), "another certificate has none")
    #expect(
      isHarmless(
        "step P(c, ?0, ?0); step P(f(c), ?0, ?0) with ?0: session => triggered",
        isVacuity: true))
  }

  @Test(arguments: [
    ("step P(c, ?0, ?1); step P(f(?2), ?0, ?1) => violated", true),
    ("step P(c, ?0, ?1); step P(?2, ?0, ?1) => violated", false),
    ("step P(c, ?0, ?1); step P(f(?2), ?0, ?0) => violated", false),
    ("step P(c, ?0, ?1); step P(?2, ?0, ?1) where ?2 != c => violated", true),
    ("message(new n P(?0, c)); message(f(new n P(?0, 3))) => violated", true),
    ("message(new n P(?0, c)); message(f(new n P(?1, 3))) => violated", false),
    ("happened F(c, P!1, ?0, ?0); happened F(3, P!1, ?0, ?0) => violated", true),
    ("happened F(c, P!1, ?0, ?0); happened F(3, P!2, ?0, ?0) => violated", false),
    ("happened E(c); happened E(3) => violated", false),
    // One makes the other: the first pair makes ?1 and ?2 equal.
    (
      "step P(?1, ?0, ?0); step P(?2, ?0, ?0); message(new n P(?1, c)); "
        + "message(new n P(?2, 3)) => violated", true
    ),
    ("message(?0) where ?0 != c => violated", false),
    // What is only in a constraint may be in no run.
    ("at(new n P(?0, c)) where new n P(?0, 3) != c => violated", false),
  ])
  func whatDiffersInOneRunIsInNone(_ clause: String, _ isInNone: Bool) {
    let listed = clause.replacing(" => ", with: " with ?0: session => ")
    #expect(isHarmless(listed) == isInNone)
    #expect(isHarmless("settled: " + listed) == isInNone)
  }

  /// `E'(x) requires E(x)`, `E'(x) requires E(y) and E(f(y))`, …
  private func requirement(_ patterns: String..., domains: [Domain]) -> (Requirement, ClauseTerms) {
    var terms = vocabulary
    var parser = ClauseParser(namesModel)
    var found: [ClauseTerm] = []
    for pattern in patterns {
      guard case .success(let clause) = parser.parse("at(?0) => \(pattern)", &terms) else {
        Issue.record("\(pattern)")
        continue
      }
      found.append(clause.conclusion)
    }
    var requirement = Requirement()
    requirement.claimed = [0]
    requirement.domains = domains
    requirement.alternatives = [
      Requirement.Alternative(
        number: 0, patterns: found, follows: found.map { _ in false })
    ]
    return (requirement, terms)
  }

  private func isMet(_ clause: String, _ required: (Requirement, ClauseTerms)) -> Bool {
    Case(clauses: [clause], requirement: required.0).rejection(required.1) == nil
  }

  @Test func aClaimIsMetByWhatHappened() {
    let same = requirement("happened E(?0)", domains: [.everything])
    #expect(isMet("happened E(?0) => claim(?0)", same))
    #expect(isMet("settled: [at(c)]; happened E(?0) => claim(?0)", same))
    #expect(!isMet("happened E(?1) => claim(?0)", same))
    #expect(!isMet("message(?0) => claim(?0)", same))
    #expect(!isMet("settled: [message(?0)] => claim(?0)", same))
    #expect(isMet("[message(?0)] => claim(?0)", same), "it is not solved")
    let inside = requirement("happened E(f(?0))", domains: [.everything])
    #expect(isMet("happened E(f(?0)) => claim(?0)", inside))
    #expect(!isMet("happened E(?0) => claim(?0)", inside))
  }

  @Test func allPatternsAreMetWithOneValue() {
    let both = requirement(
      "happened E(f(?1))", "happened E(g(?1))", domains: [.everything, .everything])
    #expect(isMet("happened E(f(c)); happened E(f(?0)); happened E(g(?0)) => claim(?0)", both))
    #expect(!isMet("happened E(f(c)); happened E(g(?0)) => claim(?0)", both))
    #expect(!isMet("happened E(f(?0)) => claim(?0)", both))
  }

  /// `claim(x) requires E(f(x)) then E(g(x))`, and E(g(x)) is only recorded after E(f(x)).
  private func isOrdered(
    _ clauses: String..., claim: String = "happened E(f(?0)); happened E(g(?0)) => claim(?0)",
    recorded: [String] = [
      "message(?0) => link E(0, f(?0))", "happened E(f(?0)) => link E(0, g(?0))",
    ]
  ) -> Bool {
    var required = requirement(
      "happened E(f(?0))", "happened E(g(?0))", domains: [.everything])
    required.0.alternatives[0].follows = [false, true]
    return Case(
      clauses: [claim] + clauses, requirement: required.0, recorded: recorded
    ).rejection(required.1) == nil
  }

  @Test func anOrderIsToldByWhatHadHappened() {
    #expect(isOrdered("happened E(f(?0)) => link E(1, g(?0))"))
    #expect(isOrdered("happened E(f(?0)) => link E(?1, g(?0))", "=> link E(1, f(?0))"))
    #expect(
      isOrdered(
        "happened E(f(?0)) => link E(1, g(?0))", "happened E(f(c)) => link E(2, g(?0))"),
      "one number is enough")
    #expect(!isOrdered(), "nothing says how it comes about")
    #expect(!isOrdered("happened E(f(c)) => link E(1, g(?0))"), "it says too little")
    #expect(!isOrdered("happened E(f(?0)) => link E(1, g(?0))", "=> link E(1, g(?0))"))
    #expect(!isOrdered("happened E(f(?0)) => link E(1, g(?0))", "=> link E(?1, g(c))"))
    #expect(!isOrdered("message(?0) => link E(1, g(?0))", recorded: ["=> link E(0, g(?0))"]))
    #expect(!isOrdered("[message(?0)] => link E(1, g(?0))"), "it is not resolved to that")
    #expect(!isOrdered("settled: happened E(f(?0)) => link E(1, g(?0))"))
    #expect(!isOrdered("happened E(f(?0)); link E(1, g(?0)) => link E(1, g(?0))"))
  }

  @Test func onlyTheEventOfTheClaimCounts() {
    let claim = "happened E(f(c)); happened E(g(c)) => claim(c)"
    #expect(isOrdered("happened E(f(c)) => link E(1, g(c))", claim: claim))
    #expect(!isOrdered("happened E(f(3)) => link E(1, g(3))", claim: claim))
    // There is no way to record it, so there is no such run.
    #expect(isOrdered(claim: claim, recorded: ["=> link E(0, g(3))"]))
  }

  @Test func freeVariablesTakeWhatTheirKindTakes() {
    let integer = requirement("happened E(?1)", domains: [.everything, .integer])
    #expect(isMet("happened E(3) => claim(?0)", integer))
    #expect(!isMet("happened E(?0) => claim(?0)", integer))
    #expect(isMet("happened E(?0) with ?0: integer => claim(?0)", integer))
  }

  @Test func withoutAnAlternativeNothingIsMet() {
    #expect(!isHarmless("happened E(?0) => claim(?0)"))
  }
}

// MARK: - Injectivity

@Suite struct InjectivityTests {
  private static let patterns: (Requirement, ClauseTerms) = {
    var terms = vocabulary
    var parser = ClauseParser(namesModel)
    let pattern = "with ?2: session; ?3: session => happened F(?0, ?1, ?2, ?3)"
    guard case .success(let clause) = parser.parse(pattern, &terms) else {
      preconditionFailure("the pattern is a clause")
    }
    var requirement = Requirement()
    requirement.claimed = [0]
    requirement.isInjective = true
    requirement.domains = [.everything, .everything, .session, .session]
    requirement.alternatives = [
      Requirement.Alternative(number: 0, patterns: [clause.conclusion], follows: [false])
    ]
    return (requirement, terms)
  }()

  private func isInjective(
    _ clauses: String..., keys: [String: [ClaimKey]] = [:],
    _ change: (inout Requirement) -> Void = { _ in }
  ) -> Bool {
    var (requirement, terms) = Self.patterns
    change(&requirement)
    let listed = clauses.map { clause in
      let used = (0...9).filter { clause.contains("?\($0)") && $0 > 2 }
      let domains = used.map { "?\($0): session" }.joined(separator: "; ")
      return clause.replacing(" => ", with: " with \(domains) => ")
    }
    let rejection = Case(clauses: listed, requirement: requirement, keys: keys).rejection(terms)
    #expect(rejection == nil || rejection?.contains("serve two") == true, "\(rejection ?? "")")
    return rejection == nil
  }

  @Test func anEventMayServeTwoSessions() {
    #expect(!isInjective("happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!1(?0, ?4, ?4)"))
    #expect(
      isInjective("happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!1(?0, ?3, ?3)"),
      "one session, one claim")
    #expect(
      !isInjective("happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!1(?0, ?3, ?4)"),
      "at different points")
  }

  /// The event has a value that the claim's session made: it is for one claim.
  @Test func whatASessionMadeIsOfOneSession() {
    #expect(
      isInjective(
        "happened F(new n P(?4, c), P!2, ?3, ?3); at(?0); at(?1); at(?2) "
          + "=> claim P!1(new n P(?4, c), ?4, ?4)"))
  }

  /// Two claims by different clauses, with the same event.
  @Test func claimsOfDifferentPlacesAreDifferent() {
    let first = "happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!1(?0, ?3, ?3)"
    #expect(isInjective(first))
    #expect(!isInjective(first, first.replacing("claim P!1", with: "claim P!2")))
    #expect(
      isInjective(
        "step P(c, ?3, ?3); \(first)",
        "step P(f(c), ?3, ?3); \(first.replacing("claim P!1", with: "claim P!2"))"),
      "one session does not do both")
  }

  @Test func aChoiceForAllIsFoundByGoingBack() {
    let two = "happened F(?0, P!1, ?3, ?3); happened F(?0, P!2, ?4, ?4); at(?1); at(?2)"
    // The first hypothesis would serve many sessions, the second is the claim's own.
    #expect(isInjective("\(two) => claim P!1(?0, ?4, ?4)"))
    #expect(!isInjective("\(two); at(?5) => claim P!1(?0, ?5, ?5)"))
    // The first choice for the first claim takes what the other claim needs.
    let other = "happened F(?0, P!1, ?3, ?3); at(?1); at(?2) => claim P!2(?0, ?3, ?3)"
    #expect(
      isInjective(
        "happened F(?0, ?1, ?3, ?3); happened F(?0, P!2, ?3, ?3); at(?2) => claim P!1(?0, ?3, ?3)",
        other))
  }

  @Test func differentAlternativesShareEvents() {
    let first = "happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!1(?0, ?4, ?4)"
    #expect(!isInjective(first) { $0.alternatives.append($0.alternatives[0]) })
  }

  private func key(_ step: String, table: Int = 0) -> ClaimKey {
    ClaimKey(
      kind: ClaimKey.Kind(table: TableID(table), columns: [0], wildcards: []), step: step, count: 2)
  }

  @Test func aKeyIsOfOneStep() {
    let claim = "happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!3(?0, ?4, ?4, ?1, ?0)"
    #expect(!isInjective(claim), "no key")
    #expect(!isInjective(claim, keys: ["claim P!3": [key("P")]]), "another owner")
    let same = claim.replacing("?1, ?0)", with: "c, ?0)")
    #expect(isInjective(same, keys: ["claim P!3": [key("P")]]))
    #expect(
      !isInjective(claim.replacing("?1, ?0)", with: "c, ?1)"), keys: ["claim P!3": [key("P")]]),
      "another key")
  }

  @Test func keysOfDifferentStepsAreInNoRunTogether() {
    let claim = "happened F(?0, P!2, ?3, ?3); at(?1); at(?2) => claim P!3(?0, ?4, ?4, c, ?0)"
    let other = claim.replacing("claim P!3", with: "claim P!4")
    #expect(isInjective(claim, other, keys: ["claim P!3": [key("P")], "claim P!4": [key("Q")]]))
    #expect(
      !isInjective(claim, other, keys: ["claim P!3": [key("P")], "claim P!4": [key("P")]]),
      "one step, and two claims after it")
    #expect(
      !isInjective(
        claim, other, keys: ["claim P!3": [key("P")], "claim P!4": [key("Q", table: 1)]]),
      "another table")
  }

  @Test func aSettledClaimNeedsAnExcuse() {
    let (requirement, terms) = Self.patterns
    let settled =
      "settled: happened F(?0, P!2, ?1, ?1) with ?1: session => claim P!1(?0, ?1, ?1)"
    #expect(Case(clauses: [settled], requirement: requirement).rejection(terms) != nil)
  }
}

// MARK: - Hostile clauses

@Suite struct HostileClauseTests {
  @Test func whatIsNoClauseIsRejected() {
    for clause in [
      "", "=>", "at(c)", "=> c", "=> ?0", "=> 3", "=> knows(at(c))", "=> nobody(c)", "=> f(c)",
      "=> knows(?0, ?1)", "=> knows()", "[at(c)]; [at(c)] => at(c)", "[at(c) => at(c)",
      "=> at(?99999999999999999999)", "=> at(99999999999999999999)", "=> at(?-1)", "=> at(?9999)",
      "with ?0: nothing => at(?0)", "with ?0: role S => at(?0)", "with ?0: sort S => at(?0)",
      "with ?0: sort Principal => at(?0)", "where c => at(c)", "=> at(c) => at(c)", "=> at(c))",
    ] {
      #expect(Case(clauses: [clause]).rejection() != nil, "\(clause)")
    }
  }

  @Test func numbersAtTheirLimitsAreTerms() {
    #expect(Case(clauses: ["=> at(\(Int.min))", "=> at(\(Int.max))"]).rejection() == nil)
  }

  @Test func deepTermsAreRejected() {
    for depth in [600, 1_000_000] {
      let term = String(repeating: "f(", count: depth) + "c" + String(repeating: ")", count: depth)
      #expect(Case(clauses: ["=> at(\(term))"]).rejection() != nil)
    }
  }

  /// Each variable stands for twice what the next stands for.
  @Test func termsThatExplodeAreLookedAtOnce() {
    func chains(_ first: Int) -> (left: String, right: String) {
      var (left, right) = ("c", "c")
      for variable in first..<(first + 60) {
        left = "senc(?\(variable), \(left))"
        right = "senc(senc(?\(variable + 1), ?\(variable + 1)), \(right))"
      }
      return (left, right)
    }
    let (one, two) = (chains(0), chains(61))
    #expect(
      Case(
        clauses: ["=> pairs(?0, ?0)", "[pairs(\(one.left), \(one.right))] => at(?0)", "=> at(?0)"]
      ).rejection() == nil)
    // Two such terms that are compared part by part: too much to do, whatever comes of it.
    let left = "senc(\(one.left), senc(\(two.left), ?0))"
    let right = "senc(\(one.right), senc(\(two.right), ?61))"
    #expect(
      Case(clauses: ["=> pairs(?0, ?0)", "[pairs(\(left), \(right))] => at(c)", "=> at(c)"])
        .rejection() != nil)
    // The same where not to unify would be to the certificate's advantage.
    let constrained = "where \(left) != \(right) => at(c)"
    #expect(Case(initial: ["=> at(c)"], clauses: [constrained]).rejection() != nil)
    let event = "happened F(\(left), P!1, ?122, ?122); happened F(\(right), P!1, ?122, ?122)"
    #expect(
      Case(clauses: ["\(event) with ?122: session => violated"]).rejection()?.contains("violates")
        == true)
  }

  @Test func aLargeSetIsGivenUp() {
    let solved = (0..<700).map { "message(f(?0)); at(\($0)) => message(\($0))" }
    let open = (0..<700).map { "[message(?0)]; at(f(\($0))) => at(?0)" }
    #expect(Case(clauses: solved + open).rejection() != nil)
    let facts = (0..<40).map { "pairs(?\($0), ?\(($0 * 7 + 3) % 40))" }.joined(separator: "; ")
    #expect(
      Case(
        initial: ["\(facts) => at(c)"],
        clauses: ["\(facts.replacing("?39", with: "f(?39)")) => at(c)"]
      )
      .rejection() != nil)
  }
}
