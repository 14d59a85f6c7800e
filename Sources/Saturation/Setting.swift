// Against whom: what one translation assumes about principals, and what variables range over
// under it.

import ProtocolModel
import Terms

struct Setting {
  let model: ProtocolModel
  let property: Property
  /// Dishonest principals exist.
  let hasDishonest: Bool
  /// The named principals that are dishonest.
  let dishonest: Set<String>

  var threat: ThreatModel { property.threat }

  /// One setting for each way to be honest or dishonest that the model leaves open to its named
  /// principals; nil if there are too many.
  static func all(_ model: ProtocolModel, _ property: Property) -> [Setting]? {
    let everyoneIsHonest: Bool
    switch property.goal {
    case .hidden, .reachable: everyoneIsHonest = true
    case .secret, .guessableSafe, .correspondence, .invariant:
      everyoneIsHonest = property.threat.plays.isEmpty
    }
    if everyoneIsHonest {
      return [Setting(model: model, property: property, hasDishonest: false, dishonest: [])]
    }
    let declared = model.principals.filter { $0.isHonest == false }.map(\.name)
    let open = model.principals.filter { $0.isHonest == nil }.map(\.name)
    guard open.count <= 6 else { return nil }
    return (0..<(1 << open.count)).map { choice in
      let chosen = open.indices.filter { choice & 1 << $0 != 0 }.map { open[$0] }
      return Setting(
        model: model, property: property, hasDishonest: true, dishonest: Set(declared + chosen))
    }
  }

  // MARK: Domains

  /// Any principal at all.
  var principal: Domain { hasDishonest ? .principal : .honest }

  func domain(_ kind: VariableKind) -> Domain {
    switch kind {
    case .any, .sorted(.message): .any
    case .integer, .sorted(.integer): .integer
    case .principal, .sorted(.principal): principal
    case .constant(let sort): Domain(.constant, sort.index)
    case .sorted(let sort): Domain(.sorted, sort.index)
    }
  }

  /// What a role's variable may be: parameters as S2.3 and S2.4 say.
  func domain(of variable: Variable, in role: RoleID) -> Domain {
    let declared = model.roles[role.index]
    let ofKind = domain(declared.variables[variable.index].kind)
    guard let place = declared.parameters.firstIndex(where: { $0.variable == variable }) else {
      return ofKind
    }
    // A parameter of another sort denotes one of its constants (S1.6).
    if ofKind.kind == .sorted { return Domain(.constant, ofKind.index) }
    if ofKind != principal { return ofKind }
    let parameter = declared.parameters[place]
    if threat.separatesRoles, let plays = place == 0 ? role : parameter.partnerRole {
      return Domain(.role, Int32(plays.index))
    }
    return place == 0 ? .honest : principal
  }

  /// What a parameter or a wildcard of a credential stands for (S2.2). Of a sort that has no values
  /// of its own it stands for every principal, and for what a parameter of that sort may be.
  private func knownDomains(of variable: Variable, in role: Role) -> [Domain] {
    let info = role.variables[variable.index]
    switch (info.kind, info.sort) {
    case (.principal, _), (_, .principal): return [principal]
    case (.integer, _), (_, .integer): return [.integer]
    case (.constant(let sort), _): return [Domain(.constant, sort.index)]
    case (_, .message), (_, .nonce), (_, .key):
      return [principal, Domain(.constant, info.sort.index)]
    default: return [Domain(.constant, info.sort.index)]
    }
  }

  /// What the variables of a credential may be, in every combination.
  ///
  /// - Parameter fixed: what is known of some of them.
  func knownDomains(of term: Term, in role: Role, fixed: [Variable: Domain]) -> [[Domain]] {
    let occurring = Set(term.variables)
    var combinations: [[Domain]] = [[]]
    for index in role.variables.indices {
      let variable = Variable(index)
      var domains = fixed[variable].map { [$0] } ?? knownDomains(of: variable, in: role)
      if !occurring.contains(variable) { domains = [domains[0]] }
      // Too many to tell apart: anything at all is sound.
      if combinations.count * domains.count > 64 { domains = [.any] }
      combinations = combinations.flatMap { list in domains.map { list + [$0] } }
    }
    return combinations
  }

  func plays(_ role: RoleID) -> Bool { threat.plays.contains(role) }

  func controls(_ channel: ChannelID) -> Bool {
    !threat.onlyDelivers && threat.controls.contains(channel)
  }
}
