// From a model and one of its properties to clauses, for the checker: written from
// docs/semantics.md, not from the engine. docs/saturation.md says which rule becomes which clause,
// docs/certificates.md how symbols, facts and places are called and in which order arguments stand.
//
// A clause that is missing, or has a hypothesis that some run does not have, lets a false proof
// pass. A clause that says more than a run can do only lets a good proof fail. So where the pages
// leave a choice, a clause here says as much as the semantics force it to, and no more.

import ProtocolModel
import Terms

/// What one case of a certificate assumes.
package struct CaseAssumptions: Hashable, Sendable {
  /// The named principals that are dishonest, in the order of their names.
  package var dishonest: [String]
  /// Whether the steps of sessions are hypotheses of what comes after them.
  package var tracesSteps: Bool
  package init(dishonest: [String], tracesSteps: Bool) {
    self.dishonest = dishonest
    self.tracesSteps = tracesSteps
  }

  /// Every way in which the named principals of a model can be dishonest (S2.1), each in the order
  /// of their names.
  ///
  /// - Returns: nil if there are more than 64.
  package static func all(_ model: ProtocolModel, _ property: Property) -> [[String]]? {
    if property.isAboutHonestPrincipals { return [[]] }
    let open = model.principals.filter { $0.isHonest == nil }.map(\.name)
    guard open.count <= 6 else { return nil }
    var cases = [model.principals.filter { $0.isHonest == false }.map(\.name)]
    for name in open { cases += cases.map { $0 + [name] } }
    return cases.map { $0.sorted() }
  }
}

extension Property {
  /// Whether nobody is dishonest in the runs that the property is about (S2.1, S7.2, S7.5).
  var isAboutHonestPrincipals: Bool {
    switch goal {
    case .hidden, .reachable: true
    case .secret, .guessableSafe, .correspondence, .invariant: threat.plays.isEmpty
    }
  }
}

/// The keys of a claim, in the order in which their values stand in it.
package struct ClaimKey: Hashable, Sendable {
  /// Keys with equal kinds can be compared: the table, the columns, the kinds of the wildcards.
  package var kind: Kind
  /// The place of the transition that inserted it.
  package var step: String
  /// How many values it has: the owner and the columns.
  package var count: Int
  package struct Kind: Hashable, Sendable {
    package var table: TableID
    package var columns: [Int]
    package var wildcards: [VariableKind]
  }
}

package struct TranslatedProperty: Sendable {
  package var terms: ClauseTerms
  /// What runs can do, and what would violate the property or show that it is triggered; not
  /// simplified, no hypothesis selected.
  package var clauses: [Clause]
  /// How the events come about before which the property requires others.
  package var links: [Clause]
  /// By the text of the claim's symbol (`claim PLACE!n`).
  package var keys: [String: [ClaimKey]]
  /// What meets a claim.
  package var requirement: Requirement
  /// The left sides of the declared equations' rules, over variables from 0.
  package var leftSides: [ClauseTerm]
}

/// Why there are no clauses: a complete sentence without its full stop.
package struct TranslationRefusal: Error, Hashable, Sendable {
  package var reason: String
  package init(_ reason: String) { self.reason = reason }
}

/// The clauses of a property in one case.
///
/// - Parameter isVacuity: whether a certificate shows that nothing triggers the property: goals
///   are `triggered`, not `claim` or `violated`.
package func translate(
  _ model: ProtocolModel, property: Int, _ assumptions: CaseAssumptions, isVacuity: Bool
) -> Result<TranslatedProperty, TranslationRefusal> {
  do throws(TranslationRefusal) {
    try refuseNames(model.signature)
    try refusePrincipals(model)
    var translator = Translator(model, model.properties[property], assumptions, isVacuity)
    try translator.refuseGoal()
    try translator.refuseEquations()
    translator.addAttacker()
    translator.addViewer()
    translator.addGuessing()
    translator.addInjections()
    for role in model.roles.indices { try translator.unfold(role) }
    translator.addReachable()
    let requirement = translator.requirement()
    let leftSides = translator.leftSides()
    return .success(
      TranslatedProperty(
        terms: translator.terms, clauses: translator.clauses, links: translator.links,
        keys: translator.keys,
        requirement: requirement, leftSides: leftSides))
  } catch {
    return .failure(error)
  }
}

struct Translator {
  let model: ProtocolModel
  let property: Property
  let assumptions: CaseAssumptions
  let isVacuity: Bool
  var terms = ClauseTerms()
  var clauses: [Clause] = []
  var links: [Clause] = []
  var keys: [String: [ClaimKey]] = [:]
  /// The symbols of the signature, by their places in it.
  var symbols: [Int] = []
  private var added: Set<Clause> = []

  init(
    _ model: ProtocolModel, _ property: Property, _ assumptions: CaseAssumptions,
    _ isVacuity: Bool
  ) {
    self.model = model
    self.property = property
    self.assumptions = assumptions
    self.isVacuity = isVacuity
    for index in model.signature.symbols.indices {
      symbols.append(terms.declare(ClauseSymbol(SymbolID(index), model.signature)))
    }
    for principal in model.principals { _ = self.principal(principal.name) }
  }

  var threat: ThreatModel { property.threat }
  var everyoneIsHonest: Bool { property.isAboutHonestPrincipals }

  /// Adds a clause in which every variable stands for what the unification has made of it, with the
  /// variables that are left numbered from 0.
  mutating func add(
    _ conclusion: ClauseTerm, from hypotheses: [ClauseTerm] = [],
    where constraints: [Disequality] = [], _ unification: Unification
  ) {
    let clause = clause(conclusion, from: hypotheses, where: constraints, unification)
    if added.insert(clause).inserted { clauses.append(clause) }
  }

  mutating func clause(
    _ conclusion: ClauseTerm, from hypotheses: [ClauseTerm], where constraints: [Disequality],
    _ unification: Unification
  ) -> Clause {
    var clause = Clause(
      conclusion: unification.instance(conclusion, &terms),
      hypotheses: hypotheses.map { unification.instance($0, &terms) },
      constraints: constraints.map {
        Disequality(
          unification.instance($0.left, &terms), unification.instance($0.right, &terms))
      })
    renumber(&clause, unification.domains)
    return clause
  }

  private mutating func renumber(_ clause: inout Clause, _ domains: [Domain]) {
    var order: [Int] = []
    terms.collectVariables(clause.conclusion, &order)
    for fact in clause.hypotheses { terms.collectVariables(fact, &order) }
    for constraint in clause.constraints {
      terms.collectVariables(constraint.left, &order)
      terms.collectVariables(constraint.right, &order)
    }
    clause.domains = order.map { domains[$0] }
    if order.elementsEqual(order.indices) { return }
    var places = Array(repeating: -1, count: domains.count)
    for (place, number) in order.enumerated() { places[number] = place }
    func renumbered(_ term: ClauseTerm) -> ClauseTerm {
      terms.replacing(term) { number, terms in terms.variable(places[number]) }
    }
    clause.conclusion = renumbered(clause.conclusion)
    clause.hypotheses = clause.hypotheses.map(renumbered)
    clause.constraints = clause.constraints.map {
      Disequality(renumbered($0.left), renumbered($0.right))
    }
  }
}
