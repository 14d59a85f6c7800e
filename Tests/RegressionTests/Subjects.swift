// The protocols that the edits are made to: small, so that each is decided in milliseconds, and
// holding, so that an edit can break something.

enum Subject: String, Sendable {
  case lowe, purchase

  var text: String {
    switch self {
    case .lowe: Self.loweText
    case .purchase: Self.purchaseText
    }
  }

  /// Needham–Schroeder with public keys, as Lowe mended it.
  private static let loweText = """
    /// Needham-Schroeder, mended.
    protocol Lowe

    message Hello(initiator: Principal, nonceA: Nonce)
    message Reply(nonceA: Nonce, nonceB: Nonce, responder: Principal)
    message Confirm(nonceB: Nonce)

    role Initiator(A, responder B)
      knows sk(A), pk(B)
    {
      start -> waiting {
        fresh nA: Nonce
        event Starts(A, B, nA)
        send aenc(Hello(A, nA), pk(B))
      }
      waiting -> done {
        receive aenc(Reply(nA, ?nB, B), pk(A))
        event Accepts(A, B, nA, nB)
        send aenc(Confirm(nB), pk(B))
      }
    }

    role Responder(B)
      knows sk(B), pk(_)
    {
      start -> waiting {
        receive aenc(Hello(?A, ?nA), pk(B))
        fresh nB: Nonce
        event Answers(B, A, nA, nB)
        send aenc(Reply(nA, nB, B), pk(A))
      }
      waiting -> done {
        receive aenc(Confirm(nB), pk(B))
        event Ends(B, A, nA, nB)
      }
    }

    attacker { controls network; plays Initiator, Responder }

    property nonceA: secret nA of Initiator unless dishonest(B)
        expect holds
    property nonceB: secret nB of Responder at waiting unless dishonest(A)
        expect holds
    property agrees: Ends(B, A, n, m)
        requires injectively Accepts(A, B, n, m) and Starts(A, B, n) unless dishonest(A)
        expect holds
    property completes: reachable Ends(B, A, n, m)
        expect witness

    scenario default { 1 Initiator, 2 Responder }

    """

  /// An order that is signed, paid over a line that the attacker cannot reach, and charged once.
  private static let purchaseText = """
    protocol Purchase

    function pan(Customer): Message private

    message Order(tid: Nonce, customer: Principal, price: Nonce, card: Message)
    message Charge(tid: Nonce, price: Nonce)
    message Receipt(tid: Nonce, shop: Principal)

    channel bankLine: secure between Shop, Bank
    table charged(shop: Principal, tid: Nonce) of Bank

    role Customer(C, shop S)
      knows sk(C), pan(C), pk(S), vk(S)
    {
      start -> ordered {
        fresh tid: Nonce
        fresh price: Nonce
        event Orders(C, S, tid, price)
        send aenc(sign(Order(tid, S, price, pan(C)), sk(C)), pk(S))
      }
      ordered -> done {
        receive sign(Receipt(tid, C), sk(S))
        event Paid(C, S, tid)
      }
    }

    role Shop(S, customer C, bank B)
      knows sk(S), vk(C)
    {
      start -> charging {
        receive aenc(sign(Order(?tid, S, ?price, ?card), sk(C)), pk(S))
        event Sells(S, C, tid, price)
        send Charge(tid, price) over bankLine to B
        send sign(Receipt(tid, C), sk(S))
      }
    }

    role Bank(B, shop S)
      knows vk(S)
    {
      start -> done {
        receive Charge(?tid, ?price) over bankLine from S
        require (S, tid) not in charged
        insert (S, tid) into charged
        event Charges(B, S, tid, price)
      }
    }

    attacker { controls network; plays Customer, Shop; reveals price of Customer at done }

    property card: secret pan(C) of Customer unless dishonest(S)
    property price: secret price of Customer unless dishonest(S), revealed(price)
    property ordered: Sells(S, C, tid, price) requires Orders(C, S, tid, price)
        unless dishonest(C)
    property once: Charges(B, S, tid, price) requires injectively Sells(S, _, tid, price)
        unless dishonest(S)
    property paid: Paid(C, S, tid) requires Sells(S, C, tid, _) unless dishonest(S)
    property completes: reachable Paid(C, S, tid)

    scenario default { 1 Customer, 1 Shop, 2 Bank }

    """
}
