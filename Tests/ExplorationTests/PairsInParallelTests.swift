// Many pairs of roles whose messages fit each other: FFGG (Millen 1999), as
// Tests/Benchmarks/ffgg.sh writes it.

import Diagnostics
import Exploration
import ProtocolModel
import Testing
import Traces

struct PairsInParallelTests {
  private func model(pairs: Int) throws -> ProtocolModel {
    var text = "protocol FFGG\n"
    for pair in 1...pairs {
      text += """
        role A\(pair)(A, b\(pair) B)
          knows pk(_)
        {
          start -> waiting { send A }
          waiting -> done {
            receive (?n1, ?n2)
            fresh m: Nonce
            send aenc((n1, n2, m), pk(B))
          }
        }
        role B\(pair)(B)
          knows sk(B), pk(_)
        {
          start -> waiting {
            receive ?A
            fresh n1: Nonce
            fresh n2: Nonce
            send (n1, n2)
          }
          waiting -> done {
            receive aenc((n1, ?x, ?y), pk(B))
            send (n1, x, aenc((x, y, n1), pk(B)))
          }
        }

        """
    }
    let roles = (1...pairs).map { "A\($0), B\($0)" }.joined(separator: ", ")
    let counts = (1...pairs).map { "1 A\($0), 1 B\($0)" }.joined(separator: ", ")
    text += """
      attacker { controls network; plays \(roles) }
      property secrecy: secret m of A1 unless dishonest(B)
          expect attack
      scenario default { \(counts) }
      """
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    return try #require(elaborated.models.first)
  }

  /// Any B answers any A, and then only its own A's ciphertext is for it: who tries all orders tries
  /// for ever.
  @Test(arguments: [2, 12]) func honestPairsFinishOneAfterTheOther(_ pairs: Int) throws {
    let model = try model(pairs: pairs)
    guard case .found(let trace) = honestRun(of: model) else {
      Issue.record("no honest run")
      return
    }
    #expect(trace.sessions.count == 2 * pairs)
    #expect(throws: Never.self) { try Replayer(model: model).replay(trace, property: nil).get() }
  }

  /// Sets of sessions without A1 cannot break its secret, and are not searched.
  @Test func theAttackNeedsThreeOfManyRoles() throws {
    let model = try model(pairs: 12)
    let result = explore(ExplorationJob(model: model, properties: [0]))
    guard case .found(let trace) = result.outcomes[0] else {
      Issue.record("no attack")
      return
    }
    #expect(trace.sessions.count == 3)
    #expect(throws: Never.self) { try Replayer(model: model).replay(trace, property: 0).get() }
  }
}
