// Vouchers: an issuer signs one for a holder, a shop takes it for what it is worth. Whoever holds
// a voucher may spend it, but it should be spent once.

import AssayKit

public enum VoucherProtocol {
  // What can be changed.
  public static let replayCheck = ProtocolOption("replayCheck")  // shops remember serials
  public static let namesShop = ProtocolOption("namesShop")  // a voucher is for one shop

  // What is said and recorded.
  static let voucher = Message(
    "Voucher",
    [
      "serial": .nonce, "holder": .principal, "shop": .principal.when(namesShop), "amount": .int,
    ])
  static let issues = Event("Issues")
  static let redeems = Event("Redeems")

  // Who takes part, and what they call things.
  static let issuer = RoleName("Issuer")
  static let shop = RoleName("Shop")
  static let redeemed = Table("redeemed", ["serial": .nonce], of: shop)
  static let (i, s, h): (Term, Term, Term) = ("I", "S", "H")
  static let (serial, amount): (Term, Term) = ("serial", "amount")

  public static let model = Model("Voucher") {
    replayCheck
    namesShop
    voucher
    redeemed.when(replayCheck)

    Role(issuer, owner: i, shop(s), h.of(.principal), amount.of(.int), knows: sk(i)) {
      Transition(from: "start", to: "issued") {
        Fresh(serial)
        Record(issues(i, h, serial, amount))
        Send(sign(voucher(serial, h, s.when(namesShop), amount), sk(i)))
      }
    }

    Role(shop, owner: s, issuer(i), knows: vk(i)) {
      Transition(from: "open", to: "open") {
        Receive(
          sign(voucher(bind(serial), bind(h), s.when(namesShop), bind(amount)), sk(i)))
        Require(amount > 0)
        Require(!redeemed.contains(serial)).when(replayCheck)
        Insert(serial, into: redeemed).when(replayCheck)
        Record(redeems(s, i, h, serial, amount))
      }
    }

    Attacker(controls: .network, plays: issuer, shop)

    Property("genuine", .every(redeems(s, i, h, serial, amount), requires: issued))
      .unless(.dishonest(i)).expect(.holds)
    Property("spentOnce", .every(redeems(s, i, h, serial, amount), requiresInjectively: issued))
      .unless(.dishonest(i)).expect(.attack, unless: replayCheck && namesShop)
    Property("completes", .reachable(redeems(s, i, h, serial, amount)))
      .expect(.witness)

    Configuration("bearer")
    Configuration("remembering", replayCheck)
    Configuration("forOneShop", replayCheck, namesShop)
    Scenario(sessions: [issuer: 1, shop: 2], loops: 1)
  }

  /// What the issuer did for a voucher.
  private static let issued = issues(i, h, serial, amount)
}
