// Sessions that start before the first choice are interchangeable until something tells them apart:
// models whose violation needs several of them, in an order or a combination of its own.

import Testing

@Suite struct InterchangeableSessionTests {
  /// The values of two sessions have to meet in one message, the later one first.
  @Test func twoSessionsMeetInOneMessage() throws {
    try check(
      """
      protocol P
      message Two(a: Nonce, b: Nonce)
      role Source(S) knows sk(S) {
        start -> done { fresh n: Nonce  send sign(n, sk(S)) }
      }
      role Sink(K, source S) knows vk(_) {
        start -> done {
          receive Two(?a, ?b), sign(a, sk(S)), sign(b, sk(S))
          require a != b
          event Both(a, b)
        }
      }
      \(never)
      attacker { controls network }
      property p: Both(x, y) requires Never(_)
      scenario default { 2 Source, 1 Sink }
      """, ["p": .found])
  }

  /// What was received whole, and could have been anything, turns out to be of one session when
  /// it is opened, after another has been heard of.
  @Test func anOpenMessageIsOfASessionNotHeardOf() throws {
    try check(
      """
      protocol P
      message Late(c: Message)
      message Now(n: Nonce)
      role Source(S) knows sk(S) {
        start -> done { fresh n: Nonce  send sign(n, sk(S)) }
      }
      role Sink(K, source S) knows vk(S) {
        start -> held { receive Late(?c) }
        held -> compared { receive sign(Now(?n), sk(S)) }
        held -> seen { receive Now(?m), sign(m, sk(S))  match c as sign(?n, sk(S))
          require m != n  event Both(m, n) }
      }
      \(never)
      attacker { controls network }
      property p: Both(x, y) requires Never(_)
      scenario default { 2 Source, 1 Sink }
      """, ["p": .found])
  }

  /// A reveal tells a session apart from those before it.
  @Test func aRevealTellsSessionsApart() throws {
    try check(
      """
      protocol P
      role Source(S) knows sk(S) {
        start -> waiting { fresh k: Key  fresh m: Nonce  send senc(m, k), sign(k, sk(S)) }
        waiting -> done { receive sign(?other, sk(S))  require other != k  fresh x: Nonce
          event Crossed(other, k)  send senc(x, k) }
      }
      \(never)
      attacker { controls network; reveals k of Source at waiting }
      property p: Crossed(x, y) requires Never(_)
      property q: Crossed(x, y) requires Never(_) unless revealed(y)
      scenario default { 3 Source }
      """, ["p": .found, "q": .found])
  }

  /// Each session answers the next: a cycle through all of them.
  @Test func aCycleThroughAllSessions() throws {
    try check(
      """
      protocol P
      role Link(S) knows sk(S), vk(_) {
        start -> waiting { fresh n: Nonce  send sign(n, sk(S)) }
        waiting -> done { receive sign(?m, sk(S))  require m != n  event Next(n, m) }
      }
      role Judge(J) { start -> done { fresh j: Nonce  event Start(j) } }
      \(never)
      attacker { controls network }
      property p: Next(x, y) requires Next(y, _)
      property w: reachable Next(x, y) and Next(y, z) and Next(z, x) under network
      scenario default { 3 Link }
      """, ["p": .found, "w": .found])
  }

  /// What is delivered once is gone, even where it says nothing of its sender.
  @Test func aDeliveredMessageIsGone() throws {
    try check(
      """
      protocol P
      message Ping
      message Pong(n: Nonce)
      channel line: secure between Source, Sink
      role Source(S, sink K) knows sk(S) {
        start -> waiting { send Ping over line }
        waiting -> done { receive Pong(?n)  event Answered(n) }
      }
      role Sink(K, source S) {
        start -> one { receive Ping over line  fresh a: Nonce }
        one -> two { receive Ping over line  fresh b: Nonce  event Two(a, b)  send Pong(b) }
      }
      \(never)
      attacker { controls network }
      property p: Two(x, y) requires Never(_)
      property q: Answered(x) requires Two(_, x)
      property w: reachable Two(x, y) and Answered(y)
      scenario default { 2 Source, 1 Sink }
      """, ["p": .found, "q": .found, "w": .found])
  }
}
