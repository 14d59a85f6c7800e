// Every attack and witness of every model of the repository as a trace file: read back it is the
// trace that was written, and the replayer accepts it. Random changes of a few words give errors or
// traces that the replayer judges, never a trap.

import Exploration
import ProtocolModel
import Testing
import Traces
import Verification

@Suite struct TraceFileOracleTests {
  static let stepLimit = 20_000
  static let mutantsPerTrace = 200

  /// A small generator with a seed (Steele, Lea and Flood 2014).
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private struct Found {
    let path: String
    let model: ProtocolModel
    let property: Int
    let trace: Trace
  }

  private static let found = Result {
    try modelFiles(below: "models").flatMap { file in
      file.models.flatMap { model in traces(of: model, path: file.path) }
    }
  }

  private static func traces(of model: ProtocolModel, path: String) -> [Found] {
    model.searches(deciding: model.properties.indices).flatMap { group -> [Found] in
      let result = explore(
        ExplorationJob(
          model: model, properties: group, limits: ExplorationLimits(steps: stepLimit)))
      return zip(group, result.outcomes).compactMap { property, outcome in
        guard case .found(let trace) = outcome else { return nil }
        return Found(path: path, model: model, property: property, trace: trace)
      }
    }
  }

  @Test func everyTraceComesBackAndIsAccepted() throws {
    let found = try Self.found.get()
    #expect(found.count >= 200)
    for found in found {
      let name = found.model.properties[found.property].name
      let place = "\(found.path) \(found.model.configuration ?? "-") \(name)"
      let file = TraceFile(path: found.path, of: found.model, property: found.property)
      let text = try #require(
        file.text(of: found.trace, in: found.model, property: found.property), "\(place)")
      #expect(parseTraceHeader(text) == .success(file), "\(place)")
      let read = try parseTrace(text, in: found.model, property: found.property).get()
      #expect(read == found.trace, "\(place)")
      guard case .success = Replayer(model: found.model).replay(read, property: found.property)
      else {
        Issue.record("\(place): refused")
        continue
      }
    }
    print("trace files: \(found.count) written and accepted")
  }

  @Test func changedWordsNeverTrap() throws {
    var random = SplitMix(state: 1)
    var (unread, refused, accepted) = (0, 0, 0)
    for found in try Self.found.get() {
      let file = TraceFile(path: found.path, of: found.model, property: found.property)
      let text = try #require(
        file.text(of: found.trace, in: found.model, property: found.property))
      let words = text.matches(of: #/-?\w+|./#.dotMatchesNewlines()).map { String($0.0) }
      for _ in 0..<Self.mutantsPerTrace {
        let mutant = mutant(of: words, &random)
        switch parseTrace(mutant, in: found.model, property: found.property) {
        case .failure: unread += 1
        case .success(found.trace): break
        case .success(let trace):
          switch Replayer(model: found.model).replay(trace, property: found.property) {
          case .failure: refused += 1
          case .success: accepted += 1
          }
        }
      }
    }
    print("trace files: of the mutants \(unread) unread, \(refused) refused, \(accepted) accepted")
    #expect(unread > 1000)
    #expect(refused > 1000)
  }

  /// A word changed for one of the same kind, dropped, doubled or exchanged, once or twice.
  private func mutant(of words: [String], _ random: inout SplitMix) -> String {
    var words = words
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: words.indices, using: &random)
      let other = Int.random(in: words.indices, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: words.remove(at: place)
      case 1: words.insert(words[place], at: other)
      case 2: words.swapAt(place, other)
      case 3:
        words[place] = ["0", "1", "2", "3", "9223372036854775807"].randomElement(using: &random)!
      default:
        let alike = words.filter { isNumber($0) == isNumber(words[place]) && isWord($0) }
        if isWord(words[place]) { words[place] = alike.randomElement(using: &random)! }
      }
    }
    return words.joined()
  }

  private func isNumber(_ word: String) -> Bool { Int(word) != nil }
  private func isWord(_ word: String) -> Bool { word.first!.isLetter || word.first!.isNumber }
}
