// The oracle on protocols whose verdicts are in the textbooks.

import OracleSupport
import ProtocolModel
import Terms
import Testing

@Suite struct OracleTests {
  /// Needham-Schroeder with public keys; `lowe` puts the responder's name into the second
  /// message. Properties: the responder's nonce is secret; it agrees with the initiator.
  private func needhamSchroeder(lowe: Bool) -> ProtocolModel {
    var initiator = RoleMaker("Initiator")
    let (a, b) = (initiator.principal("A"), initiator.principal("B"))
    let (n, m) = (initiator.variable("n"), initiator.variable("m"))
    let random = ["_r1", "_r2", "_r3"].map { initiator.variable($0) }
    initiator.knows = [secretKey(a), publicKey(b)]
    initiator.step([
      .fresh(n.variables[0]), .fresh(random[0].variables[0]),
      .event(EventID(0), [a, b, n]),
      .send(encrypted(.tuple([n, a]), for: b, random[0]), over: .network, to: nil),
    ])
    let answer = lowe ? [n, m, b] : [n, m]
    initiator.step([
      .receive(encrypted(.tuple(answer), for: a, random[1]), over: .network, from: nil),
      .fresh(random[2].variables[0]),
      .send(encrypted(m, for: b, random[2]), over: .network, to: nil),
    ])

    var responder = RoleMaker("Responder")
    let (b2, a2) = (responder.principal("B"), responder.principal("A"))
    let (n2, m2) = (responder.variable("n"), responder.variable("m"))
    let random2 = ["_r1", "_r2", "_r3"].map { responder.variable($0) }
    responder.knows = [secretKey(b2), publicKey(a2)]
    responder.step([
      .receive(encrypted(.tuple([n2, a2]), for: b2, random2[0]), over: .network, from: nil),
      .fresh(m2.variables[0]), .fresh(random2[1].variables[0]),
      .send(
        encrypted(.tuple(lowe ? [n2, m2, b2] : [n2, m2]), for: a2, random2[1]), over: .network,
        to: nil),
    ])
    responder.step([
      .receive(encrypted(m2, for: b2, random2[2]), over: .network, from: nil),
      .event(EventID(1), [a2, b2, n2]),
    ])

    let x = (0..<3).map { Term.variable(Variable($0)) }
    let everybody = [RoleID(0), RoleID(1)]
    return model(
      [initiator.role(), responder.role()],
      events: [EventInfo(name: "Begin", arity: 3), EventInfo(name: "End", arity: 3)],
      properties: [
        property(
          .secret(m2, role: RoleID(1), state: nil), excuses: [.dishonest(a2)], plays: everybody),
        property(
          .correspondence(
            EventPattern(event: EventID(1), arguments: x),
            requires: [[[EventPattern(event: EventID(0), arguments: x)]]], injective: false),
          excuses: [.dishonest(x[0])], plays: everybody, variables: 3),
        property(
          .secret(m2, role: RoleID(1), state: nil), excuses: [.dishonest(a2)], plays: []),
        property(
          .reachable([EventPattern(event: EventID(1), arguments: x)]), plays: [], variables: 3),
      ], counts: [1, 1])
  }

  @Test func lowesAttack() {
    let model = needhamSchroeder(lowe: false)
    #expect(Oracle(model, property: 0).decide() == .violated(steps: 3))
    #expect(Oracle(model, property: 1).decide() == .violated(steps: 4))
    #expect(Oracle(model, property: 3).decide() == .witness)
  }

  @Test func lowesAttackNeedsADishonestPrincipal() {
    let verdict = Oracle(needhamSchroeder(lowe: false), property: 2).decide()
    #expect(verdict == .none(isTriggered: true))
  }

  @Test func lowesRepair() {
    let model = needhamSchroeder(lowe: true)
    #expect(Oracle(model, property: 0).decide() == .none(isTriggered: true))
    #expect(Oracle(model, property: 1).decide() == .none(isTriggered: true))
  }

  /// A key goes out encrypted under a hash of the nonce that came in; the nonce may be anything.
  @Test func typeFlaw() {
    var role = RoleMaker("Role")
    let a = role.principal("A")
    let (n, m, s) = (role.variable("n"), role.variable("m"), role.variable("s"))
    role.knows = [secretKey(a)]
    role.step([.fresh(n.variables[0]), .send(hash(n), over: .network, to: nil)])
    role.step([
      .receive(.tuple([m, hash(n)]), over: .network, from: nil), .fresh(s.variables[0]),
      .send(symmetric(s, m), over: .network, to: nil),
    ])
    let goal = PropertyGoal.secret(s, role: RoleID(0), state: nil)
    let model = model(
      [role.role()], properties: [property(goal, plays: [])], counts: [1])
    #expect(Oracle(model, property: 0).decide() == .violated(steps: 2))
  }

  /// The same message accepted twice: an injective agreement fails where the plain one holds.
  @Test func replay() {
    var sender = RoleMaker("Sender")
    let (a, b) = (sender.principal("A"), sender.principal("B"))
    let n = sender.variable("n")
    sender.knows = [secretKey(a)]
    let order = Term.apply(Signature.signature, [.tuple([n, b]), secretKey(a)])
    sender.step([
      .fresh(n.variables[0]), .event(EventID(0), [a, n]), .send(order, over: .network, to: nil),
    ])
    var receiver = RoleMaker("Receiver")
    let (b2, a2) = (receiver.principal("B"), receiver.principal("A"))
    let n2 = receiver.variable("n")
    receiver.step([
      .receive(
        .apply(Signature.signature, [.tuple([n2, b2]), secretKey(a2)]), over: .network, from: nil),
      .event(EventID(1), [a2, n2]),
    ])
    let x = (0..<2).map { Term.variable(Variable($0)) }
    let properties = [false, true].map { injective in
      property(
        .correspondence(
          EventPattern(event: EventID(1), arguments: x),
          requires: [[[EventPattern(event: EventID(0), arguments: x)]]], injective: injective),
        plays: [], variables: 2)
    }
    let model = model(
      [sender.role(), receiver.role()],
      events: [EventInfo(name: "Begin", arity: 2), EventInfo(name: "End", arity: 2)],
      properties: properties, counts: [1, 2])
    #expect(Oracle(model, property: 0).decide() == .none(isTriggered: true))
    #expect(Oracle(model, property: 1).decide() == .violated(steps: 3))
  }

  /// `dec(enc(x, k), k) = x`: the attacker opens what it has the key of.
  @Test func declaredEquation() {
    var signature = Signature()
    let enc = signature.add(
      Symbol("enc", arity: 2, kind: .function, isPublic: true, result: .message))
    let dec = signature.add(
      Symbol("dec", arity: 2, kind: .function, isPublic: true, result: .message))
    let (x, k) = (Term.variable(Variable(0)), Term.variable(Variable(1)))
    let rule = RewriteRule(
      left: .apply(dec, [.apply(enc, [x, k]), k]), right: x, variableCount: 2)
    var role = RoleMaker("Role")
    _ = role.principal("A")
    let (n, key) = (role.variable("n"), role.variable("key"))
    role.step([
      .fresh(n.variables[0]), .fresh(key.variables[0]),
      .send(.apply(enc, [n, key]), over: .network, to: nil),
    ])
    role.step([.send(key, over: .network, to: nil)])
    let properties = [StateID(1), StateID(2)].map {
      property(.secret(n, role: RoleID(0), state: $0), plays: [])
    }
    let model = model(
      [role.role()], signature: signature, rules: [rule], properties: properties, counts: [1])
    #expect(Oracle(model, property: 0).decide() == .violated(steps: 2))
    #expect(Oracle(model, property: 1).decide() == .violated(steps: 2))
    #expect(Oracle(model, property: 0).explain().run.count == 3)
  }

  /// What is received whole and opened later is only found if variables take compositions.
  @Test func composition() {
    var role = RoleMaker("Role")
    let a = role.principal("A")
    let (c, x, s) = (role.variable("c"), role.variable("x"), role.variable("s"))
    role.step([
      .receive(c, over: .network, from: nil),
      .match(c, pattern: hash(.tuple([x, a]))), .fresh(s.variables[0]),
      .send(s, over: .network, to: nil),
    ])
    let goal = PropertyGoal.secret(s, role: RoleID(0), state: nil)
    let model = model([role.role()], properties: [property(goal, plays: [])], counts: [1])
    #expect(Oracle(model, property: 0).decide() == .none(isTriggered: false))
    var bounds = OracleBounds()
    bounds.compositions = 20
    #expect(Oracle(model, property: 0, bounds: bounds).decide() == .violated(steps: 1))
  }

  @Test func givesUp() {
    var bounds = OracleBounds()
    bounds.states = 3
    let verdict = Oracle(needhamSchroeder(lowe: true), property: 0, bounds: bounds).decide()
    #expect(verdict == .tooLarge)
  }
}
