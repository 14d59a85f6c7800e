// How long an attempt lasts: by the model's size, where nobody says.

import ModelSupport
import ProtocolModel
import Saturation
import Synchronization
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

  /// Asked to stop at any moment, an attempt claims no proof that it has not.
  @Test func whoInterruptsGetsNoProof() throws {
    let text = try Repository.text("models/classics/yahalom.assay")
    let model = try #require(try models(of: text).first)
    let job = SaturationJob(model: model, property: 0)
    func answer(after count: Int) -> (answer: Answer, polls: Int) {
      let polls = Mutex(0)
      let outcome = saturate(job) {
        polls.withLock { polls in
          polls += 1
          return polls > count
        }
      }.outcome
      if case .unknown(let cut) = outcome { #expect(cut.cause == .interrupted) }
      return (Answer(outcome), polls.withLock { $0 })
    }
    let whole = answer(after: .max)
    #expect(whole.answer == .proved)
    // The last clauses only say whether anything triggers the property.
    #expect(answer(after: 0).answer == .unknown)
    #expect(answer(after: whole.polls / 4).answer == .unknown)
  }

  @Test func modelsWithManyClausesHaveMoreSteps() throws {
    #expect(try answer(SaturationLimits(steps: 10, growsWithModel: true)) == .proved)
  }
}
