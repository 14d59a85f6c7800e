// The values of a property's variables while the property is checked.
//
// A check takes place after nearly every step. Its values and the events it chooses lie on stacks
// of the search, in frames that are taken off in the opposite order, so that a check allocates
// nothing.

import Terms

/// A frame on the search's stack of values: one for each variable of a property or a session.
struct PropertyValues: BitwiseCopyable {
  var base: Int
  var count: Int

  func index(_ variable: Int) -> Int { base + variable }
}

/// A choice of events for the patterns of an alternative: a frame on the search's stack of chosen
/// events.
struct ChosenEvents: BitwiseCopyable {
  var base: Int
}

extension Search {
  /// Begins a frame without values. End it with `end`, the last begun first.
  mutating func beginValues(_ count: Int) -> PropertyValues {
    let frame = PropertyValues(base: values.count, count: count)
    for _ in 0..<count { values.append(nil) }
    return frame
  }

  /// Begins a frame with the values of another.
  mutating func copyValues(_ other: PropertyValues) -> PropertyValues {
    let frame = PropertyValues(base: values.count, count: other.count)
    for index in 0..<other.count { values.append(values[other.base + index]) }
    return frame
  }

  /// Begins a frame with the values of a session's variables.
  mutating func sessionValues(_ session: Int) -> PropertyValues {
    let first = sessions[session].firstSlot
    let count = compiled.roles[sessions[session].role].slotCount
    let frame = PropertyValues(base: values.count, count: count)
    for slot in first..<first + count { values.append(slots[slot]) }
    return frame
  }

  mutating func end(_ frame: PropertyValues) { values.cut(to: frame.base) }

  /// The term of a compiled term under a frame's values; unbound variables become new.
  mutating func instantiate(
    _ code: TermCode, _ frame: PropertyValues, _ domains: [VariableDomain]
  ) -> TermID {
    let node = compiled.terms.nodes[Int(code.index)]
    switch node.kind {
    case .variable:
      let index = frame.index(Int(node.payload))
      if let value = values[index] { return value }
      let domain = domains[Int(node.payload)]
      let value = system.substitution.makeVariable(domain, in: &system.store)
      values[index] = value
      return value
    case .integer: return system.store.integer(compiled.terms.integers[Int(node.payload)])
    case .name: return nameTerms[Int(node.payload)]
    case .application:
      let base = system.store.stackHeight
      for offset in 0..<node.argumentCount {
        let argument = compiled.terms.arguments[Int(node.firstArgument + offset)]
        let term = instantiate(argument, frame, domains)
        system.store.stack(term)
      }
      return system.store.applyStacked(SymbolID(Int(node.payload)), from: base)
    }
  }

  // MARK: Choices of events

  /// Runs `body` for every choice of events before `end` that may match an alternative's patterns,
  /// in the order of chains, until it says false; whether it never did.
  mutating func forEachChoice(
    for alternative: CompiledAlternative, before end: Int, _ values: PropertyValues,
    _ body: (inout Search, ChosenEvents) -> Bool
  ) -> Bool {
    let base = chosenEvents.count
    defer { chosenEvents.cut(to: base) }
    return choose(alternative, ChosenEvents(base: base), before: end, values, body)
  }

  private mutating func choose(
    _ alternative: CompiledAlternative, _ chosen: ChosenEvents, before end: Int,
    _ values: PropertyValues, _ body: (inout Search, ChosenEvents) -> Bool
  ) -> Bool {
    let index = chosenEvents.count - chosen.base
    guard index < alternative.count else { return body(&self, chosen) }
    let pattern = pattern(Int32(index), of: alternative)
    var candidate = firstCandidate(for: index, alternative)
    while candidate < end {
      if mayMatch(pattern, candidate, values) {
        chosenEvents.append(candidate)
        if !choose(alternative, chosen, before: end, values, body) { return false }
        chosenEvents.removeLast()
      }
      candidate += 1
    }
    return true
  }

  /// Whether chosen events match an alternative's patterns in every instance of the run: each
  /// argument is a value that is known.
  func areMatched(
    _ alternative: CompiledAlternative, by chosen: ChosenEvents, _ values: PropertyValues
  ) -> Bool {
    for index in 0..<alternative.count {
      let pattern = pattern(index, of: alternative)
      let event = chosenEvents[chosen.base + Int(index)]
      for position in 0..<pattern.argumentCount {
        guard let variable = slot(position, of: pattern),
          let value = self.values[values.index(variable)],
          system.areIdentical(value, argument(Int(position), ofEvent: event))
        else { return false }
      }
    }
    return true
  }

  private func firstCandidate(for index: Int, _ alternative: CompiledAlternative) -> Int {
    compiled.chainedPatterns[Int(alternative.first) + index].continuesChain
      ? chosenEvents[chosenEvents.count - 1] + 1 : 0
  }

  /// Whether an event matches a pattern in some instance, as far as is seen at a glance.
  private func mayMatch(
    _ pattern: CompiledPattern, _ event: Int, _ values: PropertyValues
  ) -> Bool {
    guard events[event].event.index == pattern.event.index else { return false }
    for position in 0..<pattern.argumentCount {
      guard let variable = slot(position, of: pattern),
        let value = self.values[values.index(variable)]
      else { continue }
      if system.differ(value, argument(Int(position), ofEvent: event)) { return false }
    }
    return true
  }
}
