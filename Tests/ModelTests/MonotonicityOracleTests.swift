// What can only help the attacker never takes an attack away: more roles to play, more channels to
// control, more secrets revealed, an active network, more sessions, and options off that only add
// checks. Every attack (and witness) on the models has to survive each of these changes.

import ProtocolModel
import Terms
import Testing
import Traces
import Verification

@Suite struct MonotonicityOracleTests {
  static let stepLimit = 20_000

  /// A violated property is violated by a run, excuses included, and whoever can do more can still
  /// do that run.
  @Test func moreKnowledgeRemovesNoAttack() throws {
    let tally = try attacksSurvive { model in
      var strengthened: [(String, ProtocolModel)] = []
      for role in model.roles.indices {
        let name = model.roles[role].name
        strengthened.append(
          ("plays \(name)", model.changingThreats { $0.plays.insert(RoleID(role)) }))
        for reveal in model.reveals(of: role) {
          let changed = model.changingThreats {
            if !$0.reveals.contains(reveal) { $0.reveals.append(reveal) }
          }
          strengthened.append(("reveals a term that \(name) knows", changed))
        }
      }
      for (index, channel) in model.channels.enumerated() where channel.security == .insecure {
        strengthened.append(
          (
            "controls \(channel.name)",
            model.changingThreats { $0.controls.insert(ChannelID(index)) }
          )
        )
      }
      return strengthened
    }
    print("more knowledge: \(tally.summary)")
    #expect(tally.disagreements == [])
    #expect(tally.compared >= 1_500)
  }

  @Test func anActiveNetworkRemovesNothingThatAQuietOneAllows() throws {
    let tally = try attacksSurvive { model in
      var model = model
      for index in model.properties.indices where model.properties[index].threat.onlyDelivers {
        model.properties[index].threat.onlyDelivers = false
        model.properties[index].threat.controls.insert(.network)
      }
      return [("under network", model)]
    }
    print("active network: \(tally.summary)")
    #expect(tally.disagreements == [])
    #expect(tally.compared >= 200)
  }

  @Test func moreSessionsRemoveNoAttack() throws {
    let tally = try attacksSurvive { model in
      model.roles.indices.map { role in
        var larger = model
        for index in model.scenarios.indices {
          larger.scenarios[index].counts[role] += 1
          larger.scenarios[index].total? += 1
        }
        return ("one more \(model.roles[role].name)", larger)
      }
    }
    print("more sessions: \(tally.summary)")
    #expect(tally.disagreements == [])
    #expect(tally.compared >= 800)
  }

  /// Attacks on every model of the repository, before and after each change.
  private func attacksSurvive(
    _ changes: (ProtocolModel) -> [(String, ProtocolModel)]
  ) throws -> Tally {
    var tally = Tally()
    for file in try modelFiles(below: "models") {
      for model in file.models {
        let before = outcomes(of: model, steps: Self.stepLimit)
        let attacked = before.byProperty.filter { $0.outcome == .found }.map(\.name)
        for (change, changed) in changes(model) {
          let after = outcomes(of: changed.keeping(attacked), steps: Self.stepLimit)
          for (name, outcome) in after.byProperty {
            tally.add(
              .found, outcome, "\(file.path) \(model.configuration ?? "-") \(name) \(change)")
          }
        }
      }
    }
    return tally
  }
}

extension ProtocolModel {
  /// Only these properties, by name.
  func keeping(_ names: [String]) -> ProtocolModel {
    var model = self
    model.properties = properties.filter { names.contains($0.name) }
    return model
  }

  /// The threats of `secret`, `requires` and `invariant`, changed. (`hidden` and `reachable` are
  /// about honest principals: whom they play is not the attacker's to choose.)
  func changingThreats(_ change: (inout ThreatModel) -> Void) -> ProtocolModel {
    var model = self
    for index in properties.indices
    where !properties[index].threat.separatesRoles && !properties[index].isReachability {
      change(&model.properties[index].threat)
    }
    return model
  }

  /// Each term that the role knows from the start, as something that its sessions may lose.
  func reveals(of role: Int) -> [Reveal] {
    let parameters = Set(roles[role].parameters.map(\.variable))
    return roles[role].knows.filter { $0.variables.allSatisfy(parameters.contains) }
      .map { Reveal(term: $0, role: RoleID(role), state: nil) }
  }
}

extension Array where Element: Hashable {
  fileprivate mutating func insert(_ element: Element, inOrder before: (Element, Element) -> Bool) {
    guard !contains(element) else { return }
    append(element)
    sort(by: before)
  }
}

extension [RoleID] {
  fileprivate mutating func insert(_ role: RoleID) { insert(role) { $0.index < $1.index } }
}

extension [ChannelID] {
  fileprivate mutating func insert(_ channel: ChannelID) {
    insert(channel) { $0.index < $1.index }
  }
}
