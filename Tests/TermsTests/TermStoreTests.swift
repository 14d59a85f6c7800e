// The term store's two promises: equal terms have equal indices, and going back to a mark forgets
// exactly what came after it.

import Testing

@testable import Terms

@Suite struct TermStoreTests {
  @Test func equalTermsHaveEqualIndices() {
    var store = TermStore()
    let five = store.integer(5)
    let atom = store.atom(AtomID(index: 0))
    let pair = store.application(Signature.pair, [five, atom])
    #expect(store.integer(5) == five)
    #expect(store.atom(AtomID(index: 0)) == atom)
    #expect(store.application(Signature.pair, [five, atom]) == pair)
    #expect(store.application(Signature.pair, [atom, five]) != pair)
    #expect(store.application(Signature.mac, [five, atom]) != pair)
    #expect(store.isGround(pair) == true)
  }

  /// Every prefix of a long sequence of insertions, across several growths of the table: what was
  /// there before the mark is found again, what came after is made anew with the same index.
  @Test(arguments: [0, 1, 100, 511, 512, 513, 700, 2000]) func releaseForgetsExactly(_ kept: Int) {
    var store = TermStore()
    func fill(_ range: Range<Int>, _ store: inout TermStore) -> [TermID] {
      range.map { value in
        let leaf = store.integer(value * 7919)
        return store.application(Signature.pair, [leaf, leaf])
      }
    }
    let before = fill(0..<kept, &store)
    let mark = store.mark
    let count = store.count
    let after = fill(kept..<3000, &store)
    store.release(to: mark)
    #expect(store.count == count)
    #expect(fill(0..<kept, &store) == before)
    #expect(store.count == count)
    #expect(fill(kept..<3000, &store) == after)
  }

  @Test func integersOfAllSizesAreTold() {
    var store = TermStore()
    for value in [0, -1, 1, Int.max, Int.min, 1 << 40] {
      #expect(store.head(store.integer(value)) == .integer(value))
    }
  }
}

@Suite struct SubstitutionTests {
  @Test func unificationBindsAndUndoes() {
    var store = TermStore()
    var substitution = Substitution(signature: Signature())
    let x = substitution.makeVariable(.any, in: &store)
    let y = substitution.makeVariable(.any, in: &store)
    let five = store.integer(5)
    let left = store.application(Signature.pair, [x, five])
    let right = store.application(Signature.pair, [five, y])
    let mark = substitution.mark
    #expect(substitution.unify(left, right, in: store) == true)
    #expect(substitution.resolve(x, in: store) == five)
    #expect(substitution.areIdentical(left, right, in: store) == true)
    substitution.undo(to: mark)
    #expect(substitution.resolve(x, in: store) == x)
    #expect(substitution.areIdentical(left, right, in: store) == false)
  }

  @Test func aVariableIsNotUnifiedWithATermAroundIt() {
    var store = TermStore()
    var substitution = Substitution(signature: Signature())
    let x = substitution.makeVariable(.any, in: &store)
    let y = substitution.makeVariable(.any, in: &store)
    let around = store.application(Signature.hash, [y])
    #expect(substitution.unify(x, around, in: store) == true)
    #expect(substitution.unify(y, store.application(Signature.hash, [x]), in: store) == false)
  }

  @Test func domainsRestrict() {
    var store = TermStore()
    var substitution = Substitution(signature: Signature())
    let number = substitution.makeVariable(.integer, in: &store)
    let principal = substitution.makeVariable(.principal, in: &store)
    let anything = substitution.makeVariable(.any, in: &store)
    #expect(substitution.unify(number, principal, in: store) == false)
    #expect(substitution.unify(anything, number, in: store) == true)
    let alice = substitution.makeAtom(.principal, in: &store)
    #expect(substitution.unify(anything, alice, in: store) == false)
    #expect(substitution.unify(principal, alice, in: store) == true)
  }

  @Test func honestyAndDeadlinesMerge() {
    var store = TermStore()
    var substitution = Substitution(signature: Signature())
    let a = substitution.makeVariable(.principal, in: &store)
    let b = substitution.makeVariable(.principal, in: &store)
    #expect(substitution.decide(.honest, for: a, in: store) == true)
    #expect(substitution.decide(.dishonest, for: b, in: store) == true)
    let mark = substitution.mark
    #expect(substitution.unify(a, b, in: store) == false)
    substitution.undo(to: mark)
    let x = substitution.makeVariable(.any, in: &store)
    let y = substitution.makeVariable(.any, in: &store)
    if let older = store.variable(x), let younger = store.variable(y) {
      substitution.setDeadline(7, of: older, for: .attacker)
      substitution.setDeadline(3, of: younger, for: .attacker)
      #expect(substitution.unify(x, y, in: store) == true)
      #expect(substitution.deadline(of: older, for: .attacker) == 3)
    }
  }
}
