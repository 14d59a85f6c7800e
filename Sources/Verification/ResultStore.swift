// Results of earlier runs, for runs that would decide the same again (docs/cache.md).
//
// Whoever keeps them sees a name and a text, and no part of what they mean. A name is the digest of
// all that the result depends on, so nothing is ever out of date: what has changed has another
// name. A text that is not exactly what was kept is nothing; a run in it is re-executed.

import Certificates
import Exploration
import ProtocolModel
import Traces

/// Somewhere to keep texts by name. Asked and told by all threads that share the work.
package struct ResultStore: Sendable {
  /// What decides: another build of Assay remembers nothing of this one's.
  package var build: String
  package var find: @Sendable (_ name: String) -> String?
  package var keep: @Sendable (_ name: String, _ text: String) -> Void
  /// Told the name of a text that is not what was kept.
  package var onDamage: @Sendable (_ name: String) -> Void

  package init(
    build: String, find: @escaping @Sendable (String) -> String?,
    keep: @escaping @Sendable (String, String) -> Void,
    onDamage: @escaping @Sendable (String) -> Void
  ) {
    self.build = build
    self.find = find
    self.keep = keep
    self.onDamage = onDamage
  }
}

/// What is remembered of one model under one job.
struct ResultMemory {
  private let store: ResultStore
  private let engines: Engines
  private let model: ProtocolModel
  /// The names of the properties' results, by index.
  private let names: [String]

  /// Nil if there is no store, or if the job is a part of a search: it settles nothing.
  init?(_ engines: Engines, _ job: VerificationJob, _ model: ProtocolModel) {
    guard let store = engines.store, job.prefix.isEmpty else { return nil }
    self.store = store
    self.engines = engines
    self.model = model
    let common = ResultName.text(of: job, model, build: store.build)
    names = model.properties.map { ResultName.of($0, in: model, common) }
  }

  /// What is known of the properties of one search.
  func results(of group: [Int]) -> [PropertyResult] {
    let company = company(of: group)
    return group.compactMap { index in
      result(of: index, named: names[index])
        ?? result(of: index, named: ResultName.of(names[index], among: company))
    }
  }

  private func result(of index: Int, named name: String) -> PropertyResult? {
    guard let text = store.find(name) else { return nil }
    switch RememberedResult(name: name, engines, model, index).read(text) {
    case .result(let result): return result
    case .outdated: return nil
    case .damaged:
      store.onDamage(name)
      return nil
    }
  }

  /// Keeps what a later run may take as it is: what was settled, whoever searches along; what a
  /// limit has cut off, only among the same properties, who shared the limit.
  func keep(_ results: [PropertyResult], decidedAmong group: [Int]) {
    let company = company(of: group)
    for result in results where result.verdict != .error {
      let own = names[result.index]
      let name = result.verdict == .unknown ? ResultName.of(own, among: company) : own
      let remembered = RememberedResult(name: name, engines, model, result.index)
      if let text = remembered.text(of: result) { store.keep(name, text) }
    }
  }

  private func company(of group: [Int]) -> [String] { group.map { names[$0] } }
}

/// The digest of all that a result depends on.
private enum ResultName {
  /// What is the same for all properties of a model.
  static func text(of job: VerificationJob, _ model: ProtocolModel, build: String) -> String {
    let honest = model.scenarios.first { $0.name == "default" } ?? model.scenarios.first
    return """
      assay result name 1
      build \(build)
      path \(job.path)
      configuration \(job.configuration ?? "-")
      options \(model.options.joined(separator: ","))
      model \(model.identity)
      guessable \(model.sorts.map { $0.isGuessable ? "1" : "0" }.joined())
      honest \(honest.map(text) ?? "-")
      engine \(job.engine.rawValue)
      steps \(job.limits.steps) \(job.limits.wholeSearch)

      """
  }

  private static func text(of scenario: Scenario) -> String {
    let counts = scenario.counts.map { String($0) }.joined(separator: " ")
    return "\(counts); \(scenario.total.map { String($0) } ?? "-"); \(scenario.loops)"
  }

  static func of(_ property: Property, in model: ProtocolModel, _ common: String) -> String {
    // The names of variables stand in what is said of a property, not in what it is.
    SHA256.digest(
      """
      \(common)property \(property.name)
      text \(property.text)
      variables \(property.variables.map(\.name).joined(separator: ","))
      goal \(model.identity(of: property))
      scenario \(text(of: model.scenarios[property.scenario]))
      """)
  }

  static func of(_ name: String, among company: [String]) -> String {
    SHA256.digest(([name] + company).joined(separator: "\n"))
  }
}
