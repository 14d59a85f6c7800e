// The border is found whatever it is: all families of sets of three compromises are tried.

import Testing

@testable import Verification

@Suite struct ThreatBorderTests {
  private typealias Mask = ThreatBorder.Mask

  /// The families of subsets of three that with a set have all that contain it.
  private var upwardClosed: [Set<Mask>] {
    (0..<1 << 8).map { family in Set((0..<8).filter { family >> $0 & 1 == 1 }) }
      .filter { family in
        family.allSatisfy { set in (0..<8).allSatisfy { $0 & set != set || family.contains($0) } }
      }
  }

  /// Subsets of a set that break by themselves, so that what is added need not be a smallest.
  private func border(of broken: Set<Mask>, weakening: (Mask) -> Mask) -> (ThreatBorder, Int) {
    var border = ThreatBorder(count: 3)
    var asked = 0
    while let mask = border.next {
      asked += 1
      if broken.contains(mask) {
        #expect(border.add(breaking: weakening(mask)).isEmpty)
      } else {
        border.add(mask, .survives)
      }
    }
    return (border, asked)
  }

  @Test func everyBorderIsFound() {
    #expect(upwardClosed.count == 20)
    for broken in upwardClosed {
      let smallest = broken.filter { set in !broken.contains { $0 != set && set & $0 == $0 } }
      let whole = Set(0..<8).subtracting(broken)
      let largest = whole.filter { set in !whole.contains { $0 != set && set & $0 == set } }
      for isWeakened in [false, true] {
        let (border, asked) = border(of: broken) { mask in
          isWeakened ? smallest.sorted().first { mask & $0 == $0 } ?? mask : mask
        }
        #expect(Set(border.breaking) == smallest)
        #expect(Set(border.below.map(\.mask)) == largest)
        #expect(border.unsettledCount == 0)
        #expect(border.breaking.allSatisfy(border.isSmallest))
        #expect(border.below.allSatisfy { border.isLargest($0.mask) })
        // No set is asked twice; with what attacks need known, only those of the border.
        #expect(asked <= (isWeakened ? smallest.count + largest.count : 8))
      }
    }
  }

  @Test func whatIsOpenSettlesNothingElse() {
    var border = ThreatBorder(count: 2)
    #expect(border.next == 0b11)
    border.add(0b11, .open)
    // From below, since the largest was too hard.
    #expect(border.next == 0)
    border.add(0, .survives)
    border.add(0b01, .survives)
    #expect(border.below.map(\.mask) == [0b01])
    _ = border.add(breaking: 0b10)
    #expect(border.next == nil && border.unsettledCount == 0)
    #expect(border.isLargest(0b01) && border.isSmallest(0b10))
  }

  @Test func anAttackTakesBackWhatItRefutes() {
    var border = ThreatBorder(count: 2)
    border.add(0b11, .survives)
    #expect(border.add(breaking: 0b01) == [0b11])
    #expect(border.below.isEmpty && border.breaks(0b11) && border.next == 0b10)
  }
}
