// models/classics/needham-schroeder-public-key.assay in Swift.

import AssayKit

enum NeedhamSchroeder {
  static let lowe = ProtocolOption("lowe")

  static let hello = Message("Hello", ["nonceA": .nonce, "initiator": .principal])
  static let reply = Message(
    "Reply", ["nonceA": .nonce, "nonceB": .nonce, "responder": .principal.when(lowe)])
  static let confirm = Message("Confirm", ["nonceB": .nonce])

  static let initiator = RoleName("Initiator")
  static let responder = RoleName("Responder")
  static let initiatorStarts = Event("InitiatorStarts")
  static let initiatorAccepts = Event("InitiatorAccepts")
  static let responderAnswers = Event("ResponderAnswers")
  static let responderAccepts = Event("ResponderAccepts")

  static let (a, b): (Term, Term) = ("A", "B")
  static let (nA, nB): (Term, Term) = ("nA", "nB")

  static let model = Model("NeedhamSchroederPublicKey") {
    lowe
    [hello, reply, confirm]

    Role(initiator, owner: a, responder(b), knows: sk(a), pk(b)) {
      Transition(from: "start", to: "waiting") {
        Fresh(nA.of(.nonce))
        Record(initiatorStarts(a, b, nA))
        Send(aenc(hello(nA, a), pk(b)))
      }
      Transition(from: "waiting", to: "done") {
        Receive(aenc(reply(nA, bind(nB), b.when(lowe)), pk(a)))
        Record(initiatorAccepts(a, b, nA, nB))
        Send(aenc(confirm(nB), pk(b)))
      }
    }
    Role(responder, owner: b, knows: sk(b), pk(.any)) {
      Transition(from: "start", to: "waiting") {
        Receive(aenc(hello(bind(nA), bind(a)), pk(b)))
        Fresh(nB.of(.nonce))
        Record(responderAnswers(b, a, nA, nB))
        Send(aenc(reply(nA, nB, b.when(lowe)), pk(a)))
      }
      Transition(from: "waiting", to: "done") {
        Receive(aenc(confirm(nB), pk(b)))
        Record(responderAccepts(b, a, nA, nB))
      }
    }

    Attacker(controls: .network, plays: initiator, responder)

    Property("initiatorsNonce", .secret(nA, of: initiator))
      .unless(.dishonest(b)).expect(.holds)
    Property("respondersNonce", .secret(nB, of: responder))
      .unless(.dishonest(a)).expect(.attack, unless: lowe)
    Property(
      "initiatorIsSure",
      .every(initiatorAccepts(a, b, nA, nB), requiresInjectively: responderAnswers(b, a, nA, nB))
    ).unless(.dishonest(b)).expect(.holds)
    Property(
      "responderIsSure",
      .every(responderAccepts(b, a, nA, nB), requiresInjectively: initiatorAccepts(a, b, nA, nB))
    ).unless(.dishonest(a)).expect(.attack, unless: lowe)
    Property("completes", .reachable(responderAccepts(b, a, nA, nB))).expect(.witness)

    Configuration("published")
    Configuration("lowesFix", lowe)
    Scenario(sessions: [initiator: 2, responder: 2])
  }
}
