// The multisets of sessions, in the order that the search promises.

import Testing

@testable import Exploration

@Suite struct SessionMultisetsTests {
  /// All of them at once, sorted.
  private func expected(_ limits: [Int], _ total: Int) -> [[Int]] {
    var multisets: [[Int]] = [[]]
    for limit in limits {
      multisets = multisets.flatMap { prefix in (0...limit).map { prefix + [$0] } }
    }
    let sized = multisets.map { ($0.reduce(0, +), $0) }.filter { $0.0 > 0 && $0.0 <= total }
    return sized.sorted {
      $0.0 != $1.0 ? $0.0 < $1.0 : $1.1.lexicographicallyPrecedes($0.1)
    }.map(\.1)
  }

  @Test func comeBySizeThenWithTheFirstRolesFirst() {
    for first in 0...3 {
      for second in 0...2 {
        for third in 0...3 {
          for total in 0...9 {
            let limits = [first, second, third]
            #expect(
              Array(SessionMultisets(limits: limits, total: total)) == expected(limits, total))
          }
        }
      }
    }
    #expect(Array(SessionMultisets(limits: [], total: 3)) == [])
  }

  @Test func areMadeOneAfterTheOther() {
    let many = SessionMultisets(limits: Array(repeating: 64, count: 20), total: Int.max)
    #expect(many.prefix(21).map { $0.reduce(0, +) } == Array(repeating: 1, count: 20) + [2])
  }
}
