// Forty edits to a protocol, as data: what is replaced by what, and what a lock has to say of it.
//
// Harmless is an edit after which the model says and assumes what it said and assumed before, in
// other words or another order. Roles, messages and events that properties name are not among what
// is renamed here: their names are what a property speaks with (docs/lock.md).

import Regression
import Testing

struct Edit: Sendable, CustomTestStringConvertible {
  var name: String
  var subject: Subject
  var changes: [(String, String)]
  /// What is found, all of it; nothing of a harmless edit.
  var kinds: Set<Change.Kind>
  var testDescription: String { name }

  init(
    _ name: String, _ subject: Subject, _ changes: [(String, String)],
    _ kinds: Set<Change.Kind> = []
  ) {
    self.name = name
    self.subject = subject
    self.changes = changes
    self.kinds = kinds
  }
}

extension Edit {
  static let harmless: [Edit] = [
    Edit(
      "rename the initiator's nonce", .lowe,
      [
        ("fresh nA: Nonce", "fresh mine: Nonce"), ("Starts(A, B, nA)", "Starts(A, B, mine)"),
        ("Hello(A, nA)", "Hello(A, mine)"), ("Reply(nA, ?nB, B)", "Reply(mine, ?nB, B)"),
        ("Accepts(A, B, nA, nB)", "Accepts(A, B, mine, nB)"),
        ("secret nA of Initiator", "secret mine of Initiator"),
      ]),
    Edit(
      "rename a role's owner", .lowe,
      [
        ("role Responder(B)", "role Responder(R)"), ("knows sk(B), pk(_)", "knows sk(R), pk(_)"),
        ("receive aenc(Hello(?A, ?nA), pk(B))", "receive aenc(Hello(?A, ?nA), pk(R))"),
        ("Answers(B, A, nA, nB)", "Answers(R, A, nA, nB)"),
        ("aenc(Reply(nA, nB, B), pk(A))", "aenc(Reply(nA, nB, R), pk(A))"),
        ("receive aenc(Confirm(nB), pk(B))", "receive aenc(Confirm(nB), pk(R))"),
        ("event Ends(B, A, nA, nB)", "event Ends(R, A, nA, nB)"),
      ]),
    Edit(
      "rename a state that a property names", .lowe,
      [
        ("start -> waiting {\n    receive", "start -> answered {\n    receive"),
        (
          "waiting -> done {\n    receive aenc(Confirm",
          "answered -> done {\n    receive aenc(Confirm"
        ),
        ("at waiting", "at answered"),
      ]),
    Edit(
      "rename a property's variables", .lowe,
      [
        ("property agrees: Ends(B, A, n, m)", "property agrees: Ends(S, T, x, y)"),
        (
          "Accepts(A, B, n, m) and Starts(A, B, n) unless dishonest(A)",
          "Accepts(T, S, x, y) and Starts(T, S, x) unless dishonest(T)"
        ),
      ]),
    Edit(
      "rename a message", .lowe, [("Hello(", "Greeting(")]),
    Edit(
      "reorder the fields of a message", .lowe,
      [
        (
          "message Reply(nonceA: Nonce, nonceB: Nonce, responder: Principal)",
          "message Reply(responder: Principal, nonceB: Nonce, nonceA: Nonce)"
        ),
        ("Reply(nA, ?nB, B)", "Reply(B, ?nB, nA)"), ("Reply(nA, nB, B)", "Reply(B, nB, nA)"),
      ]),
    Edit(
      "reorder the messages", .lowe,
      [
        ("message Confirm(nonceB: Nonce)\n", ""),
        ("message Hello(", "message Confirm(nonceB: Nonce)\nmessage Hello("),
      ]),
    Edit(
      "reorder the properties", .lowe,
      [
        ("property completes: reachable Ends(B, A, n, m)\n    expect witness\n", ""),
        (
          "property nonceA:",
          "property completes: reachable Ends(B, A, n, m)\n    expect witness\nproperty nonceA:"
        ),
      ]),
    Edit(
      "reorder a conjunction", .lowe,
      [
        (
          "Accepts(A, B, n, m) and Starts(A, B, n)", "Starts(A, B, n) and Accepts(A, B, n, m)"
        )
      ]),
    Edit(
      "reorder the attacker's roles and the scenario's", .lowe,
      [
        ("plays Initiator, Responder", "plays Responder, Initiator"),
        ("{ 1 Initiator, 2 Responder }", "{ 2 Responder, 1 Initiator }"),
      ]),
    Edit(
      "lay the text out anew", .lowe,
      [("  ", " "), (", ", " ,  "), ("property", "\n\n  property"), (" {\n", "\n{\n")]),
    Edit(
      "edit comments", .lowe,
      [
        ("/// Needham-Schroeder, mended.", "// Lowe's protocol\n/// of 1996."),
        ("fresh nB: Nonce", "fresh nB: Nonce // unpredictable"),
      ]),
    Edit(
      "split a transition after its receive", .lowe,
      [
        (
          "receive aenc(Hello(?A, ?nA), pk(B))",
          "receive aenc(Hello(?A, ?nA), pk(B))\n  }\n  greeted -> waiting {"
        ),
        ("start -> waiting {\n    receive", "start -> greeted {\n    receive"),
      ]),
    Edit(
      "split a transition before its send", .lowe,
      [
        (
          "waiting -> done {\n    receive aenc(Reply",
          "waiting -> accepted {\n    receive aenc(Reply"
        ),
        (
          "    send aenc(Confirm(nB), pk(B))",
          "  }\n  accepted -> done {\n    send aenc(Confirm(nB), pk(B))"
        ),
      ]),
    Edit(
      "name a term with let", .lowe,
      [
        (
          "send aenc(Confirm(nB), pk(B))",
          "let last = Confirm(nB)\n    send aenc(last, pk(B))"
        )
      ]),
    Edit(
      "reorder fresh values", .purchase,
      [("fresh tid: Nonce\n    fresh price: Nonce", "fresh price: Nonce\n    fresh tid: Nonce")]),
    Edit(
      "reorder two sends", .purchase,
      [
        ("    send Charge(tid, price) over bankLine to B\n", ""),
        (
          "    send sign(Receipt(tid, C), sk(S))\n",
          "    send sign(Receipt(tid, C), sk(S))\n    send Charge(tid, price) over bankLine to B\n"
        ),
      ]),
    Edit(
      "reorder excuses", .purchase,
      [("dishonest(S), revealed(price)", "revealed(price), dishonest(S)")]),
    Edit(
      "reorder roles", .purchase,
      [
        (
          "role Bank(B, shop S)\n  knows vk(S)\n{\n  start -> done {\n"
            + "    receive Charge(?tid, ?price) over bankLine from S\n"
            + "    require (S, tid) not in charged\n    insert (S, tid) into charged\n"
            + "    event Charges(B, S, tid, price)\n  }\n}\n", ""
        ),
        (
          "role Customer(C, shop S)",
          "role Bank(B, shop S)\n  knows vk(S)\n{\n  start -> done {\n"
            + "    receive Charge(?tid, ?price) over bankLine from S\n"
            + "    require (S, tid) not in charged\n    insert (S, tid) into charged\n"
            + "    event Charges(B, S, tid, price)\n  }\n}\nrole Customer(C, shop S)"
        ),
      ]),
    Edit(
      "say what is expected, and the bound that is there anyway", .purchase,
      [
        ("reachable Paid(C, S, tid)", "reachable Paid(C, S, tid) expect witness"),
        ("2 Bank }", "2 Bank, at most 4, loops 2 }"),
      ]),
  ]

  static let harmful: [Edit] = [
    Edit(
      "drop the responder's name", .lowe,
      [
        (", responder: Principal)", ")"), ("Reply(nA, ?nB, B)", "Reply(nA, ?nB)"),
        ("Reply(nA, nB, B)", "Reply(nA, nB)"),
      ], [.regressed]),
    Edit(
      "drop the encryption of the answer", .lowe,
      [
        ("receive aenc(Reply(nA, ?nB, B), pk(A))", "receive Reply(nA, ?nB, B)"),
        ("send aenc(Reply(nA, nB, B), pk(A))", "send Reply(nA, nB, B)"),
      ], [.regressed]),
    Edit(
      "drop the nonce of the responder", .lowe,
      [
        ("fresh nB: Nonce\n", "let nB = nA\n")
      ], [.changed, .regressed]),
    Edit(
      "drop the check of the initiator's nonce", .lowe,
      [("Reply(nA, ?nB, B)", "Reply(_, ?nB, B)")], [.regressed]),
    Edit(
      "delete a property", .lowe,
      [
        (
          "property nonceB: secret nB of Responder at waiting unless dishonest(A)\n    expect holds\n",
          ""
        )
      ],
      [.deleted]),
    Edit(
      "replace a secret by one that nobody ever sends", .lowe,
      [
        ("fresh nA: Nonce", "fresh nA: Nonce\n    fresh decoy: Nonce"),
        ("secret nA of Initiator", "secret decoy of Initiator"),
      ], [.changed]),
    Edit(
      "let the secret's name name something else", .lowe,
      [
        ("fresh nA: Nonce", "fresh nonce: Nonce\n    fresh nA: Nonce"),
        ("Starts(A, B, nA)", "Starts(A, B, nonce)"), ("Hello(A, nA)", "Hello(A, nonce)"),
        ("Reply(nA, ?nB, B)", "Reply(nonce, ?nB, B)"),
        ("Accepts(A, B, nA, nB)", "Accepts(A, B, nonce, nB)"),
      ], [.changed]),
    Edit(
      "claim a secret later", .lowe,
      [("secret nA of Initiator unless", "secret nA of Initiator at done unless")], [.weakened]),
    Edit(
      "drop injectivity", .lowe, [("requires injectively Accepts", "requires Accepts")],
      [.weakened]),
    Edit(
      "drop a conjunct", .lowe, [(" and Starts(A, B, n)", "")], [.weakened]),
    Edit(
      "agree on less", .lowe,
      [("injectively Accepts(A, B, n, m)", "injectively Accepts(A, _, n, m)")],
      [.weakened]),
    Edit(
      "drop an expectation", .lowe,
      [("unless dishonest(B)\n    expect holds", "unless dishonest(B)")],
      [.unpinned]),
    Edit(
      "let nobody be dishonest", .lowe,
      [("plays Initiator, Responder", "")], [.narrowed]),
    Edit(
      "search less", .lowe, [("2 Responder }", "1 Responder }")], [.shrunken]),
    Edit(
      "record an event before what it stands for", .lowe,
      [
        ("    event Accepts(A, B, nA, nB)\n", ""),
        ("event Starts(A, B, nA)", "event Starts(A, B, nA)\n    event Accepts(A, B, nA, nA)"),
      ], [.changed, .regressed]),
    Edit(
      "drop the customer's signature", .purchase,
      [
        (
          "send aenc(sign(Order(tid, S, price, pan(C)), sk(C)), pk(S))",
          "send aenc(Order(tid, S, price, pan(C)), pk(S))"
        ),
        (
          "receive aenc(sign(Order(?tid, S, ?price, ?card), sk(C)), pk(S))",
          "receive aenc(Order(?tid, S, ?price, ?card), pk(S))"
        ),
      ], [.regressed]),
    Edit(
      "drop the check of what was charged", .purchase,
      [("    require (S, tid) not in charged\n", "")], [.regressed]),
    Edit(
      "drop the tags", .lowe,
      [
        ("message Hello(initiator: Principal, nonceA: Nonce)\n", ""),
        ("message Reply(nonceA: Nonce, nonceB: Nonce, responder: Principal)\n", ""),
        ("message Confirm(nonceB: Nonce)\n", ""), ("Hello(", "("), ("Reply(", "("),
        ("Confirm(nB)", "nB"),
        ("(?A, ?nA)", "(?A: Principal, ?nA)"),
      ], [.regressed]),
    Edit(
      "record no more charges", .purchase,
      [
        ("    event Charges(B, S, tid, price)\n", "    event Charges(B, S, tid, tid) when never\n"),
        ("protocol Purchase\n", "protocol Purchase\noption never\n"),
      ], [.changed, .emptied]),
    Edit(
      "excuse one more", .purchase,
      [
        (
          "secret pan(C) of Customer unless dishonest(S)",
          "secret pan(C) of Customer unless dishonest(S), dishonest(C)"
        )
      ],
      [.weakened]),
  ]
}
