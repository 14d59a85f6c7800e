// Many mutants, one after the other, and what came of them.
//
// A trap in the code under test ends the process. The seed that is being tried therefore stands
// in a file of the temporary folder, from which the campaign can be taken up again.

import Foundation
import OracleSupport

struct FuzzCampaign {
  struct Failure {
    var seed: UInt64
    var finding: Finding
  }

  let corpus: Corpus
  /// Of the mutants that mean something, one in so many is given to the engines.
  var engineShare = 200
  /// Whether to say how far it is and what it finds, while it runs.
  var isLoud = false
  /// Where the seed that is being tried is written to.
  var journal: FileHandle?

  private(set) var tried = 0
  private(set) var parsed = 0
  private(set) var accepted = 0
  private(set) var decided = 0
  private(set) var failures: [Failure] = []
  /// The slowest, slowest first.
  private(set) var slowest: [(seed: UInt64, time: Duration)] = []

  init(_ corpus: Corpus) { self.corpus = corpus }

  mutating func run(_ seeds: Range<UInt64>) throws {
    let clock = ContinuousClock()
    for seed in seeds {
      if let journal {
        try journal.seek(toOffset: 0)
        try journal.write(contentsOf: Data("\(seed) \(tried)\n".utf8))
      }
      let time = clock.measure { attempt(seed) }
      note(time, of: seed)
      if tried % 10_000 == 0 { say("seed \(seed): \(summary)") }
    }
  }

  private mutating func attempt(_ seed: UInt64) {
    let mutant = Mutator.mutant(seed, of: corpus)
    let examination = Examination(mutant, of: corpus)
    var findings = examination.findings
    tried += 1
    if examination.isParsed { parsed += 1 }
    if !examination.models.isEmpty {
      accepted += 1
      if isForEngines(seed) {
        decided += 1
        findings += EngineExamination(examination, path: mutant.model).findings
      }
    }
    for finding in findings {
      say("seed \(seed): \(finding.rule): \(finding.detail.prefix(200))")
      failures.append(Failure(seed: seed, finding: finding))
    }
  }

  private func say(_ line: @autoclosure () -> String) {
    guard isLoud else { return }
    print(line())
    // Whatever is still in the buffer when the process ends is lost.
    fflush(nil)
  }

  /// By the seed alone, so that one seed always means the same.
  private func isForEngines(_ seed: UInt64) -> Bool {
    var random = SplitMix64(seed: ~seed)
    return random.below(engineShare) == 0
  }

  private mutating func note(_ time: Duration, of seed: UInt64) {
    guard slowest.count < 10 || time > slowest[slowest.count - 1].time else { return }
    slowest.append((seed, time))
    slowest.sort { $0.time > $1.time }
    if slowest.count > 10 { slowest.removeLast() }
  }

  /// Counts only: the same for the same seeds.
  var summary: String {
    "\(tried) mutants, \(parsed) without syntax errors, \(accepted) models, "
      + "\(decided) given to the engines, \(failures.count) findings"
  }
}

// MARK: - Shrinking

extension FuzzCampaign {
  /// The smallest text that still breaks the rule, as far as leaving parts out goes.
  func shrink(_ failure: Failure) -> [UInt8] {
    var mutant = Mutator.mutant(failure.seed, of: corpus)
    func fails(_ bytes: [UInt8]) -> Bool {
      var candidate = mutant
      candidate.bytes = bytes
      let examination = Examination(candidate, of: corpus)
      if examination.findings.contains(where: { $0.rule == failure.finding.rule }) { return true }
      guard isForEngines(failure.seed), !examination.models.isEmpty else { return false }
      return EngineExamination(examination, path: mutant.model).findings.contains {
        $0.rule == failure.finding.rule
      }
    }
    if let text = String(validating: mutant.bytes, as: UTF8.self) {
      mutant.bytes = Array(Shrinker.shrink(text) { fails(Array($0.utf8)) }.utf8)
    }
    var size = mutant.bytes.count / 2
    while size > 0 {
      var start = 0
      while start < mutant.bytes.count {
        var shorter = mutant.bytes
        shorter.removeSubrange(start..<min(start + size, shorter.count))
        if fails(shorter) { mutant.bytes = shorter } else { start += size }
      }
      size /= 2
    }
    return mutant.bytes
  }
}
