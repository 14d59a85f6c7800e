// What a check answers to Swift: verdicts, traces, the narration, and where things stand.

import AssayKit
import Testing

struct CheckTests {
  @Test func verdictsOfNeedhamSchroeder() throws {
    let report = try NeedhamSchroeder.model.check(sessions: 1)
    #expect(report.isAsExpected, "\(report)")
    #expect(report.results.count == 10)
    let published = try #require(report.result(of: "responderIsSure", in: "published"))
    #expect(published.verdict == .attack)
    #expect(published.expected == .attack)
    #expect(published.options == [])
    let fixed = try #require(report.result(of: "responderIsSure", in: "lowesFix"))
    #expect(fixed.verdict == .proved)
    #expect(fixed.trace == nil)
    #expect(fixed.description == "responderIsSure [lowesFix]: proved for any number of sessions")
  }

  @Test func attackIsToldWithSwiftPlaces() throws {
    let report = try NeedhamSchroeder.model.check(
      properties: ["respondersNonce"], configuration: "published")
    let result = try #require(report.results.first)
    #expect(result.narration.hasSuffix("replayed ✓   5 steps   options: none\n"))
    let trace = try #require(result.trace)
    #expect(report.results.count == 1)
    #expect(trace.steps.count == 5)
    #expect(trace.needs == ["Mallory, a dishonest Responder"])
    #expect(trace.steps.compactMap(\.place).allSatisfy { $0.hasPrefix("NeedhamSchroeder.swift:") })
    #expect(result.site.fileID == "AssayKitTests/NeedhamSchroeder.swift")
    #expect(result.narration.contains("NeedhamSchroeder.swift:\(result.site.line)"))
    #expect(result.narration.contains(trace.steps[0].sentence.prefix(20)))
    #expect(report.json.contains("\"respondersNonce\""))
  }

  @Test func optionsOverrideConfigurations() throws {
    let report = try NeedhamSchroeder.model.check(
      properties: ["respondersNonce"], options: ["lowe": true], sessions: 1)
    #expect(report.results.map(\.verdict) == [.proved, .proved])
  }

  @Test func unexpectedResultsAreSurprises() throws {
    let report = try Shop.model.check(
      properties: ["cardSecret", "paidOnce"], configuration: "careful")
    #expect(report.results.map(\.isAsExpected) == report.results.map { $0.verdict == .holds })
  }

  @Test func meter() throws {
    let report = try Meter.model.check()
    #expect(report.isAsExpected, "\(report)")
  }

  @Test func cancelledTaskEndsEarly() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try NeedhamSchroeder.model.check()
    }
    let report = try await task.value
    #expect(!report.isAsExpected)
    #expect(report.results.allSatisfy { $0.verdict == .unknown })
  }

  @Test func honestRun() throws {
    let text = try NeedhamSchroeder.model.honestRun()
    #expect(text.contains("Confirm"))
    #expect(text.contains("NeedhamSchroeder.swift:"))
  }

  @Test func unknownNamesAreErrors() {
    func message(_ check: () throws -> CheckReport) -> String {
      do {
        return "\(try check())"
      } catch {
        return "\(error)"
      }
    }
    let model = NeedhamSchroeder.model
    #expect(message { try model.check(properties: ["nonesuch"]) }.contains("nonesuch"))
    #expect(message { try model.check(configuration: "lowesFx") }.contains("lowesFix"))
    #expect(message { try model.check(sessions: 0) }.contains("1...64"))
    #expect(message { try model.check(options: ["low": true]) }.contains("did you mean `lowe`?"))
  }
}
