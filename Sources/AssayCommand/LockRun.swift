// What `check --locked`, `lock` and `review` do before they differ: read the models, decide every
// property, and compare with the lock.

import AssayKit

struct LockRun {
  var paths: [String]
  var properties: [String] = []
  var configuration: String?
  var maximalSteps = 0
  var jobs: Int?
  /// Nil for what writes a lock: it accepts only what was decided just now.
  var cache: ResultCache?

  /// What became of it.
  enum Outcome {
    case compared(LockComparison, Report)
    /// Everything has been said.
    case ended(AssayKit.ExitCode)
  }

  func compare(with store: LockStore) -> Outcome {
    var loader = ModelLoader(configuration: configuration)
    if paths.contains("-") {
      loader.complain(
        Complaint(
          message: "standard input cannot be pinned: a pin names its model by a path",
          notes: ["write the model to a file first"]))
      return .ended(.usage)
    }
    loader.load(paths)
    checkNames(&loader, store.lock)
    if loader.hasErrors { return .ended(.usage) }
    guard let report = decide(loader.models) else { return .ended(.interrupted) }
    let comparison = LockComparison(
      store.lock, report, in: store.scope(paths, properties, configuration),
      path: store.relative)
    if comparison.entries.isEmpty {
      loader.complain(Complaint(message: "there is no property, and none is pinned"))
      return .ended(.usage)
    }
    return .compared(comparison, report)
  }

  /// A name that neither a model nor the lock has is a mistake; one that only the lock has is a
  /// deletion.
  private func checkNames(_ loader: inout ModelLoader, _ lock: LockFile) {
    let models = loader.models.flatMap(\.models)
    let names = models.flatMap { $0.properties.map(\.name) } + lock.pins.map(\.key.property)
    for name in properties where !names.contains(name) {
      loader.complain(.unknown("property", name, among: names))
    }
    let known = models.compactMap(\.configuration) + lock.pins.compactMap(\.key.configuration)
    if let configuration, !known.contains(configuration) {
      loader.complain(.unknown("configuration", configuration, among: known))
    }
  }

  private func decide(_ models: [LoadedModel]) -> Report? {
    let selection = Selection(
      properties: properties, configuration: configuration,
      limits: VerificationLimits(steps: maximalSteps))
    return Campaign(models, selecting: selection).run(
      jobs: jobs, cache: cache,
      losingWhenInterrupted: "nothing was compared and nothing was written")
  }
}

extension LockRun {
  /// For commands whose lock is read only.
  func comparison(
    lockedAt path: String, _ store: inout LockStore
  ) -> Outcome {
    if let problem = store.read(isRequired: true) {
      var loader = ModelLoader()
      loader.complain(problem)
      return .ended(.usage)
    }
    return compare(with: store)
  }
}
