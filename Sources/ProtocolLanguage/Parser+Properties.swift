// Properties: a form (secret, guessable-safe, hidden, requires, reachable, invariant) and clauses in any order.

import Diagnostics

extension Parser {
  mutating func property() throws(Unwind) -> PropertySyntax {
    let name = try name("the name of a property")
    let formula = try guardFormula()
    try expect(.colon, "`:` and what the property says")
    var property = PropertySyntax(name, when: formula, form: try propertyForm())
    while try propertyClause(of: &property) {}
    let clauses: [Keyword] = [
      .unless, .with, .within, .expect, .and, .or, .then, .under, .at, .before, .when,
    ]
    if misspelt(Keyword.declarations) == nil, misspelt(clauses) != nil {
      throw expectedItem("`unless`, `with`, `within`, `expect` or a declaration", among: clauses)
    }
    return property
  }

  private mutating func propertyForm() throws(Unwind) -> PropertyForm {
    if accept(.secret) {
      let (term, role, state) = try subject()
      return .secret(term, role: role, state: state)
    }
    if atGuessableSafe {
      for _ in 0..<3 { advance() }
      let (term, role, state) = try subject()
      return .guessableSafe(term, role: role, state: state)
    }
    if accept(.hidden) { return try hidden() }
    if accept(.reachable) {
      let events = try conjunction()
      return .reachable(events, underNetwork: try underNetwork())
    }
    if accept(.invariant) { return try invariant() }
    return try correspondence()
  }

  private static let formWords: [Keyword] = [.secret, .hidden, .reachable, .invariant]

  /// Whether the current word is nearly a form's and no event's arguments or `requires` follow.
  private var seemsMisspeltForm: Bool {
    let next = token(after: 1)
    switch next.kind {
    case .name where next.keyword != .requires, .integer, .minus:
      return misspelt(Parser.formWords) != nil
    default: return false
    }
  }

  /// Three tokens, because `-` is an operator elsewhere.
  private var atGuessableSafe: Bool {
    at(.guessable) && token(after: 1).kind == .minus && token(after: 2).keyword == .safe
  }

  /// `T of R at s`
  private mutating func subject() throws(Unwind) -> (TermSyntax, Identifier, Identifier?) {
    let term = try term()
    try expect(.of, "`of` and a role")
    let role = try name("a role")
    return (term, role, accept(.at) ? try name("a state") : nil)
  }

  private mutating func hidden() throws(Unwind) -> PropertyForm {
    let term = try term()
    try expect(.of, "`of` and a role")
    let role = try name("a role")
    try expect(.from, "`from` and a role")
    let observer = try name("a role")
    return .hidden(term, role: role, from: observer, underNetwork: try underNetwork())
  }

  private mutating func underNetwork() throws(Unwind) -> Bool {
    guard accept(.under) else { return false }
    try expect(.network)
    return true
  }

  private mutating func invariant() throws(Unwind) -> PropertyForm {
    let left = try term()
    guard let relation else { throw expected("a comparison such as `<=`") }
    advance()
    let right = try term()
    try expect(.of, "`of` and a role")
    return .invariant(left, relation, right, role: try name("a role"))
  }

  /// `event {and event}`
  private mutating func conjunction() throws(Unwind) -> [EventSyntax] {
    var events = [try event()]
    while accept(.and) { events.append(try event()) }
    return events
  }

  private mutating func correspondence() throws(Unwind) -> PropertyForm {
    if at(.requires), token(after: 1).kind == .name {
      throw fail("expected an event before `requires`")
    }
    guard at(.name), !seemsMisspeltForm else {
      throw expected(
        "`secret`, `guessable-safe`, `hidden`, `reachable`, `invariant` or an event",
        among: Parser.formWords)
    }
    let trigger = try event()
    try expect(.requires, "`requires` after the event `\(trigger.name.text)`")
    let injectively = accept(.injectively)
    if !injectively, token(after: 1).kind == .name, misspelt([.injectively]) != nil {
      throw expected("`injectively` or an event", among: [.injectively])
    }
    var alternatives = [try chains()]
    while accept(.or) { alternatives.append(try chains()) }
    return .correspondence(trigger, injectively: injectively, alternatives)
  }

  /// `chain {and chain}`, a chain being `event {then event}`
  private mutating func chains() throws(Unwind) -> [[EventSyntax]] {
    var chains: [[EventSyntax]] = []
    repeat {
      var chain = [try event()]
      while accept(.then) { chain.append(try event()) }
      chains.append(chain)
    } while accept(.and)
    return chains
  }
}

// MARK: - Clauses

extension Parser {
  /// Adds one clause; false if there is none.
  private mutating func propertyClause(of property: inout PropertySyntax) throws(Unwind) -> Bool {
    let first = index
    if accept(.unless) {
      property.excuses += try list { parser throws(Unwind) in try parser.excuse() }
    } else if at(.with) {
      if property.attacker != nil { throw fail("this property has an attacker already") }
      advance()
      let opening = index
      try expect(.attacker)
      property.attacker = try attackerBlock(from: opening)
    } else if at(.within) {
      if property.scenario != nil { throw fail("this property has a scenario already") }
      advance()
      property.scenario = try name("a scenario")
    } else if accept(.expect) {
      let verdict = try name("a verdict such as `proved` or `attack`")
      let condition = try expectationCondition()
      property.expectations.append(
        ExpectationSyntax(verdict, condition: condition, at: span(from: first)))
    } else {
      return false
    }
    return true
  }

  private mutating func excuse() throws(Unwind) -> ExcuseSyntax {
    let first = index
    if accept(.dishonest) {
      let term = try operand(of: "dishonest")
      return .dishonest(term, span(from: first))
    }
    if accept(.revealed) {
      let term = try operand(of: "revealed")
      let event = accept(.before) ? try event() : nil
      return .revealed(term, before: event, span(from: first))
    }
    throw expected("`dishonest(…)` or `revealed(…)`", among: [.dishonest, .revealed])
  }

  private mutating func operand(of word: String) throws(Unwind) -> TermSyntax {
    try expect(.leftParenthesis, "`(` after `\(word)`")
    let term = try term()
    try expect(.rightParenthesis, "`)`")
    return term
  }

  /// `when F` or `unless F`; an `unless` before an excuse is a clause of its own.
  private mutating func expectationCondition() throws(Unwind) -> ExpectationSyntax.Condition? {
    if accept(.when) { return .when(try optionFormula()) }
    guard at(.unless) else { return nil }
    let next = token(after: 1).keyword
    if next == .dishonest || next == .revealed, token(after: 2).kind == .leftParenthesis {
      return nil
    }
    advance()
    return .unless(try optionFormula())
  }
}
