// A job in, answers out. The engine's outcome becomes a verdict only here, and only after the
// replayer has had its say.
//
// Properties with the same threat and scenario share one search: the engine checks all of them
// on every run it visits. The honest run comes first (S9); what a model cannot even do honestly
// it does not get credit for resisting.

import Diagnostics
import Exploration
import ProtocolModel
import Traces

package struct Verifier: Sendable {
  package let engines: Engines
  package init(engines: Engines) { self.engines = engines }

  /// Decides the job's properties of a model.
  ///
  /// - Parameters:
  ///   - isCancelled: polled by the engine; what is not settled by then is `unknown`.
  ///   - onSearch: told the names of the properties whose search is about to start.
  ///   - onResults: told the results of each search. Both are told as searches start and end,
  ///     which is in order only if nobody shares the work.
  package func verify(
    _ job: VerificationJob, model: ProtocolModel,
    isCancelled: @escaping Engines.Cancellation = { false },
    onSearch: @escaping @Sendable ([String]) -> Void = { _ in },
    onResults: @escaping @Sendable ([PropertyResult]) -> Void = { _ in }
  ) -> [PropertyResult] {
    let model = model.limiting(sessions: job.limits.sessions)
    let selected = model.properties.indices.filter {
      job.properties?.contains(model.properties[$0].name) ?? true
    }
    let groups = model.searches(deciding: selected)
    if groups.isEmpty { return [] }
    let honestRun = self.honestRun(of: model, isCancelled: isCancelled)
    let results = engines.workers.map(groups.count) { number in
      let group = groups[number]
      onSearch(group.map { model.properties[$0].name })
      let searched = search(group, of: model, job, isCancelled)
      let judge = Judge(
        engines: engines, job: job, model: model, honestRun: honestRun,
        statistics: searched.statistics)
      let judged = zip(group, searched.outcomes).map { judge.result(of: $0, $1) }
      onResults(judged)
      return judged
    }
    return results.joined().sorted { $0.index < $1.index }
  }

  /// The honest run of the scenario `default`, re-executed: other scenarios may leave roles out.
  package func honestRun(
    of model: ProtocolModel, isCancelled: @escaping Engines.Cancellation = { false }
  ) -> HonestRunOutcome {
    if isCancelled() { return .undecided(.interrupted) }
    let scenario = model.scenarios.firstIndex { $0.name == "default" } ?? 0
    switch engines.findHonestRun(model, scenario, isCancelled) {
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

  private func search(
    _ group: [Int], of model: ProtocolModel, _ job: VerificationJob,
    _ isCancelled: @escaping Engines.Cancellation
  ) -> ExplorationResult {
    if isCancelled() {
      return ExplorationResult(
        outcomes: group.map { _ in .undecided(.interrupted) }, statistics: ExplorationStatistics())
    }
    let exploration = ExplorationJob(
      model: model, properties: group, limits: ExplorationLimits(steps: job.limits.steps),
      prefix: job.prefix)
    return engines.explore(exploration, isCancelled)
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
