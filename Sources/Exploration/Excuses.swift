// Excuses: a violation counts only if none of them applies (S7.7).

import Deduction
import ProtocolModel
import Terms

extension Search {
  /// Runs `body` in every way in which no excuse applies.
  mutating func withoutExcuse(
    _ excuses: [GroundedExcuse], _ body: (inout Search) -> Void
  ) {
    refute(excuses[...], honest: excuses, body)
  }

  /// Supposes that no principal of the excuses is dishonest: one who is excuses whatever else
  /// happens.
  mutating func supposeNotDishonest(_ excuses: [GroundedExcuse]) -> Bool {
    for case .dishonest(let term) in excuses where !system.decideNotDishonest(term) {
      return false
    }
    return true
  }

  private mutating func refute(
    _ excuses: ArraySlice<GroundedExcuse>, honest all: [GroundedExcuse],
    _ body: (inout Search) -> Void
  ) {
    let mark = self.mark
    guard let excuse = excuses.first else {
      // Dishonesty last: by now nothing else can bind the principals.
      for case .dishonest(let term) in all where !system.decideNotDishonest(term) {
        return undo(to: mark)
      }
      return forEachSolution(undoingTo: mark, body)
    }
    switch excuse {
    case .dishonest: refute(excuses.dropFirst(), honest: all, body)
    case .revealed(let term, let before):
      refuteReveals(reveals.indices, term, before) {
        $0.refute(excuses.dropFirst(), honest: all, body)
      }
    }
  }

  /// For every reveal: it is of another term, or a matching event came before it.
  private mutating func refuteReveals(
    _ remaining: Range<Int>, _ term: TermID, _ before: (EventID, [TermID])?,
    _ body: (inout Search) -> Void
  ) {
    guard let index = remaining.first else { return body(&self) }
    let mark = self.mark
    let record = reveals[index]
    system.requireDifferent([(term, record.term)])
    forEachSolution(undoingTo: mark) {
      $0.refuteReveals(remaining.dropFirst(), term, before, body)
    }
    guard let (event, arguments) = before else { return }
    for earlier in 0..<record.eventPoint where events[earlier].event == event {
      var isMatch = true
      for (position, argument) in arguments.enumerated() where isMatch {
        isMatch = system.unify(argument, self.argument(position, ofEvent: earlier))
      }
      if isMatch {
        forEachSolution(undoingTo: mark) {
          $0.refuteReveals(remaining.dropFirst(), term, before, body)
        }
      } else {
        undo(to: mark)
      }
    }
  }

  /// The excuses of a property under its own variables.
  mutating func ground(
    _ excuses: [CompiledExcuse], _ values: [TermID?], _ domains: [VariableDomain]
  ) -> [GroundedExcuse] {
    var values = values
    return excuses.map { excuse in
      switch excuse {
      case .dishonest(let code): return .dishonest(instantiate(code, &values, domains))
      case .revealed(let code, let before):
        let term = instantiate(code, &values, domains)
        guard let before else { return .revealed(term, before: nil) }
        let arguments = before.arguments.map { instantiate($0, &values, domains) }
        return .revealed(term, before: (before.event, arguments))
      }
    }
  }
}
