// What the translation says of channels, principals and the attacker: each rule with a property
// that it has to prove and with one that it must not.

import ModelSupport
import Testing

@Suite struct ChannelTests {
  private func answer(
    _ kind: String, plays: String = "Sender, Receiver", _ property: String
  ) throws -> Answer? {
    try answers(
      """
      protocol Link
      message Word(n: Nonce)
      channel link: \(kind) between Sender, Receiver
      role Sender(A, receiver B) {
        start -> done {
          fresh n: Nonce
          event Sent(A, B, n)
          send Word(n) over link
        }
      }
      role Receiver(B, sender A) {
        start -> done {
          receive Word(?n) over link
          event Got(B, A, n)
        }
      }
      attacker { controls network; plays \(plays) }
      property p: \(property)
      """)["p"]
  }

  @Test(arguments: [
    // The attacker controls the network only.
    ("insecure", Answer.proved), ("authentic", .notProved), ("confidential", .proved),
    ("secure", .proved),
  ])
  func secrecyIsOfConfidentialChannels(kind: String, expected: Answer) throws {
    #expect(try answer(kind, "secret n of Sender unless dishonest(B)") == expected)
  }

  @Test(arguments: ["confidential", "secure"])
  func whatIsForADishonestPrincipalIsReadIfItsRoleIsPlayed(kind: String) throws {
    #expect(try answer(kind, "secret n of Sender") == .notProved)
    #expect(try answer(kind, plays: "Sender", "secret n of Sender") == .proved)
  }

  @Test(arguments: [
    ("insecure", Answer.notProved), ("authentic", .proved), ("confidential", .notProved),
    ("secure", .proved),
  ])
  func authenticityIsOfAuthenticChannels(kind: String, expected: Answer) throws {
    #expect(try answer(kind, "Got(B, A, n) requires Sent(A, B, n) unless dishonest(A)") == expected)
  }

  @Test(arguments: ["authentic", "secure"])
  func aDishonestSenderSendsIfItsRoleIsPlayed(kind: String) throws {
    #expect(try answer(kind, "Got(B, A, n) requires Sent(A, B, n)") == .notProved)
    #expect(
      try answer(kind, plays: "Receiver", "Got(B, A, n) requires Sent(A, B, n)") == .proved)
  }

  @Test func messagesForOthersAreNotReceived() throws {
    #expect(try answer("secure", "Got(B, A, n) requires Sent(A, A, n)") == .notProved)
  }

  /// A channel that is not the attacker's is read where a dishonest principal takes part, and
  /// written to by everybody (S4.3).
  @Test func anUncontrolledNetwork() throws {
    let found = try answers(
      """
      protocol Wire
      message Word(n: Nonce)
      role Sender(A, receiver B) {
        start -> done {
          fresh n: Nonce
          event Sent(A, n)
          send Word(n)
        }
      }
      role Receiver(B) {
        start -> done {
          receive Word(?n)
          event Got(B, n)
        }
      }
      attacker { plays Receiver }
      property read: secret n of Sender
      property unread: secret n of Sender unless dishonest(B)
      property forged: Got(B, n) requires Sent(_, n)
      """)
    #expect(found == ["read": .notProved, "unread": .proved, "forged": .notProved])
  }

  @Test func whereTheNetworkOnlyDeliversNobodyForges() throws {
    let found = try answers(
      """
      protocol Delivered
      message Word(n: Nonce)
      role Sender(A) {
        start -> done {
          fresh n: Nonce
          send Word(n)
        }
      }
      role Receiver(B) {
        start -> done {
          receive Word((?x, ?y))
          event Pair(B)
        }
        start -> single {
          receive Word(?x)
          event Single(B)
        }
      }
      property pair: reachable Pair(B)
      property single: reachable Single(B)
      property forgedPair: reachable Pair(B) under network
      """)
    #expect(found == ["pair": .proved, "single": .notProved, "forgedPair": .notProved])
  }
}

/// What is received whole may be a tuple, whose parts are known then.
@Suite struct WholeMessageTests {
  @Test func aViewerTakesApartWhatItReceivesWhole() throws {
    let found = try answers(
      """
      protocol Whole
      message Ask(n: Nonce, a: Principal)
      role Initiator(A) {
        start -> done {
          fresh n: Nonce
          send Ask(n, A)
        }
      }
      role Responder(B) {
        start -> done {
          receive ?c
        }
      }
      property unseen: hidden n of Initiator from Responder
      property unseenUnderAttack: hidden n of Initiator from Responder under network
      """)
    #expect(found == ["unseen": .notProved, "unseenUnderAttack": .notProved])
  }

  @Test func whatIsPassedOnWholeIsTakenApart() throws {
    let found = try answers(
      """
      protocol PassedOn
      channel link: authentic between Middle, Last
      message Ask(n: Nonce, a: Principal)
      role First(A) {
        start -> done {
          fresh n: Nonce
          send (n, Ask(n, A))
        }
      }
      role Middle(B, last C) {
        start -> done {
          receive ?c
          send c over link
        }
      }
      role Last(C) {
      }
      attacker { }
      property p: secret n of First
      """)
    #expect(found == ["p": .notProved])
  }
}

@Suite struct PrincipalTests {
  private let needhamSchroeder = """
    protocol NeedhamSchroeder
    option lowe
    message One(n: Nonce, a: Principal)
    message Two(n: Nonce, m: Nonce, b: Principal when lowe)
    message Three(m: Nonce)
    role Initiator(A, responder B)
      knows sk(A), pk(_)
    {
      start -> asked {
        fresh n: Nonce
        send aenc(One(n, A), pk(B))
      }
      asked -> done {
        receive aenc(Two(n, ?m, B when lowe), pk(A))
        event Commits(A, B, n, m)
        send aenc(Three(m), pk(B))
      }
    }
    role Responder(B)
      knows sk(B), pk(_)
    {
      start -> asked {
        receive aenc(One(?n, ?A), pk(B))
        fresh m: Nonce
        send aenc(Two(n, m, B when lowe), pk(A))
      }
      asked -> done {
        receive aenc(Three(m), pk(B))
        event Accepts(B, A, n, m)
      }
    }
    property secrecy: secret m of Responder unless dishonest(A)
    property agreement: Accepts(B, A, n, m) requires Commits(A, B, n, m) unless dishonest(A)
    property unexcused: secret n of Initiator

    """

  @Test func needhamSchroederNeedsLowesFix() throws {
    let variants = try models(
      of: needhamSchroeder + "configuration c { }\nconfiguration f { lowe }")
    #expect((0..<3).map { answer(variants[0], $0) } == [.notProved, .notProved, .notProved])
    #expect((0..<3).map { answer(variants[1], $0) } == [.proved, .proved, .notProved])
  }

  /// Bob may be dishonest, and then he hands over what he knows.
  @Test func aNamedPrincipalIsTriedAsHonestAndAsDishonest() throws {
    func found(_ declaration: String) throws -> Answer? {
      try answers(
        """
        protocol Named
        function k(Principal): Key private
        \(declaration)
        role Sender(A)
          knows k(Bob)
        {
          start -> done {
            fresh n: Nonce
            send senc(n, k(Bob))
          }
        }
        role Receiver(B)
          knows k(B)
        {
          start -> done {
            receive senc(?n, k(B))
          }
        }
        attacker { controls network; plays Receiver }
        property p: secret n of Sender
        """)["p"]
    }
    #expect(try found("principal Bob") == .notProved)
    #expect(try found("principal Bob honest") == .proved)
    #expect(try found("principal Bob dishonest") == .notProved)
  }

  @Test func principalsMayCoincideUnlessTheyAreDistinct() throws {
    func found(_ distinct: String) throws -> Answer? {
      try answers(
        """
        protocol Same
        function k(Principal, Principal): Key private
        role Sender(A, receiver B)\(distinct)
          knows k(A, B)
        {
          start -> done {
            send k(A, B)
          }
        }
        role Keeper(A)
          knows k(A, A)
        {
          start -> done {
            send A
          }
        }
        role Receiver(B) {
        }
        attacker { controls network; plays Sender }
        property p: secret k(A, A) of Keeper
        """)["p"]
    }
    #expect(try found("") == .notProved)
    #expect(try found(" distinct A, B") == .proved)
  }

  @Test func integersAndConstantsAreKnown() throws {
    let found = try answers(
      """
      protocol Known
      sort Brand
      role Sender(A, amount: Int, brand: Brand) {
        start -> done {
          fresh n: Nonce
          send senc(n, hash((amount, brand, A)))
        }
      }
      attacker { controls network; plays Sender }
      property p: secret n of Sender
      """)
    #expect(found == ["p": .notProved])
  }
}
