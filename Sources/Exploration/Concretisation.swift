// From a symbolic run to a ground trace: every variable gets a value that meets the constraints,
// principals and fresh values get names, the attacker's messages get derivations.
//
// Unbound variables get different fresh values, which satisfies all disequalities (see
// Disequalities); integers get the solver's smallest natural ones. Nothing here is trusted: the replayer
// executes the trace anew.

import Deduction
import ProtocolModel
import Terms
import Traces

enum SymbolicClaim {
  case learns(session: Int, TermID)
  case confirms(session: Int, TermID)
  case sees(session: Int, viewer: Int, TermID)
  case violated
  case reached
  case completed
}

/// Gives ground values to terms of the search.
private struct Grounding {
  var values: [VariableID: Term] = [:]
  var atoms: [AtomID: Term] = [:]
  var dishonest: [String] = []
  var takenNames: Set<String>
  var integers: [VariableID: Int]
  /// Old to new numbers of sessions.
  var sessions: [Int: Int]
  var usesConstants: Bool
  var attackerCount = 0
  var constantCount = 0

  static let honestNames = [
    "Alice", "Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Ken",
    "Laura", "Mike", "Nina", "Oscar", "Peggy", "Quentin", "Rita", "Steve", "Trudy",
  ]
  static let dishonestNames = ["Mallory", "Marvin", "Mia", "Moe"]

  mutating func principalName(_ honesty: Honesty?) -> String {
    let isDishonest = honesty == .dishonest
    let pool = isDishonest ? Self.dishonestNames : Self.honestNames
    var round = 1
    while true {
      for base in pool {
        let name = round == 1 ? base : "\(base)\(round)"
        if takenNames.insert(name).inserted {
          if isDishonest { dishonest.append(name) }
          return name
        }
      }
      round += 1
    }
  }
}

extension Search {
  /// The trace of the present path with a claim; nil if the solver has no amounts for it.
  mutating func concreteTrace(_ claim: SymbolicClaim) -> Trace? {
    guard let integers = system.naturalIntegers() else {
      system.arithmetic.gaveUp = true
      return nil
    }
    if let trace = groundTrace(claim, integers) { return trace }
    // A credential need not mention its owner (S2.2): then somebody dishonest has to be there
    // whom no term of the run names.
    if !compiled.threat.plays.isEmpty,
      let trace = groundTrace(claim, integers, addingDishonest: true)
    {
      return trace
    }
    // A message without a derivation is a defect of the engine. The trace is dropped and the
    // property ends as undecided rather than as proved.
    system.wasCut = true
    return nil
  }

  /// The trace with these integers; nil if some message has no derivation.
  private mutating func groundTrace(
    _ claim: SymbolicClaim, _ integers: [VariableID: Int], addingDishonest: Bool = false
  ) -> Trace? {
    let participants = participants(claim)
    var grounding = Grounding(
      takenNames: Set(compiled.model.principals.map(\.name)), integers: integers,
      sessions: Dictionary(
        uniqueKeysWithValues: participants.enumerated().map { ($1, $0) }),
      usesConstants: keepsViews)
    declareDishonest(&grounding)
    if addingDishonest { _ = grounding.principalName(.dishonest) }
    let traceSessions = participants.map { index in
      TraceSession(
        role: RoleID(sessions[index].role),
        parameters: compiled.roles[sessions[index].role].parameters.map {
          ground(initialParameter($0, index), &grounding)
        })
    }
    let messages = observed.indices.map { ground(observed[$0], &grounding) }
    let received = path.indices.map { index -> Term? in
      guard case .transition(let transition) = path[index] else { return nil }
      return transition.message.map { ground($0, &grounding) }
    }
    let senders = path.indices.map { index -> Term? in
      guard case .transition(let transition) = path[index] else { return nil }
      return transition.sender.map { ground($0, &grounding) }
    }
    let goalTerm = claimedTerm(claim).map { ground($0, &grounding) }
    let view = viewerMessages(claim, &grounding)
    let viewKeys = keyUses.map { ground(instantiate($0, 0), &grounding) }
    let values = publicValues(
      grounding, in: messages + received.compactMap { $0 } + [goalTerm].compactMap { $0 })
    var attacker = GroundKnowledge(
      model: compiled.model, plays: compiled.threat.plays, dishonest: grounding.dishonest,
      values: values)
    var steps: [TraceStep] = []
    var known = 0
    for index in path.indices {
      switch path[index] {
      case .reveal(let session, let reveal):
        steps.append(.reveal(session: grounding.sessions[session]!, reveal: reveal))
      case .transition(let transition):
        while known < transition.observedBefore {
          attacker.observe(messages[known], index: known)
          known += 1
        }
        var origin: Origin?
        if let message = received[index] {
          if let delivered = transition.delivered {
            origin = .delivered(delivered)
          } else {
            guard let derivation = attacker.derive(message) else { return nil }
            origin = .attacker(derivation, sender: senders[index])
          }
        }
        steps.append(
          .transition(
            session: grounding.sessions[transition.session]!, transition: transition.transition,
            message: received[index], origin: origin,
            lookups: (0..<transition.lookupCount).map {
              pathLookups[transition.firstLookup + $0]
            }))
      }
    }
    while known < messages.count {
      attacker.observe(messages[known], index: known)
      known += 1
    }
    let groundClaim: Claim
    switch claim {
    case .violated: groundClaim = .violated
    case .reached: groundClaim = .reached
    case .completed: groundClaim = .completed
    case .learns(let session, _):
      guard let derivation = goalTerm.flatMap({ attacker.derive($0) }) else {
        return nil
      }
      groundClaim = .learns(session: grounding.sessions[session]!, derivation)
    case .confirms(let session, _):
      guard let test = goalTerm.flatMap({ attacker.confirmation(of: $0) }) else { return nil }
      groundClaim = .confirms(session: grounding.sessions[session]!, test.0, test.1)
    case .sees(let session, let viewer, _):
      let number = grounding.sessions[viewer]!
      var knowledge = GroundKnowledge(
        model: compiled.model, viewer: traceSessions[number],
        sessions: traceSessions.filter { $0.parameters[0] == traceSessions[number].parameters[0] },
        keyUses: viewKeys,
        values: values)
      for (index, term) in view.enumerated() { knowledge.observe(term, index: index) }
      guard let derivation = goalTerm.flatMap({ knowledge.derive($0) }) else {
        return nil
      }
      groundClaim = .sees(
        session: grounding.sessions[session]!, viewer: number, derivation)
    }
    return Trace(
      threat: compiled.threat, dishonest: grounding.dishonest, sessions: traceSessions,
      steps: steps, claim: groundClaim)
  }

  // MARK: Who takes part

  private func participants(_ claim: SymbolicClaim) -> [Int] {
    var used: Set<Int> = []
    for index in path.indices {
      switch path[index] {
      case .transition(let transition): used.insert(transition.session)
      case .reveal(let session, _): used.insert(session)
      }
    }
    switch claim {
    case .learns(let session, _), .confirms(let session, _): used.insert(session)
    case .sees(let session, let viewer, _): used.formUnion([session, viewer])
    // The honest run has one session of each role, whatever there is to do for them.
    case .completed: used.formUnion(sessions.indices)
    case .violated, .reached: break
    }
    return used.sorted()
  }

  private func initialParameter(_ slot: Int, _ session: Int) -> TermID {
    guard let term = slots[sessions[session].firstSlot + slot] else {
      preconditionFailure("parameters are bound in every state")
    }
    return term
  }

  private func claimedTerm(_ claim: SymbolicClaim) -> TermID? {
    switch claim {
    case .learns(_, let term), .confirms(_, let term), .sees(_, _, let term): term
    case .violated, .reached, .completed: nil
    }
  }

  private mutating func declareDishonest(_ grounding: inout Grounding) {
    for principal in compiled.model.principals {
      guard let term = system.names[.principal(principal.name)] else { continue }
      let honesty = system.substitution.honesty(term, in: system.store)
      if honesty == .dishonest { grounding.dishonest.append(principal.name) }
      if case .atom(let atom) = system.store.head(term) {
        grounding.atoms[atom] = .name(.principal(principal.name))
      }
    }
    for (name, term) in zip(compiled.terms.names, nameTerms) {
      if case .atom(let atom) = system.store.head(term) { grounding.atoms[atom] = .name(name) }
    }
  }

  // MARK: Terms

  private func ground(_ term: TermID, _ grounding: inout Grounding) -> Term {
    let term = system.resolve(term)
    switch system.store.head(term) {
    case .integer(let value): return .integer(value)
    case .application(let symbol):
      return .apply(
        symbol,
        (0..<system.store.arity(term)).map {
          ground(system.store.argument($0, of: term), &grounding)
        })
    case .atom(let atom): return ground(atom, &grounding)
    case .variable(let variable):
      if let value = grounding.values[variable] { return value }
      let value = chooseValue(variable, &grounding)
      grounding.values[variable] = value
      return value
    }
  }

  private func ground(_ atom: AtomID, _ grounding: inout Grounding) -> Term {
    if let known = grounding.atoms[atom] { return known }
    let fresh = freshNames[Int(atom.index)]
    let variables = compiled.model.roles[sessions[fresh.session].role].variables
    let session = grounding.sessions[fresh.session] ?? fresh.session
    let value = Term.name(
      .fresh(variables[fresh.slot].name, session: session, count: fresh.count))
    grounding.atoms[atom] = value
    return value
  }

  private func chooseValue(_ variable: VariableID, _ grounding: inout Grounding) -> Term {
    switch system.substitution.domain(of: variable) {
    case .integer: return .integer(grounding.integers[variable] ?? 0)
    case .principal:
      let term = system.substitution.term(of: variable)
      let honesty = system.substitution.honesty(term, in: system.store)
      return .name(.principal(grounding.principalName(honesty)))
    case .constant(let sort):
      grounding.constantCount += 1
      return .name(.constant(constantName(sort, grounding.constantCount), sort))
    case .any, .sorted:
      if grounding.usesConstants {
        var sort = SortID.message
        if case .sorted(let own) = system.substitution.domain(of: variable) { sort = own }
        grounding.constantCount += 1
        return .name(.constant(constantName(sort, grounding.constantCount), sort))
      }
      grounding.attackerCount += 1
      return .name(.attacker(grounding.attackerCount - 1))
    }
  }

  private func constantName(_ sort: SortID, _ count: Int) -> String {
    "\(compiled.model.sorts[Int(sort.index)].name.lowercased())\(count)"
  }

  /// The principals of the run, and the integers and constants in these terms.
  private func publicValues(_ grounding: Grounding, in terms: [Term]) -> [Term] {
    var values: Set<Term> = []
    func visit(_ term: Term) {
      switch term {
      case .integer, .name(.constant), .name(.principal): values.insert(term)
      case .apply(let symbol, let arguments) where arguments.isEmpty:
        if compiled.model.signature[symbol].isPublic { values.insert(term) }
      case .apply(_, let arguments): arguments.forEach(visit)
      case .name, .variable: break
      }
    }
    terms.forEach(visit)
    grounding.values.values.forEach(visit)
    values.formUnion(compiled.model.principals.map { .name(.principal($0.name)) })
    return values.map { (key: sortingKey($0), term: $0) }.sorted { $0.key < $1.key }.map(\.term)
  }

  /// Symbols, then integers, then names.
  private func sortingKey(_ value: Term) -> String {
    switch value {
    case .apply(let symbol, _): "apply \(symbol.index)"
    case .integer(let integer): "integer \(integer)"
    case .name(let name): "name(\(name.description))"
    case .variable: preconditionFailure("a value is ground")
    }
  }

  private func viewerMessages(_ claim: SymbolicClaim, _ grounding: inout Grounding) -> [Term] {
    guard case .sees(_, let viewer, _) = claim else { return [] }
    let principal = ground(owner(of: viewer), &grounding)
    var seen: [(step: Int, kind: Int, term: Term)] = []
    for index in viewMessages.indices {
      let message = viewMessages[index]
      guard ground(owner(of: message.session), &grounding) == principal else { continue }
      seen.append((message.step, message.kind.rawValue, ground(message.term, &grounding)))
    }
    // Stable: within a step by kind, within a kind in the order of the actions.
    return seen.enumerated().sorted {
      ($0.element.step, $0.element.kind, $0.offset) < ($1.element.step, $1.element.kind, $1.offset)
    }.map(\.element.term)
  }
}
