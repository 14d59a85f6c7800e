// Reduction: independent steps happen in one order only.
//
// match:  the step about to be taken belongs to an earlier session than the last step, and the
//         two are independent
// result: it is not taken here; the other order is explored elsewhere
// sound because: docs/exploration.md, "Commutation". Swapping two adjacent independent steps gives
//         a run that violates the same properties and comes earlier in the lexicographic order of
//         session numbers, so the least of all equivalent runs is never cut.

import ProtocolModel

extension Search {
  /// Records the step for comparison with the next one. An eager step belongs to the step of the
  /// same session that made it possible.
  mutating func noteLastStep(_ context: StepContext) {
    let step = context.step
    var note = LastStep(
      session: context.session, sentMessage: sent.count > context.sentBefore, tables: step.tables,
      recordsOrderedEvent: step.recordsOrderedEvent, recordsEvent: step.recordsEvent,
      knowledgeBefore: context.knowledgeBefore)
    if let last, last.session == context.session, context.isContinuation {
      note.sentMessage = note.sentMessage || last.sentMessage
      note.tables.formUnion(last.tables)
      note.recordsOrderedEvent = note.recordsOrderedEvent || last.recordsOrderedEvent
      note.recordsEvent = note.recordsEvent || last.recordsEvent
      note.knowledgeBefore = last.knowledgeBefore
    } else if context.isContinuation {
      return last = nil
    }
    last = note
  }

  /// Whether taking `step` now would only repeat, in another order, what is explored elsewhere.
  func isOutOfOrder(_ step: Step, by session: Int) -> Bool {
    guard reductions.contains(.commutation), let last, session < last.session else { return false }
    if step.receives && last.sentMessage { return false }
    return areIndependent(step, last)
  }

  /// How much the attacker knew before the last step, if the present step is to be explored only
  /// for messages that need what the last step revealed (constraint differentiation).
  func differentiationPoint(_ context: StepContext) -> Int32? {
    guard reductions.contains([.commutation, .differentiation]), let last,
      context.session < last.session, areIndependent(context.step, last)
    else { return nil }
    return last.knowledgeBefore
  }

  private func areIndependent(_ step: Step, _ last: LastStep) -> Bool {
    if !step.tables.isDisjoint(with: last.tables) { return false }
    let areOrdered =
      (step.recordsOrderedEvent && last.recordsEvent)
      || (step.recordsEvent && last.recordsOrderedEvent)
    return !areOrdered
  }
}
