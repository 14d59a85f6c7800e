// Conditions on ground terms (rules S3.4 and S5.2).
//
// An `any` is true if one of its parts is, so a transition with an `any` stands for one list of
// actions per part, and the replayer takes the first list that can be executed as the trace says.
// What a part binds is bound on no other path, so it makes no difference later which one it was.
//
// A `member` with unbound variables is a lookup: the trace says which entry it takes, namely that
// of the n-th insert that was executed. The entry has to be in the owner's table still.
//
// Negative conditions (`notEqual`, `notMember`) need certainty that nothing matches. Matching is
// syntactic after normalisation, so a wildcard below a symbol of an equation is refused; finite
// variants leave none.

import ProtocolModel
import Terms

/// The action lists without `any` and `all` that a transition's actions stand for.
func alternatives(of actions: [Action]) -> [[Action]] {
  var lists: [[Action]] = [[]]
  for action in actions {
    var choices = [[action]]
    if case .require(let condition) = action {
      choices = alternatives(of: condition).map { $0.map { .require($0) } }
    }
    lists = lists.flatMap { list in choices.map { list + $0 } }
  }
  return lists
}

/// The disjunctive normal form: the condition is true if all literals of one list are.
private func alternatives(of condition: Condition) -> [[Condition]] {
  switch condition {
  case .any(let parts): return parts.flatMap(alternatives)
  case .all(let parts):
    return parts.reduce([[]]) { lists, part in
      lists.flatMap { list in alternatives(of: part).map { list + $0 } }
    }
  default: return [[condition]]
  }
}

extension Execution {
  /// Whether a literal is true; a lookup binds.
  mutating func holds(_ condition: Condition, _ frame: inout Frame) throws(Refusal) -> Bool {
    switch condition {
    case .equal(let left, let right):
      return try ground.value(of: left, frame.values) == ground.value(of: right, frame.values)
    case .notEqual(let left, let right): return try differ(left, right, frame)
    case .compare(let left, let relation, let right):
      return relation.holds(try left.value(frame.values), try right.value(frame.values))
    case .member(let table, let pattern):
      if pattern.allSatisfy({ $0.isBound(frame.values) }) {
        return try contains(pattern, in: table, frame)
      }
      return try lookUp(pattern, in: table, &frame)
    case .notMember(let table, let pattern): return try !contains(pattern, in: table, frame)
    case .all, .any: preconditionFailure("`alternatives` leaves literals only")
    }
  }

  /// Takes the entry that the trace chose.
  private mutating func lookUp(
    _ pattern: [Term], in table: TableID, _ frame: inout Frame
  ) throws(Refusal) -> Bool {
    guard let index = frame.input.choose(frame.lookups, insertions),
      let insertion = insertions.at(index), insertion.table == table,
      insertion.owner == sessions[frame.session].owner,
      entries(of: table, frame).contains(insertion.entry)
    else { throw Refusal("no entry of the owner's table is chosen for a lookup") }
    frame.lookups += 1
    guard pattern.count == insertion.entry.count,
      try bind(zip(pattern, insertion.entry).map { ($0, $1) }, &frame)
    else { return false }
    frame.step.lookups.append(ChosenEntry(table: table, entry: insertion.entry))
    return true
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
