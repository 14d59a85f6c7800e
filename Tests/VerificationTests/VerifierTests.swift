// Which searches a job leads to, and in which order its answers come.

import Exploration
import ProtocolModel
import Synchronization
import Testing

@testable import Traces
@testable import Verification

@Suite struct VerifierTests {
  private final class Log: Sendable {
    let jobs = Mutex<[ExplorationJob]>([])
  }

  private func engines(_ log: Log) -> Engines {
    var engines = Engines.telling([:])
    engines.explore = { job, _ in
      log.jobs.withLock { $0.append(job) }
      return ExplorationResult(
        outcomes: job.properties.map { _ in .none(isTriggered: true) },
        statistics: ExplorationStatistics())
    }
    return engines
  }

  @Test func propertiesWithOneThreatAndScenarioShareASearch() {
    let other = Fixture.threat(plays: [0])
    let model = Fixture.model([
      Fixture.property("a"), Fixture.property("b", threat: other), Fixture.property("c"),
      Fixture.property("d", threat: other),
    ])
    let log = Log()
    let searches = Mutex<[[String]]>([])
    let results = Verifier(engines: engines(log))
      .verify(
        Fixture.job(steps: 9), model: model,
        onSearch: { group in searches.withLock { $0.append(group) } })
    #expect(results.map(\.property.name) == ["a", "b", "c", "d"])
    #expect(searches.withLock { $0 } == [["a", "c"], ["b", "d"]])
    let jobs = log.jobs.withLock { $0 }
    #expect(jobs.map(\.properties) == [[0, 2], [1, 3]])
    #expect(jobs.map(\.limits.steps) == [9, 9])
  }

  @Test func onlyTheSelectedPropertiesAreSearched() {
    let model = Fixture.model(["a", "b", "c"].map { Fixture.property($0) })
    let results = Verifier(engines: engines(Log()))
      .verify(Fixture.job(properties: ["c", "a"]), model: model)
    #expect(results.map(\.property.name) == ["a", "c"])
  }

  @Test func afterAnInterruptionNothingIsSearched() {
    let log = Log()
    let model = Fixture.model([Fixture.property("a")])
    let results = Verifier(engines: engines(log))
      .verify(Fixture.job(), model: model, isCancelled: { true })
    #expect(results.map(\.verdict) == [.unknown])
    #expect(results[0].note == "interrupted")
    #expect(log.jobs.withLock { $0.isEmpty })
  }

  @Test func sessionsReplaceTheScenario() {
    let scenario = Scenario(name: "default", counts: [1, 0], total: 1, loops: 2)
    let model = Fixture.model([Fixture.property("a")], scenarios: [scenario])
    let log = Log()
    let results = Verifier(engines: engines(log)).verify(Fixture.job(sessions: 3), model: model)
    #expect("\(results[0].scope)" == "3 Initiator")
    #expect(log.jobs.withLock { $0[0].model.scenarios[0].counts } == [3, 0])
  }
}
