// The threat model and the scenario of a property, for a lock.

import ProtocolModel
import Terms

extension LockedThreat {
  init(of property: Property, in model: ProtocolModel) {
    powers = model.powers(property.threat).uniqued.sorted()
    means = model.means(property.threat).uniqued.sorted()
    assumptions = model.assumptions(property.threat).uniqued.sorted()
    let scenario = model.scenarios[property.scenario]
    sessions = zip(model.roles, scenario.counts).filter { $1 > 0 }
      .map { Sessions(role: $0.name, count: $1) }.sorted { $0.role < $1.role }
    // A limit that nothing reaches is none.
    total = scenario.total.flatMap { $0 < scenario.counts.reduce(0, +) ? $0 : nil }
    loops = scenario.loops
  }
}

extension ProtocolModel {
  fileprivate func powers(_ threat: ThreatModel) -> [String] {
    var lines = threat.controls.map { "controls \(channels[$0.index].name)" }
    lines += threat.plays.map { "plays \(roles[$0.index].name)" }
    lines += principals.filter { $0.isHonest == false }.map { "dishonest \($0.name)" }
    lines += threat.reveals.map { reveal in
      let marks = RoleLandmarks(roles[reveal.role.index], of: self)
      let place = reveal.state.map { " at \(roles[reveal.role.index].states[$0.index].name)" } ?? ""
      return "reveals \(marks.text(reveal.term)) of \(roles[reveal.role.index].name)" + place
    }
    return lines
  }

  /// Equations, public functions, and what a dishonest principal hands over.
  fileprivate func means(_ threat: ThreatModel) -> [String] {
    var lines = theory.rewriteRules.map { rule in
      let number: (Variable) -> String? = { "\($0.index + 1)" }
      return "equation \(locked(rule.left, number)) = \(locked(rule.right, number))"
    }
    let isDeterministic = theory.analysisRules.contains { rule in
      if case .apply(Signature.deterministicEncryption, _)? = rule.premises.first {
        true
      } else {
        false
      }
    }
    if isDeterministic { lines.append("deterministic aenc") }
    lines += signature.symbols.filter { $0.kind == .function && $0.isPublic }
      .map { "applies \($0.name) \($0.arity)" }
    for role in threat.plays {
      let marks = RoleLandmarks(roles[role.index], of: self)
      lines += roles[role.index].knows.map {
        "brings \(marks.text($0)) of \(roles[role.index].name)"
      }
    }
    return lines
  }

  /// Owners and marked partners of different roles differ, so the marks count.
  private var separations: [String] {
    ["principals play one role each"]
      + roles.flatMap { role in
        role.parameters.enumerated().compactMap { place, parameter in
          parameter.partnerRole.map { "partner \(role.name) \(place + 1) \(roles[$0.index].name)" }
        }
      }
  }

  fileprivate func assumptions(_ threat: ThreatModel) -> [String] {
    var lines: [String] = []
    if isTyped { lines.append("typed") }
    if threat.onlyDelivers { lines.append("the network only delivers") }
    if threat.separatesRoles { lines += separations }
    lines += principals.filter { $0.isHonest == true }.map { "honest \($0.name)" }
    lines += channels.filter { $0.security != .insecure }.map { channel in
      let ends = channel.endpoints.map { [$0.first, $0.second] } ?? []
      let names = ends.map { roles[$0.index].name }.sorted()
      return "channel \(channel.name) \(channel.security.rawValue) \(names.joined(separator: " "))"
    }
    for role in roles {
      lines += role.distinct.map { pair in
        let places = [pair.first, pair.second].map { variable in
          role.parameters.firstIndex { $0.variable == variable }.map { $0 + 1 } ?? 0
        }
        return "distinct \(role.name) \(places.min()!) \(places.max()!)"
      }
    }
    return lines
  }
}
