// What can go wrong with a protocol's surroundings, one thing at a time: a role with dishonest
// members, an insecure channel in the attacker's hands, a key that leaks. A set of these is a
// threat (S2, S4.3, S6.3). Principals that are declared honest stay so, and channels that are
// declared to be more than insecure stay that: these are what the protocol assumes.

import ProtocolModel
import Terms

package enum Compromise: Hashable, Sendable {
  case plays(RoleID)
  case controls(ChannelID)
  case reveals(Reveal)
}

extension ProtocolModel {
  /// Everything that can be compromised, in the order of the declarations: the roles, the insecure
  /// channels, the long-term secrets that a role knows from the start, and whatever else some
  /// property's threat reveals. Roles that no property's scenario has take no part.
  package var compromises: [Compromise] {
    let playing = roles.indices.map { RoleID($0) }
    let insecure = channels.indices.filter { channels[$0].security == .insecure }
    let leaks = playing.flatMap { role in
      roles[role.index].knows.filter { isLongTermSecret($0, of: roles[role.index]) }
        .map { Reveal(term: $0, role: role, state: nil) }
    }
    let declared = properties.flatMap(\.threat.reveals)
    var all = playing.map { Compromise.plays($0) }
    all += insecure.map { .controls(ChannelID($0)) }
    for reveal in leaks + declared where !all.contains(.reveals(reveal)) {
      all.append(.reveals(reveal))
    }
    return all
  }

  /// Something that not everybody can build and that a session can lose as it stands: a secret key,
  /// what a private function gives, but no certificate, and nothing with a `_`.
  private func isLongTermSecret(_ term: Term, of role: Role) -> Bool {
    guard case .apply(let symbol, _) = term, !signature[symbol].isPublic else { return false }
    let parameters = role.parameters.map(\.variable)
    return term.variables.allSatisfy(parameters.contains)
  }

  /// As a model says it: `reveals sk(B) of Bank`.
  package func text(_ compromise: Compromise) -> String {
    switch compromise {
    case .plays(let role): return "plays \(roles[role.index].name)"
    case .controls(let channel): return "controls \(channels[channel.index].name)"
    case .reveals(let reveal):
      let role = roles[reveal.role.index]
      let place = reveal.state.map { " at \(role.states[$0.index].name)" } ?? ""
      let term = TermText(signature: signature, variables: role.variables)(reveal.term)
      return "reveals \(term) of \(role.name)\(place)"
    }
  }
}

extension ThreatModel {
  /// An attacker with exactly these means.
  init(_ compromises: [Compromise]) {
    self.init(controls: [], plays: [], reveals: [], onlyDelivers: false, separatesRoles: false)
    for compromise in compromises {
      switch compromise {
      case .plays(let role): plays.append(role)
      case .controls(let channel): controls.append(channel)
      case .reveals(let reveal): reveals.append(reveal)
      }
    }
  }

  func has(_ compromise: Compromise) -> Bool {
    switch compromise {
    case .plays(let role): plays.contains(role)
    case .controls(let channel): controls.contains(channel)
    case .reveals(let reveal): reveals.contains(reveal)
    }
  }
}

extension Property {
  /// Whether it asks about an attacker at all: `hidden` and `reachable` are about honest principals,
  /// whatever the model's threat is (S7.2, S7.5).
  package var hasThreat: Bool {
    switch goal {
    case .secret, .guessableSafe, .correspondence, .invariant: true
    case .hidden, .reachable: false
    }
  }
}
