// What is carried from one set of options to another has to be what that set shows by itself.

import Diagnostics
import Exploration
import Foundation
import ProtocolModel
import Testing

@testable import Verification

/// Named for release mode: it decides a thousand verdicts, most of them twice.
@Suite struct OptionMatrixOracleTests {
  @Test(arguments: [
    "classics/otway-rees", "classics/woo-lam", "classics/splice-as", "classics/kao-chow",
    "set-card/card-number", "set-card/hello", "set-card/order",
  ])
  func whatIsCarriedOverIsWhatEachSetShowsByItself(name: String) throws {
    try OptionMatrixTests().expectTheSameAlone(name)
  }

  /// Under `b` alone nothing triggers the property, which a search that is cut does not tell; the
  /// proof of a neighbour is accepted there, and is true of nothing.
  @Test func aProofOfAnotherSetIsNotTakenWhereNothingIsTriggered() throws {
    try OptionMatrixTests().expectTheSameAlone(
      "relayed",
      """
      protocol Relayed
      option b
      option c
      message One(n: Nonce)
      message Two(n: Nonce)
      message Three(n: Nonce)
      function key(Principal): Key private
      role W(W) knows key(W) {
        start -> w1 { fresh n: Nonce  event Sent(W, n)  send senc(One(n), key(W)) }
        w1 -> w2 { receive senc(Two(?m), key(W))  send senc(Three((n, m)), key(W)) }
        w2 -> w3 { receive senc(One(?k), key(W))  send (n when c or not b), W }
      }
      role X(X, w W) knows key(_) {
        start -> x1 { receive senc(One(?n), key(W))  fresh m  send senc(Two(m), key(W)) }
        x1 -> x2 { receive senc(Three((n, ?m2)), key(W))  send senc(One(m2), key(W)) }
        x2 -> x3 { receive n  event Trig(X, W, n) }
        x2 -> x4 { receive ?y }
      }
      attacker { controls network }
      property trig: Trig(X, W, n) requires Sent(W, n)
      scenario default { 3 W, 3 X }

      """)
  }
}

@Suite struct OptionMatrixTests {
  private static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../models").standardized.path

  private func members(_ text: String, _ sets: ([String]) -> [Set<String>]) -> (
    options: [String], members: [OptionMatrix.Member]
  ) {
    func elaborated(_ options: [String: Bool]) -> ElaboratedProtocol {
      elaborate(
        path: "m.assay", text: SourceText(path: "m.assay", text: text),
        resolvingIncludesWith: { included in
          (try? String(contentsOfFile: "\(Self.models)/set-card/\(included)", encoding: .utf8))
            .map { SourceText(path: included, text: $0) }
        }, options: options)
    }
    let declared = elaborated([:]).declaredOptions
    let members = OptionSets.sorted(sets(declared), by: declared).map {
      OptionMatrix.Member($0, of: declared, elaborating: elaborated)
    }
    return (declared, members)
  }

  private func matrix(
    _ family: (options: [String], members: [OptionMatrix.Member]), jobs: Int = 1
  ) -> OptionMatrix {
    OptionMatrix(
      of: family.members, at: "m.assay", options: family.options,
      selecting: Selection(limits: VerificationLimits(steps: 20_000)),
      engines: .live(Workers(jobs: jobs)))
  }

  @Test func whatIsCarriedOverIsWhatEachSetShowsByItself() throws {
    try expectTheSameAlone("classics/otway-rees")
  }

  fileprivate func expectTheSameAlone(_ name: String) throws {
    let path = "\(Self.models)/\(name).assay"
    try expectTheSameAlone(name, String(contentsOfFile: path, encoding: .utf8))
  }

  fileprivate func expectTheSameAlone(_ name: String, _ text: String) throws {
    let family = members(text, OptionSets.telling)
    let table = matrix(family)
    #expect(table.rows.count == family.members.count)
    #expect(table.results.count >= table.rows.count)
    for row in table.rows {
      guard let model = row.member.model else { continue }
      let job = VerificationJob(
        path: "m.assay", configuration: nil, options: model.options,
        limits: VerificationLimits(steps: 20_000))
      let alone = Verifier(engines: .live).verify(job, model: model)
      #expect(alone.map(\.property.name) == row.results.map(\.property.name))
      for (known, carried) in zip(alone, row.results) {
        #expect(carried.verdict == known.verdict, "\(name) \(row.options) \(known.property.name)")
      }
    }
  }

  /// Options that change nothing for the first message leave the attack on it what it is, and the
  /// proof of the last.
  private let family = """
    protocol Family
    option loud
    option fixed
    function key(Principal, Principal): Key private
    role Sender(S, receiver R) knows sk(S), key(S, R) {
      start -> sent when not fixed { fresh n  event Sends(S, R, n)  send n }
      start -> sent when fixed { fresh n  event Sends(S, R, n)  send sign((n, R), sk(S)) }
      sent -> done { fresh s  send senc(s, key(S, R)) }
      done -> louder when loud { send S }
    }
    role Receiver(R, sender S) knows vk(S), key(S, R) {
      start -> got when not fixed { receive ?n  event Gets(R, S, n) }
      start -> got when fixed { receive sign((?n, R), sk(S))  event Gets(R, S, n) }
      got -> done { receive senc(?t, key(S, R)) }
    }
    attacker { controls network }
    property sent: Gets(R, S, n) requires Sends(S, R, n)
    property kept: secret s of Sender
    property completes: reachable Gets(R, S, n) and Sends(S, R, n)
    scenario default { 1 Sender, 1 Receiver }

    """

  @Test func attacksAreReplayedAndProofsCheckedAgain() throws {
    let table = matrix(members(family) { OptionSets.all(of: $0) ?? [] })
    #expect(table.rows.map(\.options) == [[], ["loud"], ["fixed"], ["loud", "fixed"]])
    let sent = table.rows.map { $0.result(of: "sent")?.verdict }
    #expect(sent == [.attack, .attack, .proved, .proved])
    let kept = table.rows.map { $0.result(of: "kept")?.verdict }
    #expect(kept == [.proved, .proved, .proved, .proved])
    #expect(table.count(.replayed) > 0 && table.count(.rechecked) > 0)
    #expect(table.count(.found) + table.count(.replayed) + table.count(.rechecked) == 12)
    #expect(table.exitCode == .success)
  }

  @Test func theTableDoesNotDependOnWhoDecides() throws {
    let family = members(self.family) { OptionSets.all(of: $0) ?? [] }
    let alone = matrix(family)
    let together = matrix(family, jobs: 4)
    #expect(alone.results == together.results && alone.results.count == 12)
  }

  @Test func whatIsInterruptedIsLeftOut() throws {
    let family = members(self.family) { OptionSets.all(of: $0) ?? [] }
    let table = OptionMatrix(
      of: family.members, at: "m.assay", options: family.options, selecting: Selection(),
      engines: .live, isCancelled: { true })
    #expect(table.rows.isEmpty && table.isInterrupted && table.exitCode == .interrupted)
  }

  @Test func setsAreOrderedBySizeAndThenAsDeclared() {
    let sets = OptionSets.sorted(OptionSets.telling(of: ["b", "a", "c"]), by: ["b", "a", "c"])
    #expect(
      sets == [[], ["b"], ["a"], ["c"], ["b", "a"], ["b", "c"], ["a", "c"], ["a", "b", "c"]])
    #expect(OptionSets.all(of: ["b", "a"])?.count == 4)
    #expect(OptionSets.all(of: (0..<13).map { "o\($0)" }) == nil)
  }
}
