// A search with a limit ends, also where its steps are few and each is much work.

import Diagnostics
import Exploration
import ProtocolModel
import Testing

@Suite struct LimitOracleTests {
  private func result(_ text: String, steps: Int) throws -> ExplorationResult {
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    let model = try #require(
      elaborated.models.first, "\(elaborated.diagnostics.map(\.message))")
    return explore(
      ExplorationJob(model: model, properties: [0], limits: ExplorationLimits(steps: steps)))
  }

  /// A chain of twenty roles whose first message nobody sends: three billion sets of sessions, and
  /// not one step.
  @Test func setsOfSessionsCount() throws {
    var text = "protocol P\nmessage M(n: Nonce)\n"
    for role in 0..<20 { text += "channel c\(role): secure between R\(role), R\(role + 1)\n" }
    for role in 0...20 {
      let isLast = role == 20
      text += "role R\(role)(X\(isLast ? "" : ", r\(role + 1) Y")) { start -> done {"
      text +=
        role == 0 ? " fresh y: Nonce " : " receive M(?y) over c\(role - 1)  event E\(role)(y) "
      text += isLast ? "} }\n" : " send M(y) over c\(role) } }\n"
    }
    text += "attacker { controls network }\nproperty w: reachable "
    text += (1...20).map { "E\($0)(a\($0))" }.joined(separator: " and ")
    text += "\nscenario default { " + (1...20).map { "2 R\($0)" }.joined(separator: ", ") + " }\n"
    let result = try result(text, steps: 1_000)
    #expect(result.outcomes == [.undecided(.stepLimit)])
    #expect(result.statistics.steps == 0)
  }

  /// The sum of a table that every round adds to: each step is more work than the one before.
  @Test func sumsCount() throws {
    let text = """
      protocol P
      message Put(k: Nonce, n: Int)
      table book(k: Nonce, n: Int) of Bank
      role Bank(B) {
        open -> open { receive Put(?k, ?n)  require n > 0 and n < 10  insert (k, n) into book }
      }
      attacker { controls network }
      property small: invariant sum(n for (_, ?n) in book) <= 100000 of Bank
      scenario default { 1 Bank, loops 100 }
      """
    let result = try result(text, steps: 1_000)
    #expect(result.outcomes == [.undecided(.stepLimit, isTriggered: true)])
    #expect(result.statistics.steps < 900)
  }
}
