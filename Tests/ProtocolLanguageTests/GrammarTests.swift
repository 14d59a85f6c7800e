import Diagnostics
import Testing

@testable import ProtocolLanguage

/// What the parser makes of each construct, by what the formatter writes for it: the formatter
/// looks at nothing but the tree.
@Suite struct GrammarTests {
  func declaration(_ text: String, _ sourceLocation: SourceLocation = #_sourceLocation) {
    checkFormat(text + "\n", sourceLocation: sourceLocation)
  }

  func action(
    _ text: String, gives expected: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func role(_ action: String) -> String { "role A(X) {\n  a -> b {\n    \(action)\n  }\n}\n" }
    checkFormat(role(text), gives: expected.map(role), sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "include \"shared/keys.assay\"", "option a", "option a when not b", "sort Brand",
    "sort Pin guessable", "enum Use { vendor, bank }", "enum None { }", "function zero: Nat",
    "function pan(Customer, Issuer): CardNumber private", "function f(A): B when a or b and not c",
    "equation dec(enc(x, k), k) = x", "principal A", "principal A honest", "principal A dishonest",
    "message Hello", "message M(a: Nonce, b: Key when x)", "tuple T(a: Nonce, b: Key) when x",
    "channel c: insecure between A, B", "channel c: authentic between A, B",
    "channel c: confidential between A, B", "channel c: secure between A, B when x",
    "table t(a: Nonce) of Bank when (a or b) and c", "deterministic aenc", "typed",
    "deterministic aenc when d", "configuration empty { }", "configuration some { a, b }",
    "scenario default { 2 Customer, 1 Bank, at most 3, loops 2 }", "scenario none { }",
    "attacker { }", "attacker { controls network, wire; plays A, B; reveals sk(B) of Bank at s }",
    "attacker { reveals k of A } when x", "role A(X) { }", "role A() { }",
    "role A(X, vendor V, n: Int) distinct X, V when a { }",
    "role A(X)\n  knows sk(X), pan(X, _) when a or b, vk(Authority)\n{ }",
  ])
  func declarations(_ text: String) { declaration(text) }

  @Test(arguments: [
    "receive ?x", "receive A, (?b when f), ?c: Key over wire from ?X when g or h",
    "receive (a when f)", "receive (a, b)", "receive (a, b when f), c",
    "send A(x when a, y) over wire to X", "send x to X when f", "fresh n, k: Key",
    "fresh n when not (a and b)", "let x = a + 2 * -b - (c - d) * 3", "let x = (a + b) * c",
    "let x = --a", "let x = a - (b - c)", "match x as commit(?y, _)", "event Done",
    "event Paid(C, V, tid when t) when f", "insert (V, tid) into charged",
    "insert x into seen when f", "insert ((a, b)) into seen", "insert (a when f) into seen",
    "delete (V, _) from charged", "delete _ from seen", "require a == b", "require a != f()",
    "require a < 1 and b <= 2 or c > 3 and d >= 4", "require (a < 1 or b < 2) and c < 3",
    "require a < 1 and (b < 2 and c < 3)", "require not (a == b)", "require not not (a == b)",
    "require not (a == b and c == d)", "require (V, tid) not in charged when f",
    "require (V, ?amount) in charged and amount < 100", "require x in seen",
    "require ((a, b)) in seen", "require ((a, b), c) in seen", "require a + 1 in seen",
    "require (a, b) == c", "require (a + b) * 2 == c",
  ])
  func actions(_ text: String) { action(text) }

  @Test(arguments: [
    ("let x = (((a)))", "let x = a"), ("let x = ((a * b)) + c", "let x = a * b + c"),
    ("require ((a == b))", "require a == b"), ("require (a) == (b)", "require a == b"),
    ("require (not x in t) and a == b", "require not (x in t) and a == b"),
    ("require (x) in t", "require x in t"), ("insert (x) into t", "insert x into t"),
    ("send f((a when g))", "send f(a when g)"), ("let x = (a when f)", "let x = (a when f)"),
    ("fresh n when ((a))", "fresh n when a"), ("event Done()", "event Done"),
  ])
  func parenthesesThatSayNothingGo(_ text: String, _ expected: String) {
    action(text, gives: expected)
  }

  @Test(arguments: [
    "property p: secret pan(C, I) of Customer",
    "property p: guessable-safe pan(C, I) of Customer at ordered unless dishonest(I)",
    "property p when f or g: secret k of A at done unless dishonest(I), revealed(k) before E(k)",
    "property p: hidden n of A from B", "property p: hidden n of A from B under network",
    "property p: E(x) requires F(x)",
    "property p: E(x, _) requires injectively F(x) then G(x) and H or I then J and K",
    "property p: reachable E", "property p: reachable E(x) and F(x) under network",
    "property p: invariant sum(a for (V, a) in charged) <= 2 * limit of Bank",
    "property p: invariant sum(a for a in charged) == f(sum(1, 2)) of Bank",
    "property p: reachable E unless revealed(sk(X))",
    """
    property p: secret k of A unless dishonest(B)
        with attacker { controls network }
        within small
        expect proved
        expect attack when f or g
        expect attack unless revealed
    """,
  ])
  func properties(_ text: String) { declaration(text) }

  @Test func clausesOfAPropertyComeInAnyOrder() {
    checkFormat(
      """
      property p: secret k of A expect attack unless f within small unless dishonest(B)
        expect holds unless revealed(k) with attacker { plays A plays B;; controls network }
      """,
      gives: """
        property p: secret k of A unless dishonest(B), revealed(k)
            with attacker { controls network; plays A, B }
            within small
            expect attack unless f
            expect holds

        """)
  }

  @Test func wordsOfOtherConstructsAreNames() {
    checkFormat(
      """
      role message(option, role table) {
        state -> at {
          receive property, sort(?scenario), from, to from from
          send network, to to to
        }
        at -> typed {
          let sum = sum(1, 2)
        }
      }

      """)
  }

  @Test func knowsAndDistinctMayBeRepeated() {
    checkFormat(
      "role A(X, Y) distinct X, Y knows a when f knows b, c { }",
      gives: "role A(X, Y) distinct X, Y\n  knows a when f, b, c\n{ }\n")
  }

  @Test func headerAndIncludesComeInEitherOrder() {
    checkFormat(
      "include \"a\"\nprotocol P // the header\noption x",
      gives: "protocol P  // the header\n\ninclude \"a\"\noption x\n")
  }

  @Test func aFileOfDeclarationsNeedsNoProtocol() {
    let (tree, diagnostics) = parse("option a")
    #expect(diagnostics == [])
    #expect(tree.protocolName == nil)
  }

  @Test func byteOrderMarksAndCarriageReturnsAreWhiteSpace() {
    checkFormat(
      "\u{FEFF}protocol P\r\n\r\noption a // first\r\n\r\noption b\r\n",
      gives: "protocol P\n\noption a  // first\n\noption b\n")
  }

  @Test func spansCoverTheNode() {
    let (text, ranges) = marked("role A(X) {\n  a -> b {\n    let x = «f(a) + (b, c)»\n  }\n}")
    guard case .role(let role) = parse(text).tree.declarations[0].kind,
      case .define(_, let term) = role.transitions[0].actions[0].kind
    else { return #expect(Bool(false)) }
    #expect(term.span.start..<term.span.end == ranges[0])
  }
}
