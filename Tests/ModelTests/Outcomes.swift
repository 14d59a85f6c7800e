// What the engine says about each property of a model, as the tests of this target compare it.
// A run that is found is replayed: what the replayer refuses is no answer at all.

import Exploration
import ProtocolModel
import Testing
import Traces
import Verification

enum Outcome: String, Hashable {
  /// A run violates the property, or is its witness.
  case found
  /// No run does, and what the property speaks of was reached.
  case none
  /// No run does, and what the property speaks of was not reached.
  case vacuous
  case undecided
  case refused
}

struct Outcomes {
  /// By property, in the model's order.
  var byProperty: [(name: String, outcome: Outcome)] = []
  /// Properties whose search was cut.
  var isUndecided: Bool { byProperty.contains { $0.outcome == .undecided } }
  subscript(_ name: String) -> Outcome? { byProperty.first { $0.name == name }?.outcome }
}

/// The answers for some properties of a model, which have the same threat and scenario.
func outcomes(
  of model: ProtocolModel, group: [Int], steps: Int, reductions: Reductions = .all
) -> [Outcome] {
  let result = explore(
    ExplorationJob(
      model: model, properties: group, limits: ExplorationLimits(steps: steps),
      reductions: reductions))
  return zip(group, result.outcomes).map { property, outcome in
    switch outcome {
    case .none(let isTriggered):
      isTriggered || model.properties[property].isReachability ? .none : .vacuous
    case .undecided: .undecided
    case .found(let trace):
      switch Replayer(model: model).replay(trace, property: property) {
      case .success: .found
      case .failure: .refused
      }
    }
  }
}

/// The answers for all properties of a model.
func outcomes(
  of model: ProtocolModel, steps: Int = 100_000, reductions: Reductions = .all
) -> Outcomes {
  var answers: [Int: Outcome] = [:]
  for group in model.searches(deciding: model.properties.indices) {
    let found = outcomes(of: model, group: group, steps: steps, reductions: reductions)
    for (property, outcome) in zip(group, found) { answers[property] = outcome }
  }
  return Outcomes(
    byProperty: model.properties.indices.map {
      (model.properties[$0].name, answers[$0] ?? .undecided)
    })
}
