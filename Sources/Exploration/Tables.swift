// Tables: state of a principal that its sessions share (S5). Whether two sessions have the same
// owner and whether an entry matches is decided symbolically: by unification where an entry is
// used, by a disequality where none may match.

import Deduction
import ProtocolModel
import Terms

extension Search {
  /// `(…) in T`: every live entry that matches, in every way.
  mutating func lookUp(
    _ pattern: [TermCode], in table: TableID, _ session: Int, _ next: (inout Search) -> Void
  ) {
    let binds = pattern.contains { hasUnboundVariable($0, session) }
    let mark = self.mark
    let terms = pattern.map { instantiate($0, session) }
    for index in entries.indices {
      if isFinished { break }
      guard entries[index].isLive, entries[index].table == table else { continue }
      let inner = self.mark
      guard matchEntry(index, terms, ownedBy: owner(of: session)) else {
        undo(to: inner)
        continue
      }
      if binds { noteLookup(index) }
      forEachSolution(undoingTo: inner, next)
      if binds { dropLookup() }
    }
    undo(to: mark)
  }

  private func hasUnboundVariable(_ code: TermCode, _ session: Int) -> Bool {
    let node = compiled.terms.nodes[Int(code.index)]
    switch node.kind {
    case .variable: return slots[sessions[session].firstSlot + Int(node.payload)] == nil
    case .integer, .name: return false
    case .application:
      return (0..<node.argumentCount).contains {
        hasUnboundVariable(compiled.terms.arguments[Int(node.firstArgument + $0)], session)
      }
    }
  }

  private mutating func matchEntry(_ index: Int, _ terms: [TermID], ownedBy owner: TermID) -> Bool {
    guard system.unify(owner, entries[index].owner) else { return false }
    for (value, term) in zip(entries[index].values, terms) where !system.unify(term, value) {
      return false
    }
    return true
  }

  /// `(…) not in T`: no live entry of the owner matches, whatever the wildcards are.
  mutating func requireAbsent(_ pattern: [TermCode], from table: TableID, _ session: Int) {
    for index in entries.indices where entries[index].isLive && entries[index].table == table {
      requireMismatch(index, pattern, session)
    }
  }

  private mutating func requireMismatch(_ index: Int, _ pattern: [TermCode], _ session: Int) {
    let saved = slotTrail.count
    let start = Int32(system.substitution.variableCount)
    var pairs = [(owner(of: session), entries[index].owner)]
    for (code, value) in zip(pattern, entries[index].values) {
      pairs.append((instantiate(code, session), value))
    }
    undoSlots(to: saved)
    system.requireDifferent(
      pairs, universal: start..<Int32(system.substitution.variableCount))
  }

  /// Inserting what is there already changes nothing; that matters only where entries are summed,
  /// so only there the two cases are told apart.
  mutating func insert(
    _ values: [TermCode], into table: TableID, _ session: Int, _ next: (inout Search) -> Void
  ) {
    let mark = self.mark
    let terms = values.map { instantiate($0, session) }
    insertionCount += 1
    defer { insertionCount -= 1 }
    if isSummed(table) {
      let existing = entries.indices.filter { entries[$0].isLive && entries[$0].table == table }
      for index in existing {
        let inner = self.mark
        if matchEntry(index, terms, ownedBy: owner(of: session)) {
          forEachSolution(undoingTo: inner, next)
        } else {
          undo(to: inner)
        }
        var pairs = [(owner(of: session), entries[index].owner)]
        pairs += zip(terms, entries[index].values)
        system.requireDifferent(pairs)
      }
    }
    entries.append(
      TableEntry(
        table: table, owner: owner(of: session), values: terms, insertion: insertionCount - 1))
    forEachSolution(undoingTo: mark, next)
  }

  private func isSummed(_ table: TableID) -> Bool {
    properties.contains { $0.summedTables.contains(table) }
  }

  /// Removes every matching entry: each live entry either matches, or differs.
  mutating func delete(
    _ pattern: [TermCode], from table: TableID, _ session: Int, _ next: (inout Search) -> Void
  ) {
    let candidates = entries.indices.filter { entries[$0].isLive && entries[$0].table == table }
    delete(pattern, candidates[...], session, next)
  }

  private mutating func delete(
    _ pattern: [TermCode], _ candidates: ArraySlice<Int>, _ session: Int,
    _ next: (inout Search) -> Void
  ) {
    guard let index = candidates.first else { return next(&self) }
    let rest = candidates.dropFirst()
    let mark = self.mark
    // Wildcards are free again for the next entry.
    let saved = slotTrail.count
    let terms = pattern.map { instantiate($0, session) }
    undoSlots(to: saved)
    if matchEntry(index, terms, ownedBy: owner(of: session)) {
      entries[index].isLive = false
      forEachSolution(undoingTo: mark) { $0.delete(pattern, rest, session, next) }
      entries[index].isLive = true
    } else {
      undo(to: mark)
    }
    requireMismatch(index, pattern, session)
    forEachSolution(undoingTo: mark) { $0.delete(pattern, rest, session, next) }
  }

  // MARK: The path's record of lookups

  private mutating func noteLookup(_ entry: Int) {
    let insertion = entries[entry].insertion
    changePath { $0.lookups.append(insertion) }
  }

  private mutating func dropLookup() { changePath { $0.lookups.removeLast() } }
}
