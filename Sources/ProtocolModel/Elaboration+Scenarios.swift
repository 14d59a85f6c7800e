// Scenarios: how many sessions of each role are searched at most.

import Diagnostics
import ProtocolLanguage

extension Elaborator {
  mutating func elaborateScenarios() {
    for declaration in present {
      guard case .scenario(let name, let counts, let atMost, let loops) = declaration.kind else {
        continue
      }
      if model.scenarios.contains(where: { $0.name == name.text }) {
        reportDuplicate("the scenario", name)
        continue
      }
      if counts.allSatisfy({ $0.count <= 0 }) || (atMost ?? 1) <= 0 {
        report(
          .emptyScenario, "the scenario `\(name.text)` allows no session", at: name.span,
          notes: ["list how many sessions of each role there may be, such as `2 Customer`"])
      }
      if let loops, loops <= 0 {
        report(
          .emptyScenario, "the scenario `\(name.text)` lets no role with a loop take a step",
          at: name.span,
          notes: ["say how often one session may take each step of a loop, such as `loops 2`"])
      }
      model.scenarios.append(
        Scenario(
          name: name.text, counts: sessionCounts(counts), total: atMost, loops: loops ?? 2))
    }
    // The honest run is one of `default`, whatever scenarios properties name.
    if !model.scenarios.contains(where: { $0.name == "default" }) { addImplicitScenario() }
  }

  /// The counts by role; roles that are switched off are left out.
  private mutating func sessionCounts(_ counts: [ScenarioCount]) -> [Int] {
    var result = Array(repeating: 0, count: model.roles.count)
    var seen: Set<String> = []
    for count in counts where !isSwitchedOffRole(count.role) {
      guard let role = role(named: count.role) else { continue }
      if !seen.insert(count.role.text).inserted {
        reportListedTwice("the role", count.role, notes: ["write one number for each role"])
      }
      if count.count > Scenario.mostSessions {
        report(
          .tooManySessions,
          "at most \(Scenario.mostSessions) sessions of a role are searched; this lists "
            + "\(count.count)", at: count.role.span)
      }
      result[role.index] = min(max(0, count.count), Scenario.mostSessions)
    }
    return result
  }

  /// Two sessions of each role, for a model that says nothing else.
  private mutating func addImplicitScenario() {
    let counts = model.roles.map { _ in 2 }
    model.scenarios.append(Scenario(name: "default", counts: counts, total: nil, loops: 2))
  }

  /// The scenario that a property is searched in.
  mutating func scenario(named name: Identifier?) -> Int? {
    let text = name?.text ?? "default"
    if let index = model.scenarios.firstIndex(where: { $0.name == text }) { return index }
    guard let name else { return nil }
    reportUnknown(.unknownScenario, "scenario", name, among: model.scenarios.map(\.name))
    return nil
  }
}

extension Scenario {
  /// Of one role. What is searched in practice has a handful.
  package static let mostSessions = 64
}
