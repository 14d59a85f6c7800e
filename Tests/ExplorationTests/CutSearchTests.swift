// A search that is cut into pieces finds and counts what the whole does, whoever searches them.

import Diagnostics
import Exploration
import ProtocolModel
import Testing

@Suite struct CutSearchTests {
  /// Needham-Schroeder, with a reveal: some choices are not steps.
  private func model(lowe: Bool) throws -> ProtocolModel {
    let name = lowe ? ", Y" : ""
    let text = """
      protocol NS
      message Hello(n: Nonce, a: Principal)
      message Reply(n: Nonce, m: Nonce\(lowe ? ", b: Principal" : ""))
      message Confirm(m: Nonce)
      role A(X, b Y) knows sk(X), pk(Y) {
        start -> asked { fresh n event Asks(X, Y, n) send aenc(Hello(n, X), pk(Y)) }
        asked -> done {
          receive aenc(Reply(n, ?m\(name)), pk(X))
          event Trusts(X, Y, n, m)
          send aenc(Confirm(m), pk(Y))
        }
      }
      role B(Y, a X) knows sk(Y), pk(X) {
        start -> answered {
          receive aenc(Hello(?n, X), pk(Y))
          fresh m
          event Answers(Y, X, n, m)
          send aenc(Reply(n, m\(name)), pk(X))
        }
        answered -> done { receive aenc(Confirm(m), pk(Y)) event Done(Y, X, n, m) }
      }
      attacker { controls network; plays A, B; reveals n of A at done }
      property secrecy: secret m of B unless dishonest(X)
      property agreement: Done(Y, X, n, m) requires injectively Trusts(X, Y, n, m) unless dishonest(X)
      property answered: Trusts(X, Y, n, m) requires Answers(Y, X, n, m) unless dishonest(Y)
      scenario default { 2 A, 2 B, at most 4 }
      """
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    return try #require(elaborated.models.first, "\(elaborated.diagnostics.map(\.message))")
  }

  private static let small = Cutting(trialSteps: 20, fewestSubtrees: 6)

  private func search(
    _ model: ProtocolModel, _ cutting: Cutting, jobs: Int = 1, steps: Int = 0
  ) -> ExplorationResult {
    explore(
      ExplorationJob(
        model: model, properties: [0, 1, 2], limits: ExplorationLimits(steps: steps),
        cutting: cutting),
      workers: Workers(jobs: jobs))
  }

  /// `found` with the length of the run, or what else there is to say.
  private func words(_ result: ExplorationResult) -> [String] {
    result.outcomes.map { outcome in
      if case .found(let trace) = outcome { "found in \(trace.steps.count)" } else { "\(outcome)" }
    }
  }

  @Test func thePiecesAreTheWhole() throws {
    let model = try model(lowe: true)
    let whole = search(model, .never)
    #expect(words(whole).allSatisfy { !$0.hasPrefix("found") })
    #expect(whole.statistics.steps > 450)
    for cutting in [Self.small, Cutting(trialSteps: 100, fewestSubtrees: 2)] {
      #expect(search(model, cutting) == whole)
    }
  }

  @Test func thePiecesFindTheShortestRuns() throws {
    let model = try model(lowe: false)
    let whole = search(model, .never)
    #expect(words(whole).contains { $0.hasPrefix("found") })
    #expect(words(search(model, Self.small)) == words(whole))
  }

  @Test(arguments: [true, false]) func theNumberOfThreadsChangesNothing(_ lowe: Bool) throws {
    let model = try model(lowe: lowe)
    for steps in [0, 1, 19, 45, 100, 150, 250, 400] {
      let alone = search(model, Self.small, steps: steps)
      if steps > 0 { #expect(alone.statistics.steps <= steps + 1) }
      for jobs in [2, 3, 7] {
        #expect(search(model, Self.small, jobs: jobs, steps: steps) == alone, "\(jobs), \(steps)")
      }
    }
  }

  /// A search that nothing is found in is cut by a limit exactly where the whole would be.
  @Test func aLimitCountsTheStepsOfAllPieces() throws {
    let model = try model(lowe: true)
    for steps in [30, 77, 130, 300, 440] {
      let cut = search(model, Self.small, jobs: 2, steps: steps)
      #expect(cut.statistics.steps == steps + 1)
      #expect(cut.outcomes == search(model, .never, steps: steps).outcomes)
    }
  }

  @Test func anInterruptionEndsAllPieces() throws {
    let result = explore(
      ExplorationJob(model: try model(lowe: true), properties: [0], cutting: Self.small),
      workers: Workers(jobs: 3), isCancelled: { true })
    #expect(result.outcomes == [.undecided(.interrupted)])
  }

  /// Tasks within tasks, with more pieces than threads and fewer.
  @Test(arguments: [1, 2, 3, 7, 40]) func answersStandInOrder(_ jobs: Int) {
    let workers = Workers(jobs: jobs)
    let answers = workers.map(20) { outer in
      workers.map(outer) { inner in workers.map(3) { outer * inner + $0 }.reduce(0, +) }
        .reduce(0, +)
    }
    #expect(
      answers == (0..<20).map { outer in (0..<outer).reduce(0) { $0 + 3 * (outer * $1 + 1) } })
  }
}
