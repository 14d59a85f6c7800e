// Properties: what must hold, under which excuses, against whom, and what the file expects.
//
// `secret`, `guessable-safe` and `hidden` speak about the variables of a role, all other forms have variables of
// their own: every plain name that is no constant.

import Diagnostics
import ProtocolLanguage
import Terms

/// A goal with its excuses and its own variables.
struct ElaboratedGoal {
  var goal: PropertyGoal
  var excuses: [Excuse] = []
  var variables: [VariableInfo] = []
}

extension Elaborator {
  mutating func elaborateProperties() {
    let threat = declaredThreat()
    var names: Set<String> = []
    for declaration in declarations {
      guard case .property(let property) = declaration.kind, isOn(declaration.guardFormula),
        isOn(property.guardFormula)
      else { continue }
      if names.insert(property.name.text).inserted {
        elaborate(property, declaration, against: threat)
      } else {
        reportDuplicate("the property", property.name)
      }
    }
  }

  private mutating func elaborate(
    _ property: PropertySyntax, _ declaration: Declaration, against declared: ThreatModel
  ) {
    let goal = self.goal(property)
    let threat = self.threat(of: property, declared)
    let scenario = scenario(named: property.scenario)
    let expected = expectedVerdict(of: property)
    guard let goal, let scenario else { return }
    model.properties.append(
      Property(
        name: property.name.text, goal: goal.goal, excuses: goal.excuses, threat: threat,
        scenario: scenario, expected: expected, variables: goal.variables,
        span: property.name.span, text: text(of: property, declaration)))
  }

  private mutating func goal(_ property: PropertySyntax) -> ElaboratedGoal? {
    switch property.form {
    case .secret(let term, let role, let state):
      return secret(term, role, state, unless: property.excuses)
    case .guessableSafe(let term, let role, let state):
      return guessableSafe(term, role, state, unless: property.excuses)
    case .hidden(let term, let role, let observer, _):
      return hidden(term, role, from: observer, unless: property.excuses)
    case .correspondence(let trigger, let isInjective, let alternatives):
      return correspondence(
        trigger, isInjective, alternatives, unless: property.excuses)
    case .reachable(let events, _): return reachable(events, unless: property.excuses)
    case .invariant(let left, let relation, let right, let role):
      return invariant(left, relation, right, of: role, unless: property.excuses)
    }
  }

  private mutating func threat(of property: PropertySyntax, _ declared: ThreatModel) -> ThreatModel
  {
    switch property.form {
    case .hidden(_, _, _, let underNetwork):
      refuseAttacker(of: property, "`hidden`")
      return honestThreat(underNetwork: underNetwork, separatesRoles: true, declared)
    case .reachable(_, let underNetwork):
      refuseAttacker(of: property, "`reachable`")
      return honestThreat(underNetwork: underNetwork, separatesRoles: false, declared)
    case .secret, .guessableSafe, .correspondence, .invariant:
      return property.attacker.map { threat($0) } ?? declared
    }
  }

  private mutating func refuseAttacker(of property: PropertySyntax, _ form: String) {
    guard let attacker = property.attacker else { return }
    report(
      .clauseNotAllowed, "\(form) is about honest principals: it has no attacker",
      at: attacker.span, notes: ["write `under network` to let the network be attacked"])
  }
}

// MARK: - Secrecy

extension Elaborator {
  private mutating func secret(
    _ syntax: TermSyntax, _ roleName: Identifier, _ stateName: Identifier?,
    unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    guard let role = role(named: roleName) else { return nil }
    let state = state(named: stateName, of: role)
    scope = roleScopes[role.index]
    let secret = sortedTerm(syntax, .roleTerm, expecting: .message)
    let elaborated = self.excuses(excuses)
    leaveRole(role)
    if secret?.sort == .integer {
      report(
        .secretInteger, "an integer cannot be secret: the attacker knows them all",
        at: syntax.span)
    }
    return secret.map {
      ElaboratedGoal(goal: .secret($0.term, role: role, state: state), excuses: elaborated)
    }
  }

  private mutating func guessableSafe(
    _ syntax: TermSyntax, _ roleName: Identifier, _ stateName: Identifier?,
    unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    guard let role = role(named: roleName) else { return nil }
    let state = state(named: stateName, of: role)
    scope = roleScopes[role.index]
    let guessed = sortedTerm(syntax, .roleTerm, expecting: .message)
    let elaborated = self.excuses(excuses)
    leaveRole(role)
    guard let guessed else { return nil }
    guard model.sorts[Int(guessed.sort.index)].isGuessable else {
      report(
        .notGuessable,
        "the values of sort `\(model.sorts[Int(guessed.sort.index)].name)` cannot be tried one by one",
        at: syntax.span,
        notes: ["declare the sort of what is guessed as `guessable`: `sort PIN guessable`"])
      return nil
    }
    guard model.theory.rewriteRules.isEmpty else {
      report(
        .guessingUnderEquations,
        "`guessable-safe` is not decided in a model that declares equations", at: syntax.span)
      return nil
    }
    return ElaboratedGoal(
      goal: .guessableSafe(guessed.term, role: role, state: state), excuses: elaborated)
  }

  private mutating func hidden(
    _ syntax: TermSyntax, _ roleName: Identifier, from observerName: Identifier,
    unless excuses: [ExcuseSyntax]
  ) -> ElaboratedGoal? {
    let role = role(named: roleName)
    guard let observer = self.role(named: observerName), let role else { return nil }
    scope = roleScopes[role.index]
    let secret = sortedTerm(syntax, .roleTerm, expecting: .message)
    let elaborated = self.excuses(excuses)
    leaveRole(role)
    if secret?.sort == .integer {
      report(
        .secretInteger, "an integer cannot be hidden: everybody knows them all", at: syntax.span)
    }
    return secret.map {
      ElaboratedGoal(goal: .hidden($0.term, role: role, from: observer), excuses: elaborated)
    }
  }
}

// MARK: - Excuses

extension Elaborator {
  /// Excuses over the variables of the current scope: those of the role or of the trigger.
  mutating func excuses(_ excuses: [ExcuseSyntax]) -> [Excuse] {
    let place = TermPlace.roleTerm.with {
      $0.unknownName = .unboundExcuse
      $0.description = "an excuse"
    }
    return excuses.compactMap { excuse($0, place) }
  }

  private mutating func excuse(_ excuse: ExcuseSyntax, _ place: TermPlace) -> Excuse? {
    switch excuse {
    case .dishonest(let principal, _):
      return term(principal, place, expecting: .principal).map(Excuse.dishonest)
    case .revealed(let revealed, let event, _):
      let term = term(revealed, place)
      guard let event else { return term.map { .revealed($0, before: nil) } }
      let pattern = eventPattern(event, place.with { $0.wildcards = true })
      guard let term, let pattern else { return nil }
      return .revealed(term, before: pattern)
    }
  }
}
