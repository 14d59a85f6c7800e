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
    let report = campaign.run(engines: .live)
    for result in report.models.flatMap(\.results) where result.verdict == .error {
      findings.append(Finding(rule: "the verdict is `error`", detail: result.note ?? ""))
    }
    for model in report.models {
      let limits = VerificationLimits(steps: limit)
      if case .rejected(let why) = Verifier(engines: .live).honestRun(of: model.model, limits) {
        findings.append(Finding(rule: "the honest run is refused", detail: why))
      }
    }
    let text = TextReport(report, layout: TextReport.Layout(tellsAll: true)).text
    if text.utf8.contains(0x1B) { findings.append(Finding(rule: "a report steers the terminal")) }
    if JSONReport(report).text.isEmpty { findings.append(Finding(rule: "no report")) }
    for model in examination.models { saturateAll(model) }
  }

  private func saturateAll(_ model: ProtocolModel) {
    for property in model.properties.indices {
      _ = saturate(
        SaturationJob(model: model, property: property, limits: SaturationLimits(steps: limit)))
    }
  }
}
