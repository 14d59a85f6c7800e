// Which sessions take part: every multiset within the scenario, by size, so that attacks with few
// sessions come first. A run of fewer sessions is a run of more in which some do not start; the
// smaller ones are explored first only for the sake of small attacks.
//
// They are made one after the other: a scenario of 64 sessions of each of four roles has 17
// million of them, and a search seldom comes to the last.

import ProtocolModel

/// Counts per role, ascending by their sum; of those with one sum, the ones with more sessions of
/// the first role come first.
func sessionMultisets(of scenario: Scenario) -> SessionMultisets {
  SessionMultisets(limits: scenario.counts, total: scenario.total ?? Int.max)
}

struct SessionMultisets: Sequence, IteratorProtocol {
  private let limits: [Int]
  private let largest: Int
  private var size = 0
  private var counts: [Int] = []

  init(limits: [Int], total: Int) {
    self.limits = limits
    largest = Swift.min(limits.reduce(0, +), total)
  }

  mutating func next() -> [Int]? {
    if size > 0 && advance() { return counts }
    guard size < largest else { return nil }
    size += 1
    counts = Array(repeating: 0, count: limits.count)
    fill(from: 0, with: size)
    return counts
  }

  /// Goes on to the next multiset of this size; false if this is the last.
  private mutating func advance() -> Bool {
    var behind = 0
    var room = 0
    for role in counts.indices.reversed() {
      if counts[role] > 0 && room > 0 {
        counts[role] -= 1
        fill(from: role + 1, with: behind + 1)
        return true
      }
      behind += counts[role]
      room += limits[role] - counts[role]
    }
    return false
  }

  /// Gives so many sessions to the roles from `first` on, as many as may be to the first of them.
  private mutating func fill(from first: Int, with sessions: Int) {
    var remaining = sessions
    for role in first..<counts.count {
      counts[role] = Swift.min(limits[role], remaining)
      remaining -= counts[role]
    }
  }
}
