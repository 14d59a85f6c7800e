// A run that is followed in its own model is found again; in another, only if its steps still lead
// there.

import Diagnostics
import ProtocolModel
import Testing
import Traces

@testable import Exploration

@Suite struct ScheduleTests {
  private let text = """
    protocol Followed
    option named
    role Sender(S, receiver R) knows sk(S) {
      start -> sent { fresh n  event Sends(S, R, n)  send sign((n, R when named), sk(S)) }
    }
    role Receiver(R, sender S) knows vk(S) {
      start -> got { receive sign((?n, R when named), sk(S))  event Gets(R, S, n) }
    }
    attacker { controls network }
    property sent: Gets(R, S, n) requires Sends(S, R, n)
    property once: Gets(R, S, n) requires injectively Sends(S, _, n)
    scenario default { 2 Sender, 2 Receiver }

    """

  private func model(_ options: [String: Bool]) throws -> ProtocolModel {
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil }, options: options)
    return try #require(elaborated.models.first)
  }

  private func follow(_ property: Int, into options: [String: Bool]) throws -> ExplorationOutcome {
    let model = try self.model(["named": false])
    let other = try self.model(options)
    let found = explore(ExplorationJob(model: model, properties: [property])).outcomes[0]
    guard case .found(let trace) = found else {
      Issue.record("the model is attacked")
      return found
    }
    let schedule = try #require(Schedule(of: trace, from: model, in: other))
    #expect(schedule.steps.count == trace.steps.count)
    let job = ExplorationJob(
      model: other, property: property, following: schedule, limits: ExplorationLimits())
    return explore(job).outcomes[0]
  }

  @Test(arguments: [0, 1]) func aRunIsFoundAgain(property: Int) throws {
    guard case .found = try follow(property, into: ["named": false]) else {
      Issue.record("the same steps show the same")
      return
    }
  }

  @Test func theMessagesAreFoundAnew() throws {
    guard case .found = try follow(1, into: ["named": true]) else {
      Issue.record("a signed name does not stop a replay")
      return
    }
  }

  @Test func whatTheOptionStopsIsNotFound() throws {
    if case .found = try follow(0, into: ["named": true]) {
      Issue.record("the name is signed")
    }
  }
}
