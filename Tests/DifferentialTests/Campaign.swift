// Many random protocols through the comparison, and what came of them.

import Diagnostics
import Exploration
import OracleSupport
import ProtocolModel

struct Campaign {
  var features = GeneratorFeatures.all
  var bounds = OracleBounds()
  var reductions = Reductions.all
  var cutting = Cutting.usual
  /// Whether to say at once which seeds disagree.
  var isLoud = false

  struct Report {
    var seed: UInt64
    var features: GeneratorFeatures
    /// Why the protocol is no model; generated protocols should be.
    var rejection: String?
    var findings: [Comparison.Finding] = []
  }

  func models(_ text: String) -> (models: [ProtocolModel], errors: [String]) {
    let source = SourceText(path: "random.assay", text: text)
    let elaborated = elaborate(
      path: "random.assay", text: source, resolvingIncludesWith: { _ in nil })
    let errors = elaborated.diagnostics.filter { $0.severity == .error }
    return (elaborated.models, errors.map { "\($0.code): \($0.message)" })
  }

  func compare(_ text: String, measuresRecall: Bool = false) -> (
    findings: [Comparison.Finding], errors: [String]
  ) {
    let (models, errors) = models(text)
    let findings = models.flatMap { model -> [Comparison.Finding] in
      var comparison = Comparison(model: model, bounds: bounds, reductions: reductions)
      comparison.cutting = cutting
      comparison.measuresRecall = measuresRecall
      return comparison.findings()
    }
    return (findings, errors)
  }

  func report(seed: UInt64) -> Report {
    var campaign = self
    if seed % 4 == 1 { campaign.bounds.compositions = 20 }
    if seed % 4 == 2 { campaign.cutting = Cutting(trialSteps: 10, fewestSubtrees: 5) }
    return campaign.plainReport(seed: seed)
  }

  private func plainReport(seed: UInt64) -> Report {
    let generated = ProtocolGenerator.generate(seed: seed, features: features)
    let (findings, errors) = compare(generated.text, measuresRecall: seed % 16 == 0)
    if isLoud, findings.contains(where: { $0.outcome == .disagreement }) {
      print("seed \(seed): disagreement")
    }
    return Report(
      seed: seed, features: generated.features, rejection: errors.first, findings: findings)
  }

  /// All seeds on all processors; the reports are in the order of the seeds.
  func run(_ seeds: Range<UInt64>) async -> [Report] {
    let lanes = 2
    return await withTaskGroup(of: [Report].self) { group in
      for lane in 0..<lanes {
        group.addTask {
          seeds.filter { $0 % UInt64(lanes) == lane }.map { report(seed: $0) }
        }
      }
      var all: [Report] = []
      for await reports in group { all += reports }
      return all.sorted { $0.seed < $1.seed }
    }
  }

  /// The smallest model with a disagreement that can be made of this one.
  func shrink(_ text: String) -> String {
    Shrinker.shrink(text) { candidate in
      compare(candidate).findings.contains { $0.outcome == .disagreement }
    }
  }
}

extension [Campaign.Report] {
  /// What to print about a campaign.
  var summary: String {
    var lines = ["\(count) protocols, \(self.count { $0.rejection != nil }) of them no models"]
    for outcome in Comparison.Outcome.allCases {
      let number = flatMap(\.findings).count { $0.outcome == outcome }
      lines.append("  \(number) properties \(outcome.rawValue)")
    }
    for (bit, name) in GeneratorFeatures.names.enumerated() {
      let feature = GeneratorFeatures(rawValue: 1 << bit)
      let with = filter { $0.rejection == nil && $0.features.contains(feature) }
      let found = with.flatMap(\.findings).count { $0.outcome.isFound }
      lines.append("  \(name): \(with.count) protocols, \(found) properties fail")
    }
    return lines.joined(separator: "\n")
  }
}

extension Comparison.Outcome {
  var isFound: Bool { self == .bothFind || self == .foundWithValues || self == .oracleTooLarge }
}
