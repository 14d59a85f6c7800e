// Decides one property under one threat after the other, until the border between what it survives
// and what breaks it is known (ThreatBorder). What an attack does not need is taken away from the
// attacker by replaying the run, which takes no search: so one attack excludes many sets.

import Exploration
import ProtocolModel
import Traces

struct ThreatSearch: Sendable {
  private typealias Mask = ThreatBorder.Mask

  private let model: ProtocolModel
  private let path: String
  private let compromises: [Compromise]
  private let selection: Selection
  private let engines: Engines
  private let isCancelled: Engines.Cancellation

  /// More sets than this are not decided for one property.
  private static let mostDecided = 200
  /// Nor are more that come to nothing.
  private static let mostOpen = 10

  init(
    _ model: ProtocolModel, at path: String, compromises: [Compromise],
    selecting selection: Selection, engines: Engines, isCancelled: @escaping Engines.Cancellation
  ) {
    self.model = model
    self.path = path
    self.compromises = compromises
    self.selection = selection
    self.isCancelled = isCancelled
    self.engines = engines.knowingTheHonestRun(of: model, selection.limits, isCancelled)
  }

  // MARK: One property

  func row(of index: Int) -> ThreatTable.Row {
    var border = ThreatBorder(count: compromises.count)
    var results: [Mask: PropertyResult] = [:]
    var decided = 0
    while decided < Self.mostDecided, border.open.count < Self.mostOpen,
      let mask = decided == 0 ? declared(index) ?? border.next : border.next
    {
      let found = decide(index, mask)
      if isCancelled() { break }
      decided += 1
      switch found.verdict {
      case .attack:
        let (smaller, result) = weakened(found, mask)
        for refuted in border.add(breaking: smaller) where results[refuted]?.proof != nil {
          results[refuted]?.refute()
          border.add(refuted, .open)
        }
        results[smaller] = result
      case .proved, .holds:
        border.add(mask, .survives)
        results[mask] = found
      case .vacuous:
        border.add(mask, .vacuous)
        results[mask] = found
      case .unknown, .error, .witness, .unreachable:
        border.add(mask, .open)
        results[mask] = found
      }
    }
    return row(of: index, border, results, decided)
  }

  private func row(
    of index: Int, _ border: ThreatBorder, _ results: [Mask: PropertyResult], _ decided: Int
  ) -> ThreatTable.Row {
    func entries(_ masks: [Mask], _ isExtreme: (Mask) -> Bool) -> [ThreatTable.Entry] {
      masks.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }.compactMap { mask in
        results[mask].map {
          ThreatTable.Entry(
            compromises: chosen(mask), result: $0, isExtreme: isExtreme(mask))
        }
      }
    }
    let surviving = border.below.filter { $0.answer == .survives }.map(\.mask)
    let vacuous = border.below.filter { $0.answer == .vacuous }.map(\.mask)
      .filter { mask in !surviving.contains { $0.contains(mask) } }
    func standing(_ mask: Mask) -> ThreatTable.Standing {
      if border.breaks(mask) { return .breaks }
      if surviving.contains(where: { $0.contains(mask) }) { return .survives }
      return vacuous.contains { $0.contains(mask) } ? .vacuous : .unknown
    }
    // What was too hard may have been settled by others since; what contradicts itself may not.
    let open = border.open.filter {
      results[$0]?.verdict == .error || !border.breaks($0) && !border.isBelow($0)
    }
    return ThreatTable.Row(
      property: model.properties[index],
      declared: declared(index).map { (chosen($0), standing($0)) },
      survives: entries(surviving, border.isLargest),
      breaks: entries(border.breaking, border.isSmallest),
      vacuous: entries(vacuous, border.isLargest),
      open: entries(open) { _ in false }, decided: decided,
      unsettled: border.unsettledCount)
  }

  /// What the property's own threat has; nil if it has something else too. It is asked about first:
  /// what `check` can tell is told here.
  private func declared(_ index: Int) -> Mask? {
    let threat = model.properties[index].threat
    let places = compromises.indices.filter { threat.has(compromises[$0]) }
    let size = threat.plays.count + threat.controls.count + Set(threat.reveals).count
    return places.count == size ? places.reduce(0) { $0 | 1 << $1 } : nil
  }

  private func chosen(_ mask: Mask) -> [Compromise] {
    compromises.indices.filter(mask.has).map { compromises[$0] }
  }

  // MARK: One set

  private func facing(_ mask: Mask, _ index: Int) -> ProtocolModel {
    var model = model
    model.properties[index].threat = ThreatModel(chosen(mask))
    return model
  }

  private func decide(_ index: Int, _ mask: Mask) -> PropertyResult {
    let model = facing(mask, index)
    var job = selection.job(path, model)
    job.properties = [model.properties[index].name]
    return Verifier(engines: engines).verify(job, model: model, isCancelled: isCancelled)[0]
  }

  // MARK: What an attack needs

  /// The attack with as few compromises as replaying it allows: those that are named last go first.
  private func weakened(_ attack: PropertyResult, _ mask: Mask) -> (Mask, PropertyResult) {
    var (mask, attack) = (mask, attack)
    for place in compromises.indices.reversed() where mask.has(place) {
      let less = mask & ~(1 << place)
      guard let weaker = attack.weakened(to: facing(less, attack.index), engines, path, selection)
      else { continue }
      (mask, attack) = (less, weaker)
    }
    return (mask, attack)
  }
}

extension PropertyResult {
  /// The same attack by the attacker of another model that has fewer means; nil if it needs more.
  fileprivate func weakened(
    to model: ProtocolModel, _ engines: Engines, _ path: String, _ selection: Selection
  ) -> PropertyResult? {
    guard let run else { return nil }
    let threat = model.properties[index].threat
    guard let trace = Weakening(of: run, in: model, to: threat).trace else { return nil }
    let judge = Judge(
      engines: engines, job: selection.job(path, model),
      model: model.making(roomFor: trace, of: index), honestRun: .undecided(.interrupted))
    guard case .success = engines.replay(judge.model, trace, index) else { return nil }
    let result = judge.result(of: index, .found(trace), statistics)
    return result.verdict == .attack ? result : nil
  }

  /// Of two answers that exclude each other neither counts.
  fileprivate mutating func refute() {
    verdict = .error
    note =
      "the checker accepted a proof and the replayer a run of a weaker attacker against it; "
      + "this is a fault of Assay, please report it with the model"
  }
}

extension Engines {
  /// The honest run is the same whoever attacks: it is looked for once.
  fileprivate func knowingTheHonestRun(
    of model: ProtocolModel, _ limits: VerificationLimits, _ isCancelled: @escaping Cancellation
  ) -> Engines {
    let scenario = model.scenarios.firstIndex { $0.name == "default" } ?? 0
    let steps = limits.atMost(VerificationLimits.honestSteps)
    let run = findHonestRun(model, scenario, ExplorationLimits(steps: steps), isCancelled)
    var engines = self
    engines.findHonestRun = { _, _, _, _ in run }
    return engines
  }
}
