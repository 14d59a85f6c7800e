// A long search of one multiset of sessions, cut into subtrees that threads can share.
//
// match:  a multiset whose search is not over after `Cutting.trialSteps` steps
// result: the trunk of its tree is searched once, then every subtree that hangs on it by a search
//         of its own; what they find and count is put together in the order of their prefixes
// sound because: every run is in the trunk or in one of the subtrees (Subtrees); each is searched
//         as the whole would be, but that a violation found in one subtree does not bound the
//         others. docs/exploration.md, "Cutting a search", also says why the result does not
//         depend on the number of threads.

import Synchronization

/// A multiset of sessions and its place among all of the scenario.
struct MultisetNumber: Sendable {
  let number: Int
  let counts: [Int]
  init(_ number: Int, _ counts: [Int]) {
    self.number = number
    self.counts = counts
  }
}

extension SearchPlan {
  private static let deepestTrunk = 16

  /// Searches a multiset for which `before` was activated.
  ///
  /// - Returns: a search that goes on where this one ends.
  func search(
    _ multiset: MultisetNumber, after before: consuming Search, _ workers: Workers
  ) -> Search {
    var trial = before
    let known = trial.tally
    let limit = trial.limits.steps
    let end = known.statistics.steps + job.cutting.trialSteps
    if limit == 0 || end < limit { trial.limits.steps = end }
    trial.run(multiset.counts)
    let wasLong = trial.stopped == .stepLimit && trial.limits.steps != limit
    trial.limits.steps = limit
    if !wasLong { return trial }
    // What the trial found is true; what it counted will be done again.
    var tally = trial.tally
    tally.stopped = nil
    tally.statistics = known.statistics
    let isOpen = trial.isOpen
    _ = consume trial
    return next(after: divide(multiset, isOpen, tally, workers), isOpen)
  }

  /// A new search that takes what is known over, traces included.
  private func next(after tally: Tally, _ isOpen: [Bool]) -> Search {
    var search = makeSearch()
    search.findings = tally.findings
    search.isOpen = isOpen
    search.stopped = tally.stopped
    search.piece.counted = tally.statistics
    search.piece.wasCutBefore = tally.wasCut
    search.piece.gaveUpBefore = tally.gaveUp
    return search
  }

  private func divide(
    _ multiset: MultisetNumber, _ isOpen: [Bool], _ known: Tally, _ workers: Workers
  ) -> Tally {
    guard let (trunk, subtrees) = trunk(of: multiset, isOpen, known) else {
      let whole = makePiece(multiset, isOpen, known, steps: known.statistics.steps)
      return known.adding(whole.searched(multiset))
    }
    let tally = known.adding(trunk)
    if tally.stopped != nil { return tally }
    let ledger = Ledger(start: tally.statistics.steps, limit: job.limits.steps, subtrees.count)
    let search = { @Sendable (index: Int, before: Int) -> Tally in
      var piece = makePiece(multiset, isOpen, tally, steps: before) { ledger.isOver }
      piece.prefix = [multiset.number] + subtrees[index]
      piece.piece.part = .subtree
      piece.piece.start = nil
      return piece.searched(multiset)
    }
    _ = workers.map(subtrees.count) { index in
      let before = ledger.steps
      if before <= ledger.limit { ledger.enter(index, search(index, before), after: before) }
    }
    return ledger.sum(on: tally, again: search)
  }

  /// The trunk's own result, and the prefixes of the subtrees; nil if there is no short trunk.
  private func trunk(
    of multiset: MultisetNumber, _ isOpen: [Bool], _ known: Tally
  ) -> (tally: Tally, subtrees: [[Int]])? {
    var best: (Tally, [[Int]])?
    for depth in 1...Self.deepestTrunk {
      var search = makePiece(multiset, isOpen, known, steps: known.statistics.steps)
      search.limits.steps = known.statistics.steps + job.cutting.trialSteps
      search.piece.part = .trunk(depth: depth)
      let (tally, subtrees) = search.searchedTrunk(multiset)
      if tally.stopped == .stepLimit { break }
      best = (tally, subtrees)
      let isEnough = subtrees.isEmpty || subtrees.count >= job.cutting.fewestSubtrees
      if tally.stopped != nil || isEnough { break }
    }
    return best
  }

  /// A search of a part of the multiset, bounded by what is known.
  ///
  /// - Parameter steps: how many have been taken before it, as far as the limit is concerned.
  private func makePiece(
    _ multiset: MultisetNumber, _ isOpen: [Bool], _ known: Tally, steps: Int,
    isAbandoned: @escaping @Sendable () -> Bool = { false }
  ) -> Search {
    var plan = self
    plan.isCancelled = { [isCancelled] in isCancelled() || isAbandoned() }
    var search = plan.makeSearch()
    search.findings = known.bounds
    search.isOpen = isOpen
    search.piece.counted.steps = steps
    search.activate(multiset.counts)
    return search
  }
}

extension Search {
  consuming func searched(_ multiset: MultisetNumber) -> Tally {
    let before = counts
    run(multiset.counts)
    var tally = self.tally
    tally.statistics = tally.statistics - before
    return tally
  }

  consuming func searchedTrunk(_ multiset: MultisetNumber) -> (Tally, [[Int]]) {
    let before = counts
    run(multiset.counts)
    var tally = self.tally
    tally.statistics = tally.statistics - before
    let subtrees = piece.subtrees.sorted { $0.lexicographicallyPrecedes($1) }
    return (tally, subtrees)
  }
}

extension Tally {
  func adding(_ later: Tally) -> Tally {
    var sum = self
    sum.add(later)
    return sum
  }
}

/// The results of the subtrees, and how far they are complete from the first on: so many steps a
/// later subtree knows to be taken before it. A limit on steps ends the search where it would end
/// if the subtrees were searched one after the other.
private final class Ledger: Sendable {
  private struct Entry {
    var tally: Tally
    /// How many steps were known to be taken before it.
    var before: Int
  }
  private struct State {
    var entries: [Entry?]
    var complete = 0
    var steps: Int
  }
  private let state: Mutex<State>
  private let start: Int
  let limit: Int
  /// The limit was passed: what comes later need not be searched.
  private let hasPassed = Atomic<Bool>(false)

  init(start: Int, limit: Int, _ count: Int) {
    state = Mutex(State(entries: Array(repeating: nil, count: count), steps: start))
    self.start = start
    self.limit = limit == 0 ? .max : limit
  }

  var isOver: Bool { hasPassed.load(ordering: .relaxed) }
  var steps: Int { state.withLock { $0.steps } }

  func enter(_ index: Int, _ tally: Tally, after before: Int) {
    state.withLock { state in
      state.entries[index] = Entry(tally: tally, before: before)
      while state.complete < state.entries.count, let next = state.entries[state.complete] {
        state.complete += 1
        state.steps += next.tally.statistics.steps
        if state.steps > limit { hasPassed.store(true, ordering: .relaxed) }
      }
    }
  }

  /// - Parameter again: searches a subtree for which it was not known how many steps came before.
  func sum(on trunk: Tally, again: (Int, Int) -> Tally) -> Tally {
    // Nothing that is searched now comes too late.
    hasPassed.store(false, ordering: .relaxed)
    let entries = state.withLock { $0.entries }
    var sum = trunk
    // An interruption ends all searches, but what they found is known.
    for index in entries.indices where sum.stopped != .stepLimit {
      let before = sum.statistics.steps
      if let entry = entries[index],
        entry.before == before || before + entry.tally.statistics.steps <= limit
      {
        sum.add(entry.tally)
      } else {
        sum.add(again(index, before))
      }
    }
    return sum
  }
}
