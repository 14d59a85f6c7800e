// What is reported as minimal is compared with deciding every set by itself.

import Diagnostics
import Exploration
import Foundation
import ProtocolModel
import Testing

@testable import Verification

/// A model with its includes, read once.
private struct Family: Sendable {
  let loaded: LoadedProtocol
  let declared: [String]

  init(_ text: String, including folder: String? = nil) {
    loaded = LoadedProtocol(
      path: "m.assay", text: SourceText(path: "m.assay", text: text),
      resolvingIncludesWith: { included in
        folder.flatMap { try? String(contentsOfFile: "\($0)/\(included)", encoding: .utf8) }
          .map { SourceText(path: included, text: $0) }
      })
    declared = elaborate(loaded).declaredOptions
  }

  @Sendable func member(_ set: Set<String>) -> OptionMatrix.Member {
    OptionMatrix.Member(set, of: declared) { elaborate(loaded, options: $0) }
  }

  func harden(
    _ options: [String]? = nil, properties: [String] = [], jobs: Int = 1,
    isCancelled: @escaping Engines.Cancellation = { false }
  ) -> Hardening {
    Hardening.find(
      among: options ?? declared, at: "m.assay", selecting: Self.selection(properties),
      properties: properties, engines: .live(Workers(jobs: jobs)), isCancelled: isCancelled,
      member: member)
  }

  private static func selection(_ properties: [String]) -> Selection {
    Selection(properties: properties, limits: VerificationLimits(steps: 20_000))
  }

  /// Each set decided by itself, with nothing known of the others.
  func minimalSets(_ options: [String], properties: [String] = []) throws -> [Set<String>] {
    let sets = OptionSets.sorted(try #require(OptionSets.all(of: options)), by: options)
    var minimal: [Set<String>] = []
    for set in sets where !minimal.contains(where: set.isSuperset(of:)) {
      guard let model = member(set).model else { continue }
      let job = Self.selection(properties).job("m.assay", model)
      let results = Verifier(engines: .live).verify(job, model: model)
      if results.allSatisfy(\.isGood) { minimal.append(set) }
    }
    return minimal
  }
}

/// Named for release mode: it decides up to 32 sets of options one by one.
@Suite struct HardeningOracleTests {
  @Test func theMinimalSetsOfACutOfSetCardAreThoseOfDecidingEverySet() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../models/set-card").standardized.path
    let text = try String(contentsOfFile: folder + "/payment.assay", encoding: .utf8)
    let family = Family(text, including: folder)
    let options = ["roleFlag", "payeeInPI", "tidInPI", "dualSignature", "replayCache"]
    for properties in [
      ["payeeAsMeant", "purchaseAsMeant", "completes"], ["chargedOnce"],
      ["noVendorInTheMiddle", "cardholderTookPart"],
    ] {
      let answer = family.harden(options, properties: properties)
      let alone = try family.minimalSets(options, properties: properties)
      #expect(answer.solutions.map { Set($0.options) } == alone)
      #expect(!alone.isEmpty && answer.open.isEmpty)
    }
  }
}

@Suite struct HardeningTests {
  /// The receiver is sure of the sender with a signature and the receiver's name in it, or with a
  /// key that they share. `leaky` gives the key away, so that it is no repair and undoes one.
  private let text = """
    protocol Family
    option signed
    option named
    option shared
    option leaky
    function key(Principal, Principal): Key private
    role Sender(S, receiver R) knows sk(S), key(S, R) {
      start -> sent when not signed and not shared { fresh n  event Sends(S, R, n)  send n }
      start -> sent when signed and not shared {
        fresh n  event Sends(S, R, n)  send sign((n, R when named), sk(S))
      }
      start -> sent when shared { fresh n  event Sends(S, R, n)  send senc(n, key(S, R)) }
      sent -> done { }
      done -> louder when leaky { send key(S, R) }
    }
    role Receiver(R, sender S) knows vk(S), key(S, R) {
      start -> got when not signed and not shared { receive ?n  event Gets(R, S, n) }
      start -> got when signed and not shared {
        receive sign((?n, R when named), sk(S))  event Gets(R, S, n)
      }
      start -> got when shared { receive senc(?n, key(S, R))  event Gets(R, S, n) }
      got -> done { }
    }
    attacker { controls network }
    property sent: Gets(R, S, n) requires Sends(S, R, n)
    property completes: reachable Gets(R, S, n) and Sends(S, R, n)
    scenario default { 2 Sender, 1 Receiver }

    """

  @Test func theMinimalSetsAreThoseOfDecidingEverySet() throws {
    let family = Family(text)
    let answer = family.harden()
    #expect(answer.solutions.map(\.options) == [["shared"], ["signed", "named"]])
    #expect(
      answer.solutions.map { Set($0.options) } == (try family.minimalSets(family.declared)))
    #expect(answer.exitCode == .success && answer.open.isEmpty)
    #expect(answer.decided - answer.decidedSupersets < answer.setCount - answer.covered)
    let counted = answer.excluded.values.reduce(0, +) + answer.covered
    #expect(counted + answer.decided - answer.decidedSupersets == answer.setCount)
  }

  @Test func aLargerSetThatIsAttackedIsReported() throws {
    let shared = try #require(Family(text).harden().solutions.first { $0.options == ["shared"] })
    let leaky = try #require(shared.supersets.first { $0.options == ["shared", "leaky"] })
    guard case .attacked = leaky.standing else {
      Issue.record("the key is given away")
      return
    }
    let signed = try #require(shared.supersets.first { $0.options == ["signed", "shared"] })
    guard case .holds = signed.standing else {
      Issue.record("the signature is not used")
      return
    }
    #expect(shared.supersets.count == 7)
  }

  @Test func eachAttackNamesWhatStopsIt() throws {
    let answer = Family(text).harden()
    let bare = try #require(answer.attacks.first { $0.options.isEmpty })
    #expect(bare.property == "sent" && bare.stoppedBy == ["signed", "shared"])
    let chain = try #require(answer.solutions.last).chain
    #expect(chain.map(\.before) == [[], ["signed"]])
    #expect(chain.map(\.added) == [["signed"], ["named"]])
    #expect(chain.allSatisfy { $0.isStopped && $0.attack != nil })
  }

  @Test func theAnswerDoesNotDependOnWhoDecides() {
    let alone = Family(text).harden()
    let together = Family(text).harden(jobs: 4)
    #expect(alone.solutions.map(\.options) == together.solutions.map(\.options))
    #expect(alone.attacks.map(\.result) == together.attacks.map(\.result))
    #expect(alone.excluded == together.excluded && alone.decided == together.decided)
  }

  @Test func whereNothingHelpsThereIsNoAnswer() {
    let answer = Family(text).harden(["named", "leaky"])
    #expect(answer.solutions.isEmpty && answer.exitCode == .violated)
    #expect(answer.decided == 1 && answer.excluded.values.reduce(0, +) == 3)
  }

  /// A proof of what never comes up is no reason to call a set an answer.
  @Test func whatIsNotSettledIsNoAnswer() {
    let silent = text.replacingOccurrences(of: "got -> done { }", with: "")
      .replacingOccurrences(of: "-> got when", with: "-> got when leaky and")
    let answer = Family(silent).harden(["shared"], properties: ["sent"])
    #expect(answer.solutions.isEmpty && answer.open.count == 2)
    #expect(answer.exitCode == .undecided)
  }

  @Test func whatIsInterruptedSaysHowFarItCame() {
    let answer = Family(text).harden(isCancelled: { true })
    #expect(answer.isInterrupted && answer.completeUpTo == nil)
    #expect(answer.exitCode == .interrupted && answer.solutions.isEmpty)
  }
}
