// What stays fixed during the runs of one cast: who takes part, who derives what from the start.

import ProtocolModel
import Terms

final class Setting {
  let cast: Cast
  let attacker: Deduction
  /// For `hidden`: the owners of sessions, each with what it can derive.
  let viewers: [(principal: Ground, deduction: Deduction)]
  /// The viewer of each session.
  let viewerOf: [Int]
  let initialKnowledge: Knowledge
  let initialViews: [Knowledge]

  init(
    cast: Cast, model: ProtocolModel, property: Property, bounds: OracleBounds,
    terms: GroundTerms, vocabulary: Vocabulary
  ) {
    let maker = DeductionMaker(
      cast: cast, model: model, bounds: bounds, terms: terms, vocabulary: vocabulary)
    self.cast = cast
    (attacker, initialKnowledge) = maker.attacker(playing: property.threat.plays)
    guard case .hidden = property.goal else {
      (viewers, viewerOf, initialViews) = ([], [], [])
      return
    }
    let owners = Set(cast.sessions.map { $0.parameters[0] }).sorted()
    let views = owners.map { maker.viewer($0) }
    viewers = zip(owners, views).map { ($0, $1.0) }
    initialViews = views.map(\.1)
    viewerOf = cast.sessions.map { owners.firstIndex(of: $0.parameters[0])! }
  }
}

/// Builds what the attacker (S6.1) and the owner of sessions (S7.2) know from the start.
private struct DeductionMaker {
  let cast: Cast
  let model: ProtocolModel
  let bounds: OracleBounds
  let terms: GroundTerms
  let vocabulary: Vocabulary

  func attacker(playing roles: [RoleID]) -> (Deduction, Knowledge) {
    var families: [Family] = []
    for id in roles {
      let role = model.roles[id.index]
      for principal in cast.principals where cast.dishonest.contains(principal) {
        for term in role.knows {
          var environment = Environment(repeating: nil, count: role.variables.count)
          environment[role.owner.index] = principal
          families.append(Family(term, environment, role))
        }
      }
    }
    return deduction(families, keyOwner: nil)
  }

  func viewer(_ principal: Ground) -> (Deduction, Knowledge) {
    var families: [Family] = []
    for session in cast.sessions where session.parameters[0] == principal {
      let role = model.roles[session.role.index]
      var environment = Environment(repeating: nil, count: role.variables.count)
      for (parameter, value) in zip(role.parameters, session.parameters) {
        environment[parameter.variable.index] = value
      }
      for term in role.knows {
        families.append(Family(term, environment, role))
      }
    }
    return deduction(families, keyOwner: principal)
  }

  private func deduction(_ families: [Family], keyOwner: Ground?) -> (Deduction, Knowledge) {
    let extra = bounds.extraTerms.map { terms.build($0, [])! }
    let deduction = Deduction(
      terms: terms, families: families, keyOwner: keyOwner,
      values: bounds.onlyExtraTerms ? extra : ordinaryValues + extra,
      onlyValues: bounds.onlyExtraTerms,
      compositions: (bounds.compositions > 0 ? openedLater : [], bounds.compositions))
    var known = families.flatMap(instances) + publicKeys
    if let keyOwner {
      known.append(terms.apply(Signature.secretKey, [keyOwner]))
      known += vocabulary.allConstants.map {
        terms.apply(Signature.secretKeyForUse, [keyOwner, $0])
      }
    }
    return (deduction, deduction.knowledge(nil, adding: known))
  }

  private var openedLater: [Composition] {
    model.roles.flatMap { role in
      role.transitions.flatMap(\.actions).compactMap { action in
        guard case .match(_, let pattern) = action, case .apply = pattern else { return nil }
        return Composition(pattern: pattern, kinds: role.variables)
      }
    }
  }

  /// In a typed model a name has one sort, so the attacker makes some of each.
  private var inventions: [Ground] {
    guard model.isTyped else { return (0..<bounds.inventions).map { terms.name(.attacker($0)) } }
    let sorts = model.sorts.indices.filter {
      SortID($0) != .message && SortID($0) != .integer && SortID($0) != .principal
    }
    return sorts.flatMap { sort in
      (0..<bounds.inventions).map { number in
        let name = Name.attacker(sort + number * model.sorts.count)
        return terms.fresh(name, sort: SortID(sort))
      }
    }
  }

  private var ordinaryValues: [Ground] {
    inventions + cast.principals + vocabulary.integers + vocabulary.allConstants
  }

  /// `pk(sk(X))` and the like, for everybody there is.
  private var publicKeys: [Ground] {
    let keys = cast.principals.flatMap { principal in
      [terms.apply(Signature.secretKey, [principal])]
        + vocabulary.allConstants.map {
          terms.apply(Signature.secretKeyForUse, [principal, $0])
        }
    }
    return keys.flatMap {
      [terms.apply(Signature.publicKey, [$0]), terms.apply(Signature.verificationKey, [$0])]
    }
  }

  /// The instances of a family over the values there are; `isInFamily` knows the others.
  private func instances(of family: Family) -> [Ground] {
    var environments = [family.environment]
    for variable in family.pattern.variables where family.environment[variable.index] == nil {
      let values = values(of: family.variables[variable.index].kind)
      environments = environments.flatMap { environment in
        values.map { value in
          var extended = environment
          extended[variable.index] = value
          return extended
        }
      }
    }
    return environments.map { terms.build(family.pattern, $0)! }
  }

  private func values(of kind: VariableKind) -> [Ground] {
    switch kind {
    case .integer: vocabulary.integers
    case .constant(let sort): vocabulary.constants(of: sort)
    default: cast.principals
    }
  }
}
