// Trace files changed word by word: each mutant is refused with a line and a reason, or it is a
// trace that the replayer accepts or refuses. Nothing traps, and what is accepted is written and
// read back as it is.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct TextMutationOracleTests {
  typealias NS = NeedhamSchroeder

  /// Words, numbers, marks, blanks and line ends, one after the other.
  private func words(of text: String) -> [String] {
    text.matches(of: #/-?\w+|./#.dotMatchesNewlines()).map { String($0.0) }
  }

  /// What takes the place of a word: every word of the text, and what no text has.
  private func replacements(for words: [String]) -> [String] {
    var seen: Set<String> = []
    return
      (words + [
        "0", "-1", "7", "9223372036854775807", "-9223372036854775808", "none", "x", "é", "\0", "",
        "pair", "sk", "@none", "#c:Principal", "#c:Int", "#c:Message", "key", "public", "seen",
        "learned", "violated", "reached", "completed", "reveal 1",
      ]).filter { seen.insert($0).inserted }
  }

  /// Every text with one word dropped, doubled, exchanged with a later one or replaced.
  private func mutants(of text: String, _ visit: (String) -> Void) {
    let words = words(of: text)
    let replacements = replacements(for: words)
    func visitChanged(_ change: (inout [String]) -> Void) {
      var changed = words
      change(&changed)
      if changed != words { visit(changed.joined()) }
    }
    for index in words.indices {
      visitChanged { $0.insert(words[index], at: index) }
      for distance in [1, 2, 3, 5, 17] where index + distance < words.count {
        visitChanged { $0.swapAt(index, index + distance) }
      }
      for replacement in replacements { visitChanged { $0[index] = replacement } }
    }
  }

  private struct Tally {
    var unread = 0
    var refused = 0
    var accepted: [Trace] = []
  }

  private func tally(_ model: ProtocolModel, _ trace: Trace, property: Int) throws -> Tally {
    let file = TraceFile(path: "a.assay", of: model, property: property)
    let text = try #require(file.text(of: trace, in: model, property: property))
    var tally = Tally()
    mutants(of: text) { mutant in
      switch parseTrace(mutant, in: model, property: property) {
      case .failure(let error):
        tally.unread += 1
        if error.line < 1 || error.sentence.isEmpty { Issue.record("\(error)") }
      case .success(let changed):
        if file.text(of: changed, in: model, property: property) == nil {
          Issue.record("read, but not written: \(mutant)")
        }
        switch Replayer(model: model).replay(changed, property: property) {
        case .failure: tally.refused += 1
        case .success: if changed != trace { tally.accepted.append(changed) }
        }
      }
    }
    return tally
  }

  @Test(arguments: [NS.Properties.secret, NS.Properties.agreement, NS.Properties.injective])
  func whatIsAcceptedIsAnAttack(property: Int) throws {
    let trace = property == NS.Properties.secret ? NS.secretAttack : NS.agreementAttack
    let tally = try tally(NS.model, trace, property: property)
    #expect(tally.unread > 10_000)
    #expect(tally.refused > 300)
    for accepted in tally.accepted {
      #expect(NeedhamSchroederRecheck.isAttack(accepted, property: property), "\(accepted)")
    }
  }

  @Test func otherTracesAndAWitness() throws {
    for (model, trace, property) in [
      (NS.model, NS.witness, NS.Properties.reachable), (Shop.model, Shop.sight, 0),
      (Till.model, Till.revealAttack, Till.secret), (Till.model, Till.lookupAttack, Till.never),
    ] {
      let tally = try tally(model, trace, property: property)
      #expect(tally.unread > 3000)
      #expect(tally.refused > 20)
    }
  }
}
