import Terms
import Testing

@Suite struct TreeUnificationTests {
  let c = Classics()

  @Test func matchingBindsAndCompares() {
    var bindings: [Variable: Term] = [:]
    #expect(
      match(.pair(x, .pair(y, x)), .pair(constant("a"), .pair(z, constant("a"))), into: &bindings))
    #expect(bindings == [Variable(0): constant("a"), Variable(1): z])
  }

  @Test func failedMatchingLeavesTheBindings() {
    var bindings = [Variable(2): constant("c")]
    #expect(!match(.pair(x, x), .pair(constant("a"), constant("b")), into: &bindings))
    #expect(bindings == [Variable(2): constant("c")])
  }

  @Test func matchingTakesTheTermsVariablesAsConstants() {
    var bindings: [Variable: Term] = [:]
    #expect(!match(.pair(x, .integer(1)), .pair(x, y), into: &bindings))
    #expect(match(.pair(x, y), .pair(y, x), into: &bindings))
    #expect(bindings == [Variable(0): y, Variable(1): x])
  }

  @Test func unifierIsIdempotentAndMostGeneral() throws {
    let left = Term.tuple([x, .apply(c.g, [z]), z])
    let right = Term.tuple([.apply(c.g, [y]), y, constant("a")])
    let unifier = try #require(unify(left, right))
    #expect(left.substituting(unifier) == right.substituting(unifier))
    #expect(unifier[Variable(0)] == .apply(c.g, [.apply(c.g, [constant("a")])]))
    #expect(try #require(unify(.pair(x, y), .pair(y, x))).count == 1)
  }

  @Test func occursCheck() {
    #expect(unify(x, .apply(c.g, [x])) == nil)
    #expect(unify(.pair(x, y), .pair(.apply(c.g, [y]), .apply(c.g, [x]))) == nil)
  }

  @Test func clashes() {
    #expect(unify(constant("a"), constant("b")) == nil)
    #expect(unify(.integer(1), .integer(2)) == nil)
    #expect(unify(.apply(c.g, [x]), .apply(c.secret, [x])) == nil)
    #expect(unify(constant("a"), constant("a")) == [:])
  }

  /// On all pairs of small terms: a unifier unifies, and there is one whenever some small ground
  /// substitution makes the terms equal.
  @Test func agreesWithGroundSubstitutions() {
    let atoms = [x, y, constant("a")]
    let once = atoms + atoms.map { .apply(c.g, [$0]) }
    let terms = once + once.flatMap { left in once.map { .pair(left, $0) } }
    let values = [constant("a"), .apply(c.g, [constant("a")])]
    for left in terms {
      for right in terms {
        let unifier = unify(left, right)
        if let unifier {
          #expect(left.substituting(unifier) == right.substituting(unifier))
        }
        for first in values {
          for second in values {
            let ground = [Variable(0): first, Variable(1): second]
            if left.substituting(ground) == right.substituting(ground) { #expect(unifier != nil) }
          }
        }
      }
    }
  }
}
