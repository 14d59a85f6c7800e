import Terms
import Testing

@Suite struct ConvergenceTests {
  let c = Classics()

  @Test func innermostNormalForms() {
    let theory = Theory(rewriteRules: [c.decryption, c.projection], analysisRules: [])
    let a = constant("a")
    let k = constant("k")
    let cipher = Term.apply(c.enc, [a, k])
    let nested = Term.apply(c.dec, [.apply(c.first, [.apply(c.couple, [cipher, k])]), k])
    #expect(normalForm(nested, theory) == a)
    let stuck = Term.apply(c.dec, [cipher, a])
    #expect(normalForm(stuck, theory) == stuck)
    #expect(normalForm(.pair(nested, stuck), theory) == .pair(a, stuck))
    #expect(normalForm(.apply(c.dec, [x, k]), theory) == .apply(c.dec, [x, k]))
  }

  @Test func classicalTheoriesAreTaken() {
    #expect(c.problems([c.decryption, c.projection]) == [])
    let everyone = c.rule(.apply(c.f, [.apply(c.enc, [x, y]), y]), .apply(c.one, []))
    #expect(c.problems([everyone]) == [])
    let part = c.rule(.apply(c.f, [.apply(c.enc, [x, y]), y]), .apply(c.enc, [x, y]))
    #expect(c.problems([part]) == [])
    // dec is onto: enc(dec(x, k), k) = x overlaps with decryption, and both orders agree.
    let onto = c.rule(.apply(c.enc, [.apply(c.dec, [x, y]), y]), x)
    #expect(c.problems([c.decryption, onto]) == [])
    // An involution.
    #expect(c.problems([c.rule(.apply(c.g, [.apply(c.g, [x])]), x)]) == [])
  }

  @Test func associativityIsRefused() {
    let associativity = c.rule(
      .apply(c.f, [.apply(c.f, [x, y]), z]), .apply(c.f, [x, .apply(c.f, [y, z])]))
    let problems = c.problems([associativity])
    #expect(problems.map(\.kind) == [.notSubterm])
    #expect(problems[0].message.contains("neither a part of the left side nor a constant"))
  }

  @Test func commutativityIsRefused() {
    #expect(c.problems([c.rule(.apply(c.f, [x, y]), .apply(c.f, [y, x]))]).count == 1)
  }

  /// `unblind(sign(blind(m, r), k), r) = sign(m, k)` makes a signature that was not there.
  @Test func blindSignaturesAreRefused() {
    let blinded = Term.apply(Signature.signature, [.apply(c.enc, [x, y]), z])
    let unblinding = c.rule(
      .apply(c.dec, [blinded, y]), .apply(Signature.signature, [x, z]))
    let problems = c.problems([c.decryption, unblinding])
    #expect(problems.map(\.rule) == [1])
    #expect(problems.map(\.kind) == [.notSubterm])
    #expect(problems[0].message.contains("equations that take terms apart"))
  }

  @Test func builtInSymbolsKeepTheirMeaning() {
    let commuting = c.rule(.apply(Signature.symmetricEncryption, [x, y]), x)
    #expect(c.problems([commuting])[0].message.contains("declared function"))
  }

  @Test func theLargerSideComesFirst() {
    let turned = RewriteRule(left: c.decryption.right, right: c.decryption.left, variableCount: 2)
    #expect(c.problems([turned])[0].message.contains("larger side first"))
  }

  @Test func unboundVariablesOnTheRightAreRefused() {
    let guess = RewriteRule(left: .apply(c.g, [x]), right: y, variableCount: 2)
    #expect(c.problems([guess]).map(\.kind) == [.notSubterm])
  }

  @Test func privateAndReducibleGroundTermsAreRefused() {
    let leak = c.rule(.apply(c.g, [x]), .apply(c.secret, [.integer(1)]))
    #expect(c.problems([leak])[0].message.contains("private"))
    let looping = c.rule(.apply(c.g, [.integer(1)]), .apply(c.g, [.integer(1)]))
    #expect(c.problems([looping]).count == 1)
    let again = c.rule(.apply(c.f, [x, y]), .apply(c.g, [.integer(1)]))
    #expect(
      c.problems([c.rule(.apply(c.g, [x]), x), again])[0].message.contains("applies to the right"))
  }

  @Test func differentResultsAreRefused() {
    let left = c.rule(.apply(c.f, [x, y]), x)
    let right = c.rule(.apply(c.f, [x, y]), y)
    let problems = c.problems([left, right])
    #expect(problems.map(\.rule) == [1])
    #expect(problems.map(\.kind) == [.notConfluent])
  }

  @Test func overlapBelowTheRootIsFound() {
    // dec(enc(x, y), y) with enc(1, y) = one: dec(one, y) or 1.
    let weak = c.rule(.apply(c.enc, [.integer(1), x]), .apply(c.one, []))
    let problems = c.problems([c.decryption, weak])
    #expect(problems.map(\.rule) == [0])
    #expect(problems.map(\.kind) == [.notConfluent])
  }
}
