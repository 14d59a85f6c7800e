// Terms that are small in the text and enormous in a run: `let b = (a, a)`, `let c = (b, b)`, and
// so on. The engines share equal parts, but traces and reports write terms out, so sixty such
// lines would need more memory than there is. They are refused; no protocol sends such messages.
//
// Only what a role makes of its own variables is counted. A value that is received counts as one
// symbol, although the attacker or another session may send a large one.

import Diagnostics
import Terms

/// The largest term that a role may write down, in symbols, once its variables are replaced.
private let largestTerm = 10_000

/// The first action of each role that speaks of a term that is too large.
func termsTooLarge(in model: ProtocolModel) -> [Diagnostic] {
  model.roles.compactMap { role in
    var sizes = TermSizes(of: role)
    return role.transitions.firstResult { sizes.finding(in: $0) }
  }
}

private struct TermSizes {
  /// What each variable may stand for, as far as the role itself says so.
  private var values: [Variable: [Term]] = [:]
  private var known: [Variable: Int] = [:]

  init(of role: Role) {
    for action in role.transitions.flatMap(\.actions) {
      switch action {
      case .match(let term, let pattern):
        for variable in Set(pattern.variables) { values[variable, default: []].append(term) }
      case .require(let condition): note(condition)
      default: break
      }
    }
  }

  private mutating func note(_ condition: Condition) {
    switch condition {
    case .equal(.variable(let variable), let term), .equal(let term, .variable(let variable)):
      values[variable, default: []].append(term)
    case .all(let conditions), .any(let conditions): conditions.forEach { note($0) }
    default: break
    }
  }

  mutating func finding(in transition: Transition) -> Diagnostic? {
    for (action, span) in zip(transition.actions, transition.spans)
    where action.terms.contains(where: { size($0) > largestTerm }) {
      return Diagnostic(
        .termTooLarge, "a term here stands for more than \(largestTerm) symbols", at: span,
        notes: ["its variables stand for large terms: each `let` that uses one twice doubles it"])
    }
    return nil
  }

  /// Never much more than the largest.
  private mutating func size(_ term: Term) -> Int {
    switch term {
    case .variable(let variable): return size(variable)
    case .name, .integer: return 1
    case .apply(_, let arguments):
      var sum = 1
      for argument in arguments where sum <= largestTerm { sum += size(argument) }
      return sum
    }
  }

  private mutating func size(_ variable: Variable) -> Int {
    if let size = known[variable] { return size }
    // Of two variables that are required to be equal, each stands for the other.
    known[variable] = 1
    var largest = 1
    for term in values[variable] ?? [] { largest = max(largest, size(term)) }
    known[variable] = largest
    return largest
  }
}
