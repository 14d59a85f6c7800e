// Deciding the properties of a model: what `assay check` does, as a function.

import ProtocolModel
import Reporting
import Verification

extension Model {
  /// Decides the properties of the model, in every configuration.
  ///
  /// The answer is a pure function of the model and the arguments: the same on every run. Nothing
  /// is printed, no file is touched. In a task that is cancelled the search ends early: results
  /// that were not settled by then are `unknown` or missing.
  ///
  /// - Parameters:
  ///   - properties: names of the properties to decide; all of them if empty.
  ///   - configuration: the only configuration to look at; all of them if nil.
  ///   - options: options that are set in every configuration, whatever it says.
  ///   - sessions: search this many sessions of each role, whatever the scenarios say.
  ///   - maximalSteps: try at most this many transitions for each group of properties, then say
  ///     `unknown`; 0 for no limit.
  /// - Throws: `ModelError` if the model has errors, or nothing has a name that was given.
  /// - Complexity: exponential in the number of sessions. A debug build is many times slower than
  ///   a release build: give tests small scenarios.
  public func check(
    properties: [String] = [], configuration: String? = nil, options: [String: Bool] = [:],
    sessions: Int? = nil, maximalSteps: Int = 0
  ) throws(ModelError) -> CheckReport {
    let elaborated = try accepted(options: options)
    if let sessions, !OptionTable.sessionRange.contains(sessions) {
      let message = "sessions has to be in \(OptionTable.sessions.range); this is \(sessions)"
      throw ModelError(diagnostics: [ModelDiagnostic(message, at: site)])
    }
    let selection = Selection(
      properties: properties, configuration: configuration,
      limits: VerificationLimits(steps: max(0, maximalSteps), sessions: sessions)
    )
    let campaign = Campaign(
      [LoadedModel(path: name, models: elaborated.models, sources: elaborated.sources)],
      selecting: selection)
    if !campaign.complaints.isEmpty {
      throw ModelError(
        diagnostics: campaign.complaints.map {
          ModelDiagnostic($0.message, notes: $0.notes, at: site)
        })
    }
    let report = campaign.run(engines: .live, isCancelled: { Task.isCancelled })
    return CheckReport(report, warnings: elaborated.diagnostics)
  }

  /// The honest run of each configuration, drawn and told: what `assay run` shows.
  ///
  /// - Throws: `ModelError` if the model has errors.
  public func honestRun() throws(ModelError) -> String {
    let elaborated = try accepted(options: [:])
    return elaborated.models.map { model in
      let report = ModelReport(
        path: name, model: model, sources: elaborated.sources, results: [])
      return HonestRunText(report, Verification.Verifier(engines: .live).honestRun(of: model)).text
    }.joined(separator: "\n")
  }

  private func accepted(options: [String: Bool]) throws(ModelError) -> Elaborated {
    let elaborated = elaborated(options: options)
    if elaborated.diagnostics.contains(where: { $0.severity == .error }) {
      throw ModelError(diagnostics: elaborated.diagnostics)
    }
    let unknown = options.keys.sorted().filter { !elaborated.declaredOptions.contains($0) }
    if !unknown.isEmpty {
      throw ModelError(
        diagnostics: unknown.map {
          let complaint = Complaint.unknown("option", $0, among: elaborated.declaredOptions)
          return ModelDiagnostic(complaint.message, notes: complaint.notes, at: site)
        })
    }
    return elaborated
  }
}
