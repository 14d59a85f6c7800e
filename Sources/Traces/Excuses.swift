// Excuses (rule S7.7), judged on the run up to the moment of violation.

import ProtocolModel
import Terms

extension RunJudge {
  /// Whether some excuse of the property holds for these values on the run up to and including
  /// `step`. Variables without a value are wildcards.
  func isExcused(_ values: Bindings, through step: Int) -> Bool {
    property.excuses.contains { excuse in
      switch excuse {
      case .dishonest(let term):
        ground.normalForm(term.substituting(values)).principalName.map(dishonest.contains) ?? false
      case .revealed(let key, let event):
        run.revealed.contains { reveal in
          reveal.step <= step && excuses(reveal, key, before: event, values)
        }
      }
    }
  }

  /// The reveal is one of the key, and no matching event came before it.
  private func excuses(
    _ reveal: (step: Int, term: Term), _ key: Term, before event: EventPattern?, _ values: Bindings
  ) -> Bool {
    guard let extended = match([(key, reveal.term)], values) else { return false }
    guard let event else { return true }
    return !events.contains { $0.step < reveal.step && match(event, $0, extended) != nil }
  }

  /// Whether all variables of the excuses have values, except wildcards, which are hidden.
  func bindsExcuses(_ values: Bindings) -> Bool {
    property.excuses.allSatisfy { excuse in
      let terms =
        switch excuse {
        case .dishonest(let term): [term]
        case .revealed(let key, let event): [key] + (event?.arguments ?? [])
        }
      return terms.flatMap(\.variables).allSatisfy {
        values[$0] != nil || variables[$0.index].isHidden
      }
    }
  }
}
