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
    let terms = instantiate(pattern, session)
    defer { end(terms) }
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

  /// The terms of a tuple in a session, in a frame of values.
  private mutating func instantiate(_ codes: [TermCode], _ session: Int) -> PropertyValues {
    let frame = beginValues(codes.count)
    for position in codes.indices {
      values[frame.index(position)] = instantiate(codes[position], session)
    }
    return frame
  }

  func value(_ position: Int, ofEntry entry: Int) -> TermID {
    entryValues[entries[entry].firstValue + position]
  }

  private mutating func matchEntry(
    _ index: Int, _ terms: PropertyValues, ownedBy owner: TermID
  ) -> Bool {
    guard system.unify(owner, entries[index].owner) else { return false }
    for position in 0..<terms.count {
      guard let term = values[terms.index(position)],
        system.unify(term, value(position, ofEntry: index))
      else { return false }
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
    let start = system.beginDisequality()
    system.addDifference(owner(of: session), entries[index].owner)
    for position in pattern.indices {
      let term = instantiate(pattern[position], session)
      system.addDifference(term, value(position, ofEntry: index))
    }
    undoSlots(to: saved)
    system.endDisequality(start)
  }

  /// Inserting what is there already changes nothing; that matters only where entries are summed,
  /// so only there the two cases are told apart.
  mutating func insert(
    _ entry: [TermCode], into table: TableID, _ session: Int, _ next: (inout Search) -> Void
  ) {
    let terms = instantiate(entry, session)
    defer { end(terms) }
    insertionCount += 1
    defer { insertionCount -= 1 }
    if isSummed(table) {
      for index in entries.indices where entries[index].isLive && entries[index].table == table {
        let inner = self.mark
        if matchEntry(index, terms, ownedBy: owner(of: session)) {
          forEachSolution(undoingTo: inner, next)
        } else {
          undo(to: inner)
        }
        requireMismatch(index, terms, session)
      }
    }
    let firstValue = entryValues.count
    for position in 0..<terms.count {
      if let term = values[terms.index(position)] { entryValues.append(term) }
    }
    entries.append(
      TableEntry(
        table: table, owner: owner(of: session), firstValue: firstValue,
        insertion: insertionCount - 1))
    forEachSolution(next)
  }

  private mutating func requireMismatch(_ index: Int, _ terms: PropertyValues, _ session: Int) {
    let start = system.beginDisequality()
    system.addDifference(owner(of: session), entries[index].owner)
    for position in 0..<terms.count {
      guard let term = values[terms.index(position)] else { continue }
      system.addDifference(term, value(position, ofEntry: index))
    }
    system.endDisequality(start)
  }

  private func isSummed(_ table: TableID) -> Bool {
    properties.contains { $0.summedTables.contains(table) }
  }

  /// Removes every matching entry: each live entry either matches, or differs.
  mutating func delete(
    _ pattern: [TermCode], from table: TableID, _ session: Int, _ next: (inout Search) -> Void
  ) {
    delete(pattern, from: table, before: entries.count, 0, session, next)
  }

  private mutating func delete(
    _ pattern: [TermCode], from table: TableID, before end: Int, _ first: Int, _ session: Int,
    _ next: (inout Search) -> Void
  ) {
    var index = first
    while index < end, !(entries[index].isLive && entries[index].table == table) { index += 1 }
    guard index < end else { return next(&self) }
    let mark = self.mark
    // Wildcards are free again for the next entry.
    let saved = slotTrail.count
    let terms = instantiate(pattern, session)
    undoSlots(to: saved)
    let isMatch = matchEntry(index, terms, ownedBy: owner(of: session))
    self.end(terms)
    if isMatch {
      entries[index].isLive = false
      forEachSolution(undoingTo: mark) {
        $0.delete(pattern, from: table, before: end, index + 1, session, next)
      }
      entries[index].isLive = true
    } else {
      undo(to: mark)
    }
    requireMismatch(index, pattern, session)
    forEachSolution(undoingTo: mark) {
      $0.delete(pattern, from: table, before: end, index + 1, session, next)
    }
  }

  // MARK: The path's record of lookups

  private mutating func noteLookup(_ entry: Int) {
    let insertion = entries[entry].insertion
    pathLookups.append(insertion)
    changePath { $0.lookupCount += 1 }
  }

  private mutating func dropLookup() {
    changePath { $0.lookupCount -= 1 }
    pathLookups.removeLast()
  }
}
