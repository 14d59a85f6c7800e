// From an engine's outcome to a verdict. A run that was found counts only after the replayer
// accepted it, was shrunk, and was accepted again; a rejected run is a fault of Assay and is
// reported as one, never as an attack and never as nothing. So it is with proofs and their checker.

import Diagnostics
import Exploration
import ProtocolModel
import Saturation
import Traces

struct Judge {
  let engines: Engines
  let job: VerificationJob
  let model: ProtocolModel
  let honestRun: HonestRunOutcome
  /// What is closed for one property may serve others.
  let closedSets = ClosedSets()
  /// What is known of the protocol under other options.
  var known = KnownEvidence()

  /// What is to be said of a property that nobody has looked at.
  func unsettled(_ index: Int) -> PropertyResult {
    var result = PropertyResult(
      index: index, property: model.properties[index], verdict: .unknown,
      scope: scope(of: index), engine: job.engine, statistics: ExplorationStatistics())
    result.mayBeProved = true
    return result
  }

  /// Stands as it is, if something is known of it.
  func interrupted(_ result: PropertyResult) -> PropertyResult {
    var result = result
    if result.verdict == .unknown { result.note = ExplorationCut.interrupted.reason }
    return result
  }

  func result(
    of index: Int, _ outcome: ExplorationOutcome, _ statistics: ExplorationStatistics,
    wholeSize: Int = 0
  ) -> PropertyResult {
    var result = unsettled(index)
    result.mayBeProved = false
    result.engine = .explore
    result.statistics = statistics
    switch outcome {
    case .found(let trace): replay(trace, into: &result)
    case .none(let isTriggered):
      result.mayBeProved = true
      result.isTriggered = isTriggered
      settle(isTriggered: isTriggered, &result)
    case .undecided(let cut, let isTriggered):
      result.mayBeProved = cut != .interrupted
      result.cut = cut
      result.isTriggered = isTriggered
      result.note = reason(for: cut, wholeSize: wholeSize)
    }
    return result
  }

  /// What is to be said after an attempt to prove it.
  func result(
    _ known: PropertyResult, after outcome: ProofOutcome, _ statistics: SaturationStatistics
  ) -> PropertyResult {
    var result = known
    result.proofStatistics = statistics
    switch outcome {
    case .accepted(let claim, let proof):
      result.engine = .prove
      result.proof = proof
      result.gap = nil
      result.note = nil
      switch claim {
      case .unreachable: result.verdict = .unreachable
      case .vacuous: result.verdict = .vacuous
      case .proved:
        // What never comes up within the scope holds of it in vain, however well it is proved.
        if known.verdict != .vacuous { credit(.proved, orSay: "proved", &result) }
      }
    case .none(let gap): result.gap = gap
    case .rejected(let rejection):
      result.verdict = .error
      result.engine = .prove
      result.note = "the proof was rejected by the checker: \(rejection); " + Self.pleaseReport
    }
    return result
  }

  /// What is to be said after one search more. It can find what refutes a proof; that is a fault.
  func result(_ known: PropertyResult, searched: PropertyResult) -> PropertyResult {
    var result = searched
    result.proofStatistics = known.proofStatistics
    if known.run != nil, searched.run == nil, searched.verdict != .error { return known }
    if searched.run == nil, searched.verdict != .error {
      result.gap = known.gap
      guard known.proof != nil else { return result }
      result = known
      result.statistics = searched.statistics
      if searched.verdict == .vacuous { result.verdict = .vacuous }
    } else if known.proof != nil {
      result.verdict = .error
      result.note =
        "the checker accepted a proof and the replayer a run against it; "
        + Self.pleaseReport
    }
    return result
  }

  /// What nobody has settled says all that is known of why.
  func explained(_ result: PropertyResult) -> PropertyResult {
    guard result.verdict == .unknown, let gap = result.gap else { return result }
    var result = result
    result.note = result.note.map { "\($0); \(gap.reason)" } ?? gap.reason
    return result
  }

  private func scope(of index: Int) -> Scope {
    Scope(of: model.scenarios[model.properties[index].scenario], in: model)
  }

  private func replay(_ trace: Trace, into result: inout PropertyResult) {
    let judged = engines.replay(model, trace, result.index).flatMap { _ in
      engines.replay(model, engines.shrink(model, trace, result.index), result.index)
    }
    switch judged {
    case .success(let run):
      if result.property.isReachability {
        let players = run.trace.principalOfSeveralRoles(model).map { " in which \($0)" } ?? ""
        credit(.witness, orSay: "a run reaches it" + players, &result)
      } else {
        result.verdict = .attack
      }
      result.run = result.verdict == .attack || result.verdict == .witness ? run : nil
    case .failure(let error):
      result.verdict = .error
      result.note = "the engine's run was rejected by the replayer: \(error); " + Self.pleaseReport
    }
  }

  /// No run of the scope shows the property violated (or reached).
  private func settle(isTriggered: Bool, _ result: inout PropertyResult) {
    if !job.prefix.isEmpty {
      result.note = "only a part of the search was asked for"
    } else if result.property.isReachability {
      result.note = "no witness within \(result.scope)"
      if case .incomplete = honestRun {
        result.note? += "; \(incompleteRun)"
      }
    } else if !isTriggered {
      result.verdict = .vacuous
    } else {
      credit(.holds, orSay: "no attack", &result)
    }
  }

  /// A verdict that speaks well of the model, which needs an honest run for that (S9).
  private func credit(
    _ verdict: Verdict, orSay finding: String, _ result: inout PropertyResult
  ) {
    result.verdict = .unknown
    switch honestRun {
    case .complete: result.verdict = verdict
    case .incomplete:
      result.note = "\(finding), but \(incompleteRun)"
    case .undecided(let cut):
      result.note =
        "\(finding), but whether the honest run completes was not settled: \(cut.reason)"
    case .rejected(let why):
      result.verdict = .error
      result.note = "the honest run was rejected by the replayer: \(why); " + Self.pleaseReport
    }
  }

  private var incompleteRun: String {
    let path = job.path == SourceText.standardInput ? "-" : job.path
    return "the honest run does not complete; try: assay run \(path)"
  }

  private func reason(for cut: ExplorationCut, wholeSize: Int) -> String {
    guard cut == .stepLimit else { return cut.reason }
    let steps = job.limits.wholeSearch
    let searched =
      switch wholeSize {
      case 0: ""
      case 1: ", with nothing in the scenario's runs of one session"
      default: ", with nothing in the scenario's runs of up to \(wholeSize) sessions"
      }
    return "stopped after \(steps) step\(steps == 1 ? "" : "s")\(searched); "
      + "a larger --max-steps would help"
  }

  private static let pleaseReport = "this is a fault of Assay, please report it with the model"
}

extension Trace {
  /// Who plays several roles in this run, which may be why an honest run cannot do the same:
  /// `Alice plays Customer and Bank`.
  fileprivate func principalOfSeveralRoles(_ model: ProtocolModel) -> String? {
    var players: [(name: String, roles: [String])] = []
    for session in sessions {
      let owned = model.roles[session.role.index]
      for (parameter, value) in zip(owned.parameters, session.parameters) {
        let role = parameter.variable == owned.owner ? session.role : parameter.partnerRole
        guard let role, case .name(.principal(let name)) = value else { continue }
        let played = model.roles[role.index].name
        if let index = players.firstIndex(where: { $0.name == name }) {
          if !players[index].roles.contains(played) { players[index].roles.append(played) }
        } else {
          players.append((name, [played]))
        }
      }
    }
    return players.first { $0.roles.count > 1 }
      .map { "\($0.name) plays \($0.roles.joined(separator: " and "))" }
  }
}

extension Property {
  package var isReachability: Bool {
    if case .reachable = goal { true } else { false }
  }
}

extension ExplorationCut {
  /// Why the search ended early, and what would help where that is known.
  package var reason: String {
    switch self {
    case .stepLimit: "the search was too long"
    case .arithmetic:
      "the solver gave up on amounts; smaller constants or fewer sessions would help"
    case .derivationDepth:
      "an attacker's derivation grew beyond the limit; fewer sessions would help"
    case .interrupted: "interrupted"
    }
  }
}
