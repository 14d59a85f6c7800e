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
  /// The analysis rules, renamed apart from the role's variables.
  let analysis: [AnalysisRule]
  /// How the parts of a received term are recognised; see `Recogniser`.
  let recognisers: [Recogniser]
  /// The `knows` terms with wildcards.
  let families: [Term]
  /// The wildcards of `families`.
  let wildcards: Set<Variable>

  init(_ role: Role, _ model: ProtocolModel) {
    let offset = role.variables.count
    let parameters = Set(role.parameters.map(\.variable))
    signature = model.signature
    analysis = model.theory.analysisRules.map { $0.renamedApart(by: offset) }
    recognisers = Recogniser.all(model.theory, model.signature).map { $0.renamedApart(by: offset) }
    families = role.knows.filter { !parameters.isSuperset(of: $0.variables) }
    wildcards = Set(families.flatMap(\.variables)).subtracting(parameters)
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

  init(_ theory: RoleTheory) { self.theory = theory }

  mutating func hold(_ terms: [Term]) {
    for term in terms where heldSet.insert(term).inserted { held.append(term) }
    saturate()
  }

  func holds(_ term: Term) -> Bool { heldSet.contains(term) }

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

  func derives(_ term: Term) -> Bool {
    if heldSet.contains(term) || isPublic(term) || isInFamily(term) { return true }
    guard case .apply(let symbol, let arguments) = term, theory.signature[symbol].isPublic else {
      return false
    }
    return arguments.allSatisfy(derives)
  }

  private func isPublic(_ term: Term) -> Bool {
    switch term {
    case .integer, .name(.principal), .name(.constant): true
    case .variable, .apply, .name(.fresh), .name(.attacker): false
    }
  }

  private func isInFamily(_ term: Term) -> Bool {
    theory.families.contains { family in
      theory.wildcardValues(of: family, as: term)?.allSatisfy(derives) ?? false
    }
  }

  /// The first part that is missing to derive the term, nil if none is. Another's public key is
  /// one part: nobody expects a role to have the secret key below it.
  func missing(in term: Term) -> Term? {
    if derives(term) { return nil }
    guard case .apply(let symbol, let arguments) = term, theory.signature[symbol].isPublic,
      symbol != Signature.publicKey, symbol != Signature.verificationKey
    else { return term }
    return arguments.lazy.compactMap { missing(in: $0) }.first
  }

  // MARK: - Analysis

  /// Adds the conclusions of all analysis rules. Conclusions are parts of held terms, so this
  /// ends.
  private mutating func saturate() {
    var index = 0
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      index = 0
      while index < held.count {
        for conclusion in conclusions(from: held[index]) where heldSet.insert(conclusion).inserted {
          held.append(conclusion)
          hasGrown = true
        }
        index += 1
      }
    }
  }

  private func conclusions(from term: Term) -> [Term] {
    theory.analysis.flatMap { rule -> [Term] in
      var bindings: [Variable: Term] = [:]
      guard match(rule.premises[0], term, into: &bindings) else { return [] }
      return solutions(of: rule.premises.dropFirst(), extending: bindings)
        .map { rule.conclusion.substituting($0) }
    }
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

extension AnalysisRule {
  fileprivate func renamedApart(by offset: Int) -> AnalysisRule {
    AnalysisRule(
      name, premises: premises.map { $0.renamedApart(by: offset) },
      conclusion: conclusion.renamedApart(by: offset), variableCount: variableCount)
  }
}
