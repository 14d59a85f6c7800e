// Reduction: a state from which no open property can be violated any more is not explored.
//
// match:  no session can still record the trigger of an open correspondence (or an event of an
//         open `reachable`), and no secret has been claimed or can be
// result: nothing is explored from here
// sound because: a correspondence is violated at the moment its trigger is recorded, a witness is
//         complete when its last event is, a secret can be learnt only if it is claimed.

import ProtocolModel

/// For each property, role and state: whether a session there can still contribute a trigger.
struct Hopes {
  private let canTrigger: [[[Bool]]]
  private let keepsHope: [Bool]

  init(_ compiled: CompiledModel, _ active: ActiveSteps, _ properties: [CompiledProperty]) {
    canTrigger = properties.map { property in
      active.steps.indices.map { role in
        active.steps[role].isEmpty
          ? []
          : Self.reach(active.steps[role]) { property.isTriggered(by: $0, of: role, compiled) }
      }
    }
    keepsHope = properties.map {
      switch $0.goal {
      case .hidden, .invariant: true
      case .secret, .guessableSafe, .correspondence, .reachable: false
      }
    }
  }

  /// The states from which a step that satisfies the condition can be reached.
  private static func reach(_ steps: [[Step]], _ condition: (Step) -> Bool) -> [Bool] {
    var reaches = steps.map { $0.contains(where: condition) }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (state, leaving) in steps.enumerated()
      where !reaches[state] && leaving.contains(where: { reaches[$0.target.index] }) {
        reaches[state] = true
        isGrowing = true
      }
    }
    return reaches
  }

  func contains(_ property: Int, role: Int, state: Int) -> Bool {
    keepsHope[property] || canTrigger[property][role][state]
  }
}

extension CompiledProperty {
  /// Whether a step records what the property waits for.
  func isTriggered(by step: Step, of role: Int, _ compiled: CompiledModel) -> Bool {
    switch goal {
    case .correspondence(let trigger, _, _): step.records(trigger.event)
    case .reachable(let patterns): patterns.contains { step.records($0.event) }
    // A claim may be made at any step of the role.
    case .secret(_, let claimant, _, _), .guessableSafe(_, let claimant, _, _): role == claimant
    case .hidden, .invariant: true
    }
  }
}

extension CompiledProperty {
  /// Whether a violation that does not lie in what the attacker or a viewer can derive may be
  /// complete with the step.
  func isViolated(by step: Step, of role: Int, _ compiled: CompiledModel) -> Bool {
    switch goal {
    case .correspondence, .reachable: isTriggered(by: step, of: role, compiled)
    case .invariant: true
    case .secret, .guessableSafe, .hidden: false
    }
  }

  /// Whether sessions of the role matter even if they take no step: they claim or view a secret.
  func looks(at role: Int) -> Bool {
    switch goal {
    case .secret(_, let claimant, _, _), .guessableSafe(_, let claimant, _, _): role == claimant
    case .hidden(_, let claimant, let viewer, _): role == claimant || role == viewer
    case .correspondence, .reachable, .invariant: false
    }
  }
}

extension Search {
  var isHopeless: Bool {
    guard reductions.contains(.usefulSteps), !seeksCompletion else { return false }
    for property in properties.indices where isOpen[property] {
      for index in claims.indices where claims[index].property == property { return false }
      for index in sessions.indices
      where hopes.contains(
        property, role: sessions[index].role, state: sessions[index].state)
      {
        return false
      }
    }
    return true
  }
}
