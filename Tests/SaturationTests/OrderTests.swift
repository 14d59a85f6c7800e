// `then`: which orders of events the clauses know, and which they do not.

import Testing

@Suite struct OrderTests {
  private func found(_ required: String, _ trigger: String = "Accepted(r, B, A, n, m)") throws
    -> Answer?
  {
    try answers(
      """
      protocol Ordered
      message Hello(n: Nonce, a: Principal)
      message Reply(n: Nonce, m: Nonce, b: Principal)
      role Initiator(A, responder B)
        knows sk(A), pk(B)
      {
        start -> waiting {
          fresh r: Nonce
          fresh n: Nonce
          event Woke(r, A)
          event Started(r, A, B, n)
          send aenc(Hello(n, A), pk(B))
        }
        waiting -> done {
          receive aenc(Reply(n, ?m, B), pk(A))
          event Confirmed(r, A, B, n, m)
          send aenc(m, pk(B))
        }
      }
      role Responder(B)
        knows sk(B), pk(_)
      {
        start -> waiting {
          receive aenc(Hello(?n, ?A), pk(B))
          fresh r: Nonce
          fresh m: Nonce
          event Answered(r, B, A, n, m)
          send aenc(Reply(n, m, B), pk(A))
        }
        waiting -> done {
          receive aenc(m, pk(B))
          event Accepted(r, B, A, n, m)
          event Closed(r, B, A)
        }
      }
      attacker { controls network; plays Initiator, Responder }
      property p: \(trigger) requires \(required) unless dishonest(A)
      """)["p"]
  }

  @Test(arguments: [
    "Started(_, A, B, n) then Answered(r, B, A, n, m)",
    "Answered(r, B, A, n, m) then Confirmed(_, A, B, n, m)",
    "Started(s, A, B, n) then Answered(r, B, A, n, m) then Confirmed(s, A, B, n, m)",
    "injectively Started(s, A, B, n) then Answered(r, B, A, n, m) then Confirmed(s, A, B, n, m)",
    "Woke(s, A) then Started(s, A, B, n) then Answered(r, B, A, n, m)",
    "Answered(r, B, A, n, m) then Confirmed(s, A, B, n, m) and Started(s, A, B, n)",
  ]) func whatCausesComesFirst(_ required: String) throws {
    #expect(try found(required) == .proved)
  }

  @Test(arguments: [
    "Answered(r, B, A, n, m) then Started(_, A, B, n)",
    "Confirmed(_, A, B, n, m) then Answered(r, B, A, n, m)",
    "Started(s, A, B, n) then Woke(s, A)",
    "Started(s, A, B, n) then Confirmed(s, A, B, n, m) then Answered(r, B, A, n, m)",
  ]) func whatComesLaterDoesNot(_ required: String) throws {
    #expect(try found(required) == .notProved)
  }

  /// Of two events of one transition the one that is written first comes first.
  @Test func theWrittenOrderCounts() throws {
    let closed = "Closed(r, B, A)"
    #expect(try found("Answered(r, B, _, _, m) then Accepted(r, B, _, _, m)", closed) == .proved)
    #expect(
      try found("Accepted(r, B, _, _, m) then Answered(r, B, _, _, m)", closed) == .notProved)
  }

  /// Both have happened, in whatever order.
  @Test func whatNothingOrdersIsNotOrdered() throws {
    let answers = try answers(
      """
      protocol Loose
      function k(Principal, Principal): Key private
      role Left(A, right B)
        knows k(A, B)
      {
        start -> done {
          fresh n: Nonce
          event L(A, B, n)
          send senc((n, 1), k(A, B))
        }
      }
      role Right(B, left A)
        knows k(A, B)
      {
        start -> done {
          fresh m: Nonce
          event R(A, B, m)
          send senc((m, 2), k(A, B))
        }
      }
      role Judge(J, left A, right B)
        knows k(A, B)
      {
        start -> done {
          receive (senc((?n, 1), k(A, B)), senc((?m, 2), k(A, B)))
          event Seen(A, B, n, m)
        }
      }
      attacker { controls network; plays Left, Right }
      property both: Seen(A, B, n, m) requires L(A, B, n) and R(A, B, m)
        unless dishonest(A), dishonest(B)
      property first: Seen(A, B, n, m) requires L(A, B, n) then R(A, B, m)
        unless dishonest(A), dishonest(B)
      property second: Seen(A, B, n, m) requires R(A, B, m) then L(A, B, n)
        unless dishonest(A), dishonest(B)
      property either: Seen(A, B, n, m)
        requires L(A, B, n) then R(A, B, m) or R(A, B, m) then L(A, B, n)
        unless dishonest(A), dishonest(B)
      """)
    #expect(answers["both"] == .proved)
    #expect(answers["first"] == .notProved && answers["second"] == .notProved)
    // True, but no clause says that one of both was first.
    #expect(answers["either"] == .notProved)
  }
}
