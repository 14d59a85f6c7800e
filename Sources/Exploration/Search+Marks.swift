// Going back: what the search itself keeps besides the constraint system.

import Deduction
import Terms

struct SearchMark {
  var system: ConstraintSystem.Mark
  var sent: Int
  var events: Int
  var eventArguments: Int
  var entries: Int
  var reveals: Int
  var claims: Int
  var observed: Int
  var viewMessages: Int
  var path: Int
  var slotTrail: Int
}

extension Search {
  @inline(__always) var mark: SearchMark {
    SearchMark(
      system: system.mark, sent: sent.count, events: events.count,
      eventArguments: eventArguments.count, entries: entries.count, reveals: reveals.count,
      claims: claims.count, observed: observed.count,
      viewMessages: viewMessages.count, path: path.count, slotTrail: slotTrail.count)
  }

  mutating func undo(to mark: SearchMark) {
    system.undo(to: mark.system)
    sent.cut(to: mark.sent)
    events.cut(to: mark.events)
    eventArguments.cut(to: mark.eventArguments)
    if entries.count > mark.entries {
      entryValues.cut(to: entries[mark.entries].firstValue)
      entries.cut(to: mark.entries)
    }
    reveals.cut(to: mark.reveals)
    if claims.count > mark.claims {
      end(claims[mark.claims].excuses)
      claims.cut(to: mark.claims)
    }
    observed.cut(to: mark.observed)
    observationPoints.cut(to: mark.observed)
    viewMessages.cut(to: mark.viewMessages)
    path.cut(to: mark.path)
    undoSlots(to: mark.slotTrail)
  }

  /// Binds or forgets a variable of a session.
  mutating func setSlot(_ slot: Int, _ term: TermID?) {
    slotTrail.append(SlotChange(slot: slot, old: slots[slot]))
    slots[slot] = term
  }

  mutating func undoSlots(to count: Int) {
    while slotTrail.count > count {
      let change = slotTrail.removeLast()
      slots[change.slot] = change.old
    }
  }

  /// Runs `body` for every solution of the pending constraints, and goes back to `mark`, which
  /// was taken before they were set.
  mutating func forEachSolution(
    undoingTo mark: SearchMark, _ body: (inout Search) -> Void
  ) {
    forEachSolution(body)
    undo(to: mark)
  }

  /// Runs `body` for every solution of the pending constraints; they stay for the caller to undo.
  mutating func forEachSolution(_ body: (inout Search) -> Void) {
    if isOverArithmeticLimit { stopped = .stepLimit }
    if isFinished { return }
    let base = system.open()
    var isSolved = system.solve(above: base)
    while isSolved {
      let inner = self.mark
      body(&self)
      undo(to: inner)
      if isFinished { break }
      isSolved = system.resume(above: base)
    }
    system.close(base)
  }
}
