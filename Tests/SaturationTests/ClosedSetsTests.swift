// Properties of a model share what is closed for them; no result shows it.

import ModelSupport
import ProtocolModel
import Saturation
import Testing

@Suite struct ClosedSetsTests {
  @Test(arguments: [
    "models/classics/needham-schroeder-public-key.assay", "models/classics/otway-rees.assay",
    "models/classics/yahalom.assay", "models/classics/wide-mouthed-frog.assay",
  ])
  func sharingChangesNoResult(path: String) throws {
    for model in try models(of: Repository.text(path), path: path) {
      let alone = model.properties.indices.map { result(model, $0, sharing: ClosedSets()) }
      for order in [Array(model.properties.indices), model.properties.indices.reversed()] {
        let sets = ClosedSets()
        for property in order {
          #expect(
            result(model, property, sharing: sets) == alone[property],
            "\(path) \(model.configuration ?? "") \(model.properties[property].name)")
        }
      }
    }
  }

  /// Certificates and counts included.
  private func result(
    _ model: ProtocolModel, _ property: Int, sharing sets: ClosedSets
  ) -> String {
    let limits = SaturationLimits(steps: 300, widening: .whereTheyGrow)
    let job = SaturationJob(model: model, property: property, limits: limits)
    return "\(saturate(job, sharing: sets))"
  }

  @Test func secretsShareOneSetAndEventsDoNot() throws {
    let text = """
      protocol Sharing
      role A(A, b B)
        knows pk(B)
      { start -> done { fresh n: Nonce  fresh m: Nonce  event Sent(A, n)
        send aenc(n, pk(B)), aenc(m, pk(B)) } }
      role B(B)
        knows sk(B)
      { start -> done { receive aenc(?n, pk(B))  event Got(B, n) } }
      attacker { controls network; plays B }
      scenario default { 1 A, 1 B }
      property one: secret n of A unless dishonest(B)
      property two: secret m of A unless dishonest(B)
      property three: Got(B, n) requires Sent(A, n)

      """
    let model = try #require(try models(of: text).first)
    let sets = ClosedSets()
    _ = result(model, 0, sharing: sets)
    #expect(sets.count == 1)
    _ = result(model, 1, sharing: sets)
    #expect(sets.count == 1)
    _ = result(model, 2, sharing: sets)
    #expect(sets.count > 1)
  }
}
