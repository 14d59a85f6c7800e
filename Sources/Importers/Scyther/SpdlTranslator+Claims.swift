// Claims become properties. All bind only where all agents of the claiming run are honest. §5 of
// docs/importing-spdl.md says for each what it becomes and why that is the same.

import Diagnostics
import ProtocolLanguage

extension SpdlTranslator {
  /// Says of every claim what it needs; writes all properties but those of secrets, which name
  /// states of the roles.
  mutating func planClaims() {
    findNeeds()
    facts.alive = eventNames.unique("Alive")
    facts.partnersPrefix = eventNames.unique("Runs")
    for (index, scope) in scopes.enumerated() {
      checkPartners(of: scope)
      var count = 0
      for (place, event) in scope.events.enumerated() {
        guard case .claim(let label, let role, let kind, let arguments) = event.kind else {
          // Scyther makes a claim of `not match`.
          if case .match(_, _, isNegated: true) = event.kind { count += 1 }
          continue
        }
        count += 1
        if case .name(let name) = role, name.text == scope.name.text {
        } else {
          invalid("a claim of the role `\(scope.name.text)` begins with its name", at: role.span)
        }
        let text = label?.text ?? "\(scope.name.text)\(count)"
        let name = propertyName(scope, kind.text, text)
        let at = SpdlEventPlace(role: index, place: place)
        plan(kind, arguments, SpdlClaim(place: at, name: name, span: event.span))
      }
    }
  }

  private func propertyName(_ scope: SpdlRoleScope, _ kind: String, _ label: String) -> String {
    let parts = [scope.roleText, SpdlNames.allowed(kind), label]
    return parts[0] + "_" + parts[1] + "_" + String(SpdlNames.allowed("x" + label).dropFirst())
  }

  private mutating func findNeeds() {
    for scope in scopes {
      for event in scope.events {
        guard case .claim(_, _, let kind, _) = event.kind else { continue }
        switch kind.text {
        case "Alive": facts.recordsLife = true
        case "Weakagree": facts.recordsPartners = true
        case "Niagree", "Nisynch", "Running": facts.splitsSends.insert(scope.theProtocol)
        default: break
        }
      }
    }
  }

  private mutating func plan(
    _ kind: Identifier, _ arguments: [SpdlTerm], _ claim: SpdlClaim
  ) {
    switch kind.text {
    case "Secret", "SKR": planSecret(arguments, claim)
    case "Alive": planAlive(arguments, claim)
    case "Weakagree": planWeakAgreement(arguments, claim)
    case "Niagree": planAgreement(arguments, claim, isOrdered: false)
    case "Nisynch": planAgreement(arguments, claim, isOrdered: true)
    case "Commit": planCommit(arguments, claim)
    case "Running": planRunning(arguments, claim)
    case "Reachable": planReachable(arguments, claim)
    case "Empty":
      ignore("a claim `Empty`", because: "Scyther verifies nothing for it", at: claim.span)
    case "SID":
      ignore(
        "a claim `SID`", because: "it tells rules of compromise, which are off, what a session is",
        at: claim.span)
    default: unsupported("the claim `\(kind.text)`", at: kind.span)
    }
  }

  // MARK: - Secrets

  private mutating func planSecret(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    guard let first = arguments.first else {
      return invalid("a claim of secrecy says what is secret", at: claim.span)
    }
    let secret = arguments.count == 1 ? first : .tuple(arguments, claim.span)
    facts.plans[claim.place] = SpdlClaimPlan(
      kind: .secret(secret), name: claim.name, span: claim.span,
      trusted: Array(scopes[claim.place.role].parameters.dropFirst()))
  }

  mutating func writeSecret(
    _ plan: SpdlClaimPlan, _ term: TermSyntax, _ role: Int, _ state: Int?
  ) {
    let state = state.map { identifier(Self.state($0), at: plan.span) }
    write(
      plan,
      .secret(term, role: identifier(scopes[role].roleText, at: plan.span), state: state))
  }

  /// Writes the property with its excuses.
  mutating func write(
    _ plan: SpdlClaimPlan, _ form: PropertyForm, expecting verdict: String? = nil
  ) {
    let excuses = plan.trusted.map {
      ExcuseSyntax.dishonest(.name(identifier($0, at: plan.span)), plan.span)
    }
    let expectations = verdict.map {
      [ExpectationSyntax(identifier($0, at: plan.span), at: plan.span)]
    }
    var comments = Comments()
    comments.blankLineBefore = properties.isEmpty
    properties.append(
      Declaration(
        .property(
          PropertySyntax(
            identifier(plan.name, at: plan.span), form: form, excuses: excuses,
            scenario: identifier("runs", at: plan.span), expectations: expectations ?? [])),
        at: plan.span, comments: comments))
  }

  // MARK: - Correspondences

  /// The event of the claim: its parameters, then these terms.
  mutating func begin(_ claim: SpdlClaim, _ terms: [SpdlTerm] = []) -> SpdlClaimPlan {
    let scope = scopes[claim.place.role]
    let event = SpdlRecordedEvent(
      name: eventNames.unique(claim.name), leading: scope.parameters, terms: terms,
      span: claim.span)
    return SpdlClaimPlan(
      kind: .correspondence, name: claim.name, events: [event], span: claim.span,
      trusted: Array(scope.parameters.dropFirst()))
  }

  func pattern(_ name: String, _ variables: [String], at span: SourceSpan) -> EventSyntax {
    EventSyntax(
      identifier(name, at: span),
      variables.map { ArgumentSyntax(.name(identifier($0, at: span))) }, at: span)
  }

  /// The agent that a parameter of a claim names.
  func agent(_ term: SpdlTerm, of claim: SpdlClaim) -> String? {
    guard case .name(let name) = term else { return nil }
    return scopes[claim.place.role].agent(name.text)
  }

  /// The agents that `Alive` and `Weakagree` speak of.
  private mutating func targets(_ arguments: [SpdlTerm], _ claim: SpdlClaim) -> [String] {
    guard let first = arguments.first else {
      return Array(scopes[claim.place.role].parameters.dropFirst())
    }
    guard arguments.count == 1, let agent = agent(first, of: claim) else {
      invalid("this claim takes one role of the protocol, or none", at: claim.span)
      return []
    }
    return [agent]
  }

  private mutating func planAlive(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    var targets = targets(arguments, claim)
    if targets.isEmpty { targets = [scopes[claim.place.role].parameters[0]] }
    let plan = begin(claim)
    // Its own life is what it shows by claiming; helpers show none, so theirs is recorded here.
    facts.plans[claim.place] = plan
    let events = targets.map { [pattern(facts.alive, [$0], at: claim.span)] }
    write(plan, .correspondence(trigger(plan), injectively: false, [events]))
  }

  func trigger(_ plan: SpdlClaimPlan, _ more: [String] = []) -> EventSyntax {
    pattern(plan.events[0].name, plan.events[0].leading + more, at: plan.span)
  }

  private mutating func planWeakAgreement(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    let scope = scopes[claim.place.role]
    let agents = scope.agents.map(\.text)
    let counts = Set(
      scopes.filter { !$0.isHelper && !$0.events.isEmpty }.map(\.agents.count)
    ).sorted()
    let cases = counts.flatMap { count in
      sameAgents(count, agents.count).map { (count, $0) }
    }
    guard cases.count <= 100 else {
      return unsupported("`Weakagree` among so many roles", at: claim.span)
    }
    var plan = begin(claim)
    let equal = cases.contains { !$0.1.equal.isEmpty } ? eventNames.unique("Same") : nil
    if let equal {
      for agent in agents {
        plan.events.insert(
          SpdlRecordedEvent(name: equal, leading: [agent, agent], span: claim.span),
          at: plan.events.count - 1)
      }
    }
    facts.plans[claim.place] = plan
    let claimEvent = pattern(
      plan.events[plan.events.count - 1].name, scope.parameters, at: claim.span)
    let targets = targets(arguments, claim)
    for target in targets {
      let alternatives = cases.map { count, mapping -> [[EventSyntax]] in
        let runs = pattern(
          facts.partners(count), [target] + mapping.images.map { agents[$0] }, at: claim.span)
        let equalities = mapping.equal.map { pair in
          [pattern(equal ?? "", [agents[pair.0], agents[pair.1]], at: claim.span)]
        }
        return [[runs]] + equalities
      }
      var named = plan
      if targets.count > 1 { named.name += "_\(target)" }
      write(named, .correspondence(claimEvent, injectively: false, alternatives))
    }
    if targets.isEmpty {
      write(
        plan,
        .correspondence(
          claimEvent, injectively: false,
          [
            [
              [
                pattern(
                  facts.partners(agents.count), [scope.parameters[0]] + agents, at: claim.span)
              ]
            ]
          ]
        ))
    }
  }

  // MARK: - Commit and Running

  private mutating func planRunning(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    guard let (target, data) = signal(arguments, claim) else { return }
    let scope = scopes[claim.place.role]
    let event = SpdlRecordedEvent(
      name: runningName(scope, data.count), leading: [scope.parameters[0], target], terms: data,
      span: claim.span)
    facts.plans[claim.place] = SpdlClaimPlan(
      kind: .running, name: claim.name, events: [event], span: claim.span)
  }

  private mutating func planCommit(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    guard let (target, data) = signal(arguments, claim) else { return }
    let scope = scopes[claim.place.role]
    let partner = scopes.first {
      $0.theProtocol == scope.theProtocol && scope.agent($0.name.text) == target
    }
    guard let partner, signals(of: partner, count: data.count) else {
      return planImpossible(claim, data)
    }
    let plan = begin(claim, data)
    facts.plans[claim.place] = plan
    var names = SpdlNames(taken: globals.taken.union(scope.parameters))
    let variables = data.map { names.unique($0.word) }
    let running = pattern(
      runningName(partner, data.count), [target, scope.parameters[0]] + variables, at: claim.span)
    write(plan, .correspondence(trigger(plan, variables), injectively: false, [[[running]]]))
  }

  private func runningName(_ scope: SpdlRoleScope, _ count: Int) -> String {
    "\(scope.roleText)_Running\(count)"
  }

  private func signals(of scope: SpdlRoleScope, count: Int) -> Bool {
    scope.events.contains { event in
      guard case .claim(_, _, let kind, let arguments) = event.kind, kind.text == "Running" else {
        return false
      }
      return arguments.flatMap(\.elements).count == count + 1
    }
  }

  /// The role that is spoken to, and the data.
  private mutating func signal(
    _ arguments: [SpdlTerm], _ claim: SpdlClaim
  ) -> (String, [SpdlTerm])? {
    let elements = arguments.flatMap(\.elements)
    guard elements.count > 1, let target = agent(elements[0], of: claim) else {
      invalid(
        "this claim names another role of the protocol, and data", at: claim.span,
        notes: ["such as `claim(I, Commit, R, ni, nr)` and `claim(R, Running, I, ni, nr)`"])
      return nil
    }
    return (target, Array(elements.dropFirst()))
  }

  // MARK: - What is never so

  /// A claim that is violated as soon as it is made: what it requires comes after it.
  private mutating func planImpossible(_ claim: SpdlClaim, _ data: [SpdlTerm] = []) {
    writeImpossible(claim, expecting: nil)
  }

  private mutating func planReachable(_ arguments: [SpdlTerm], _ claim: SpdlClaim) {
    var trusted: [String]?
    if !arguments.isEmpty {
      let agents = arguments.flatMap(\.elements).map { agent($0, of: claim) }
      if agents.contains(nil) {
        invalid("`Reachable` names roles of the protocol, or none", at: claim.span)
      }
      trusted = agents.compactMap { $0 }.filter {
        $0 != scopes[claim.place.role].parameters[0]
      }
    }
    writeImpossible(claim, trusting: trusted, expecting: "attack")
  }

  private mutating func writeImpossible(
    _ claim: SpdlClaim, trusting trusted: [String]? = nil, expecting verdict: String?
  ) {
    var plan = begin(claim)
    if let trusted { plan.trusted = trusted }
    let later = eventNames.unique("After_\(claim.name)")
    let scope = scopes[claim.place.role]
    var names = scope.names
    let here = names.unique("here")
    scopes[claim.place.role].meanings["here "] = .fresh(here, sort: "Nonce")
    scopes[claim.place.role].names = names
    let term = SpdlTerm.name(Identifier("here ", at: claim.span))
    plan.events[0].terms = [term]
    plan.events.append(SpdlRecordedEvent(name: later, terms: [term], span: claim.span))
    facts.plans[claim.place] = plan
    write(
      plan,
      .correspondence(
        trigger(plan, [here]), injectively: false, [[[pattern(later, [here], at: claim.span)]]]),
      expecting: verdict)
  }
}

struct SpdlClaim {
  var place: SpdlEventPlace
  var name: String
  var span: SourceSpan
}

extension SpdlTerm {
  /// The elements of a tuple, of whatever nesting.
  var elements: [SpdlTerm] {
    guard case .tuple(let elements, _) = self else { return [self] }
    return elements.flatMap(\.elements)
  }

  /// A word for the term.
  var word: String {
    switch self {
    case .name(let name): name.text
    case .apply(let name, _, _): name.text
    case .encrypt, .tuple: "m"
    }
  }
}
