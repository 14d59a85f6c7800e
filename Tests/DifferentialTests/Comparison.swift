// One model, decided by the bounded engine, the replayer and the oracle, and what they disagree
// about. The replayer also has to accept the honest run that the engine finds.
//
// The engine must not miss what the oracle finds. What the engine finds has to replay, and the
// oracle has to find it too when it is given the same cast and the values of the trace: the
// oracle's own choice of values is finite, so not finding it without them proves nothing.

import Diagnostics
import Exploration
import OracleSupport
import ProtocolModel
import Terms
import Traces

struct Comparison {
  enum Outcome: String, CaseIterable {
    case bothFind = "found by both"
    case bothFindNothing = "found by neither"
    /// Where recall is measured: the oracle needed the values of the trace.
    case foundWithValues = "found by the oracle only with the trace's values"
    /// The engine's trace was replayed, but the oracle could not finish.
    case oracleTooLarge = "found by the engine, too large for the oracle"
    case nothingTooLarge = "not found by the engine, too large for the oracle"
    case engineGaveUp = "undecided by the engine"
    case disagreement = "DISAGREEMENT"
  }

  struct Finding {
    var property: String
    var outcome: Outcome
    var detail = ""
  }

  let model: ProtocolModel
  var bounds = OracleBounds()
  var limits = ExplorationLimits(steps: 200_000)
  var reductions = Reductions.all
  var cutting = Cutting.usual
  /// Whether to try what the oracle finds without the trace's values.
  var measuresRecall = false

  func findings() -> [Finding] {
    var findings: [Finding] = []
    for group in model.searches(deciding: model.properties.indices) {
      let job = ExplorationJob(
        model: model, properties: group, limits: limits, reductions: reductions,
        cutting: cutting)
      let result = explore(job)
      for (property, outcome) in zip(group, result.outcomes) {
        findings.append(judge(property, outcome))
      }
    }
    return findings + refusedHonestRun()
  }

  /// A run that the engine calls honest and complete has to replay.
  private func refusedHonestRun() -> [Finding] {
    guard case .found(let trace) = honestRun(of: model),
      case .failure(let error) = Replayer(model: model).replay(trace, property: nil)
    else { return [] }
    return [Finding(property: "honest run", outcome: .disagreement, detail: "\(error)")]
  }

  private func judge(_ property: Int, _ outcome: ExplorationOutcome) -> Finding {
    var finding = Finding(property: model.properties[property].name, outcome: .disagreement)
    switch outcome {
    case .undecided: finding.outcome = .engineGaveUp
    case .none(let isTriggered):
      let oracle = Oracle(model, property: property, bounds: bounds)
      var isTriggered = isTriggered
      if case .reachable = model.properties[property].goal { isTriggered = true }
      (finding.outcome, finding.detail) = judgeNothing(oracle, isTriggered: isTriggered)
    case .found(let trace):
      (finding.outcome, finding.detail) = judge(trace, property)
    }
    return finding
  }

  private func judgeNothing(_ oracle: Oracle, isTriggered: Bool) -> (Outcome, String) {
    switch oracle.decide() {
    case .tooLarge: return (.nothingTooLarge, "")
    case .none(true) where !isTriggered:
      return (.disagreement, "the engine does not reach the trigger, the oracle does")
    case .none: return (.bothFindNothing, "")
    case .violated, .witness:
      let run = oracle.explain().run.joined(separator: "\n")
      return (.disagreement, "only the oracle finds a run:\n\(run)")
    }
  }

  private func judge(_ trace: Trace, _ property: Int) -> (Outcome, String) {
    if case .failure(let error) = Replayer(model: model).replay(trace, property: property) {
      return (.disagreement, "the replayer refuses the trace: \(error)\n\(trace)")
    }
    var guided = bounds
    guided.cast = OracleCast(
      sessions: trace.sessions.map {
        OracleSession(role: $0.role, parameters: $0.parameters)
      }, dishonest: trace.dishonest)
    guided.extraTerms = values(of: trace)
    guided.onlyExtraTerms = true
    switch Oracle(model, property: property, bounds: guided).decide() {
    case .violated, .witness: return (isFoundUnaided(property), "")
    case .tooLarge: return (.oracleTooLarge, "")
    case .none:
      return (.disagreement, "the oracle finds nothing with the trace's values:\n\(trace)")
    }
  }

  private func isFoundUnaided(_ property: Int) -> Outcome {
    guard measuresRecall else { return .bothFind }
    switch Oracle(model, property: property, bounds: bounds).decide() {
    case .violated, .witness: return .bothFind
    case .none, .tooLarge: return .foundWithValues
    }
  }

  private func values(of trace: Trace) -> [Term] {
    var values = trace.sessions.flatMap(\.parameters)
    for case .transition(_, _, let message?, let origin, _) in trace.steps {
      values.append(message)
      if case .attacker(_, let sender?)? = origin { values.append(sender) }
    }
    return values
  }
}
