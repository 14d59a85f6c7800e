// What one role can compute at one place of its code: the terms that it holds, over its own
// variables taken as constants, and what follows from them (S3.6).
//
// It is the attacker's deduction on a single symbolic run, with three differences. A long-term
// public key of somebody else is not public to a role: otherwise certificates would be
// decoration. A wildcard in `knows` is a table that the role has: it builds `pan(x, I)` for any x
// that it holds, and looks x up. And variables stand for one value each, so nothing is unified.

import Terms

/// What does not change while one role is checked.
struct RoleTheory {
  let signature: Signature
  /// The analysis rules by the symbol that they take apart, renamed apart from the role's
  /// variables.
  private let analysis: [SymbolID: [AnalysisRule]]
  /// How the parts of a received term are recognised, by their symbol; see `Recogniser`.
  private let recognisers: [SymbolID: [Recogniser]]
  /// The `knows` terms with wildcards.
  let families: [Term]
  /// The wildcards of `families`.
  let wildcards: Set<Variable>

  init(_ role: Role, _ model: ProtocolModel) {
    let offset = role.variables.count
    let parameters = Set(role.parameters.map(\.variable))
    signature = model.signature
    analysis = Dictionary(
      grouping: model.theory.analysisRules.filter { $0.premises[0].symbol != nil }
        .map { $0.renamedApart(by: offset) }, by: { $0.premises[0].symbol! })
    recognisers = Dictionary(
      grouping: Recogniser.all(model.theory, model.signature).filter { $0.whole.symbol != nil }
        .map { $0.renamedApart(by: offset) }, by: { $0.whole.symbol! })
    families = role.knows.filter { !parameters.isSuperset(of: $0.variables) }
    wildcards = Set(families.flatMap(\.variables)).subtracting(parameters)
  }

  func analysis(of term: Term) -> [AnalysisRule] { term.symbol.flatMap { analysis[$0] } ?? [] }

  func recognisers(of term: Term) -> [Recogniser] {
    term.symbol.flatMap { recognisers[$0] } ?? []
  }

  /// The values of a family's wildcards with which it is `term`.
  func wildcardValues(of family: Term, as term: Term) -> [Term]? {
    var bindings: [Variable: Term] = [:]
    for variable in family.variables where !wildcards.contains(variable) {
      bindings[variable] = .variable(variable)
    }
    guard match(family, term, into: &bindings) else { return nil }
    return family.variables.filter(wildcards.contains).compactMap { bindings[$0] }
  }
}

struct RoleKnowledge {
  let theory: RoleTheory
  /// In the order in which they became known; closed under analysis after `saturate`.
  private(set) var held: [Term] = []
  private var heldSet: Set<Term> = []
  /// Held terms that may still give something, once more is known.
  private var unopened: [Term] = []

  init(_ theory: RoleTheory) { self.theory = theory }

  mutating func hold(_ terms: [Term]) {
    var hasGrown = false
    for term in terms where insert(term) { hasGrown = true }
    while hasGrown {
      hasGrown = false
      let round = unopened
      unopened = []
      for term in round where analyse(term) { hasGrown = true }
    }
  }

  private mutating func insert(_ term: Term) -> Bool {
    guard heldSet.insert(term).inserted else { return false }
    held.append(term)
    if !theory.analysis(of: term).isEmpty { unopened.append(term) }
    return true
  }

  /// What both roles' pasts provide: a term stays if it is held in one and derived in the other.
  func intersection(_ other: RoleKnowledge) -> RoleKnowledge {
    var result = RoleKnowledge(theory)
    result.hold(held.filter(other.derives) + other.held.filter(derives))
    return result
  }

  /// Only the terms over these variables.
  func restricted(to variables: Set<Variable>) -> RoleKnowledge {
    var result = RoleKnowledge(theory)
    result.hold(held.filter { variables.isSuperset(of: $0.variables) })
    return result
  }

  // MARK: - Synthesis

  func derives(_ term: Term) -> Bool { derives(term, with: []) }

  /// Whether the role builds the term from what it holds and these terms, which are taken as they
  /// are and not analysed.
  func derives(_ term: Term, with others: Set<Term>) -> Bool {
    if heldSet.contains(term) || others.contains(term) || isPublic(term)
      || isInFamily(term, with: others)
    {
      return true
    }
    guard case .apply(let symbol, let arguments) = term, theory.signature[symbol].isPublic else {
      return false
    }
    return arguments.allSatisfy { derives($0, with: others) }
  }

  private func isPublic(_ term: Term) -> Bool {
    switch term {
    case .integer, .name(.principal), .name(.constant): true
    case .variable, .apply, .name(.fresh), .name(.attacker): false
    }
  }

  private func isInFamily(_ term: Term, with others: Set<Term>) -> Bool {
    theory.families.contains { family in
      theory.wildcardValues(of: family, as: term)?.allSatisfy { derives($0, with: others) }
        ?? false
    }
  }

  /// The first part that is missing to derive the term, nil if none is. Another's public key is
  /// one part: nobody expects a role to have the secret key below it.
  func missing(in term: Term) -> Term? {
    if derives(term) { return nil }
    guard case .apply(let symbol, let arguments) = term, theory.signature[symbol].isPublic,
      symbol != Signature.publicKey, symbol != Signature.verificationKey
    else { return term }
    return arguments.firstResult { missing(in: $0) }
  }

  // MARK: - Analysis

  /// Adds what a held term gives now; whether that is anything new. Conclusions are parts of held
  /// terms, so this comes to an end.
  private mutating func analyse(_ term: Term) -> Bool {
    var hasGrown = false
    var isDone = true
    for rule in theory.analysis(of: term) {
      var bindings: [Variable: Term] = [:]
      guard match(rule.premises[0], term, into: &bindings) else { continue }
      let others = rule.premises.dropFirst()
      let solutions = solutions(of: others, extending: bindings)
      for solution in solutions where insert(rule.conclusion.substituting(solution)) {
        hasGrown = true
      }
      // With nothing left to choose, one solution is all there is.
      let isFixed = others.allSatisfy { $0.variables.allSatisfy { bindings[$0] != nil } }
      if solutions.isEmpty || !isFixed { isDone = false }
    }
    if !isDone { unopened.append(term) }
    return hasGrown
  }

  /// The ways to derive all these terms; a variable that nothing has fixed yet takes values that
  /// make its premise a held term.
  func solutions(
    of premises: ArraySlice<Term>, extending bindings: [Variable: Term]
  ) -> [[Variable: Term]] {
    guard let premise = premises.first else { return [bindings] }
    let rest = premises.dropFirst()
    if premise.variables.allSatisfy({ bindings[$0] != nil }) {
      guard derives(premise.substituting(bindings)) else { return [] }
      return solutions(of: rest, extending: bindings)
    }
    return held.flatMap { term -> [[Variable: Term]] in
      var extended = bindings
      guard match(premise, term, into: &extended) else { return [] }
      return solutions(of: rest, extending: extended)
    }
  }
}

extension Term {
  /// The symbol of an application.
  fileprivate var symbol: SymbolID? {
    if case .apply(let symbol, _) = self { symbol } else { nil }
  }
}

extension AnalysisRule {
  fileprivate func renamedApart(by offset: Int) -> AnalysisRule {
    AnalysisRule(
      name, premises: premises.map { $0.renamedApart(by: offset) },
      conclusion: conclusion.renamedApart(by: offset), variableCount: variableCount)
  }
}
