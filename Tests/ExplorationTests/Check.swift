// A model's text through the bounded engine: what it says about each property. What it finds is
// replayed, so that "found" means found and true.

import Diagnostics
import Exploration
import ProtocolModel
import Testing
import Traces

enum Outcome: String { case found, none, undecided, refused }

/// Explores every property of the only model of `text`; each property alone, with each set of
/// reductions.
func outcomes(_ text: String, reductions: Reductions = .all) throws -> [String: Outcome] {
  let elaborated = elaborate(
    path: "test.assay", text: SourceText(path: "test.assay", text: text),
    resolvingIncludesWith: { _ in nil })
  let errors = elaborated.diagnostics.filter { $0.severity == .error }
  try #require(errors.isEmpty, "\(errors.map(\.message))")
  let model = try #require(elaborated.models.first)
  var outcomes: [String: Outcome] = [:]
  for (index, property) in model.properties.enumerated() {
    let result = explore(
      ExplorationJob(model: model, properties: [index], reductions: reductions))
    switch result.outcomes[0] {
    case .none: outcomes[property.name] = Outcome.none
    case .undecided: outcomes[property.name] = .undecided
    case .found(let trace):
      let replayed = Replayer(model: model).replay(trace, property: index)
      if case .success = replayed {
        outcomes[property.name] = .found
      } else {
        outcomes[property.name] = .refused
      }
    }
  }
  return outcomes
}

/// Expects the outcomes with all reductions and with none.
func check(
  _ text: String, _ expected: [String: Outcome], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for reductions in [Reductions.all, []] {
    let found = try outcomes(text, reductions: reductions)
    #expect(
      found == expected, "reductions \(reductions.rawValue)", sourceLocation: sourceLocation)
  }
}

/// A role that never takes part, so that nothing ever meets `requires Never(_)`.
let never = "role Nobody(N) { start -> done { fresh x: Nonce event Never(x) } }"
