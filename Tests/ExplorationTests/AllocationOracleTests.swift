// A step of the search allocates nothing, once its stacks have grown: counted, not timed.
//
// Two searches of one model, one longer than the other: what they allocate more is what steps
// allocate. In release mode only, because without optimisation closures and copies allocate too.

import CountedAllocations
import Diagnostics
import Exploration
import ProtocolModel
import Testing

@Suite struct AllocationOracleTests {
  /// Lowe's fix: messages composed and opened, secrets, correspondences, injectivity.
  @Test func lowesFix() throws {
    try check(
      """
      protocol P
      message Hello(a: Nonce, i: Principal)
      message Reply(a: Nonce, b: Nonce, r: Principal)
      message Confirm(b: Nonce)
      role Initiator(A, responder B) knows sk(A), pk(B) {
        start -> waiting {
          fresh nA: Nonce
          event Starts(A, B, nA)
          send aenc(Hello(nA, A), pk(B))
        }
        waiting -> done {
          receive aenc(Reply(nA, ?nB, B), pk(A))
          event Accepts(A, B, nA, nB)
          send aenc(Confirm(nB), pk(B))
        }
      }
      role Responder(B) knows sk(B), pk(_) {
        start -> waiting {
          receive aenc(Hello(?nA, ?A), pk(B))
          fresh nB: Nonce
          event Answers(B, A, nA, nB)
          send aenc(Reply(nA, nB, B), pk(A))
        }
        waiting -> done { receive aenc(Confirm(nB), pk(B))  event Confirmed(B, A, nA, nB) }
      }
      attacker { controls network; plays Initiator, Responder }
      property s: secret nB of Responder unless dishonest(A)
      property i: Confirmed(B, A, nA, nB) requires injectively Accepts(A, B, nA, nB)
          unless dishonest(A)
      scenario default { 3 Initiator, 3 Responder }
      """, between: 1_000, and: 5_000)
  }

  /// Expects no more than one block in twenty steps, for stacks that still grow and triggers that
  /// could share a service; five to six for each step were usual once.
  private func check(_ text: String, between first: Int, and second: Int) throws {
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    let model = try #require(elaborated.models.first)
    func allocations(_ steps: Int) -> (blocks: Int, steps: Int) {
      let before = counted_allocations()
      let result = explore(
        ExplorationJob(
          model: model, properties: Array(model.properties.indices),
          limits: ExplorationLimits(steps: steps), cutting: .never))
      return (Int(counted_allocations() - before), result.statistics.steps)
    }
    let short = allocations(first)
    let long = allocations(second)
    try #require(long.steps > short.steps + 1_000)
    let more = long.blocks - short.blocks
    #expect(
      more * 20 <= long.steps - short.steps,
      "\(more) blocks for \(long.steps - short.steps) steps")
  }
}
