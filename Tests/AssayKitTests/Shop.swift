// Tests/ReportingTests/Models/shop.assay in Swift: channels, a table, integers, every kind of
// property.

import AssayKit

enum Shop {
  static let careless = ProtocolOption("careless")
  static let (customer, shop, bank): (RoleName, RoleName, RoleName) = ("Customer", "Shop", "Bank")

  static let card = Function("card", customer.sort, returns: .nonce, access: .private)
  static let counter = Channel("counter", .secure, between: shop, bank)
  static let paid = Table(
    "paid", ["customer": .principal, "order": .nonce, "amount": .int], of: bank)

  static let order = Message("Order", ["number": .nonce, "card": .nonce])
  static let charge = Message(
    "Charge", ["customer": .principal, "order": .nonce, "amount": .int])
  static let refund = Message("Refund", ["order": .nonce])
  static let receipt = Message("Receipt", ["digest": .message])

  static let orders = Event("Orders")
  static let accepts = Event("Accepts")
  static let delivers = Event("Delivers")
  static let pays = Event("Pays")
  static let refunds = Event("Refunds")

  static let (c, s, b): (Term, Term, Term) = ("C", "S", "B")
  static let (number, amount, n, x): (Term, Term, Term, Term) = ("number", "amount", "n", "a")

  static let model = Model("Shop") {
    careless
    card
    counter
    paid
    [order, charge, refund, receipt]
    roles
    Attacker(controls: .network, plays: customer, shop)
    properties
    Configuration("careful")
    Configuration("sloppy", careless)
    Scenario(sessions: [customer: 1, shop: 1, bank: 1])
    Scenario("tiny", sessions: [bank: 1])
  }

  @ModelBuilder static var roles: [ModelPart] {
    Role(customer, owner: c, shop(s), knows: card(c), pk(s), vk(s)) {
      Transition(from: "start", to: "ordered") {
        Fresh(number.of(.nonce))
        Record(orders(c, s, number))
        Send(aenc(order(number, card(c)), pk(s)))
      }
      Transition(from: "ordered", to: "done") {
        Receive(sign(receipt(hash(number)), sk(s)))
        Record(accepts(c, s, number))
      }
    }
    Role(shop, owner: s, customer(c), bank(b), amount.of(.int), knows: sk(s)) {
      Transition(from: "start", to: "charged") {
        Receive(aenc(order(bind(number), bind("card")), pk(s)))
        Require(amount > 0)
        Send(charge(c, number, amount), over: counter, to: b)
        Send(sign(receipt(hash(number)), sk(s)))
        Record(delivers(s, c, number))
      }
      Transition(from: "charged", to: "refunded") {
        Send(refund(number), over: counter, to: b)
      }
    }
    Role(bank, owner: b, shop(s)) {
      Transition(from: "start", to: "paying") {
        Receive(charge(bind(c), bind(number), bind(amount)), over: counter, from: s)
        Require(!paid.contains(c, number, .any)).when(!careless)
        Insert(c, number, amount, into: paid)
        Record(pays(b, s, c, number, amount))
      }
      Transition(from: "paying", to: "closed") {
        Receive(refund(number), over: counter, from: s)
        Require(paid.contains(bind("payer"), number, bind("sum")))
        Delete(.any, number, .any, from: paid)
        Record(refunds(b, "payer", "sum"))
      }
    }
  }

  @ModelBuilder static var properties: [ModelPart] {
    Property("cardSecret", .secret(card(c), of: customer))
      .unless(.dishonest(s)).expect(.holds)
    Property("cardHidden", .hidden(card(c), of: customer, from: shop)).expect(.attack)
    Property("numberLost", .secret(number, of: customer))
      .with(Attacker(controls: .network, reveals: Reveal(sk(s), of: shop, at: "charged")))
    Property("ordered", .every(pays(.any, s, c, n, .any), requires: orders(c, s, n)))
      .unless(.dishonest(s)).expect(.holds)
    Property("paidOnce", .every(pays(b, s, c, n, .any), requiresInjectively: delivers(s, c, n)))
      .unless(.dishonest(s))
    Property("small", .invariant(sum(x, for: .any, .any, bind(x), in: paid) <= 1, of: bank))
      .expect(.holds)
    Property(
      "quiet", .every(refunds(b, .any, x), requires: pays(b, .any, .any, .any, x))
    ).with(Attacker(controls: .network)).within("tiny")
    Property("completes", .reachable(accepts(c, s, n), refunds(.any, c, .any))).expect(.witness)
    Property("alone", .reachable(orders(c, c, n), pays(c, c, c, n, .any)))
  }
}
