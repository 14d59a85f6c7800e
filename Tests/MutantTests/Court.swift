// What becomes of a mutant: its honest run, then every property that held before.

import ModelSupport
import ProtocolLanguage
import ProtocolModel
import Verification

enum Fate: String, CaseIterable, Sendable {
  /// A property that held has an attack, which was replayed.
  case attacked
  /// What was proved still is: for these properties the removed thing is redundant.
  case proved
  /// What held still does, but not all that was proved is, or nothing was.
  case holds
  case unknown
  /// No model, or honest parties no longer come to the end.
  case notExecutable = "not executable"
}

struct Judgement: Sendable {
  let kind: MutationKind
  let title: String
  var fate = Fate.notExecutable
  /// The properties that are attacked; for other fates those that hold without a proof now, or
  /// that nothing is known of.
  var properties: [String] = []
  /// The attack takes more sessions than the scenario of the property has.
  var isWider = false
  /// What must not be: a proof beside an attack, a certificate or a run that was refused.
  var faults: [String] = []
  /// The mutant as a file.
  var text = ""
}

struct Court: Sendable {
  var limits = VerificationLimits(steps: 20_000)
  /// Whether what is attacked is tried to be proved as well, which must fail.
  var crossExamines = false
  private let verifier = Verifier(engines: .live)

  func results(
    of model: ProtocolModel, _ properties: Set<String>? = nil, _ engine: EngineChoice = .auto
  )
    -> [PropertyResult]
  {
    verifier.verify(
      VerificationJob(
        path: "mutant.assay", configuration: nil, options: model.options,
        properties: properties?.sorted(), engine: engine, limits: limits),
      model: model)
  }

  func judge(_ mutant: Mutant, of subject: Subject) -> Judgement {
    var judgement = Judgement(kind: mutant.kind, title: mutant.title)
    for candidate in mutant.candidates {
      judgement.text = format(candidate)
      guard let model = try? models(of: judgement.text).first, isExecutable(model) else { continue }
      let results = results(of: model, subject.properties.union(subject.witnessed))
      judgement.faults = results.filter { $0.verdict == .error }.map {
        "\($0.property.name): \($0.note ?? "error")"
      }
      guard keepsWitnesses(results, subject) else { continue }
      settle(&judgement, results.filter { subject.properties.contains($0.property.name) }, subject)
      if judgement.fate == .holds || judgement.fate == .unknown {
        searchWider(&judgement, model, subject)
      }
      if crossExamines && judgement.fate == .attacked {
        judgement.faults += contradictions(model, Set(judgement.properties))
      }
      break
    }
    return judgement
  }

  private func isExecutable(_ model: ProtocolModel) -> Bool {
    if case .complete = verifier.honestRun(of: model) { true } else { false }
  }

  /// Whether everything that could happen still can.
  private func keepsWitnesses(_ results: [PropertyResult], _ subject: Subject) -> Bool {
    results.allSatisfy { result in
      subject.witnessed.contains(result.property.name)
        ? result.verdict == .witness : result.verdict != .vacuous
    }
  }

  private func settle(
    _ judgement: inout Judgement, _ results: [PropertyResult], _ subject: Subject
  ) {
    func names(_ verdicts: Set<Verdict>) -> [String] {
      results.filter { verdicts.contains($0.verdict) }.map(\.property.name)
    }
    let (attacked, open) = (names([.attack]), names([.unknown, .error]))
    let bounded = names([.holds]).filter { subject.proved.contains($0) }
    if !attacked.isEmpty {
      (judgement.fate, judgement.properties) = (.attacked, attacked)
    } else if !open.isEmpty {
      (judgement.fate, judgement.properties) = (.unknown, open)
    } else if bounded.isEmpty && !subject.proved.isEmpty {
      judgement.fate = .proved
    } else {
      (judgement.fate, judgement.properties) = (.holds, names([.holds]))
    }
  }

  /// What was proved held for any number of sessions, so an attack on it may take two of each role.
  private func searchWider(
    _ judgement: inout Judgement, _ model: ProtocolModel, _ subject: Subject
  ) {
    let open = subject.proved.intersection(judgement.properties)
    if open.isEmpty { return }
    var wide = self
    wide.limits.sessions = 2
    let results = wide.results(of: model, open, .explore)
    let attacked = results.filter { $0.verdict == .attack }.map(\.property.name)
    judgement.faults += results.filter { $0.verdict == .error }.map {
      "\($0.property.name): \($0.note ?? "error")"
    }
    if attacked.isEmpty { return }
    (judgement.fate, judgement.properties, judgement.isWider) = (.attacked, attacked, true)
  }

  private func contradictions(_ model: ProtocolModel, _ attacked: Set<String>) -> [String] {
    var prosecution = self
    prosecution.limits.steps = 2_000
    return prosecution.results(of: model, attacked, .prove).compactMap { result in
      switch result.verdict {
      case .proved: "\(result.property.name): attacked and proved"
      case .error: "\(result.property.name): \(result.note ?? "error")"
      default: nil
      }
    }
  }
}
