// Excuses: a violation counts only if none of them applies (S7.7).

import Deduction
import ProtocolModel
import Terms

/// An excuse with the terms of the moment it was claimed: on the search's stack of excuses.
struct GroundedExcuse: BitwiseCopyable {
  /// The dishonest principal, or what was revealed.
  var term: TermID
  var isDishonesty: Bool
  /// The event before which a reveal must have come, with its arguments on the stack of arguments.
  var before: EventID?
  var firstArgument: Int32
  var argumentCount: Int32
}

/// Consecutive excuses on the stack.
struct GroundedExcuses: BitwiseCopyable {
  var first: Int
  var end: Int
  var firstArgument: Int

  var indices: Range<Int> { first..<end }
}

extension Search {
  /// Runs `body` in every way in which no excuse applies.
  mutating func withoutExcuse(
    _ excuses: GroundedExcuses, _ body: (inout Search) -> Void
  ) {
    refute(excuses.first, of: excuses, body)
  }

  /// Supposes that no principal of the excuses is dishonest: one who is excuses whatever else
  /// happens.
  mutating func supposeNotDishonest(_ all: GroundedExcuses) -> Bool {
    for index in all.indices
    where excuses[index].isDishonesty && !system.decideNotDishonest(excuses[index].term) {
      return false
    }
    return true
  }

  private mutating func refute(
    _ index: Int, of all: GroundedExcuses, _ body: (inout Search) -> Void
  ) {
    let mark = self.mark
    guard index < all.end else {
      // Dishonesty last: by now nothing else can bind the principals.
      guard supposeNotDishonest(all) else { return undo(to: mark) }
      return forEachSolution(undoingTo: mark, body)
    }
    if excuses[index].isDishonesty { return refute(index + 1, of: all, body) }
    refuteReveals(0, excuses[index]) { $0.refute(index + 1, of: all, body) }
  }

  /// For every reveal from `index` on: it is of another term, or a matching event came before it.
  private mutating func refuteReveals(
    _ index: Int, _ excuse: GroundedExcuse, _ body: (inout Search) -> Void
  ) {
    guard index < reveals.count else { return body(&self) }
    let mark = self.mark
    let record = reveals[index]
    system.requireDifferent(excuse.term, record.term)
    forEachSolution(undoingTo: mark) { $0.refuteReveals(index + 1, excuse, body) }
    guard let event = excuse.before else { return }
    for earlier in 0..<record.eventPoint where events[earlier].event == event {
      var isMatch = true
      for position in 0..<Int(excuse.argumentCount) where isMatch {
        isMatch = system.unify(
          excuseArguments[Int(excuse.firstArgument) + position],
          argument(position, ofEvent: earlier))
      }
      if isMatch {
        forEachSolution(undoingTo: mark) { $0.refuteReveals(index + 1, excuse, body) }
      } else {
        undo(to: mark)
      }
    }
  }

  // MARK: The stack of excuses

  /// The excuses of a property under its own variables. End them with `end`, the last ones first.
  mutating func ground(
    excusesOf property: Int, _ values: PropertyValues, _ domains: [VariableDomain]
  ) -> GroundedExcuses {
    let own = copyValues(values)
    defer { end(own) }
    var all = beginExcuses()
    for index in properties[property].excuses.indices {
      switch properties[property].excuses[index] {
      case .dishonest(let code):
        add(instantiate(code, own, domains), isDishonesty: true, before: nil, own, domains)
      case .revealed(let code, let before):
        add(instantiate(code, own, domains), isDishonesty: false, before: before, own, domains)
      }
    }
    all.end = excuses.count
    return all
  }

  func beginExcuses() -> GroundedExcuses {
    GroundedExcuses(
      first: excuses.count, end: excuses.count, firstArgument: excuseArguments.count)
  }

  private mutating func add(
    _ term: TermID, isDishonesty: Bool, before: CompiledPattern?, _ values: PropertyValues,
    _ domains: [VariableDomain]
  ) {
    let first = excuseArguments.count
    if let before {
      for position in 0..<before.argumentCount {
        let code = compiled.terms.argument(position, of: before)
        excuseArguments.append(instantiate(code, values, domains))
      }
    }
    excuses.append(
      GroundedExcuse(
        term: term, isDishonesty: isDishonesty, before: before?.event,
        firstArgument: Int32(first), argumentCount: before?.argumentCount ?? 0))
  }

  mutating func end(_ all: GroundedExcuses) {
    excuses.cut(to: all.first)
    excuseArguments.cut(to: all.firstArgument)
  }
}
