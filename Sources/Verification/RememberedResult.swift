// One result as a text, and back. A result that could not be read back as it is gives no text, so
// whatever is remembered is shown byte for byte as it was when it was found.
//
// The text of a certificate is not kept, only its digest: the checker of this very build has
// accepted it, and would say the same again of the same bytes (docs/decisions/0008).

import ArithmeticConstraints
import Certificates
import Exploration
import ProtocolModel
import Saturation
import Traces

struct RememberedResult {
  enum Reading {
    case result(PropertyResult)
    /// It is what was kept, but another solver of arithmetic answers now.
    case outdated
    case damaged
  }

  private let name: String
  private let engines: Engines
  private let model: ProtocolModel
  private let index: Int

  init(name: String, _ engines: Engines, _ model: ProtocolModel, _ index: Int) {
    self.name = name
    self.engines = engines
    self.model = model
    self.index = index
  }

  private var header: TraceFile { TraceFile(path: "-", of: model, property: index) }
  private static let firstLine = "assay result 1"
  private static let checksumLine = "\nchecksum "

  // MARK: Writing

  /// Nil if parsing the text would not give this result.
  func text(of result: PropertyResult) -> String? {
    let kept = result.asKept
    guard let lines = lines(of: kept) else { return nil }
    let text = lines.joined(separator: "\n")
    let whole = text + Self.checksumLine + SHA256.digest(text) + "\n"
    guard case .result(kept) = read(whole) else { return nil }
    return whole
  }

  private func lines(of result: PropertyResult) -> [String]? {
    var lines = [
      Self.firstLine, "name \(name)", "verdict \(result.verdict.rawValue)",
      "engine \(result.engine.rawValue)",
    ]
    lines += result.scope.counts.map { "sessions \($0.sessions) \($0.role)" }
    lines += result.scope.total.map { ["total \($0)"] } ?? []
    lines += result.scope.loops.map { ["loops \($0)"] } ?? []
    lines.append("search " + numbers(Self.searchCounts.map { result.statistics[keyPath: $0] }))
    lines.append("proving " + numbers(Self.proofCounts.map { result.proofStatistics[keyPath: $0] }))
    if result.statistics.solverCalls > 0 { lines.append("solver " + ArithmeticSolverVersion.text) }
    if let note = result.note { lines.append("note " + note) }
    if let gap = result.gap {
      lines.append("gap \(gap.isCut ? 1 : 0) \(gap.reason)")
      lines.append("gap-sessions " + numbers(gap.sessions))
      lines += gap.details.map { "gap-detail " + $0 }
    }
    if let proof = result.proof {
      lines.append("proof \(proof.clauses) \(proof.isVacuity ? 1 : 0) \(proof.digest)")
    }
    if lines.contains(where: { $0.contains("\n") }) { return nil }
    guard let run = result.run else { return lines }
    guard let trace = header.text(of: run.trace, in: model, property: index) else { return nil }
    return lines + ["", trace]
  }

  private func numbers(_ numbers: [Int]) -> String {
    numbers.map { String($0) }.joined(separator: " ")
  }

  // MARK: Reading

  func read(_ text: String) -> Reading {
    guard let body = Self.checked(text) else { return .damaged }
    let parts = Self.split(body)
    let fields = RememberedFields(parts.fields)
    guard parts.fields.first == Self.firstLine, fields.one("name") == name else { return .damaged }
    if let solver = fields.one("solver"), solver != ArithmeticSolverVersion.text {
      return .outdated
    }
    guard var result = result(fields) else { return .damaged }
    if let trace = parts.trace {
      guard let run = replay(trace) else { return .damaged }
      result.run = run
    }
    guard result.isSupported else { return .damaged }
    return .result(result)
  }

  /// What stands above the last line, if that is its checksum.
  private static func checked(_ text: String) -> String? {
    guard let body = String(text.utf8.dropLast(checksumLine.utf8.count + 65)) else { return nil }
    return text == body + checksumLine + SHA256.digest(body) + "\n" ? body : nil
  }

  /// The lines up to the first empty one, and what follows.
  private static func split(_ body: String) -> (fields: [String], trace: String?) {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard let blank = lines.firstIndex(of: "") else { return (lines.map(String.init), nil) }
    return (
      lines[..<blank].map(String.init), lines[(blank + 1)...].joined(separator: "\n")
    )
  }

  private func result(_ fields: RememberedFields) -> PropertyResult? {
    guard let verdict = fields.one("verdict").flatMap(Verdict.init),
      let engine = fields.one("engine").flatMap(EngineChoice.init),
      let search = fields.numbers("search", Self.searchCounts.count),
      let proving = fields.numbers("proving", Self.proofCounts.count)
    else { return nil }
    var statistics = ExplorationStatistics()
    for (path, value) in zip(Self.searchCounts, search) { statistics[keyPath: path] = value }
    var result = PropertyResult(
      index: index, property: model.properties[index], verdict: verdict, scope: fields.scope,
      engine: engine, statistics: statistics, note: fields.one("note"))
    for (path, value) in zip(Self.proofCounts, proving) {
      result.proofStatistics[keyPath: path] = value
    }
    result.gap = fields.gap
    result.proof = fields.proof
    return result
  }

  /// A run counts only after the replayer accepted it, wherever it comes from.
  private func replay(_ text: String) -> ReplayedRun? {
    guard let trace = try? parseTrace(text, in: model, property: index).get() else { return nil }
    return try? engines.replay(model.making(roomFor: trace, of: index), trace, index).get()
  }

  // Computed, because key paths are no values that threads may share.
  private static var searchCounts: [WritableKeyPath<ExplorationStatistics, Int>] {
    [\.states, \.steps, \.goals, \.arithmeticChecks, \.solverCalls]
  }
  private static var proofCounts: [WritableKeyPath<SaturationStatistics, Int>] {
    [\.initialClauses, \.resolvents, \.symbols, \.visits, \.addedClauses, \.keptClauses]
  }
}

/// Lines of a word and what it says.
private struct RememberedFields {
  private let lines: [(word: Substring, rest: String)]

  init(_ lines: [String]) {
    self.lines = lines.map { line in
      let end = line.firstIndex(of: " ") ?? line.endIndex
      return (line[..<end], String(line[end...].dropFirst()))
    }
  }

  func all(_ word: String) -> [String] { lines.filter { $0.word == word }.map(\.rest) }
  func one(_ word: String) -> String? { lines.first { $0.word == word }?.rest }

  func numbers(_ word: String, _ count: Int? = nil) -> [Int]? {
    guard let parts = one(word)?.split(separator: " ") else { return nil }
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == count ?? parts.count ? numbers : nil
  }

  /// A number, and what follows it.
  private func counted(_ text: String) -> (Int, String)? {
    let end = text.firstIndex(of: " ") ?? text.endIndex
    return Int(text[..<end]).map { ($0, String(text[end...].dropFirst())) }
  }

  var scope: Scope {
    Scope(
      counts: all("sessions").compactMap(counted).map { .init(role: $1, sessions: $0) },
      total: one("total").flatMap { Int($0) }, loops: one("loops").flatMap { Int($0) })
  }

  var gap: ProofGap? {
    guard let (isCut, reason) = one("gap").flatMap(counted) else { return nil }
    return ProofGap(
      reason: reason, details: all("gap-detail"), sessions: numbers("gap-sessions") ?? [],
      isCut: isCut == 1)
  }

  var proof: Proof? {
    guard let (clauses, rest) = one("proof").flatMap(counted),
      let (isVacuity, digest) = counted(rest)
    else { return nil }
    return Proof(digest: digest, clauses: clauses, isVacuity: isVacuity == 1)
  }
}

extension PropertyResult {
  /// What reports can see of it.
  fileprivate var asKept: PropertyResult {
    var kept = self
    kept.proof = proof?.withoutText
    kept.cut = nil
    kept.isTriggered = false
    kept.mayBeProved = false
    return kept
  }

  /// Whether it has what such a verdict rests on.
  fileprivate var isSupported: Bool {
    switch verdict {
    case .attack, .witness: run != nil && (verdict == .witness) == property.isReachability
    case .proved: proof != nil && run == nil && !property.isReachability
    case .unreachable: proof != nil && run == nil && property.isReachability
    case .holds, .vacuous: run == nil && !property.isReachability
    case .unknown: run == nil
    case .error: false
    }
  }
}
