// From loaded models and what the user selected to jobs, and from jobs to a report. Names that
// select nothing anywhere are mistakes of the command; that a name is missing in one model of a
// folder is not.

import Diagnostics
import ProtocolModel

/// A file with its models: one for each configuration that was asked for.
package struct LoadedModel: Sendable {
  package var path: String
  package var models: [ProtocolModel]
  package var sources: [SourceText]
  package init(path: String, models: [ProtocolModel], sources: [SourceText]) {
    self.path = path
    self.models = models
    self.sources = sources
  }
}

package struct Selection: Hashable, Sendable {
  /// Names of properties; empty: all.
  package var properties: [String]
  package var configuration: String?
  package var engine: EngineChoice
  package var limits: VerificationLimits
  package init(
    properties: [String] = [], configuration: String? = nil, engine: EngineChoice = .auto,
    limits: VerificationLimits = VerificationLimits()
  ) {
    self.properties = properties
    self.configuration = configuration
    self.engine = engine
    self.limits = limits
  }
}

/// The jobs of one run of `assay check`.
package struct Campaign: Sendable {
  package struct Entry: Sendable {
    package var job: VerificationJob
    package var model: ProtocolModel
    package var sources: [SourceText]
  }
  package private(set) var entries: [Entry] = []
  /// What is wrong with the selection.
  package private(set) var complaints: [Complaint] = []

  package init(_ files: [LoadedModel], selecting selection: Selection) {
    for file in files {
      for model in file.models
      where selection.configuration.map({ $0 == model.configuration }) ?? true {
        guard model.properties.contains(where: { selection.includes($0.name) }) else { continue }
        entries.append(
          Entry(job: selection.job(file.path, model), model: model, sources: file.sources))
      }
    }
    let models = files.flatMap(\.models)
    if !models.isEmpty { complaints = selection.complaints(about: models) }
    if complaints.isEmpty && entries.isEmpty && !models.isEmpty {
      complaints = [Complaint(message: "there is no property to check")]
    }
  }

  /// Runs the jobs; the report has them in order, whoever shares the work.
  ///
  /// - Parameter observer: told before and after each job, so that the command can show progress
  ///   and look at a clock.
  package func run(
    engines: Engines, isCancelled: @escaping Engines.Cancellation = { false },
    observer: Observer = Observer()
  ) -> Report {
    let verifier = Verifier(engines: engines)
    var report = Report(complaints: complaints)
    let models = engines.workers.map(entries.count) { [entries] index -> ModelReport? in
      if isCancelled() { return nil }
      let entry = entries[index]
      observer.onStart(index, entry.job)
      let results = verifier.verify(
        entry.job, model: entry.model, isCancelled: isCancelled,
        onSearch: { observer.onSearch(index, $0) }, onResults: { observer.onResults(index, $0) })
      observer.onEnd(index)
      return ModelReport(
        path: entry.job.path, model: entry.model, sources: entry.sources, results: results)
    }
    for (entry, model) in zip(entries, models) {
      if let model { report.models.append(model) } else { report.notBegun.append(entry.job) }
    }
    report.isInterrupted = isCancelled()
    return report
  }

  /// The report of a run that had to end at once, for a command that cannot wait for a search to
  /// stop by itself.
  ///
  /// - Parameter results: what the observer was told, by job; a job that was begun without
  ///   results so far has an empty list. What is missing is `unknown`.
  package func interrupted(after results: [Int: [PropertyResult]], engines: Engines) -> Report {
    let verifier = Verifier(engines: engines)
    var report = Report(complaints: complaints, isInterrupted: true)
    for (index, entry) in entries.enumerated() {
      guard let known = results[index] else {
        report.notBegun.append(entry.job)
        continue
      }
      let all = verifier.verify(entry.job, model: entry.model, isCancelled: { true })
      report.models.append(
        ModelReport(
          path: entry.job.path, model: entry.model, sources: entry.sources,
          results: all.map { missing in known.first { $0.index == missing.index } ?? missing }))
    }
    return report
  }

  /// Whoever watches a run, told by the threads that do the work.
  package struct Observer: Sendable {
    package var onStart: @Sendable (Int, VerificationJob) -> Void
    package var onSearch: @Sendable (Int, [String]) -> Void
    package var onResults: @Sendable (Int, [PropertyResult]) -> Void
    package var onEnd: @Sendable (Int) -> Void
    package init(
      onStart: @escaping @Sendable (Int, VerificationJob) -> Void = { _, _ in },
      onSearch: @escaping @Sendable (Int, [String]) -> Void = { _, _ in },
      onResults: @escaping @Sendable (Int, [PropertyResult]) -> Void = { _, _ in },
      onEnd: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
      self.onStart = onStart
      self.onSearch = onSearch
      self.onResults = onResults
      self.onEnd = onEnd
    }
  }
}

extension Selection {
  fileprivate func includes(_ property: String) -> Bool {
    properties.isEmpty || properties.contains(property)
  }

  func job(_ path: String, _ model: ProtocolModel) -> VerificationJob {
    var limits = limits
    if path.hasSuffix(".spdl") { limits.mostSearched = VerificationLimits.mostSearchedOfImported }
    return VerificationJob(
      path: path, configuration: model.configuration, options: model.options,
      properties: properties.isEmpty ? nil : properties, engine: engine, limits: limits)
  }

  fileprivate func complaints(about models: [ProtocolModel]) -> [Complaint] {
    var complaints: [Complaint] = []
    if let configuration, !models.contains(where: { $0.configuration == configuration }) {
      complaints.append(
        .unknown("configuration", configuration, among: models.compactMap(\.configuration)))
    }
    let known = models.flatMap { $0.properties.map(\.name) }
    for name in properties where !known.contains(name) {
      complaints.append(.unknown("property", name, among: known))
    }
    return complaints
  }
}

extension Complaint {
  /// A name of the command line that no model has.
  package static func unknown(
    _ what: String, _ name: String, among known: [String]
  ) -> Complaint {
    var seen: Set<String> = []
    let listed = known.filter { seen.insert($0).inserted }
    let note =
      suggestion(for: name, among: listed).map { "did you mean `\($0)`?" }
      ?? (listed.isEmpty
        ? "no model has any" : "what there is: " + listed.joined(separator: ", "))
    return Complaint(message: "there is no \(what) `\(name)`", notes: [note])
  }
}
