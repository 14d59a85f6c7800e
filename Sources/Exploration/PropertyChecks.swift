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
      case .secret, .hidden: break
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

  /// The term of a compiled term under a property's own variables; unbound ones become new.
  mutating func instantiate(
    _ code: TermCode, _ values: inout [TermID?], _ domains: [VariableDomain]
  ) -> TermID {
    let node = compiled.terms.nodes[Int(code.index)]
    switch node.kind {
    case .variable:
      let index = Int(node.payload)
      if let value = values[index] { return value }
      let value = system.substitution.makeVariable(domains[index], in: &system.store)
      values[index] = value
      return value
    case .integer: return system.store.integer(compiled.terms.integers[Int(node.payload)])
    case .name: return nameTerms[Int(node.payload)]
    case .application:
      let base = system.store.stackHeight
      for offset in 0..<node.argumentCount {
        let argument = compiled.terms.arguments[Int(node.firstArgument + offset)]
        let term = instantiate(argument, &values, domains)
        system.store.stack(term)
      }
      return system.store.applyStacked(SymbolID(Int(node.payload)), from: base)
    }
  }

  func argument(_ position: Int, ofEvent event: Int) -> TermID {
    eventArguments[events[event].firstArgument + position]
  }

  /// Unifies an event with a pattern.
  mutating func match(
    _ pattern: CompiledPattern, _ event: Int, _ values: inout [TermID?],
    _ domains: [VariableDomain]
  ) -> Bool {
    for (position, code) in pattern.arguments.enumerated() {
      let term = instantiate(code, &values, domains)
      if !system.unify(term, argument(position, ofEvent: event)) { return false }
    }
    return true
  }

  /// Every choice of earlier events for an alternative's patterns, in the order of chains.
  func choices(
    for alternative: CompiledAlternative, before end: Int
  ) -> [[Int]] {
    var partial: [[Int]] = [[]]
    for (index, pattern) in alternative.patterns.enumerated() {
      let continuesChain =
        index > 0 && alternative.chains[index] == alternative.chains[index - 1]
      partial = partial.flatMap { chosen -> [[Int]] in
        let start = continuesChain ? chosen[index - 1] + 1 : 0
        return (start..<max(start, end)).filter { events[$0].event == pattern.event }
          .map { chosen + [$0] }
      }
    }
    return partial
  }

  /// Requires that the chosen events do not match the patterns together, whatever the values of
  /// the variables that the trigger left open.
  mutating func requireNoMatch(
    _ alternative: CompiledAlternative, _ chosen: [Int], _ values: [TermID?],
    _ domains: [VariableDomain]
  ) {
    var values = values
    let start = Int32(system.substitution.variableCount)
    var pairs: [(TermID, TermID)] = []
    for (pattern, event) in zip(alternative.patterns, chosen) {
      for (position, code) in pattern.arguments.enumerated() {
        let term = instantiate(code, &values, domains)
        pairs.append((term, argument(position, ofEvent: event)))
      }
    }
    system.requireDifferent(
      pairs, universal: start..<Int32(system.substitution.variableCount))
  }
}
