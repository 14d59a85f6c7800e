// The states at which a role's paths end and begin anew (docs/certificates.md, "Cuts"): each cycle
// has one, so paths are finite; and where paths come together again too often, they are joined.

import ProtocolModel

struct Cuts {
  /// In the order in which they were found.
  private(set) var states: [StateID] = []
  /// Whether a session can come to a state twice.
  let hasCycle: Bool

  init(_ role: Role) throws(TranslationRefusal) {
    // Paths are followed recursively.
    if role.states.count > 200 { throw TranslationRefusal("\(role.name) has too many states") }
    var walk = DepthFirstWalk(role)
    walk.enter(role.initial)
    hasCycle = !walk.reentered.isEmpty
    states = walk.reentered
    var paths = PathCount(role, states)
    let beginnings = states.contains(role.initial) ? states : states + [role.initial]
    let count = beginnings.reduce(0) { $0 + paths.from($1) }
    if count > 64 { states = walk.metAgain }
  }
}

private struct DepthFirstWalk {
  let role: Role
  /// Entered again while open.
  var reentered: [StateID] = []
  /// Met a second time, open or not.
  var metAgain: [StateID] = []
  private var met: Set<Int> = []
  private var open: Set<Int> = []

  init(_ role: Role) { self.role = role }

  mutating func enter(_ state: StateID) {
    if open.contains(state.index), !reentered.contains(state) { reentered.append(state) }
    guard met.insert(state.index).inserted else {
      if !metAgain.contains(state) { metAgain.append(state) }
      return
    }
    open.insert(state.index)
    for transition in role.transitions where transition.source == state {
      enter(transition.target)
    }
    open.remove(state.index)
  }
}

/// How many transitions are taken from a state up to the next cuts, each once for each way to it.
private struct PathCount {
  let role: Role
  let cuts: [StateID]
  private var counts: [Int: Int] = [:]

  init(_ role: Role, _ cuts: [StateID]) {
    self.role = role
    self.cuts = cuts
  }

  mutating func from(_ state: StateID) -> Int {
    if let count = counts[state.index] { return count }
    var count = 0
    for transition in role.transitions where transition.source == state {
      count += 1
      if !cuts.contains(transition.target) { count += from(transition.target) }
      // More is as good as infinitely many.
      count = min(count, 1000)
    }
    counts[state.index] = count
    return count
  }
}
