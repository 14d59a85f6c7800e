import Diagnostics
import Testing

@testable import ProtocolModel

@Test func hiddenVariablesStandForRandomnessAndWildcards() {
  let text = """
    protocol P
    message Answer(n: Nonce, price: Int)
    role A(A, b B)
      knows sk(A), pk(B)
    {
      start -> waiting {
        fresh n: Nonce
        send aenc((n, A), pk(B))
      }
      waiting -> done {
        receive aenc(Answer(n, ?price), pk(A)), _
        event Done(A, B, price + 1)
        send price - 2
      }
    }
    role B(B) knows pk(_) { }
    """
  #expect(
    dump(text) == """
      protocol P
      role A(A, B B)
        knows sk(A)
        knows pk(sk(B))
        state start: A, B
        state waiting: A, B, n
        state done: A, B, n, price
        start -> waiting
          fresh n
          fresh _r4
          send aenc((n, A), pk(sk(B)), _r4)
        waiting -> done
          receive (aenc(Answer(n, price), pk(sk(A)), _r5), _6)
          define _n7 = price + 1
          event Done(A, B, _n7)
          define _n8 = price - 2
          send _n8
      role B(B)
        knows pk(sk(_1))
        state start: B
      scenario default { 2 A, 2 B, loops 2 }
      """)
}

@Test func unboundAndUnknownNamesAreReportedTogether() {
  check(
    """
    protocol P
    role A(A) {
      start -> done {
        receive ?x
        send y, x
             ^ E0201 there is no variable `y`
        send z
             ^ E0207 `z` is not bound here
      }
      done -> end { receive ?x, ?z }
                            ^^ E0206 `x` is bound already
    }
    """)
}
