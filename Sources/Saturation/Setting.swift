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
    case .secret, .correspondence, .invariant:
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
    if ofKind != principal { return ofKind }
    let parameter = declared.parameters[place]
    if threat.separatesRoles, let plays = place == 0 ? role : parameter.partnerRole {
      return Domain(.role, Int32(plays.index))
    }
    return place == 0 ? .honest : principal
  }

  /// What a parameter or a wildcard of a credential stands for (S2.2).
  func knownDomain(of variable: Variable, in role: Role) -> Domain {
    let info = role.variables[variable.index]
    switch (info.kind, info.sort) {
    case (.any, .message), (.any, .principal), (.any, .nonce), (.any, .key): return principal
    case (.any, .integer): return .integer
    case (.any, let sort): return Domain(.constant, sort.index)
    default:
      let domain = domain(info.kind)
      return domain == .any ? principal : domain
    }
  }

  func plays(_ role: RoleID) -> Bool { threat.plays.contains(role) }

  func controls(_ channel: ChannelID) -> Bool {
    !threat.onlyDelivers && threat.controls.contains(channel)
  }
}
