// Who takes part: every choice of sessions within the scenario and of values for their parameters,
// up to renaming principals that no declaration names (S2, S8.1).

import ProtocolModel
import Terms

/// One choice of sessions and of who is dishonest.
struct Cast {
  var sessions: [Session]
  var dishonest: Set<Ground>
  /// Everybody there is: declared principals and the spare ones.
  var principals: [Ground]

  struct Session: Hashable {
    var role: RoleID
    var parameters: [Ground]
  }
}

struct CastEnumeration {
  let model: ProtocolModel
  let property: Property
  let bounds: OracleBounds
  let terms: GroundTerms
  let vocabulary: Vocabulary

  /// In `reachable` and `hidden` everybody is honest (S7.2, S7.5).
  var allowsDishonest: Bool {
    switch property.goal {
    case .reachable, .hidden: false
    default: !property.threat.plays.isEmpty
    }
  }

  func casts() -> [Cast] {
    if let given = bounds.cast { return [cast(given)] }
    return honestyChoices().flatMap { dishonest, principals in
      countVectors().flatMap { counts in
        sessionChoices(counts, dishonest: dishonest, principals: principals)
          .filter { !property.threat.separatesRoles || separatesRoles($0) }
          .map { Cast(sessions: $0, dishonest: dishonest, principals: principals) }
      }
    }
  }

  private func cast(_ given: OracleCast) -> Cast {
    let sessions = given.sessions.map { session in
      Cast.Session(
        role: session.role,
        parameters: session.parameters.map { terms.build($0, [])! })
    }
    let dishonest = given.dishonest.map { terms.name(.principal($0)) }
    var all = Set(dishonest).union(sessions.flatMap(\.parameters).filter(terms.isPrincipal))
    all.formUnion(model.principals.map { terms.name(.principal($0.name)) })
    // Messages can be in the name of somebody who takes no other part.
    for term in bounds.extraTerms { all.formUnion(principals(in: term)) }
    return Cast(sessions: sessions, dishonest: Set(dishonest), principals: all.sorted())
  }

  private func principals(in term: Term) -> [Ground] {
    switch term {
    case .name(.principal): [terms.build(term, [])!]
    case .apply(_, let arguments): arguments.flatMap { principals(in: $0) }
    case .name, .integer, .variable: []
    }
  }

  // MARK: Honesty

  /// Declared principals of unknown honesty are tried both ways.
  private func honestyChoices() -> [(dishonest: Set<Ground>, principals: [Ground])] {
    var choices: [Set<Ground>] = [[]]
    var principals = (0..<bounds.honest).map { terms.name(.principal("h\($0)")) }
    for info in model.principals {
      let name = terms.name(.principal(info.name))
      principals.append(name)
      guard allowsDishonest else { continue }
      if info.isHonest == false { choices = choices.map { $0.union([name]) } }
      if info.isHonest == nil { choices += choices.map { $0.union([name]) } }
    }
    if allowsDishonest {
      let spare = (0..<bounds.dishonest).map { terms.name(.principal("d\($0)")) }
      principals += spare
      choices = choices.map { $0.union(spare) }
    }
    return choices.map { ($0, principals) }
  }

  // MARK: Sessions

  /// How many sessions of each role. A session that stops at its start does no harm, so the
  /// largest choices are enough, except where its principals restrict the others.
  private func countVectors() -> [[Int]] {
    let scenario = model.scenarios[property.scenario]
    var vectors: [[Int]] = [[]]
    for count in scenario.counts {
      vectors = vectors.flatMap { vector in (0...count).map { vector + [$0] } }
    }
    let total = scenario.counts.reduce(0, +)
    let most = min(scenario.total ?? total, total)
    return vectors.filter { vector in
      let size = vector.reduce(0, +)
      return property.threat.separatesRoles ? size <= most : size == most
    }
  }

  /// Every multiset of sessions, one for each class of renamings of the spare principals.
  private func sessionChoices(_ counts: [Int], dishonest: Set<Ground>, principals: [Ground])
    -> [[Cast.Session]]
  {
    var choices: [[Cast.Session]] = [[]]
    for (index, count) in counts.enumerated() {
      let all = sessions(of: RoleID(index), dishonest: dishonest, principals: principals)
      var chosen: [(sessions: [Cast.Session], from: Int)] = [([], 0)]
      for _ in 0..<count {
        chosen = chosen.flatMap { sessions, from in
          (from..<max(from, all.count)).map { (sessions + [all[$0]], $0) }
        }
      }
      choices = choices.flatMap { before in chosen.map { before + $0.sessions } }
      choices = choices.filter { isCanonical($0, dishonest: dishonest) }
    }
    return choices
  }

  private func sessions(of id: RoleID, dishonest: Set<Ground>, principals: [Ground])
    -> [Cast.Session]
  {
    let role = model.roles[id.index]
    let present = principals.filter { bounds.declaredTakePart || isSpare($0) }
    var choices: [[Ground]] = [[]]
    for (position, parameter) in role.parameters.enumerated() {
      var values: [Ground]
      switch role.variables[parameter.variable.index].sort {
      case .principal: values = present
      case .integer: values = vocabulary.integers
      case let sort: values = vocabulary.constants(of: sort)
      }
      if position == 0 { values.removeAll(where: dishonest.contains) }
      choices = choices.flatMap { before in values.map { before + [$0] } }
    }
    return choices.filter { keepsDistinct($0, role) }.map {
      Cast.Session(role: id, parameters: $0)
    }
  }

  private func keepsDistinct(_ values: [Ground], _ role: Role) -> Bool {
    func value(_ variable: Variable) -> Ground {
      values[role.parameters.firstIndex { $0.variable == variable }!]
    }
    return role.distinct.allSatisfy { value($0.first) != value($0.second) }
  }

  private func isSpare(_ principal: Ground) -> Bool {
    !model.principals.contains { terms.name(.principal($0.name)) == principal }
  }

  /// Spare principals of equal honesty occur for the first time in the order of their names:
  /// the smallest cast of each class of renamings does, and is sorted as well.
  private func isCanonical(_ sessions: [Cast.Session], dishonest: Set<Ground>) -> Bool {
    var seen: [Bool: [Ground]] = [:]
    for value in sessions.flatMap(\.parameters) where terms.isPrincipal(value) && isSpare(value) {
      let isDishonest = dishonest.contains(value)
      let before = seen[isDishonest, default: []]
      if before.contains(value) { continue }
      let name = (isDishonest ? "d" : "h") + String(before.count)
      guard terms.name(.principal(name)) == value else { return false }
      seen[isDishonest, default: []].append(value)
    }
    return true
  }

  /// S7.2: owners of sessions of different roles differ, and a partner marked with a role differs
  /// from owners of other roles and from partners in them.
  private func separatesRoles(_ sessions: [Cast.Session]) -> Bool {
    var roleOf: [Ground: RoleID] = [:]
    for session in sessions {
      for (position, parameter) in model.roles[session.role.index].parameters.enumerated() {
        guard let role = position == 0 ? session.role : parameter.partnerRole else { continue }
        let value = session.parameters[position]
        if let other = roleOf[value], other != role { return false }
        roleOf[value] = role
      }
    }
    return true
  }
}
