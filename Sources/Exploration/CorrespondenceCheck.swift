// `E requires F`: an event was recorded that matches E, is not excused, and no choice of earlier
// events matches what it requires (S7.3).

import Deduction
import ProtocolModel
import Terms

extension Search {
  /// Looks for a violation whose last trigger is `event`.
  mutating func checkCorrespondence(
    _ property: Int, _ trigger: CompiledPattern, _ alternatives: [CompiledAlternative],
    injective: Bool, at event: Int
  ) {
    let mark = self.mark
    let domains = properties[property].domains
    let values = beginValues(domains.count)
    defer { end(values) }
    guard match(trigger, event, values, domains) else { return undo(to: mark) }
    forEachSolution(undoingTo: mark) { search in
      search.findings[property].isTriggered = true
      search.refuteAlternatives(property, alternatives, values, at: event)
      if injective, search.canImprove(property) {
        search.checkInjectivity(property, trigger, alternatives, values, at: event)
      }
    }
  }

  /// match:  E at this event, earlier events c for an alternative
  /// result: c does not match, whatever the existential variables are; for every alternative and
  ///         every choice c
  private mutating func refuteAlternatives(
    _ property: Int, _ alternatives: [CompiledAlternative], _ values: PropertyValues, at event: Int
  ) {
    let mark = self.mark
    let domains = properties[property].domains
    let excuses = ground(excusesOf: property, values, domains)
    if supposeNotDishonest(excuses), refute(alternatives, values, domains, before: event) {
      withoutExcuse(excuses) { $0.report(property, .violated) }
    }
    end(excuses)
    undo(to: mark)
  }

  /// Requires it of every alternative and choice; false if one matches in every instance.
  private mutating func refute(
    _ alternatives: [CompiledAlternative], _ values: PropertyValues, _ domains: [VariableDomain],
    before event: Int
  ) -> Bool {
    for alternative in alternatives {
      let isOpen = forEachChoice(for: alternative, before: event, values) { search, chosen in
        if search.areMatched(alternative, by: chosen, values) { return false }
        search.requireNoMatch(alternative, chosen, values, domains)
        return true
      }
      if !isOpen { return false }
    }
    return true
  }
}
