// Conditions on ground terms (rules S3.4 and S5.2).
//
// A `member` with unbound variables is a lookup: the trace says which entry it takes. Below an
// `any` it takes none: there a condition only asks whether some entry matches, and binds nothing,
// because what only one alternative binds is bound on no path.
//
// Negative conditions (`notEqual`, `notMember`) need certainty that nothing matches. Matching is
// syntactic after normalisation, so a wildcard below a symbol of an equation is refused; finite
// variants leave none.

import ProtocolModel
import Terms

extension Execution {
  mutating func holds(_ condition: Condition, _ frame: inout Frame) throws(Refusal) -> Bool {
    switch condition {
    case .member(let table, let pattern) where !pattern.allSatisfy { $0.isBound(frame.values) }:
      return try lookUp(pattern, in: table, &frame)
    case .all(let conditions):
      for condition in conditions {
        guard try holds(condition, &frame) else { return false }
      }
      return true
    default:
      return try isTrue(condition, frame)
    }
  }

  /// Takes the entry that the trace chose.
  private mutating func lookUp(
    _ pattern: [Term], in table: TableID, _ frame: inout Frame
  ) throws(Refusal) -> Bool {
    let live = entries(of: table, frame)
    guard let index = frame.input.choose(frame.lookups, live), let entry = live.at(index) else {
      throw Refusal("no live entry of the table is chosen for a lookup")
    }
    frame.lookups += 1
    guard pattern.count == entry.count,
      try bind(zip(pattern, entry).map { ($0, $1) }, &frame)
    else { return false }
    frame.step.lookups.append(ChosenEntry(table: table, entry: entry))
    return true
  }

  /// Whether a condition is true; unbound variables are wildcards.
  private func isTrue(_ condition: Condition, _ frame: Frame) throws(Refusal) -> Bool {
    switch condition {
    case .equal(let left, let right):
      return try ground.value(of: left, frame.values) == ground.value(of: right, frame.values)
    case .notEqual(let left, let right): return try differ(left, right, frame)
    case .compare(let left, let relation, let right):
      return relation.holds(try left.value(frame.values), try right.value(frame.values))
    case .member(let table, let pattern): return try contains(pattern, in: table, frame)
    case .notMember(let table, let pattern): return try !contains(pattern, in: table, frame)
    case .all(let conditions):
      for condition in conditions where try !isTrue(condition, frame) { return false }
      return true
    case .any(let conditions):
      for condition in conditions where try isTrue(condition, frame) { return true }
      return false
    }
  }

  /// No values of the wildcards make the sides equal. One side has to be without wildcards.
  private func differ(_ left: Term, _ right: Term, _ frame: Frame) throws(Refusal) -> Bool {
    let (closed, open) = left.isBound(frame.values) ? (left, right) : (right, left)
    return try !matches([open], [ground.value(of: closed, frame.values)], frame)
  }

  private func contains(
    _ pattern: [Term], in table: TableID, _ frame: Frame
  ) throws(Refusal) -> Bool {
    for entry in entries(of: table, frame) where try matches(pattern, entry, frame) { return true }
    return false
  }

  private func entries(of table: TableID, _ frame: Frame) -> [[Term]] {
    tables[TableKey(table: table, owner: sessions[frame.session].owner), default: []]
  }

  /// Whether some values of the wildcards make the patterns equal the terms.
  func matches(_ patterns: [Term], _ terms: [Term], _ frame: Frame) throws(Refusal) -> Bool {
    guard patterns.allSatisfy({ ground.decidesMismatch($0, frame.values) }) else {
      throw Refusal("a wildcard stands below a symbol of an equation")
    }
    return patterns.count == terms.count
      && match(zip(patterns, terms).map { ($0, $1) }, frame) != nil
  }
}
