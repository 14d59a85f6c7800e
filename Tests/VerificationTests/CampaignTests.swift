// What a selection selects, and what is said about names that select nothing.

import Exploration
import ProtocolModel
import Synchronization
import Testing

@testable import Verification

@Suite struct CampaignTests {
  private func file(_ path: String, _ configurations: [String?], _ properties: [String])
    -> LoadedModel
  {
    let models = configurations.map { configuration in
      var model = Fixture.model(properties.map { Fixture.property($0) })
      model.configuration = configuration
      return model
    }
    return LoadedModel(path: path, models: models, sources: [])
  }

  @Test func everyConfigurationOfEveryFileIsAJob() {
    let campaign = Campaign(
      [file("a", ["x", "y"], ["p"]), file("b", [nil], ["q"])], selecting: Selection())
    #expect(campaign.entries.map(\.job.path) == ["a", "a", "b"])
    #expect(campaign.entries.map(\.job.configuration) == ["x", "y", nil])
    #expect(campaign.complaints.isEmpty)
  }

  @Test func aSelectionNeedNotFitEveryFile() {
    let files = [file("a", ["x", "y"], ["p"]), file("b", ["x"], ["q"])]
    let campaign = Campaign(files, selecting: Selection(properties: ["q"], configuration: "x"))
    #expect(campaign.entries.map(\.job.path) == ["b"])
    #expect(campaign.complaints.isEmpty)
  }

  @Test func namesThatFitNowhereAreMistakes() {
    let files = [file("a", ["x"], ["p", "q"])]
    let campaign = Campaign(files, selecting: Selection(properties: ["r"], configuration: "z"))
    #expect(
      campaign.complaints.map(\.message)
        == ["there is no configuration `z`", "there is no property `r`"])
    #expect(campaign.complaints[1].notes == ["what there is: p, q"])
    let combined = Campaign(
      [file("a", ["x"], ["p"]), file("b", ["y"], ["q"])],
      selecting: Selection(properties: ["q"], configuration: "x"))
    #expect(combined.complaints.map(\.message) == ["there is no property to check"])
  }

  /// Nobody chose the scope of a protocol of Scyther, so nobody is made to wait for all of it.
  @Test(arguments: [
    ("a.spdl", 0, VerificationLimits.mostSearchedOfImported), ("a.assay", 0, 0),
    ("a.spdl", 2_000_000, 2_000_000),
  ])
  func searchesOfImportedProtocolsAreLimited(path: String, asked: Int, limit: Int) {
    let selection = Selection(engine: .explore, limits: VerificationLimits(steps: asked))
    let campaign = Campaign([file(path, [nil], ["p"])], selecting: selection)
    let seen = Mutex<[Int]>([])
    var engines = Engines.telling([:])
    engines.explore = { job, _ in
      seen.withLock { $0.append(job.limits.steps) }
      return ExplorationResult(
        outcomes: [.undecided(.stepLimit)], statistics: ExplorationStatistics())
    }
    _ = campaign.run(engines: engines)
    #expect(seen.withLock { $0 } == [limit])
  }

  @Test func anInterruptionEndsTheRunAndMarksTheReport() {
    let files = [file("a", ["x", "y"], ["p"])]
    let campaign = Campaign(files, selecting: Selection())
    let report = campaign.run(engines: .telling([:]), isCancelled: { true })
    #expect(report.models.isEmpty)
    #expect(report.isInterrupted)
    #expect(report.notBegun.map(\.configuration) == ["x", "y"])
    let whole = campaign.run(engines: .telling(["p": .none(isTriggered: true)]))
    #expect(whole.notBegun.isEmpty && whole.models.count == 2)
  }

  @Test func whatWasFoundBeforeASuddenEndIsKept() {
    let files = [file("a", ["x", "y", "z"], ["p", "q"])]
    let campaign = Campaign(files, selecting: Selection(engine: .explore))
    let engines = Engines.telling(["p": .none(isTriggered: true), "q": .found(Fixture.trace())])
    let told = Mutex<[Int: [PropertyResult]]>([:])
    _ = campaign.run(
      engines: engines,
      observer: Campaign.Observer(onResults: { job, results in
        told.withLock { $0[job, default: []] += results }
      }))
    var known = told.withLock { $0 }
    #expect(known.keys.sorted() == [0, 1, 2])
    // The second job was under way, the third not begun.
    known[1]?.removeLast()
    known[2] = nil
    let report = campaign.interrupted(after: known, engines: engines)
    #expect(report.isInterrupted)
    #expect(report.models.map(\.model.configuration) == ["x", "y"])
    #expect(report.models[0].results.map(\.verdict) == [.holds, .attack])
    #expect(report.models[1].results.map(\.verdict) == [.holds, .unknown])
    #expect(report.models[1].results[1].note == "interrupted")
    #expect(report.notBegun.map(\.configuration) == ["z"])
  }
}
