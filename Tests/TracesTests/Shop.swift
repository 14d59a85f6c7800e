// A card payment: a customer sends its card to the bank through the vendor. For `hidden`.

import ProtocolModel
import Terms

@testable import Traces

enum Shop {
  private static let card = SymbolID(12)
  static let vera = principal("vera")
  static let annasCard = Term.apply(card, [anna, fresh("t", 0)])
  static let secondPart = Derivation.analyse(Rule.second, [.observed(0)])

  /// A customer sends its card to the bank through the vendor: in the clear, under the bank's key
  /// or under the vendor's key for use 1.
  static let model: ProtocolModel = {
    let card = Term.apply(Shop.card, [v(0), v(3)])
    let bankKey = pk(sk(v(2)))
    let vendorKey = pk(sk(v(1), .integer(1)))
    let customer = makeRole(
      "Customer",
      [agent("C"), agent("V"), agent("B"), nonce("t"), nonce("_r")], parameters: 3,
      partners: [1: 1, 2: 2], knows: [bankKey, vendorKey], bound: [[0, 1, 2], [0, 1, 2, 3]],
      [card, aenc(card, bankKey, v(4)), aenc(card, vendorKey, v(4))].map { message in
        (
          0, 1,
          [
            .fresh(Variable(3)), .fresh(Variable(4)),
            .send(tuple(v(3), message), over: .network, to: nil),
          ]
        )
      })
    let vendor = makeRole(
      "Vendor", [agent("V"), any("t"), any("x"), nonce("n"), any("_w")],
      knows: [sk(v(0), .integer(2)), tuple(v(0), v(4))], bound: [[0], [0, 1, 2], [0, 1, 2]],
      [
        (
          0, 1,
          [
            .receive(tuple(v(1), v(2)), over: .network, from: nil), .fresh(Variable(3)),
            .send(tuple(v(2), v(3)), over: .network, to: nil),
          ]
        )
      ])
    let bank = makeRole(
      "Bank", [agent("B"), any("x")], knows: [sk(v(0))], bound: [[0], [0]],
      [(0, 1, [.receive(v(1), over: .network, from: nil)])])
    return makeModel(
      [customer, vendor, bank],
      properties: [
        makeProperty(
          .hidden(card, role: RoleID(0), from: RoleID(1)),
          threat: makeThreat(controls: [], onlyDelivers: true, separatesRoles: true))
      ],
      functions: [
        Symbol("card", arity: 2, kind: .function, isPublic: false, result: .message)
      ])
  }()

  static func trace(
    _ message: (Term) -> Term, transition: Int, _ derivation: Derivation, viewer: Int = 1
  ) -> Trace {
    makeTrace(
      [(0, [anna, vera, ben]), (1, [vera]), (2, [ben])],
      [
        step(0, transition),
        step(1, 0, tuple(fresh("t", 0), message(annasCard)), .delivered(0)),
        step(2, 0, tuple(message(annasCard), fresh("n", 1)), .delivered(1)),
      ],
      claim: .sees(session: 0, viewer: viewer, derivation), threat: model.properties[0].threat)
  }

  static func underVendorsKey(_ card: Term) -> Term {
    aenc(card, pk(sk(vera, .integer(1))), fresh("_r", 0, 1))
  }
  static func underBanksKey(_ card: Term) -> Term {
    aenc(card, pk(sk(ben)), fresh("_r", 0, 1))
  }

  /// The vendor opens what was encrypted for it.
  static let sight = trace(
    underVendorsKey, transition: 2, decrypting(secondPart, .ownKey(sk(vera, .integer(1)))))
}
