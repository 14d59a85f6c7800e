// Models for the tests, and what the engine says of them.

import ModelSupport
import ProtocolModel
import Saturation
import Testing

/// What the engine says, without what it says it with.
enum Answer: String {
  case proved, vacuous, notProved, unknown, notHandled

  init(_ outcome: SaturationOutcome) {
    switch outcome {
    case .proved(let proof): self = proof.isVacuous ? .vacuous : .proved
    case .notProved: self = .notProved
    case .unknown: self = .unknown
    case .notHandled: self = .notHandled
    }
  }
}

func answer(_ model: ProtocolModel, _ property: Int, steps: Int = 20_000) -> Answer {
  let job = SaturationJob(
    model: model, property: property, limits: SaturationLimits(steps: steps))
  return Answer(saturate(job).outcome)
}

/// The answers for all properties of a model with one configuration, by name.
func answers(_ text: String) throws -> [String: Answer] {
  let model = try #require(try models(of: text).first)
  return Dictionary(
    uniqueKeysWithValues: model.properties.indices.map {
      (model.properties[$0].name, answer(model, $0))
    })
}
