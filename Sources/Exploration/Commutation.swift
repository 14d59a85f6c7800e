// Reduction: of all orders of independent steps only the least is searched.
//
// match:  the step b about to be taken, and a stretch w of the path up to here, none of whose steps
//         is of b's session or must stay before b; and b's session is earlier than that of the
//         first step of w, or in w an event is recorded that could only help a trigger in b
// result: b is only taken with a message that needs what the attacker learnt in w
//         (Deduction/Differentiation), or that was sent in w
// sound because: docs/exploration.md, "Commutation". A run in which b could stand before w has an
//         equivalent one, smaller in a well-founded order, in which it does; the least of all
//         equivalent runs is never cut.

import ProtocolModel

/// What the place of a step among the steps of other sessions depends on.
struct StepOrder {
  /// The tables that it reads or writes.
  var tables = Mask()
  /// The properties whose trigger it records.
  var triggers = Mask()
  /// The properties that it may serve: it records an event on the right of their `requires`.
  var serves = Mask()
  /// The properties in which the order of the events it records matters by itself (`then`).
  var chains = Mask()

  mutating func add(_ event: EventID, of properties: [Property]) {
    for (index, property) in properties.enumerated() {
      guard case .correspondence(let trigger, let alternatives, _) = property.goal else { continue }
      // From here on numbers share a bit, which must only make steps dependent.
      let isShared = index >= 63
      if trigger.event == event { isShared ? chains.insert(index) : triggers.insert(index) }
      if alternatives.joined().joined().contains(where: { $0.event == event }) {
        isShared ? chains.insert(index) : serves.insert(index)
        if alternatives.joined().contains(where: { $0.count > 1 }) { chains.insert(index) }
      }
    }
  }

  mutating func formUnion(_ other: StepOrder) {
    tables.formUnion(other.tables)
    triggers.formUnion(other.triggers)
    serves.formUnion(other.serves)
    chains.formUnion(other.chains)
  }

  /// Whether this step must stay before `later`: they share a table, or `later` may serve what
  /// this one triggers, and would do so if it came first.
  func mustPrecede(_ later: StepOrder) -> Bool {
    tables.meets(later.tables) || chains.meets(later.chains) || triggers.meets(later.serves)
  }

  /// Whether this step may serve what `later` triggers, and would not if it came second.
  func helps(_ later: StepOrder) -> Bool { serves.meets(later.triggers) }
}

extension Block {
  static let barrier = Block(
    session: -1, order: StepOrder(), knowledgeBefore: 0, sentBefore: 0, isBarrier: true)
}

extension Search {
  /// Adds the step to the blocks of the path. An eager step belongs to the step of the same
  /// session that made it possible.
  mutating func noteBlock(_ context: StepContext) {
    if context.isContinuation {
      guard let last = blocks.last, last.session == context.session else {
        return blocks.append(.barrier)
      }
      blocks[blocks.count - 1].order.formUnion(active.numbered[context.step].order)
    } else {
      blocks.append(
        Block(
          session: context.session, order: active.numbered[context.step].order,
          knowledgeBefore: context.knowledgeBefore, sentBefore: context.sentBefore))
    }
  }

  /// Where the shortest stretch of the path begins before which the step would stand in a smaller
  /// run: an index into `blocks`.
  func earlierPlace(of step: Int, by session: Int) -> Int? {
    guard reductions.contains(.commutation) else { return nil }
    let order = active.numbered[step].order
    var helps = false
    for index in blocks.indices.reversed() {
      let block = blocks[index]
      if block.isBarrier || block.session == session || block.order.mustPrecede(order) {
        return nil
      }
      helps = helps || block.order.helps(order)
      if helps || session < block.session { return index }
    }
    return nil
  }

  /// Whether the step may need what was sent in the stretch of the path from `place` on. If not,
  /// taking it now would only repeat, in another order, what is explored elsewhere.
  func mayNeed(stretchFrom place: Int, _ step: Int) -> Bool {
    active.numbered[step].receives && sent.count > blocks[place].sentBefore
  }
}
