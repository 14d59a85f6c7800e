// Which sessions take part: every multiset within the scenario, by size, so that attacks with few
// sessions come first. A run of fewer sessions is a run of more in which some do not start; the
// smaller ones are explored first only for the sake of small attacks.

import ProtocolModel

/// Counts per role, ascending by their sum, then in lexicographic order from the first role.
func sessionMultisets(of scenario: Scenario) -> [[Int]] {
  var multisets: [[Int]] = [[]]
  for limit in scenario.counts {
    multisets = multisets.flatMap { prefix in (0...limit).map { prefix + [$0] } }
  }
  let total = scenario.total ?? Int.max
  let sized = multisets.map { ($0.reduce(0, +), $0) }.filter { $0.0 > 0 && $0.0 <= total }
  return sized.sorted {
    $0.0 != $1.0 ? $0.0 < $1.0 : $1.1.lexicographicallyPrecedes($0.1)
  }.map(\.1)
}
