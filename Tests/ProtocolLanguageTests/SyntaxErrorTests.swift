import Diagnostics
import Testing

@testable import ProtocolLanguage

@Suite struct SyntaxErrorTests {
  @Test func aMisspeltKeywordIsTakenForWhatWasMeant() {
    check(
      """
      protocol P
      «optoin» a
      role A(X) {
        a -> b {
          «recieve» ?x, «)»
          «sned» x
          event E(«,»)
        }
      }
      """,
      "E0101: expected a declaration, found `optoin` [did you mean `option`?]",
      "E0101: expected an action, found `recieve` [did you mean `receive`?]",
      "E0101: expected a term, found `)`",
      "E0101: expected an action, found `sned` [did you mean `send`?]",
      "E0101: expected a term, found `,`")
  }

  @Test func everyDeclarationSaysWhatItLacks() {
    check(
      """
      protocol P
      sort «{»
      message M(a «Nonce»)
      enum E { a, b «c» }
      function f(A, B) «C»
      principal «when»
      channel c: «secret» between A, B
      table t(a: Nonce) «off» Bank
      configuration c { a, «2» }
      scenario s { «Customer» }
      deterministic «senc»
      include «path»
      """,
      "E0101: expected the name of a sort, found `{`",
      "E0101: expected `:` and the sort of `a`, found `Nonce`",
      "E0101: expected `,` or `}`, found `c`",
      "E0101: expected `:` and the sort of the result, found `C`",
      "E0101: expected the name of a principal, found the keyword `when`",
      "E0101: expected `insecure`, `authentic`, `confidential` or `secure`, found `secret`"
        + " [did you mean `secure`?]",
      "E0101: expected `of` and the role that keeps the table, found `off` [did you mean `of`?]",
      "E0101: expected an option, found `2`",
      "E0101: expected a number of sessions, `at most` or `loops`, found `Customer`",
      "E0101: expected `aenc`, found `senc` [did you mean `aenc`?]",
      "E0101: expected a path in quotes, found `path`")
  }

  @Test func anErrorInAHeadDoesNotHideTheBody() {
    check(
      """
      role A(X «;» Y) knows {
        a -> b «wen» f {
          send «}»
        b «=» c { fresh «1» }
        c «}»
      """,
      "E0101: expected `,` or `)`, found `;`",
      "E0101: expected `{`, found `wen` [did you mean `when`?]",
      "E0101: expected a term, found `}`",
      "E0101: expected `->` after the state `b`, found `=`",
      "E0101: expected the name of a fresh value, found `1`",
      "E0101: expected `->` after the state `c`, found `}`")
  }

  @Test func aMissingOpeningBraceIsTakenAsRead() {
    check(
      """
      role A(X)
        knows k«»
        a -> b«»
          send «)»
          «sedn» x
        }
        b -> c {
          send «}»
      }
      option «1»
      """,
      "E0101: expected `{` after `k`", "E0101: expected `{` after `b`",
      "E0101: expected a term, found `)`",
      "E0101: expected an action, found `sedn` [did you mean `send`?]",
      "E0101: expected a term, found `}`",
      "E0101: expected the name of an option, found `1`")
  }

  @Test func attackersAndProperties() {
    check(
      """
      attacker { «plas» A }
      property p: «secrt» k of A
      property p: E(x) «requirs» F(x)
      property p: E(x) requires «injectivly» F(x)
      property p: reachable E «an» F
      property p: secret k of A unless «dishonst»(B)
      property p: hidden k of A «form» B
      property p: invariant a «=» b of B
      property p «secret»
      property p: secret k of A within a «within» b
      """,
      "E0101: expected `controls`, `plays`, `reveals` or `}`, found `plas` [did you mean `plays`?]",
      "E0101: expected `secret`, `guessable-safe`, `hidden`, `reachable`, `invariant` or an event, found `secrt`"
        + " [did you mean `secret`?]",
      "E0101: expected `requires` after the event `E`, found `requirs` [did you mean `requires`?]",
      "E0101: expected `injectively` or an event, found `injectivly` [did you mean `injectively`?]",
      "E0101: expected `unless`, `with`, `within`, `expect` or a declaration, found `an`"
        + " [did you mean `and`?]",
      "E0101: expected `dishonest(…)` or `revealed(…)`, found `dishonst` [did you mean `dishonest`?]",
      "E0101: expected `from` and a role, found `form` [did you mean `from`?]",
      "E0101: expected a comparison such as `<=`, found `=`",
      "E0101: expected `:` and what the property says, found `secret`",
      "E0101: this property has a scenario already")
  }

  @Test func aMissingBraceIsMissedWhereItShouldBe() {
    check(
      """
      role A(X) {
        a -> b {
          send x
        «b» -> c {
          send y
        }
      «role» B(X) {
        a -> b { send x }
      }
      role C(X) {
        a -> b {«»
      """,
      "E0101: expected `}`, found `b` (the transition in line 2 is open)",
      "E0101: expected `}`, found `role` (the role `A` in line 1 is open)",
      "E0101: expected `}`, found the end of the file (the transition in line 11 is open)")
  }

  @Test func aBraceTooManyEndsTheRole() {
    check(
      """
      role A(X) {
        a -> b { send x }
      }
      «}»
      option a
      «send» x
      option b
      """,
      "E0101: expected a declaration, found `}`",
      "E0101: expected a declaration, found the keyword `send`")
  }

  @Test func guardsInTheWrongPlace() {
    check(
      """
      role A(X) {
        a -> b { send a when f«,» b }
      } «when» f
      property p: reachable E «when» f
      option a
      """,
      "E0106: a `when` behind an action guards all of it"
        + " (write `(x when option)` to guard one element of the list)",
      "E0106: the `when` of a role stands before its `knows`",
      "E0106: the `when` of a property stands before its colon")
  }

  @Test func conditionsAndTermsAreToldApart() {
    check(
      """
      role A(X) {
        a -> b {
          require x«»
          require (x)«»
          require x «and» y == z
          require (a == b) «==» c
          require (a == b«,» c) in t
          require not x«»
          send «(a == b)»
          insert «(a == b)» into t
          send a +«»
          let x «==» y
          match x as«»
          insert (a, b) «in» t
          require («)» in t
          event E(a,
                  b«»
          fresh n
          «x»
        }
      }
      """,
      "E0101: expected a comparison such as `==` or `in` after `x`",
      "E0101: expected a comparison such as `==` or `in` after `)`",
      "E0101: expected a comparison such as `==` or `in`, found the keyword `and`",
      "E0101: expected an action or `}`, found `==`",
      "E0101: expected `and`, `or` or `)`, found `,`",
      "E0101: expected a comparison such as `==` or `in` after `x`",
      "E0101: expected a term, found a condition",
      "E0101: expected a table entry, found a condition",
      "E0101: expected a term after `+`",
      "E0101: expected `=`, found `==`",
      "E0101: expected a term after `as`",
      "E0101: expected `into` and a table, found the keyword `in`",
      "E0101: expected a term, found `)`",
      "E0101: expected `,` or `)` after `b`",
      "E0101: expected an action or `}`, found `x`")
  }

  @Test func aFileHasOneProtocolLineAtItsHead() {
    check(
      "option a\n«protocol» P\n«protocol» Q\n",
      "E0101: `protocol` stands before all declarations but `include`",
      "E0101: a file describes one protocol [this is the second]")
    check(
      "«»",
      "E0103: this file declares nothing (a model begins with a line such as `protocol MyProtocol`)"
    )
  }

  @Test(arguments: ["option 1\n", "$ ", "option $\n"])
  func tooManyErrorsAreCutOff(_ error: String) {
    let diagnostics = parse(String(repeating: error, count: 500)).diagnostics
    #expect(diagnostics.count == ProtocolParser.mostErrors)
    #expect(
      diagnostics.last?.notes == ["reading stopped after 100 errors: there may be more"])
  }

  @Test(arguments: [
    ("E(X) «require» F(X)", "requires"), ("E(X) «requries» F(X)", "requires"),
    ("E(X) requires «injectivly» F(X)", "injectively"), ("E(X) requires F(X) «witin» s", "within"),
    ("E(X) requires F(X) «unles» dishonest(X)", "unless"),
    ("E(X) requires F(X) unless «dishonset»(X)", "dishonest"),
    ("E(X) requires F(X) unless «reveald»(X)", "revealed"),
    ("E(X) requires F(X) unless revealed(X) «befor» F(X)", "before"),
    ("E(X) requires F(X) «expct» holds", "expect"), ("E(X) requires F(X) «than» G(X)", "then"),
    ("E(X) requires F(X) «adn» G(X)", "and"),
    ("E(X) requires F(X) «wiht» attacker { controls network }", "with"),
    ("E(X) requires F(X) with «atacker» { controls network }", "attacker"),
    ("E(X) requires F(X) with attacker { «contols» network }", "controls"),
    ("E(X) requires F(X) with attacker { «play» A }", "plays"),
    ("E(X) requires F(X) with attacker { «reveal» x of A }", "reveals"),
    ("«secert» x of A", "secret"), ("secret x «fo» A", "of"), ("secret x of A «att» s", "at"),
    ("«hiden» x of A from B", "hidden"), ("hidden x of A «form» B", "from"),
    ("hidden x of A from B «undr» network", "under"),
    ("hidden x of A from B under «netwrk»", "network"), ("«reachabel» E(X)", "reachable"),
    ("«invarient» 1 <= 2 of A", "invariant"), ("«invarient» x <= 2 of A", "invariant"),
  ])
  func aMisspeltWordInAPropertyIsRecognised(_ property: String, _ meant: String) throws {
    let (text, ranges) = marked("property p: \(property)")
    let diagnostics = parse(text).diagnostics
    #expect(diagnostics.count == 1, "\(diagnostics.map(summary))")
    let first = try #require(diagnostics.first)
    #expect(first.label == "did you mean `\(meant)`?")
    #expect(first.span.start..<first.span.end == ranges[0])
  }

  @Test func whatAPropertyLacksIsNamed() {
    check("property p: «requires» F(X)", "E0101: expected an event before `requires`")
    check(
      "scenario s { «loop» 3 }",
      "E0101: expected a number of sessions, `at most` or `loops`, found `loop`"
        + " [did you mean `loops`?]")
  }

  @Test func aMissingHeadOfATransitionIsOneMistake() {
    check(
      """
      role A(X) {
        a -> b { send x }
          «send» y
          «sned» z
        }
        c -> d { send z }
      }
      role B(Y) { a -> b { receive ?x } }
      """,
      "E0101: expected a transition such as `start -> done` or `}`, found the keyword `send`",
      "E0101: expected an action, found `sned` [did you mean `send`?]")
  }

  @Test func aMissingParenthesisBeforeKnowsIsMissedThere() {
    check(
      "role A(X«»\n  knows sk(X) { a -> b { } }", "E0101: expected `,` or `)` after `X`")
    check("role A(X, b Y«»\n  distinct X, Y { a -> b { } }", "E0101: expected `,` or `)` after `Y`")
  }
}
