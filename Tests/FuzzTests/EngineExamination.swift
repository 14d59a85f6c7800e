// What has to be true of every model whatever: the engines end at their limits, whatever the
// bounded one shows is accepted by the replayer, and the report can be written.

import Diagnostics
import Exploration
import ProtocolModel
import Reporting
import Saturation
import Traces
import Verification

struct EngineExamination {
  private let limit = 300
  private(set) var findings: [Finding] = []

  init(_ examination: Examination, path: String) {
    let file = LoadedModel(
      path: path, models: examination.models, sources: examination.sources)
    let campaign = Verification.Campaign(
      [file], selecting: Selection(limits: VerificationLimits(steps: limit)))
    let report = campaign.run(engines: engines)
    for result in report.models.flatMap(\.results) where result.verdict == .error {
      findings.append(Finding(rule: "the verdict is `error`", detail: result.note ?? ""))
    }
    for model in report.models {
      if case .rejected(let why) = Verifier(engines: engines).honestRun(of: model.model) {
        findings.append(Finding(rule: "the honest run is refused", detail: why))
      }
    }
    let text = TextReport(report, layout: TextReport.Layout(tellsAll: true)).text
    if text.utf8.contains(0x1B) { findings.append(Finding(rule: "a report steers the terminal")) }
    if JSONReport(report).text.isEmpty { findings.append(Finding(rule: "no report")) }
    for model in examination.models { saturateAll(model) }
  }

  /// The engines of the command, with the honest run limited as well.
  private var engines: Engines {
    var engines = Engines.live
    let limits = ExplorationLimits(steps: limit)
    engines.findHonestRun = { model, scenario, isCancelled in
      var single = model
      single.scenarios = [model.scenarios[scenario]]
      return honestRun(of: single, limits: limits, isCancelled: isCancelled)
    }
    return engines
  }

  private func saturateAll(_ model: ProtocolModel) {
    for property in model.properties.indices {
      _ = saturate(
        SaturationJob(model: model, property: property, limits: SaturationLimits(steps: limit)))
    }
  }
}
