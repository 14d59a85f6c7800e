// docs/semantics.md, S3, as the engine obeys it.

import Diagnostics
import ProtocolModel
import Testing

@Suite struct RunRuleOracleTests {
  @Test func S3_1_sessionsFollowTheirStatesAndStopAnywhere() throws {
    try check(
      """
      option early
      channel line: authentic between A, B
      role A(X, b Y) {
        start -> middle { event First(X, Y)  send X over line }
        middle -> done { event Second(X, Y) }
      }
      role B(Y, a X) { start -> done { receive X over line  event Heard(X, Y) } }
      role C(Z) {
        early -> later when early { event Zeroth(Z) }
        later -> done { event Late(Z) }
      }
      attacker { controls network }
      property inOrder: Second(X, Y) requires First(X, Y)
      property heard: Heard(X, Y) requires First(X, Y)
      property stopped: Heard(X, Y) requires Second(X, Y)
      property initial: Late(x) requires Never(_) within late
      scenario default { 1 A, 1 B }
      scenario late { 1 C }
      """, ["inOrder": .none, "heard": .none, "stopped": .found, "initial": .found])
  }

  @Test func S3_2_aTransitionHappensAsAWholeOrNotAtAll() throws {
    try check(
      """
      role A(X) {
        start -> a { receive ?m  fresh n: Nonce  event Before(X)  send n  require m == n }
        start -> b { receive ?m  event Whole(X, m)  require m == X }
      }
      attacker { controls network }
      property before: Before(x) requires Never(_)
      property whole: Whole(x, m) requires Never(_)
      property everything: secret n of A
      scenario default { 1 A }
      """, ["before": .vacuous, "whole": .found, "everything": .vacuous])
  }

  @Test func S3_3_everyVariableBindsBeforeAnythingIsCompared() throws {
    try check(
      """
      message Hello
      function key(Principal): Key private
      role A(X) knows key(X) {
        start -> a { fresh n: Nonce, m: Nonce  send senc((n, m), key(X)) }
        start -> b { receive senc((?x, x), key(X))  event Twice(X) }
        start -> c { receive senc(Hello, k), ?k  event Late(X) }
      }
      role B(Y) knows sk(Y), vk(Y) {
        start -> a { send vk(Y), sign(Hello, sk(Y)) }
        start -> b { receive ?k, sign(Hello, inverse(k))  event Verified(Y, k) }
      }
      attacker { controls network }
      property twice: Twice(x) requires Never(_)
      property late: Late(x) requires Never(_)
      property verified: Verified(x, k) requires Never(_) within signatures
      scenario default { 2 A }
      scenario signatures { 2 B }
      """,
      ["twice": .vacuous, "late": .found, "verified": .found])
  }

  @Test func S3_4_actionsDoWhatTheySay() throws {
    try check(
      """
      function key(Principal): Key private
      role A(X) knows key(X) {
        start -> sent { fresh n: Nonce  let c = senc(n, key(X))  send c }
        sent -> opened {
          receive ?d
          match d as senc(?m, key(X))
          event Opened(X, m)
          require m == n
          event Own(X)
        }
        sent -> other { receive senc(?m, key(X))  require m != n  event Other(X) }
        sent -> again { receive ?m  fresh k: Nonce  require k == n or k == m  event Repeated(X) }
      }
      attacker { controls network }
      property opened: Opened(x, m) requires Never(_)
      property own: Own(x) requires Never(_)
      property other: Other(x) requires Never(_)
      property repeated: Repeated(x) requires Never(_)
      scenario default { 1 A }
      """, ["opened": .found, "own": .found, "other": .vacuous, "repeated": .vacuous])
  }

  @Test func S3_5_aStateForgetsWhatNotEveryPathBinds() throws {
    try check(
      """
      message First
      message Skip
      role A(X) {
        start -> s { receive First, ?x  event Took(X, x) }
        start -> s { receive Skip  event Skipped(X) }
        s -> done { receive ?x  event TookAnew(X, x) }
      }
      role B(Y) {
        start -> ready { fresh n: Nonce }
        ready -> ready { receive ?x  event Round(Y, x)  send hash((n, x)) }
        ready -> done { receive hash((n, Y))  event Kept(Y) }
      }
      attacker { controls network }
      property anew: TookAnew(X, x) requires Took(X, x) or Skipped(X)
      property rounds: Round(Y, x) requires Never(_) within loop
      property kept: Kept(Y) requires Round(Y, Y) within loop
      scenario default { 1 A }
      scenario loop { 1 B }
      """, ["anew": .found, "rounds": .found, "kept": .none])
  }

  @Test(arguments: [
    ("receive senc(?n, key(Y))", DiagnosticCode.cannotOpen),
    ("send key(Y)", .cannotBuild),
    ("send aenc(X, pk(Y))", .cannotBuild),
    ("receive hash(key(Y))", .cannotCheck),
  ])
  func S3_6_whatARoleCannotDoIsNoModel(action: String, code: DiagnosticCode) {
    let text = """
      protocol Test
      function key(Principal): Key private
      role A(X, a Y) knows key(X) { start -> done { \(action)  event Done(X) } }
      property done: reachable Done(X)
      scenario default { 1 A }
      """
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    #expect(elaborated.models.isEmpty)
    #expect(elaborated.diagnostics.filter { $0.severity == .error }.map(\.code) == [code])
  }
}
