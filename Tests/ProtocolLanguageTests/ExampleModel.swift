// A complete model that uses most of the language, in its canonical layout.

let exampleModel = """
  /// SET as the textbook tells it: nine steps, no dual signature, no cardholder certificate.
  protocol SetCard

  option roleFlag     // certificates say what their key is for, and the reader checks it
  option payeeInPI    // the payment information names the vendor, and the bank compares
  option replayCache  // the bank remembers which (vendor, tid) it has charged

  sort Brand
  enum Use { vendor, bank }
  sort CardNumber guessable                           // 10^9 candidates: they fit on a disk
  function pan(Customer, Issuer): CardNumber private  // shared by those two
  principal Authority honest

  message Certificate(subject: Principal, key: Key, institution: Principal, use: Use when roleFlag)
  message OI(tid: Nonce, brand: Brand)
  message PI(tid: Nonce, payee: Principal when payeeInPI, price: Int, card: CardNumber)
  message Interest(customer: Principal, brand: Brand)
  message Quote(tid: Nonce)
  message Accepted(tid: Nonce)
  message Hello

  channel interbank: secure between Bank, Issuer  // everything else travels on `network`
  table charged(vendor: Principal, tid: Nonce) of Bank when replayCache

  role Customer(C, vendor V, issuer I, price: Int, brand: Brand)
    knows pan(C, I), vk(Authority)
  {
    start -> asked {
      send Interest(C, brand)
    }
    asked -> ordered {
      receive Quote(?tid),
              sign(Certificate(V, ?keyV, ?institution, vendor when roleFlag), sk(Authority)),
              sign(Certificate(?B, ?keyB, _, bank when roleFlag), sk(Authority))
      event CustomerOrders(C, V, B, tid, price)
      send aenc(OI(tid, brand), keyV), aenc(PI(tid, V when payeeInPI, price, pan(C, I)), keyB)
    }
    ordered -> done {
      receive Accepted(tid)
      event CustomerAccepts(C, V, tid, price)
    }
  }

  role Bank(B, issuer I)
    knows sk(B), vk(Authority)
  {
    // The bank is asked by a vendor that it has never seen.
    ready -> asking {
      receive aenc(Request(?tid, sign(Certificate(?V, ?keyV, _, vendor when roleFlag), sk(Authority)),
                           aenc(PI(tid, V when payeeInPI, ?price, ?card), pk(B))), pk(B))
      require price > 0
      require (V, tid) not in charged when replayCache
      insert (V, tid) into charged when replayCache
      send Ask(price, card) over interbank
    }
    // Nothing more: the issuer answers the vendor.
  }

  attacker { controls network; plays Customer, Vendor, Bank }

  property fromHonestVendor: hidden pan(C, I) of Customer from Vendor
  property cardSecret: secret pan(C, I) of Customer at ordered unless dishonest(I), dishonest(B)
  property cardFromVendor: secret pan(C, I) of Customer unless dishonest(I)
      with attacker { controls network; plays Vendor }
      expect attack unless roleFlag
  property paidBeforeShipped: VendorShips(V, C, tid, price) requires BankApproves(_, V, tid, price, _)
  property chargedOnce: BankApproves(B, V, tid, price, pan(C, I))
      requires injectively CustomerOrders(C, V, B, tid, price) unless dishonest(C)
  property completes: reachable CustomerAccepts(C, V, tid, price)

  configuration textbook { }
  configuration hardened { roleFlag, payeeInPI, replayCache }
  scenario default { 2 Customer, 2 Vendor, 2 Bank, 1 Issuer }

  """
