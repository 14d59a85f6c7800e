// What is known after a part of a search: what parts hand on and how they are put together.

/// What one or several searches have found and counted.
struct Tally: Sendable {
  var findings: [Finding]
  var statistics = ExplorationStatistics()
  var stopped: ExplorationCut?
  /// Derivations were cut, so that nothing says that there is no violation.
  var wasCut = false
  /// The same for arithmetic.
  var gaveUp = false

  /// Adds what another part found: of several violations the shortest, of equals the first.
  mutating func add(_ later: Tally) {
    for index in findings.indices {
      let other = later.findings[index]
      if other.isTriggered { findings[index].isTriggered = true }
      guard other.trace != nil, let length = other.length else { continue }
      if findings[index].trace == nil || length < (findings[index].length ?? .max) {
        findings[index].trace = other.trace
        findings[index].length = length
      }
    }
    statistics = statistics + later.statistics
    stopped = stopped ?? later.stopped
    wasCut = wasCut || later.wasCut
    gaveUp = gaveUp || later.gaveUp
  }

  /// What a part that comes later has to improve on.
  var bounds: [Finding] {
    findings.map { Finding(trace: nil, length: $0.length, isTriggered: $0.isTriggered) }
  }

  func result() -> ExplorationResult {
    let outcomes = findings.map { finding -> ExplorationOutcome in
      if let trace = finding.trace { return .found(trace) }
      let cut = stopped ?? (wasCut ? .derivationDepth : gaveUp ? .arithmetic : nil)
      return cut.map { .undecided($0, isTriggered: finding.isTriggered) }
        ?? .none(isTriggered: finding.isTriggered)
    }
    return ExplorationResult(outcomes: outcomes, statistics: statistics)
  }
}

extension ExplorationStatistics {
  package static func + (left: Self, right: Self) -> Self { left.combined(with: right, +) }
  package static func - (left: Self, right: Self) -> Self { left.combined(with: right, -) }

  private func combined(with other: Self, _ combine: (Int, Int) -> Int) -> Self {
    var result = Self()
    result.states = combine(states, other.states)
    result.steps = combine(steps, other.steps)
    result.goals = combine(goals, other.goals)
    result.arithmeticChecks = combine(arithmeticChecks, other.arithmeticChecks)
    result.solverCalls = combine(solverCalls, other.solverCalls)
    return result
  }
}
