import Terms
import Testing

@Suite struct EquationAnalysisTests {
  let c = Classics()

  func rules(_ rule: RewriteRule) -> [AnalysisRule] {
    analysisRules(for: [rule], signature: c.signature)
  }

  @Test func decryption() {
    #expect(
      rules(c.decryption) == [
        AnalysisRule(
          "dec", premises: [.apply(c.enc, [x, y]), y], conclusion: x, variableCount: 2)
      ])
  }

  @Test func projection() {
    #expect(
      rules(c.projection) == [
        AnalysisRule(
          "first", premises: [.apply(c.couple, [x, y])], conclusion: x, variableCount: 2)
      ])
  }

  /// f(g(enc(x, y)), z) → x: g(…) may be taken apart, or its argument if g was put on.
  @Test func everyPlaceOnThePathIsAPrincipal() {
    let inner = Term.apply(c.enc, [x, y])
    let rule = c.rule(.apply(c.f, [.apply(c.g, [inner]), z]), x)
    #expect(
      rules(rule).map(\.premises) == [[.apply(c.g, [inner]), z], [inner, z]])
  }

  @Test func aPrivateSymbolEndsThePath() {
    let inner = Term.apply(c.secret, [.apply(c.enc, [x, y])])
    let rule = c.rule(.apply(c.f, [inner, z]), x)
    #expect(rules(rule).map(\.premises) == [[inner, z]])
  }

  @Test func privateFunctionsGiveNothing() {
    #expect(rules(c.rule(.apply(c.secret, [.apply(c.g, [x])]), x)) == [])
  }

  @Test func tuplesAreOpenAnyway() {
    let rule = c.rule(.apply(c.g, [.pair(.apply(c.enc, [x, y]), y)]), x)
    #expect(rules(rule).map(\.premises) == [[.apply(c.enc, [x, y]), y]])
  }

  @Test func whatIsThereAlreadyGivesNothing() {
    #expect(rules(c.rule(.apply(c.f, [.apply(c.g, [x]), x]), x)) == [])
    #expect(rules(c.rule(.apply(c.first, [x]), .apply(c.one, []))) == [])
    let composed = c.rule(
      .apply(c.f, [.apply(c.g, [.apply(c.enc, [x, y])]), .pair(x, y)]), .apply(c.enc, [x, y]))
    #expect(rules(composed) == [])
  }
}
