// A search cut into subtrees finds what the whole search finds.

import Diagnostics
import Exploration
import ProtocolModel
import Testing

@Suite struct SubtreeTests {
  /// Needham-Schroeder with one session each: Lowe's attack needs no more.
  private func model(lowe: Bool) throws -> ProtocolModel {
    let text = """
      protocol NS
      message Hello(n: Nonce, a: Principal)
      message Reply(n: Nonce, m: Nonce\(lowe ? ", b: Principal" : ""))
      message Confirm(m: Nonce)
      role A(X, b Y) knows sk(X), pk(Y) {
        start -> asked { fresh n  send aenc(Hello(n, X), pk(Y)) }
        asked -> done {
          receive aenc(Reply(n, ?m\(lowe ? ", Y" : "")), pk(X))
          send aenc(Confirm(m), pk(Y))
        }
      }
      role B(Y, a X) knows sk(Y), pk(X) {
        start -> answered {
          receive aenc(Hello(?n, X), pk(Y))
          fresh m
          send aenc(Reply(n, m\(lowe ? ", Y" : "")), pk(X))
        }
        answered -> done { receive aenc(Confirm(m), pk(Y)) }
      }
      attacker { controls network; plays A, B }
      property secrecy: secret m of B unless dishonest(X)
      scenario default { 1 A, 1 B }
      """
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    return try #require(elaborated.models.first, "\(elaborated.diagnostics.map(\.message))")
  }

  private func isFound(_ model: ProtocolModel, _ prefix: [Int]) -> (found: Bool, states: Int) {
    let result = explore(ExplorationJob(model: model, properties: [0], prefix: prefix))
    if case .found = result.outcomes[0] { return (true, result.statistics.states) }
    return (false, result.statistics.states)
  }

  @Test(arguments: [true, false]) func subtreesTogetherAreTheWhole(_ lowe: Bool) throws {
    let model = try model(lowe: lowe)
    let whole = isFound(model, [])
    #expect(whole.found != lowe)
    // Three multisets, and more choices at the first node than there are.
    let multisets = (0..<3).map { isFound(model, [$0]) }
    #expect(multisets.contains { $0.found } == whole.found)
    let choices = (0..<3).flatMap { multiset in (0..<4).map { isFound(model, [multiset, $0]) } }
    #expect(choices.contains { $0.found } == whole.found)
    if lowe { #expect(multisets.reduce(0) { $0 + $1.states } == whole.states) }
  }
}
