// A small model in, what the engine says about each of its properties out. `E requires Never(_)` is
// how these models ask whether E can happen at all: `found` if it can, `vacuous` if it cannot.

import Exploration
import ProtocolModel
import Testing

/// A role that takes no part in any scenario, so that nothing ever meets `requires Never(_)`.
let never = "role Nobody(N) { start -> done { fresh x: Nonce event Never(x) } }"

/// Expects these outcomes, for every property of the text's only model, with all reductions and
/// with none.
func check(
  _ text: String, _ expected: [String: Outcome], steps: Int = 100_000,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let model = try #require(
    try models(of: "protocol Test\n" + text + "\n" + never).first, sourceLocation: sourceLocation)
  for reductions in [Reductions.all, []] {
    let found = outcomes(of: model, steps: steps, reductions: reductions).byProperty
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.outcome) }) == expected,
      "reductions \(reductions.rawValue)", sourceLocation: sourceLocation)
  }
}
