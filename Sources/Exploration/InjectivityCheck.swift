// `injectively`: no event serves two triggers (S7.4).
//
// A violation is a set of unexcused triggers that cannot all be given events of their own. Which
// triggers and which events match is symbolic, so it is decided by branching, and only as far as
// needed: as long as an assignment exists that uses undecided matches, one of them is decided both
// ways; once none exists, the decisions taken are the violation.

import Deduction
import ProtocolModel
import Terms

/// A way to serve one trigger: an alternative with an event for each of its patterns.
private struct Service {
  var trigger: Int
  var alternative: Int
  var events: [Int]
}

private enum Decision { case open, matches, differs }

extension Search {
  /// Looks for a set of triggers, `event` the last of them, that cannot be served injectively.
  /// `values` are the property's variables for `event`, which is unified already.
  mutating func checkInjectivity(
    _ property: Int, _ trigger: CompiledPattern, _ alternatives: [CompiledAlternative],
    _ values: PropertyValues, at event: Int
  ) {
    let earlier = rivals(of: event, property, trigger, alternatives)
    if earlier.isEmpty { return }
    chooseTriggers(
      property, trigger, alternatives, earlier[...], chosen: [event], values: [values])
  }

  /// The earlier triggers that could need an event that `event` needs, directly or through others:
  /// in a least set that cannot be served, everyone shares an event with another.
  private mutating func rivals(
    of event: Int, _ property: Int, _ trigger: CompiledPattern,
    _ alternatives: [CompiledAlternative]
  ) -> [Int] {
    let base = chosenEvents.count
    defer { chosenEvents.cut(to: base) }
    chosenEvents.append(event)
    var next = base
    while next < chosenEvents.count {
      for other in 0..<event
      where events[other].event == trigger.event && !isChosen(other, since: base) {
        if mayShare(other, chosenEvents[next], property, trigger, alternatives) {
          chosenEvents.append(other)
        }
      }
      next += 1
    }
    return (base + 1..<chosenEvents.count).map { chosenEvents[$0] }.sorted()
  }

  private func isChosen(_ event: Int, since base: Int) -> Bool {
    for index in base..<chosenEvents.count where chosenEvents[index] == event { return true }
    return false
  }

  /// Whether one event may match the same pattern of an alternative for both triggers.
  private mutating func mayShare(
    _ one: Int, _ other: Int, _ property: Int, _ trigger: CompiledPattern,
    _ alternatives: [CompiledAlternative]
  ) -> Bool {
    if !mayAgree(one, other, trigger, alternatives) { return false }
    let mark = self.mark
    defer { undo(to: mark) }
    let domains = properties[property].domains
    let first = beginValues(domains.count)
    defer { end(first) }
    let second = beginValues(domains.count)
    guard match(trigger, one, first, domains), match(trigger, other, second, domains) else {
      return false
    }
    for alternative in alternatives {
      for index in 0..<alternative.count {
        let pattern = pattern(index, of: alternative)
        for event in 0..<max(one, other) where events[event].event == pattern.event {
          let inner = self.mark
          let left = copyValues(first)
          let right = copyValues(second)
          let isShared =
            match(pattern, event, left, domains) && match(pattern, event, right, domains)
          end(left)
          undo(to: inner)
          if isShared { return true }
        }
      }
    }
    return false
  }

  /// Whether two triggers agree, as far as is seen at a glance, on all that some pattern takes from
  /// them as it is: fresh values of two sessions never do.
  private func mayAgree(
    _ one: Int, _ other: Int, _ trigger: CompiledPattern, _ alternatives: [CompiledAlternative]
  ) -> Bool {
    for alternative in alternatives {
      for index in 0..<alternative.count
      where mayAgree(one, other, trigger, on: pattern(index, of: alternative)) {
        return true
      }
    }
    return false
  }

  private func mayAgree(
    _ one: Int, _ other: Int, _ trigger: CompiledPattern, on pattern: CompiledPattern
  ) -> Bool {
    for place in 0..<trigger.argumentCount {
      guard let variable = slot(place, of: trigger) else { continue }
      let position = Int(place)
      for shared in 0..<pattern.argumentCount where slot(shared, of: pattern) == variable {
        if system.differ(argument(position, ofEvent: one), argument(position, ofEvent: other)) {
          return false
        }
      }
    }
    return true
  }

  private mutating func chooseTriggers(
    _ property: Int, _ trigger: CompiledPattern, _ alternatives: [CompiledAlternative],
    _ candidates: ArraySlice<Int>, chosen: [Int], values: [PropertyValues]
  ) {
    if isFinished || !canImprove(property) { return }
    guard let candidate = candidates.first else {
      if chosen.count > 1 { decide(property, alternatives, chosen, values) }
      return
    }
    let rest = candidates.dropFirst()
    chooseTriggers(property, trigger, alternatives, rest, chosen: chosen, values: values)
    let mark = self.mark
    let domains = properties[property].domains
    let own = beginValues(domains.count)
    defer { end(own) }
    guard match(trigger, candidate, own, domains) else { return undo(to: mark) }
    forEachSolution(undoingTo: mark) {
      $0.chooseTriggers(
        property, trigger, alternatives, rest, chosen: chosen + [candidate],
        values: values + [own])
    }
  }

  private mutating func decide(
    _ property: Int, _ alternatives: [CompiledAlternative], _ triggers: [Int],
    _ values: [PropertyValues]
  ) {
    var services: [Service] = []
    for (position, trigger) in triggers.enumerated() {
      for (index, alternative) in alternatives.enumerated() {
        _ = forEachChoice(for: alternative, before: trigger, values[position]) { search, chosen in
          let events = (0..<Int(alternative.count)).map { search.chosenEvents[chosen.base + $0] }
          services.append(Service(trigger: position, alternative: index, events: events))
          return true
        }
      }
    }
    let decisions = Array(repeating: Decision.open, count: services.count)
    branch(property, alternatives, services, decisions, values)
  }

  private mutating func branch(
    _ property: Int, _ alternatives: [CompiledAlternative], _ services: [Service],
    _ decisions: [Decision], _ values: [PropertyValues]
  ) {
    if isFinished || !canImprove(property) { return }
    let usable = services.indices.filter { decisions[$0] != .differs }
    guard let assignment = assign(usable, services, triggers: values.count) else {
      return reportInjectivity(property, values)
    }
    guard let open = assignment.first(where: { decisions[$0] == .open }) else { return }
    var decided = decisions
    let service = services[open]
    let mark = self.mark
    decided[open] = .differs
    let chosen = ChosenEvents(base: chosenEvents.count)
    for event in service.events { chosenEvents.append(event) }
    requireNoMatch(
      alternatives[service.alternative], chosen, values[service.trigger],
      properties[property].domains)
    chosenEvents.cut(to: chosen.base)
    forEachSolution(undoingTo: mark) {
      $0.branch(property, alternatives, services, decided, values)
    }
    decided[open] = .matches
    let own = copyValues(values[service.trigger])
    defer { end(own) }
    let alternative = alternatives[service.alternative]
    for (index, event) in service.events.enumerated()
    where !match(
      pattern(Int32(index), of: alternative), event, own, properties[property].domains)
    {
      return undo(to: mark)
    }
    forEachSolution(undoingTo: mark) {
      $0.branch(property, alternatives, services, decided, values)
    }
  }

  /// One service per trigger such that no event is used twice at the same place of an alternative;
  /// nil if there is none.
  private func assign(_ usable: [Int], _ services: [Service], triggers: Int) -> [Int]? {
    var assignment: [Int] = []
    func isFree(_ candidate: Service) -> Bool {
      assignment.allSatisfy { index in
        let other = services[index]
        return other.alternative != candidate.alternative
          || !zip(other.events, candidate.events).contains { $0 == $1 }
      }
    }
    func extend() -> Bool {
      if assignment.count == triggers { return true }
      for index in usable
      where services[index].trigger == assignment.count && isFree(services[index]) {
        assignment.append(index)
        if extend() { return true }
        assignment.removeLast()
      }
      return false
    }
    return extend() ? assignment : nil
  }

  private mutating func reportInjectivity(_ property: Int, _ values: [PropertyValues]) {
    let mark = self.mark
    var all = beginExcuses()
    for own in values {
      all.end = ground(excusesOf: property, own, properties[property].domains).end
    }
    withoutExcuse(all) { $0.report(property, .violated) }
    end(all)
    undo(to: mark)
  }
}
