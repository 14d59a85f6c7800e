// Runs and proofs of one protocol under other options. What was found under one set of options often
// stands under another: the run if it is one there, the proof if the checker accepts it there.
// Nothing else carries a verdict over.

import Certificates
import Exploration
import ProtocolModel
import Saturation
import Traces

/// What a verdict rests on.
package enum EvidenceSource: String, Hashable, Sendable, CaseIterable {
  /// Whatever was found when the model was verified by itself.
  case found
  /// A run that was known under other options and was re-executed.
  case replayed
  /// A run that takes the steps of one that was known under other options, with other messages.
  case followed
  /// A proof that was known under other options and was checked again.
  case rechecked
}

/// A run and the model that it is a run of.
package struct KnownRun: Sendable {
  let trace: Trace
  let model: ProtocolModel
}

/// Runs and proofs by the property's name.
package struct KnownEvidence: Sendable {
  private struct Known<Item: Sendable>: Sendable {
    var item: Item
    var options: Set<String>
  }
  private var runs: [String: [Known<KnownRun>]] = [:]
  private var proofs: [String: [Known<Certificate>]] = [:]
  /// A replay takes a fraction of a millisecond, and so does following a run.
  private static let mostRuns = 20
  /// To reject a proof may take as long as to find another.
  private static let mostProofs = 3

  package init() {}

  /// Adds what a result rests on, if it was found under the model's options.
  package mutating func add(_ result: PropertyResult, of model: ProtocolModel) {
    guard result.evidence == .found else { return }
    let (name, options) = (result.property.name, Set(model.options))
    if let run = result.run {
      let known = KnownRun(trace: run.trace, model: model)
      runs[name, default: []].append(Known(item: known, options: options))
    }
    if let text = result.proof?.certificate,
      case .success(let certificate) = Certificate.parse(text)
    {
      proofs[name, default: []].append(Known(item: certificate, options: options))
    }
  }

  /// The proofs alone, for who has tried the runs.
  var withoutRuns: KnownEvidence {
    var evidence = self
    evidence.runs = [:]
    return evidence
  }

  /// Known runs, those of the nearest options first.
  func runs(of property: Int, in model: ProtocolModel) -> [KnownRun] {
    nearest(runs[model.properties[property].name] ?? [], to: model, Self.mostRuns)
  }

  /// Known proofs, those of the nearest options first.
  func certificates(of property: Int, in model: ProtocolModel) -> [Certificate] {
    nearest(proofs[model.properties[property].name] ?? [], to: model, Self.mostProofs)
  }

  /// By the number of options that differ; of equals the one that was known first.
  private func nearest<Item>(
    _ known: [Known<Item>], to model: ProtocolModel, _ count: Int
  ) -> [Item] {
    let options = Set(model.options)
    let ranked = known.enumerated().map { place, known in
      (known.options.symmetricDifference(options).count, place)
    }
    return ranked.sorted { $0 < $1 }.prefix(count).map { known[$0.1].item }
  }
}

extension Judge {
  /// What a known run shows of a property; nil if none shows anything.
  func knownResult(_ index: Int) -> PropertyResult? {
    let runs = known.runs(of: index, in: model)
    for run in runs {
      if let result = known(moved(run, index), index, .replayed) { return result }
    }
    for run in runs {
      if let result = known(followed(run, index), index, .followed) { return result }
    }
    return nil
  }

  /// How a run of another model is one that shows the same here; nil if it is none.
  func stands(_ run: KnownRun, _ index: Int) -> EvidenceSource? {
    if moved(run, index) != nil { return .replayed }
    guard let (model, trace) = followed(run, index) else { return nil }
    guard case .success = engines.replay(model, trace, index) else { return nil }
    return .followed
  }

  /// The run with the messages that it has, accepted by the replayer, and a model with room for it.
  private func moved(_ run: KnownRun, _ index: Int) -> (ProtocolModel, Trace)? {
    guard let trace = run.trace.moved(from: run.model, to: model, property: index) else {
      return nil
    }
    let roomy = model.making(roomFor: trace, of: index)
    guard case .success = engines.replay(roomy, trace, index) else { return nil }
    return (roomy, trace)
  }

  /// A run that takes its steps with messages that are found anew, as the explorer has it.
  private func followed(_ run: KnownRun, _ index: Int) -> (ProtocolModel, Trace)? {
    guard let schedule = Schedule(of: run.trace, from: run.model, in: model) else { return nil }
    let roomy = model.making(roomFor: schedule, of: index)
    let following = ExplorationJob(
      model: roomy, property: index, following: schedule,
      limits: ExplorationLimits(steps: Self.mostStepsFollowed))
    guard case .found(let trace) = engines.explore(following, { false }).outcomes[0] else {
      return nil
    }
    return (roomy, trace)
  }

  /// The order is given, what is searched are the messages: seldom more than one for each step.
  private static let mostStepsFollowed = 300

  private func known(
    _ found: (ProtocolModel, Trace)?, _ index: Int, _ evidence: EvidenceSource
  ) -> PropertyResult? {
    guard let (roomy, trace) = found else { return nil }
    let there = Judge(engines: engines, job: job, model: roomy, honestRun: honestRun)
    var result = there.result(of: index, .found(trace), ExplorationStatistics())
    guard result.verdict == .attack || result.verdict == .witness else { return nil }
    result.evidence = evidence
    return result
  }
}

extension Prover {
  /// A known proof of a property that the checker accepts of this model; nil if there is none.
  ///
  /// - Parameter isTriggered: whether a run is known that triggers the property. Where none is, it may
  ///   hold in vain here, which a proof under other options does not tell.
  func recheck(_ index: Int, isTriggered: Bool) -> ProofOutcome? {
    for known in known.certificates(of: index, in: identified.model)
    where isTriggered || known.claim != .proved {
      let moved = Certificate(
        of: index, in: identified, at: path, claiming: known.claim, cases: known.cases)
      if case .accepted(let claim, let proof) = audit(moved, index) {
        return .accepted(claim, proof)
      }
    }
    return nil
  }
}
