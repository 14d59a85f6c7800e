// Threats: who the attacker of each property is.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  /// The model's attacker: the one that is declared, else one that controls the network and may
  /// play every role.
  mutating func declaredThreat() -> ThreatModel {
    var threat: ThreatModel?
    for declaration in present {
      guard case .attacker(let attacker) = declaration.kind else { continue }
      if threat == nil {
        threat = self.threat(attacker)
      } else {
        report(.duplicateName, "the attacker is declared twice", at: attacker.span)
      }
    }
    return threat
      ?? ThreatModel(
        controls: [.network], plays: model.roles.indices.map { RoleID($0) }, reveals: [],
        onlyDelivers: false, separatesRoles: false)
  }

  mutating func threat(_ attacker: AttackerSyntax) -> ThreatModel {
    let plays = attacker.plays.filter { !isSwitchedOffRole($0) }.compactMap { role(named: $0) }
    let controls = attacker.controls.compactMap { controlled($0) }
    let reveals = attacker.reveals.filter { !isSwitchedOffRole($0.role) }.compactMap { reveal($0) }
    return ThreatModel(
      controls: Set(controls).sorted { $0.index < $1.index },
      plays: Set(plays).sorted { $0.index < $1.index }, reveals: reveals, onlyDelivers: false,
      separatesRoles: false)
  }

  /// A channel that the attacker controls, which is an insecure one.
  private mutating func controlled(_ name: Identifier) -> ChannelID? {
    if channelIDs[name.text] == nil, switchedOff.contains(name.text) { return nil }
    guard let channel = channel(named: name) else { return nil }
    let security = model.channels[channel.index].security
    if security != .insecure {
      report(
        .wrongEndpoint, "`\(name.text)` is \(security.rawValue): the attacker cannot control it",
        at: name.span, notes: ["`controls` names insecure channels"])
    }
    return channel
  }

  private mutating func reveal(_ reveal: RevealSyntax) -> Reveal? {
    guard let role = role(named: reveal.role) else { return nil }
    let state = state(named: reveal.state, of: role)
    let place = TermPlace.roleTerm.with { $0.description = "`reveals`" }
    guard let term = roleTerm(reveal.term, of: role, place) else { return nil }
    return Reveal(term: term, role: role, state: state)
  }

  /// Everyone is honest. Nobody attacks, or with `under network` an outsider: the attacker of the
  /// model, with the network in any case, but playing nobody.
  func honestThreat(
    underNetwork: Bool, separatesRoles: Bool, _ declared: ThreatModel
  ) -> ThreatModel {
    guard underNetwork else {
      return ThreatModel(
        controls: [], plays: [], reveals: [], onlyDelivers: true, separatesRoles: separatesRoles)
    }
    var outsider = declared
    let network = ChannelID.network
    if !outsider.controls.contains(network) { outsider.controls.insert(network, at: 0) }
    outsider.plays = []
    outsider.separatesRoles = separatesRoles
    return outsider
  }

  /// A term over the variables of a role, which stands outside of it.
  mutating func roleTerm(_ syntax: TermSyntax, of role: RoleID, _ place: TermPlace) -> Term? {
    scope = roleScopes[role.index]
    let result = term(syntax, place)
    leaveRole(role)
    return result
  }

  /// Keeps what was added to a role's variables (wildcards of an excuse).
  mutating func leaveRole(_ role: RoleID) {
    roleScopes[role.index] = scope
    model.roles[role.index].variables = scope.variables
    scope = Scope()
  }
}
