// `when F`: Boolean combinations of options. `not` binds more tightly than `and`, `and` than `or`.

extension Parser {
  /// `[when formula]`
  mutating func guardFormula() throws(Unwind) -> OptionFormula? {
    accept(.when) ? try optionFormula() : nil
  }

  mutating func optionFormula() throws(Unwind) -> OptionFormula {
    var left = try conjunction()
    while accept(.or) {
      let below = height
      let right = try conjunction()
      try grow(over: below)
      left = .or(left, right)
    }
    return left
  }

  private mutating func conjunction() throws(Unwind) -> OptionFormula {
    var left = try literal()
    while accept(.and) {
      let below = height
      let right = try literal()
      try grow(over: below)
      left = .and(left, right)
    }
    return left
  }

  private mutating func literal() throws(Unwind) -> OptionFormula {
    height = 1
    if accept(.not) {
      return .not(try nested { parser throws(Unwind) in try parser.literal() })
    }
    if accept(.leftParenthesis) {
      let formula = try nested { parser throws(Unwind) in try parser.optionFormula() }
      try expect(.rightParenthesis, "`and`, `or` or `)`")
      return formula
    }
    return .option(try name("an option"))
  }
}
