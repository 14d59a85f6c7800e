// Credentials: `knows` terms with free variables, as families of terms.
//
// Dishonest principals hand the `knows` terms of their roles to the attacker (S2.2), with every
// other variable free; a principal whose view is looked at has those of its sessions, with the
// wildcards free (S7.2). Each stands for infinitely many terms, so it is not an item but a rule:
// a goal may be met by an instance of it. The families are taken apart by the analysis rules once
// and for all, when the search starts.

import Terms

package struct Credential: BitwiseCopyable {
  var term: TermID
  /// What every instance starts with.
  var shape: Shape
  /// Where its premises are in `familyPremises`.
  var firstPremise: Int32
  var premiseCount: Int32
  /// The principal that must be dishonest; nil in a view.
  var owner: TermID?
  var variables: TemplateVariables
  /// In a view: where the values of the variables that are not free are in `viewerValues`; the
  /// free ones have none, and those after the last have no place.
  var firstValue: Int32 = 0
  var valueCount: Int32 = 0
}

/// A credential as a tree, while families are taken apart and compared.
private struct Family: Equatable {
  var term: Term
  var premises: [Term]
  var owner: Variable?
  var domains: [VariableDomain]

  /// The same family with its variables numbered in the order of their occurrence. Roles often hand
  /// over the same terms, and each family that a goal may be an instance of is one more branch.
  var canonical: Family {
    var order: [Variable] = []
    for variable in ([term] + premises + [owner.map { Term.variable($0) }].compactMap { $0 })
      .flatMap(\.variables)
    where !order.contains(variable) {
      order.append(variable)
    }
    func renamed(_ term: Term) -> Term {
      term.mappingVariables { Variable(order.firstIndex(of: $0) ?? $0.index) }
    }
    return Family(
      term: renamed(term), premises: premises.map(renamed),
      owner: owner.flatMap { order.firstIndex(of: $0) }.map { Variable($0) },
      domains: order.map { domains[$0.index] })
  }
}

extension ConstraintSystem {
  /// Adds the families of instances of `knows` terms with a dishonest owner. Only before the search
  /// starts, and once, because families of several roles may be the same.
  package mutating func addCredentials(
    _ known: [(term: Term, owner: Variable, domains: [VariableDomain])]
  ) {
    var families: [Family] = []
    for (term, owner, domains) in known {
      for family in analysed(Family(term: term, premises: [], owner: owner, domains: domains)) {
        let canonical = family.canonical
        if !families.contains(canonical) { families.append(canonical) }
      }
    }
    for family in families { credentials.append(compiled(family)) }
  }

  /// The families that a view has from a `knows` term; give them the session's `values`. Only
  /// before the search starts.
  package mutating func viewCredentials(
    _ term: Term, domains: [VariableDomain]
  ) -> [Credential] {
    analysed(Family(term: term, premises: [], owner: nil, domains: domains)).map { compiled($0) }
  }

  private mutating func compiled(_ family: Family) -> Credential {
    let variables = makeTemplateVariables(family.domains)
    let term = template(family.term, variables)
    let premises = family.premises.map { template($0, variables) }
    defer { familyPremises.append(contentsOf: premises) }
    return Credential(
      term: term, shape: shape(term), firstPremise: Int32(familyPremises.count),
      premiseCount: Int32(premises.count),
      owner: family.owner.map { template(.variable($0), variables) }, variables: variables)
  }

  /// The family and what the analysis rules give from it.
  private func analysed(_ family: Family) -> [Family] {
    guard case .apply(let symbol, _) = family.term else { return [] }
    var families = [family]
    for rule in theory.sources[Int(symbol.index)] {
      let offset = family.domains.count
      let premises = rule.premises.map { $0.mappingVariables { Variable($0.index + offset) } }
      guard let unifier = Terms.unify(premises[0], family.term) else { continue }
      let conclusion = rule.conclusion.mappingVariables { Variable($0.index + offset) }
      families += analysed(
        Family(
          term: conclusion.substituting(unifier),
          premises: (family.premises + premises.dropFirst()).map { $0.substituting(unifier) },
          owner: family.owner,
          domains: family.domains + Array(repeating: .any, count: rule.variableCount)))
    }
    return families
  }

  /// Adds a family to the view that is looked at, with the values that a session has; the values
  /// come first, one call for each variable.
  package mutating func addViewerValue(_ value: TermID?) { viewerValues.append(value) }

  package mutating func addViewerCredential(_ family: Credential, valuesFrom first: Int) {
    var family = family
    family.firstValue = Int32(first)
    family.valueCount = Int32(viewerValues.count - first)
    viewerCredentials.append(family)
  }

  package var viewerValueCount: Int { viewerValues.count }

  package mutating func forgetViewerCredentials() {
    viewerCredentials.cut(to: 0)
    viewerValues.cut(to: 0)
  }

  /// How many families the observer has from the start.
  func familyCount(of observer: Observer) -> Int {
    observer == .attacker ? credentials.count : viewerCredentials.count
  }

  func family(_ index: Int, of observer: Observer) -> Credential {
    observer == .attacker ? credentials[index] : viewerCredentials[index]
  }

  /// Whether a resolved goal may be an instance: no two symbols clash at the same place.
  func mayBeInstance(_ goal: TermID, _ shape: Shape, of index: Int, _ observer: Observer) -> Bool {
    let family = family(index, of: observer)
    return family.shape.meets(shape) && !differ(family.term, goal)
  }
}
