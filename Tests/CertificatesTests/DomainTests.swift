// Domains are closed under intersection, and the intersection is symmetric.

import Terms
import Testing

@testable import Certificates

@Suite struct DomainTests {
  private let domains: [Domain] = [
    .everything, .other, .principal, .honest, .dishonest, .role(0), .role(1), .integer,
    .constant(.nonce), .constant(.key), .sort(.nonce), .sort(.key), .session,
  ]
  private let symbols: [ClauseSymbol] = [
    ClauseSymbol("f", 0, .function, result: .nonce), ClauseSymbol("c", 0, .constant, result: .key),
    ClauseSymbol("#c:Nonce", 0, .constant, result: .nonce),
    ClauseSymbol("@A", 0, .principal(isDishonest: false), result: .principal),
    ClauseSymbol("@B", 0, .principal(isDishonest: true), result: .principal),
    ClauseSymbol("own:Key", 0, .own, result: .key),
  ]

  @Test func intersectionsAreSymmetric() {
    for first in domains {
      for second in domains { #expect(first.meet(second) == second.meet(first)) }
    }
  }

  /// But for two roles: which role a named principal plays differs from run to run, and in one run it
  /// plays one.
  @Test func intersectionsHoldWhatLiesInBoth() {
    for first in domains {
      for second in domains where Set([first, second]) != [.role(0), .role(1)] {
        for symbol in symbols {
          let isInBoth = first.contains(symbol) && second.contains(symbol)
          #expect(isInBoth == (first.meet(second)?.contains(symbol) ?? false))
        }
      }
    }
  }
}
