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
  /// A proof that was known under other options and was checked again.
  case rechecked
}

/// Runs and proofs by the property's name.
package struct KnownEvidence: Sendable {
  private struct Run: Sendable {
    var trace: Trace
    var model: ProtocolModel
  }
  private struct Known<Item: Sendable>: Sendable {
    var item: Item
    var options: Set<String>
  }
  private var runs: [String: [Known<Run>]] = [:]
  private var proofs: [String: [Known<Certificate>]] = [:]
  /// A replay takes a fraction of a millisecond.
  private static let mostRuns = 20
  /// To reject a proof may take as long as to find another.
  private static let mostProofs = 3

  package init() {}

  /// Adds what a result rests on, if it was found under the model's options.
  package mutating func add(_ result: PropertyResult, of model: ProtocolModel) {
    guard result.evidence == .found else { return }
    let (name, options) = (result.property.name, Set(model.options))
    if let run = result.run {
      let known = Run(trace: run.trace, model: model)
      runs[name, default: []].append(Known(item: known, options: options))
    }
    if let proof = result.proof,
      case .success(let certificate) = Certificate.parse(proof.certificate)
    {
      proofs[name, default: []].append(Known(item: certificate, options: options))
    }
  }

  /// Known runs as runs of this model, those of the nearest options first.
  func traces(of property: Int, in model: ProtocolModel) -> [Trace] {
    nearest(runs[model.properties[property].name] ?? [], to: model, Self.mostRuns).compactMap {
      $0.trace.moved(from: $0.model, to: model, property: property)
    }
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
  /// What a known run shows of a property; nil if none is a run of this model.
  func replayed(_ index: Int) -> PropertyResult? {
    for trace in known.traces(of: index, in: model) {
      let roomy = Judge(
        engines: engines, job: job, model: model.making(roomFor: trace, of: index),
        honestRun: honestRun, known: known)
      guard case .success = engines.replay(roomy.model, trace, index) else { continue }
      var result = roomy.result(of: index, .found(trace), ExplorationStatistics())
      guard result.verdict == .attack || result.verdict == .witness else { continue }
      result.evidence = .replayed
      return result
    }
    return nil
  }
}

extension Prover {
  /// A known proof of a property that the checker accepts of this model; nil if there is none.
  func recheck(_ index: Int) -> ProofOutcome? {
    for known in known.certificates(of: index, in: identified.model) {
      let moved = Certificate(
        of: index, in: identified, at: path, claiming: known.claim, cases: known.cases)
      if case .accepted(let claim, let proof) = audit(moved, index) {
        return .accepted(claim, proof)
      }
    }
    return nil
  }
}
