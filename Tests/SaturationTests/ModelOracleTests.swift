// All models of the repository: what they expect to be attacked is never proved.
//
// `ASSAY_TABLE=1` prints what becomes of every property.

import Foundation
import ModelSupport
import ProtocolModel
import Saturation
import Testing

@Suite struct SaturationModelOracleTests {
  struct Line {
    var place: String
    var expected: ExpectedVerdict?
    var answer: Answer
    var statistics: SaturationStatistics
    var seconds: Double
    var detail: String
  }

  private func table() throws -> [Line] {
    var lines: [Line] = []
    let only = ProcessInfo.processInfo.environment["ASSAY_ONLY"]
    for path in try Repository.modelPaths() where only.map({ path.contains($0) }) ?? true {
      for model in try models(of: Repository.text(path), path: path) {
        for (index, property) in model.properties.enumerated() {
          let clock = ContinuousClock()
          let start = clock.now
          let result = saturate(
            SaturationJob(
              model: model, property: index,
              limits: SaturationLimits(steps: 2000, widening: .whereTheyGrow)))
          let duration = clock.now - start
          var detail = ""
          switch result.outcome {
          case .notProved(let derivation):
            detail =
              derivation.conclusion + "\n    "
              + derivation.steps.map(\.text).joined(separator: " | ")
          case .unknown(let cut): detail = cut.growing
          case .notHandled(let reason): detail = reason
          case .proved: break
          }
          lines.append(
            Line(
              place: "\(path) \(model.configuration ?? "-") \(property.name)",
              expected: property.expected, answer: Answer(result.outcome),
              statistics: result.statistics, seconds: duration / .seconds(1), detail: detail))
        }
      }
    }
    return lines
  }

  @Test func whatIsAttackedIsNotProved() throws {
    let lines = try table()
    for line in lines {
      switch line.expected {
      case .attack: #expect(line.answer != .proved && line.answer != .vacuous, "\(line.place)")
      case .witness: #expect(line.answer != .proved && line.answer != .vacuous, "\(line.place)")
      case .holds, .proved: #expect(line.answer != .vacuous, "\(line.place)")
      default: break
      }
    }
    guard ProcessInfo.processInfo.environment["ASSAY_TABLE"] != nil else { return }
    for line in lines {
      print(
        line.place, line.expected?.rawValue ?? "-", line.answer.rawValue,
        line.statistics.resolvents, line.statistics.keptClauses, line.seconds)
      let isMissing =
        (line.expected == .holds || line.expected == .unreachable) && line.answer != .proved
      if isMissing { print("  MISSING", line.detail) }
    }
  }
}
