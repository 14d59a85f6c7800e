// Reduction: a step that matters only as a trigger is not taken where its trigger is excused.
//
// match:  a step that nothing follows from but the triggers of correspondences, all of which were
//         reached before; one of its principals excuses, if dishonest, every trigger that it records
//         for an open property
// result: it is taken only where that principal is not dishonest
// sound because: docs/exploration.md, "Excused triggers". A run without the step still violates
//         what the run with it violates.

import Deduction
import ProtocolModel
import Terms

/// Which slots of the session hold a principal that excuses a property's trigger.
struct TriggerExcuse {
  var property: Int
  /// Bit s: slot s. Slots from 64 on are left out, which only explores more.
  var slots: UInt64
}

extension CompiledModel {
  /// For each property that the step triggers, which of the session's principals excuse that;
  /// none if it records an event that helps a violation in another way.
  func triggerExcuses(of step: Step, _ properties: [CompiledProperty]) -> [TriggerExcuse] {
    var found: [TriggerExcuse] = []
    if properties.contains(where: { $0.looksFor(eventsOf: step) }) { return [] }
    for (index, property) in properties.enumerated() {
      guard case .correspondence(let trigger, _, _) = property.goal else { continue }
      for case .event(trigger.event, let arguments) in step.actions {
        found.append(
          TriggerExcuse(
            property: index, slots: excusingSlots(property, trigger, arguments)))
      }
    }
    return found
  }

  private func excusingSlots(
    _ property: CompiledProperty, _ pattern: CompiledPattern, _ arguments: [TermCode]
  ) -> UInt64 {
    var slots: UInt64 = 0
    for case .dishonest(let excuse) in property.excuses {
      guard let variable = terms.slot(of: excuse) else { continue }
      for position in 0..<pattern.argumentCount
      where terms.slot(of: terms.argument(position, of: pattern)) == variable {
        let argument = arguments[Int(position)]
        if let slot = terms.slot(of: argument), slot < 64 { slots |= 1 << UInt64(slot) }
      }
    }
    return slots
  }
}

extension CompiledProperty {
  /// Whether the step records an event that a witness needs or that spoils an excuse.
  fileprivate func looksFor(eventsOf step: Step) -> Bool {
    if case .reachable(let patterns) = goal, patterns.contains(where: { step.records($0.event) }) {
      return true
    }
    return excuses.contains {
      if case .revealed(_, let before?) = $0 { step.records(before.event) } else { false }
    }
  }
}

extension CompiledTerms {
  /// The slot of a term that is a variable.
  func slot(of code: TermCode) -> Int? {
    let node = nodes[Int(code.index)]
    return node.kind == .variable ? Int(node.payload) : nil
  }
}

extension Search {
  /// Supposes that the step's triggers are not excused by one dishonest principal; false if they
  /// are, or if nothing waits for them any more.
  mutating func supposeUnexcused(_ step: Int, by session: Int) -> Bool {
    var common = ~UInt64(0)
    for excuse in active.numbered[step].onlyTriggers where isOpen[excuse.property] {
      guard findings[excuse.property].isTriggered else { return true }
      common &= excuse.slots
    }
    let first = sessions[session].firstSlot
    while common != 0 {
      let slot = common.trailingZeroBitCount
      if slot >= compiled.roles[sessions[session].role].slotCount { return false }
      if let principal = slots[first + slot] { return system.decideNotDishonest(principal) }
      common &= common - 1
    }
    return true
  }
}
