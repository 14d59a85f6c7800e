// A job in, answers out. An engine's outcome becomes a verdict only here, and only after the
// replayer or the checker of certificates has had its say.
//
// Properties with the same threat and scenario share one search: the engine checks all of them
// on every run it visits. The honest run comes first (S9); what a model cannot even do honestly
// it does not get credit for resisting. Attacks are looked for before proofs: where there is one it
// is found soon, while the attempt to prove what is false takes long (docs/decisions/0005).

import Diagnostics
import Exploration
import ProtocolModel
import Saturation
import Traces

package struct Verifier: Sendable {
  package let engines: Engines
  package init(engines: Engines) { self.engines = engines }

  /// Decides the job's properties of a model.
  ///
  /// - Parameters:
  ///   - known: runs and proofs under other options, which are tried first.
  ///   - isCancelled: polled by the engine; what is not settled by then is `unknown`.
  ///   - onSearch: told the names of the properties whose search is about to start.
  ///   - onResults: told the results of each search. Both are told as searches start and end,
  ///     which is in order only if nobody shares the work.
  package func verify(
    _ job: VerificationJob, model: ProtocolModel, knowing known: KnownEvidence = KnownEvidence(),
    isCancelled: @escaping Engines.Cancellation = { false },
    onSearch: @escaping @Sendable ([String]) -> Void = { _ in },
    onResults: @escaping @Sendable ([PropertyResult]) -> Void = { _ in }
  ) -> [PropertyResult] {
    let model = model.limiting(sessions: job.limits.sessions)
    let selected = model.properties.indices.filter {
      job.properties?.contains(model.properties[$0].name) ?? true
    }
    let groups = model.searches(deciding: selected)
    let memory = ResultMemory(engines, job, model)
    let remembered = engines.workers.map(groups.count) { number in
      memory?.results(of: groups[number]) ?? []
    }
    let open = zip(groups, remembered).map { group, known in
      group.filter { index in !known.contains { $0.index == index } }
    }
    remembered.filter { !$0.isEmpty }.forEach(onResults)
    if open.allSatisfy(\.isEmpty) { return inOrder(remembered) }
    let honestRun = self.honestRun(of: model, job.limits, isCancelled: isCancelled)
    let judge = Judge(
      engines: engines, job: job, model: model, honestRun: honestRun, known: known)
    let decided = engines.workers.map(groups.count) { number -> [PropertyResult] in
      if open[number].isEmpty { return [] }
      onSearch(open[number].map { model.properties[$0].name })
      let results = decide(open[number], judge, isCancelled)
      if !isCancelled() { memory?.keep(results, decidedAmong: groups[number]) }
      onResults(results)
      return results
    }
    return inOrder(remembered + decided)
  }

  private func inOrder(_ results: [[PropertyResult]]) -> [PropertyResult] {
    results.joined().sorted { $0.index < $1.index }
  }

  /// The honest run of the scenario `default`, re-executed: other scenarios may leave roles out.
  package func honestRun(
    of model: ProtocolModel, _ limits: VerificationLimits = VerificationLimits(),
    isCancelled: @escaping Engines.Cancellation = { false }
  ) -> HonestRunOutcome {
    if isCancelled() { return .undecided(.interrupted) }
    let scenario = model.scenarios.firstIndex { $0.name == "default" } ?? 0
    let steps = limits.atMost(VerificationLimits.honestSteps)
    switch engines.findHonestRun(model, scenario, ExplorationLimits(steps: steps), isCancelled) {
    case .found(let trace): return judge(trace, of: model)
    case .none(let longest): return .incomplete(longest: longest)
    case .cut(let cut): return .undecided(cut)
    }
  }

  private func judge(_ trace: Trace, of model: ProtocolModel) -> HonestRunOutcome {
    switch engines.replay(model, trace, nil) {
    case .success(let run): return .complete(run)
    case .failure(let error): return .rejected("\(error)")
    }
  }

  // MARK: One group

  private func decide(
    _ group: [Int], _ judge: Judge, _ isCancelled: @escaping Engines.Cancellation
  ) -> [PropertyResult] {
    switch judge.job.engine {
    case _ where !judge.job.prefix.isEmpty, .explore:
      return search(group, judge.job.limits.wholeSearch, judge, isCancelled)
    case .prove:
      let open = group.map { judge.unsettled($0) }
      return prove(open, judge.job.limits.onlyProof, judge, isCancelled)
        .map(judge.explained)
    case .auto: return takeTurns(group, judge, isCancelled).map(judge.explained)
    }
  }

  private func takeTurns(
    _ whole: [Int], _ judge: Judge, _ isCancelled: @escaping Engines.Cancellation
  ) -> [PropertyResult] {
    let replayed = whole.compactMap(judge.knownResult)
    let group = whole.filter { index in !replayed.contains { $0.index == index } }
    if group.isEmpty { return replayed }
    let limits = judge.job.limits
    let (short, long) = (VerificationLimits.shortTurn, VerificationLimits.longTurn)
    var results = search(group, limits.atMost(short.search), judge, isCancelled)
    results = prove(results, limits.atMost(short.proof), judge, isCancelled)
    if limits.exceed(short.search) {
      let found = results.indices.filter {
        results[$0].run != nil && results[$0].statistics.steps >= short.search
      }
      let steps = limits.atMost(VerificationLimits.shorteningSteps)
      search(found, of: &results, steps, judge, isCancelled)
      let open = results.indices.filter { results[$0].needsSearch || results[$0].mayBeVacuous }
      search(open, of: &results, limits.atMost(long.search), judge, isCancelled)
    }
    if limits.exceed(short.proof.steps) {
      results = prove(results, limits.atMost(long.proof), judge, isCancelled)
    }
    for (place, result) in results.enumerated() {
      guard let attacked = reconstruct(result, judge, isCancelled) else { continue }
      results[place] = judge.result(result, searched: attacked)
    }
    if limits.exceed(long.search) {
      let open = results.indices.filter { results[$0].needsSearch }
      search(open, of: &results, limits.wholeSearch, judge, isCancelled)
    }
    return replayed + results
  }

  /// Searches again, for longer.
  private func search(
    _ open: [Int], of results: inout [PropertyResult], _ steps: Int, _ judge: Judge,
    _ isCancelled: @escaping Engines.Cancellation
  ) {
    if open.isEmpty { return }
    let searched = search(open.map { results[$0].index }, steps, judge, isCancelled)
    for (place, result) in zip(open, searched) {
      results[place] = judge.result(results[place], searched: result)
    }
  }

  private func search(
    _ group: [Int], _ steps: Int, _ judge: Judge, _ isCancelled: @escaping Engines.Cancellation
  ) -> [PropertyResult] {
    var searched = ExplorationResult(
      outcomes: group.map { _ in .undecided(.interrupted) }, statistics: ExplorationStatistics())
    if !isCancelled() {
      let job = ExplorationJob(
        model: judge.model, properties: group, limits: ExplorationLimits(steps: steps),
        prefix: judge.job.prefix)
      searched = engines.explore(job, isCancelled)
    }
    return zip(group, searched.outcomes).map {
      judge.result(of: $0, $1, searched.statistics, wholeSize: searched.wholeSize)
    }
  }

  /// Looks for a real attack where an abstract one may need more than the scenario has.
  private func reconstruct(
    _ result: PropertyResult, _ judge: Judge, _ isCancelled: @escaping Engines.Cancellation
  ) -> PropertyResult? {
    guard let gap = result.gap, !result.property.isReachability else { return nil }
    for wider in gap.scenariosBeyond(judge.model, for: result.index) where !isCancelled() {
      let there = Judge(
        engines: engines, job: judge.job, model: wider.model, honestRun: judge.honestRun)
      let steps = judge.job.limits.atMost(wider.steps)
      let searched = search([result.index], steps, there, isCancelled)[0]
      if searched.verdict == .attack || searched.verdict == .error { return searched }
    }
    return nil
  }

  /// Tries to prove what is not settled by a run.
  private func prove(
    _ results: [PropertyResult], _ limits: SaturationLimits, _ judge: Judge,
    _ isCancelled: @escaping Engines.Cancellation
  ) -> [PropertyResult] {
    let open = results.indices.filter { results[$0].needsProof }
    if open.isEmpty { return results }
    let prover = Prover(judge, limits)
    let proved = engines.workers.map(open.count) { number -> PropertyResult in
      let result = results[open[number]]
      if isCancelled() { return judge.interrupted(result) }
      if let outcome = prover.recheck(result.index, isTriggered: result.isTriggered) {
        var rechecked = judge.result(result, after: outcome, SaturationStatistics())
        rechecked.evidence = .rechecked
        return rechecked
      }
      let attempt = prover.attempt(
        result.index, isTriggered: result.isTriggered, isCancelled: isCancelled)
      if isCancelled(), case .none = attempt.outcome { return judge.interrupted(result) }
      return judge.result(result, after: attempt.outcome, attempt.statistics)
    }
    var all = results
    for (place, result) in zip(open, proved) { all[place] = result }
    return all
  }
}

extension ProtocolModel {
  /// Every role of every scenario with this many sessions; a total no longer applies.
  func limiting(sessions: Int?) -> ProtocolModel {
    guard let sessions else { return self }
    var model = self
    for index in model.scenarios.indices {
      model.scenarios[index].counts = model.scenarios[index].counts.map { $0 > 0 ? sessions : 0 }
      model.scenarios[index].total = nil
    }
    return model
  }
}

extension PropertyResult {
  /// Whether a longer search might settle it.
  fileprivate var needsSearch: Bool { cut == .stepLimit && proof == nil && verdict != .error }

  /// Whether it is proved of what may never come up.
  fileprivate var mayBeVacuous: Bool {
    cut == .stepLimit && !isTriggered && !property.isReachability && proof?.isVacuity == false
  }

  /// Whether there may be a proof that nobody has looked for that long.
  fileprivate var needsProof: Bool { mayBeProved && proof == nil && gap?.isCut != false }
}
