// Roles and their transitions. An error in a head is no reason to ignore the body: parsing goes
// on at the brace, or at what plainly stands inside, so that the errors there are reported too.

import Diagnostics

extension Parser {
  mutating func role(_ comments: inout Comments, from first: Int) throws(Unwind) -> RoleSyntax {
    var role = RoleSyntax(try name("the name of a role"))
    do throws(Unwind) {
      try roleHead(&role)
    } catch {
      if !at(.leftBrace), !atTransition, !atDeclaration {
        skip { $0.at(.leftBrace) || $0.atTransition }
      }
      guard at(.leftBrace) || atTransition else { throw error }
    }
    _ = accept(.leftBrace)
    attachComments(to: &comments, from: first)
    while !at(.rightBrace), !hasTooManyErrors {
      if atEnd || atDeclaration { throw unclosed("role `\(role.name.text)`", role.name.span) }
      if let transition = transition() { role.transitions.append(transition) }
    }
    role.closingComments = closingComments()
    advance()
    return role
  }

  private mutating func roleHead(_ role: inout RoleSyntax) throws(Unwind) {
    role.parameters = try parenthesized { parser throws(Unwind) in try parser.parameter() }
    while accept(.distinct) { role.distinct += try names("a parameter") }
    role.guardFormula = try guardFormula()
    while accept(.knows) {
      role.knows += try list { parser throws(Unwind) in try parser.argument() }
    }
    guard at(.leftBrace) else {
      throw expected("`{`", among: role.knows.isEmpty ? [.knows, .distinct, .when] : [.knows])
    }
  }

  /// `X`, `X: Sort` or `vendor V`
  private mutating func parameter() throws(Unwind) -> ParameterSyntax {
    let first = try name("a parameter")
    // `knows` at the beginning of a line is no parameter, but a parenthesis is missing before it.
    let isClause = token.startsLine && (at(.knows) || at(.distinct))
    if at(.name), keyword?.isReserved != true, !isClause {
      return ParameterSyntax(partnerRole: first, name: try name("a parameter"))
    }
    return ParameterSyntax(name: first, sort: accept(.colon) ? try name("a sort") : nil)
  }

  /// A transition, or nil after reporting why there is none and going on to the next.
  private mutating func transition() -> TransitionSyntax? {
    let first = index
    var comments = leadingComments()
    do throws(Unwind) {
      if keyword?.startsAction == true, !atTransition { return withoutHead() }
      var transition = try transitionHead(from: first)
      attachComments(to: &comments, from: first)
      transition.comments = comments
      try transitionBody(&transition)
      transition.span = span(from: first)
      attachComments(to: &transition.comments, from: first)
      return transition
    } catch {
      if index == first || !(atTransition || at(.rightBrace) || atDeclaration) {
        skip { $0.atTransition || $0.at(.rightBrace) }
      }
      return nil
    }
  }

  /// Reports that actions stand here without a transition, and reads them for their errors and
  /// for the brace that ends them.
  private mutating func withoutHead() -> TransitionSyntax? {
    let place = span(token)
    _ = expectedItem("a transition such as `start -> done` or `}`")
    let nowhere = Identifier("", at: place)
    var transition = TransitionSyntax(source: nowhere, target: nowhere, at: place)
    try? transitionBody(&transition)
    return nil
  }

  private mutating func transitionHead(from first: Int) throws(Unwind) -> TransitionSyntax {
    let source = try sourceState()
    do throws(Unwind) {
      try expect(.arrow, "`->` after the state `\(source.text)`")
      let target = try name("a state")
      let formula = try guardFormula()
      guard accept(.leftBrace) else { throw expected("`{`", among: [.when]) }
      return TransitionSyntax(
        source: source, target: target, when: formula, at: span(from: first))
    } catch {
      // The body is read for its errors; what comes of it is of no use without its states.
      if !endsTransitionHead { skip { $0.endsTransitionHead } }
      guard accept(.leftBrace) || keyword?.startsAction == true else { throw error }
      return TransitionSyntax(source: source, target: source, at: span(from: first))
    }
  }

  /// A keyword is no state, but where an arrow follows it was meant to be one.
  private mutating func sourceState() throws(Unwind) -> Identifier {
    if at(.name), keyword?.isReserved != true { return try name("a state") }
    guard atTransition else {
      throw expectedItem("a transition such as `start -> done` or `}`")
    }
    _ = expectedItem("a state")
    let word = Identifier(text(token), at: span(token))
    advance()
    return word
  }

  /// Whether the head of a transition is over here, with or without a brace.
  private var endsTransitionHead: Bool {
    at(.leftBrace) || at(.rightBrace) || keyword?.startsAction == true || atTransition
      || atDeclaration
  }

  private mutating func transitionBody(_ transition: inout TransitionSyntax) throws(Unwind) {
    while !at(.rightBrace), !hasTooManyErrors {
      if atEnd || atTransition || atDeclaration {
        throw unclosed("transition", transition.span)
      }
      if let action = action() { transition.actions.append(action) }
    }
    transition.closingComments = closingComments()
    advance()
  }

  /// Reports a missing `}` and shows what it should have closed.
  private mutating func unclosed(_ what: String, _ opened: SourceSpan) -> Unwind {
    let line = source.position(of: opened.start).line
    return fail("expected `}`, found \(found)", notes: ["the \(what) in line \(line) is open"])
  }
}
