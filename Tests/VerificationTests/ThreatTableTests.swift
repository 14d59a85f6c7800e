// What a threat table says of a set of compromises is what deciding that set alone says.

import Diagnostics
import Exploration
import Foundation
import ProtocolModel
import Testing

@testable import Verification

/// Named for release mode: it decides every set of compromises by itself.
@Suite struct ThreatTableOracleTests {
  @Test(arguments: ["set-card/hello", "classics/woo-lam", "classics/otway-rees"])
  func everySetIsWhatItIsAlone(name: String) throws {
    for model in try ThreatTableTests().models(name) {
      try ThreatTableTests().expectTheSameAlone(model)
    }
  }

  @Test(arguments: [
    "classics/otway-rees", "classics/woo-lam", "classics/splice-as", "classics/kao-chow",
    "classics/tmn", "set-card/hello", "set/merchant-registration",
  ])
  func declaredThreatsStandAsTheyDoAlone(name: String) throws {
    for model in try ThreatTableTests().models(name) {
      ThreatTableTests().expectDeclaredStandings(model)
    }
  }
}

@Suite struct ThreatTableTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../models").standardized

  private static let few = VerificationLimits(steps: 20_000)

  fileprivate func models(_ name: String) throws -> [ProtocolModel] {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("\(name).assay"), encoding: .utf8)
    return models(of: text)
  }

  private func models(of text: String) -> [ProtocolModel] {
    elaborate(
      path: "m.assay", text: SourceText(path: "m.assay", text: text),
      resolvingIncludesWith: { _ in nil }
    ).models
  }

  private func table(
    _ model: ProtocolModel, jobs: Int = 1, limits: VerificationLimits = few
  ) -> ThreatTable {
    ThreatTable(
      of: model, at: "m.assay", compromises: model.compromises,
      selecting: Selection(limits: limits), engines: .live(Workers(jobs: jobs)))
  }

  private func alone(
    _ name: String, _ model: ProtocolModel, limits: VerificationLimits = few
  ) -> PropertyResult? {
    let job = VerificationJob(
      path: "m.assay", configuration: nil, options: model.options, properties: [name],
      limits: limits)
    return Verifier(engines: .live).verify(job, model: model).first
  }

  private func names(_ entries: [ThreatTable.Entry], _ model: ProtocolModel) -> [[String]] {
    entries.map { $0.compromises.map { model.text($0) } }
  }

  /// Without a limit of steps: under one, a set that is too hard alone is settled by others.
  fileprivate func expectTheSameAlone(_ model: ProtocolModel) throws {
    let limits = VerificationLimits()
    let table = table(model, limits: limits)
    for row in table.rows {
      #expect(row.unsettled == 0, "\(row.property.name)")
      for mask in 0..<table.setCount {
        let chosen = table.compromises.indices.filter { mask >> $0 & 1 == 1 }
          .map { table.compromises[$0] }
        var facing = model
        let index = try #require(model.properties.firstIndex { $0.name == row.property.name })
        facing.properties[index].threat = ThreatModel(chosen)
        let verdict = try #require(alone(row.property.name, facing, limits: limits)).verdict
        let breaks = row.breaks.contains { Set(chosen).isSuperset(of: $0.compromises) }
        let survives = row.survives.contains { Set(chosen).isSubset(of: $0.compromises) }
        #expect(breaks != survives)
        // With fewer compromises there may be a proof that it never comes up.
        let isGood = verdict == .proved || verdict == .holds || verdict == .vacuous
        #expect(
          verdict == .attack ? breaks : isGood && survives,
          "\(row.property.name) \(chosen.map { model.text($0) }): \(verdict)")
      }
    }
  }

  fileprivate func expectDeclaredStandings(_ model: ProtocolModel) {
    for row in table(model).rows {
      let verdict = alone(row.property.name, model)?.verdict
      switch row.declared?.standing {
      case nil: Issue.record("\(row.property.name) has another threat")
      case .breaks: #expect(verdict == .attack, "\(row.property.name)")
      case .survives:
        #expect(verdict == .proved || verdict == .holds || verdict == .vacuous)
      case .vacuous: #expect(verdict == .vacuous, "\(row.property.name)")
      case .unknown: #expect(verdict == .unknown, "\(row.property.name)")
      }
    }
  }

  /// A signature under a key that the receiver trusts.
  private let letter = """
    protocol Letter
    channel post: insecure between Sender, Receiver
    function pin(Principal): Nonce private
    role Sender(S, receiver R) knows sk(S), pin(S) {
      start -> sent {
        fresh n
        event Sends(S, R, n)
        send sign((n, R), sk(S)) over post
      }
    }
    role Receiver(R, sender S) knows vk(S), sign(R, sk(R)) {
      start -> got {
        receive sign((?n, R), sk(S)) over post
        event Gets(R, S, n)
      }
    }
    attacker { controls network }
    property sent: Gets(R, S, n) requires Sends(S, R, n) unless dishonest(S)
    property once: Gets(R, S, n) requires injectively Sends(S, R, n) unless dishonest(S)
    property kept: secret n of Sender
    property completes: reachable Gets(R, S, n) and Sends(S, R, n)
    scenario default { 1 Sender, 2 Receiver }

    """

  @Test func whatCanBeCompromisedIsListed() throws {
    let model = try #require(models(of: letter).first)
    #expect(
      model.compromises.map { model.text($0) } == [
        "plays Sender", "plays Receiver", "controls network", "controls post",
        "reveals sk(S) of Sender", "reveals pin(S) of Sender",
      ])
  }

  @Test func theBorderIsThatOfTheProperty() throws {
    let model = try #require(models(of: letter).first)
    let table = table(model)
    #expect(table.rows.map(\.property.name) == ["sent", "once", "kept"])
    #expect(table.withoutThreat == ["completes"] && table.exitCode == .success)
    let sent = table.rows[0]
    #expect(names(sent.breaks, model) == [["reveals sk(S) of Sender"]])
    #expect(
      names(sent.survives, model) == [
        [
          "plays Sender", "plays Receiver", "controls network", "controls post",
          "reveals pin(S) of Sender",
        ]
      ])
    #expect(sent.declared?.standing == .survives && sent.survives[0].result.verdict == .proved)
    #expect(
      table.rows.allSatisfy { row in
        (row.breaks + row.survives).allSatisfy(\.isExtreme) && row.unsettled == 0
          && row.decided <= row.breaks.count + row.survives.count + 5
      })
    // Whoever has the channel can deliver a letter twice.
    #expect(names(table.rows[1].breaks, model).contains(["controls post"]))
    #expect(table.rows[1].declared?.standing == .survives)
  }

  @Test func attacksAreRunsOfTheThreatThatTheyAreReportedWith() throws {
    for model in try models("set-card/hello") {
      for entry in table(model).rows.flatMap(\.breaks) {
        let run = try #require(entry.result.run)
        var facing = model
        facing.properties[entry.result.index].threat = ThreatModel(entry.compromises)
        guard case .success = Engines.live.replay(facing, run.trace, entry.result.index) else {
          Issue.record("no run of \(entry.compromises)")
          continue
        }
      }
    }
  }

  @Test func aDeclaredThreatThatHasMoreIsNotPlaced() throws {
    let model = try #require(models(of: letter).first)
    let table = ThreatTable(
      of: model, at: "m.assay", compromises: [.controls(ChannelID(1))],
      selecting: Selection(properties: ["once"]), engines: .live)
    #expect(table.rows.count == 1 && table.rows[0].declared == nil)
    #expect(names(table.rows[0].breaks, model) == [["controls post"]])
    #expect(names(table.rows[0].survives, model) == [[]])
  }

  @Test func everySetIsWhatItIsAlone() throws {
    try expectTheSameAlone(try #require(models(of: letter).first))
  }

  @Test func theTableDoesNotDependOnWhoDecides() throws {
    let model = try #require(models(of: letter).first)
    let (alone, together) = (table(model), table(model, jobs: 4))
    for (one, other) in zip(alone.rows, together.rows) {
      #expect(one.survives.map(\.result) == other.survives.map(\.result))
      #expect(one.breaks.map(\.result) == other.breaks.map(\.result))
    }
  }

  @Test func whatIsInterruptedIsSaidToBe() throws {
    let model = try #require(models(of: letter).first)
    let table = ThreatTable(
      of: model, at: "m.assay", compromises: model.compromises, selecting: Selection(),
      engines: .live, isCancelled: { true })
    #expect(table.isInterrupted && table.exitCode == .interrupted)
    #expect(table.rows.allSatisfy { $0.decided == 0 && $0.unsettled == table.setCount })
  }
}
