// After every step: which properties could have become violated by it, and are they? Each form
// has its own file; here is what they share.

import Deduction
import ProtocolModel
import Terms
import Traces

extension Search {
  /// Checks every open property that the step may have violated.
  mutating func checkProperties(after context: StepContext, newClaimsFrom firstClaim: Int) {
    if seeksCompletion { return checkCompletion() }
    checkSecrecy(learntSince: context.knowledgeBefore, newClaimsFrom: firstClaim)
    if keepsViews { checkViews(newClaimsFrom: firstClaim, by: context.session) }
    for position in active.numbered[context.step].mayViolate.indices {
      let index = active.numbered[context.step].mayViolate[position]
      guard isOpen[index] && canImprove(index) else { continue }
      switch properties[index].goal {
      case .correspondence(let trigger, let alternatives, let injective):
        for event in context.eventsBefore..<events.count
        where events[event].event == trigger.event && !isFinished {
          checkCorrespondence(index, trigger, alternatives, injective: injective, at: event)
        }
      case .reachable(let patterns):
        if events.count > context.eventsBefore {
          checkReachability(index, patterns, newEventsFrom: context.eventsBefore)
        }
      case .invariant(let left, let right, let relation, let sums, let role):
        if active.numbered[context.step].writesTables {
          checkInvariant(index, left, right, relation, sums)
        }
        // Before anything is stored, only a comparison without free variables can be false.
        if path.count == 1 {
          checkEmptyTables(index, (left, relation, right), sums, role: role, after: context)
        }
      case .secret, .guessableSafe, .hidden: break
      }
    }
  }

  /// Checks what can be violated before any step: secrets of the parameters.
  mutating func checkInitially() {
    for session in sessions.indices { makeClaims(of: session) }
    checkSecrecy(learntSince: 0, newClaimsFrom: 0)
    checkViews(newClaimsFrom: 0, by: nil)
  }

  /// Whether a run of the present length would be shorter than what was found.
  func canImprove(_ property: Int) -> Bool {
    guard let length = findings[property].length else { return true }
    return path.count < length
  }

  /// Records a violation (or a witness): the present constraints are solved and consistent.
  mutating func report(_ property: Int, _ claim: SymbolicClaim) {
    guard canImprove(property), let trace = concreteTrace(claim) else { return }
    findings[property].length = path.count
    findings[property].trace = trace
  }

  // MARK: Patterns

  func argument(_ position: Int, ofEvent event: Int) -> TermID {
    eventArguments[events[event].firstArgument + position]
  }

  func pattern(_ index: Int32, of alternative: CompiledAlternative) -> CompiledPattern {
    compiled.chainedPatterns[Int(alternative.first + index)].pattern
  }

  /// The variable that a pattern has at a place, if it is one.
  func slot(_ position: Int32, of pattern: CompiledPattern) -> Int? {
    compiled.terms.slot(of: compiled.terms.argument(position, of: pattern))
  }

  /// Unifies an event with a pattern.
  mutating func match(
    _ pattern: CompiledPattern, _ event: Int, _ values: PropertyValues,
    _ domains: [VariableDomain]
  ) -> Bool {
    for position in 0..<pattern.argumentCount {
      let code = compiled.terms.argument(position, of: pattern)
      let term = instantiate(code, values, domains)
      if !system.unify(term, argument(Int(position), ofEvent: event)) { return false }
    }
    return true
  }

  /// Requires that the chosen events do not match the patterns together, whatever the values of
  /// the variables that the trigger left open.
  mutating func requireNoMatch(
    _ alternative: CompiledAlternative, _ chosen: ChosenEvents, _ values: PropertyValues,
    _ domains: [VariableDomain]
  ) {
    let own = copyValues(values)
    let start = system.beginDisequality()
    for index in 0..<alternative.count {
      let event = chosenEvents[chosen.base + Int(index)]
      let pattern = pattern(index, of: alternative)
      for position in 0..<pattern.argumentCount {
        let code = compiled.terms.argument(position, of: pattern)
        let term = instantiate(code, own, domains)
        system.addDifference(term, argument(Int(position), ofEvent: event))
      }
    }
    system.endDisequality(start)
    end(own)
  }
}
