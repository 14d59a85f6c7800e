// Every model of the repository, decided by one thread and by three: the same results, traces and
// counts.

import Exploration
import ProtocolModel
import Testing
import Verification

@Suite struct WorkersOracleTests {
  @Test func threadsChangeNothing() throws {
    let files = try modelFiles(below: "models").map {
      LoadedModel(path: $0.path, models: $0.models, sources: [])
    }
    let campaign = Campaign(
      files,
      selecting: Selection(
        limits: VerificationLimits(steps: RegressionOracleTests.stepLimit, sessions: nil)))
    let alone = campaign.run(engines: .live)
    let shared = campaign.run(engines: .live(Workers(jobs: 3)))
    #expect(alone.models.count == campaign.entries.count)
    #expect(alone.models.map(\.path) == shared.models.map(\.path))
    for (one, other) in zip(alone.models, shared.models) {
      #expect(one.results == other.results, "\(one.path) \(one.model.configuration ?? "-")")
    }
  }
}
