// How long an attempt lasts: by the model's size, where nobody says.

import ModelSupport
import ProtocolModel
import Saturation
import Testing

struct LimitTests {
  private func answer(_ limits: SaturationLimits) throws -> Answer {
    let text = try Repository.text("models/classics/yahalom.assay")
    let model = try #require(try models(of: text).first)
    return Answer(saturate(SaturationJob(model: model, property: 0, limits: limits)).outcome)
  }

  @Test func stepsAreBounded() throws {
    #expect(try answer(SaturationLimits(steps: 10)) == .unknown)
  }

  @Test func modelsWithManyClausesHaveMoreSteps() throws {
    #expect(try answer(SaturationLimits(steps: 10, growsWithModel: true)) == .proved)
  }
}
