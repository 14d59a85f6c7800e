// Who takes part in a story: a lane for each session that does something, and one for the
// attacker if it reads or sends anything.

import ProtocolModel
import Terms
import Traces

struct Cast {
  private(set) var lanes: [Story.Lane] = []
  private(set) var attackerLane: Int?
  private(set) var needs: [String] = []
  /// What sentences call the attacker: the dishonest principal if there is one that matters.
  let attackerName: String
  private var laneOfSession: [Int: Int] = [:]

  init(model: ProtocolModel, run: ReplayedRun, printer: TermPrinter) {
    let involved = run.dishonest.filter(run.involvedNames(model).contains)
    attackerName = involved.count == 1 ? involved[0] : "the attacker"
    needs = involved.map { Self.need($0, model, run) }
    addLanes(model, run, printer)
  }

  func lane(ofSession session: Int) -> Int { laneOfSession[session]! }

  private mutating func addLanes(
    _ model: ProtocolModel, _ run: ReplayedRun, _ printer: TermPrinter
  ) {
    let sessions = Self.activeSessions(run)
    let owners = sessions.map { printer.text(run.trace.sessions[$0].parameters[0]) }
    let roles = sessions.map { model.roles[run.trace.sessions[$0].role.index].name }
    for (place, session) in sessions.enumerated() {
      if place == 1 { addAttacker(run) }
      let twins = sessions.indices.filter { owners[$0] == owners[place] }
      let sameRole = twins.filter { roles[$0] == roles[place] }
      let number =
        sameRole.count > 1 ? " #\(sameRole.firstIndex(of: place)! + 1)" : ""
      var name = owners[place]
      if twins.count > 1 { name += " (\(roles[place])\(number))" }
      laneOfSession[session] = lanes.count
      lanes.append(
        Story.Lane(
          label: "\(owners[place]): \(roles[place])\(number)", name: name, isAttacker: false))
    }
    if sessions.count < 2 { addAttacker(run) }
  }

  private mutating func addAttacker(_ run: ReplayedRun) {
    let reads = !run.observed.isEmpty
    let sends = run.steps.contains { $0.received.map { $0.delivered == nil } ?? false }
    guard reads || sends else { return }
    attackerLane = lanes.count
    let label = attackerName == "the attacker" ? "attacker" : "\(attackerName), attacker"
    lanes.append(Story.Lane(label: label, name: attackerName, isAttacker: true))
  }

  /// Sessions that take a step or that the finding speaks of, in the order of their appearance.
  private static func activeSessions(_ run: ReplayedRun) -> [Int] {
    var sessions: [Int] = []
    for step in run.steps where !sessions.contains(step.session) { sessions.append(step.session) }
    switch run.finding?.kind {
    case .learned(_, let session)?, .confirmed(_, let session)?:
      if !sessions.contains(session) { sessions.append(session) }
    case .seen(_, let session, let viewer)?:
      for session in [session, viewer] where !sessions.contains(session) {
        sessions.append(session)
      }
    default: break
    }
    return sessions
  }

  // MARK: What the run needs

  private static func need(_ name: String, _ model: ProtocolModel, _ run: ReplayedRun) -> String {
    let roles = run.rolesPlayed(by: name, model).sorted { $0.index < $1.index }
      .map { model.roles[$0.index].name }
    if roles.isEmpty { return "\(name), who is dishonest" }
    return "\(name), a dishonest \(StoryBuilder.enumerated(roles))"
  }
}

/// A use of what a role knows.
private struct Credential {
  let role: RoleID
  let index: Int
  let values: [Variable: Term]
}

extension Role {
  /// Whether the role gives a term to everyone who plays it, whatever its other parameters.
  fileprivate func gives(_ term: Term, to owner: Term) -> Bool {
    knows.contains { $0.substituting([self.owner: owner]) == term }
  }
}

extension ReplayedRun {
  /// The principals that the sessions, messages, senders and credentials of this run name.
  fileprivate func involvedNames(_ model: ProtocolModel) -> Set<String> {
    var names: Set<String> = []
    for term in terms { term.collectPrincipals(into: &names) }
    for step in steps { step.received?.sender?.collectPrincipals(into: &names) }
    for credential in credentials {
      for value in credential.values.values { value.collectPrincipals(into: &names) }
    }
    return names
  }

  /// The roles that a dishonest principal plays: those that sessions take it for, and those whose
  /// credentials are used in its name.
  fileprivate func rolesPlayed(by name: String, _ model: ProtocolModel) -> Set<RoleID> {
    let principal = Term.name(.principal(name))
    var roles: Set<RoleID> = []
    for session in trace.sessions {
      for (parameter, value) in zip(model.roles[session.role.index].parameters, session.parameters)
      where value == principal {
        if let role = parameter.partnerRole { roles.insert(role) }
      }
    }
    for credential in credentials
    where credential.values[model.roles[credential.role.index].owner] == principal {
      let term = model.roles[credential.role.index].knows[credential.index]
        .substituting(credential.values)
      let isHeldAnyway = roles.contains { model.roles[$0.index].gives(term, to: principal) }
      if !term.isKnownToAll && !isHeldAnyway { roles.insert(credential.role) }
    }
    return roles
  }

  private var credentials: [Credential] {
    var found: [Credential] = []
    for step in trace.steps {
      if case .transition(_, _, _, .attacker(let derivation, _)?, _) = step {
        derivation.collectCredentials(into: &found)
      }
    }
    for derivation in trace.claim.attackersDerivations {
      derivation.collectCredentials(into: &found)
    }
    return found
  }
}

extension Term {
  fileprivate func collectPrincipals(into names: inout Set<String>) {
    switch self {
    case .name(.principal(let name)): names.insert(name)
    case .apply(_, let arguments):
      for argument in arguments { argument.collectPrincipals(into: &names) }
    case .variable, .name, .integer: break
    }
  }
}

extension Derivation {
  fileprivate func collectCredentials(into found: inout [Credential]) {
    switch self {
    case .credential(let role, let index, let values):
      found.append(Credential(role: role, index: index, values: values))
    case .apply(_, let inner), .analyse(_, let inner):
      for derivation in inner { derivation.collectCredentials(into: &found) }
    case .observed, .publicValue, .ownKey, .invented, .guess: break
    }
  }
}
