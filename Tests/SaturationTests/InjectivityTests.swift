// Injectivity: what makes two claims one, and what does not.

import Testing

@Suite struct InjectivityTests {
  private func found(_ body: String, _ table: String = "") throws -> Answer? {
    try answers(
      """
      protocol Once
      function k(Principal, Principal): Key private
      message Order(n: Nonce, amount: Int)
      \(table)
      role Sender(A, receiver B, amount: Int)
        knows k(A, B)
      {
        start -> done {
          fresh n: Nonce
          event Sent(A, B, n, amount)
          send senc(Order(n, amount), k(A, B))
        }
      }
      role Receiver(B, sender A)
        knows k(A, B)
      {
      \(body)
      }
      attacker { controls network; plays Sender, Receiver }
      property p: Got(B, A, n, amount) requires injectively Sent(A, B, n, amount)
        unless dishonest(A), dishonest(B)
      """)["p"]
  }

  private let plain = """
    start -> done {
      receive senc(Order(?n, ?amount), k(A, B))
      event Got(B, A, n, amount)
    }
    """

  @Test func aReplayServesTwice() throws {
    #expect(try found(plain) == .notProved)
  }

  @Test func aChallengeMakesItOnce() throws {
    let answers = try answers(
      """
      protocol Challenge
      function k(Principal, Principal): Key private
      role Sender(A, receiver B)
        knows k(A, B)
      {
        start -> done {
          receive ?m
          event Sent(A, B, m)
          send senc((m, A), k(A, B))
        }
      }
      role Receiver(B, sender A)
        knows k(A, B)
      {
        start -> asked {
          fresh m: Nonce
          send m
        }
        asked -> done {
          receive senc((m, A), k(A, B))
          event Got(B, A, m)
        }
      }
      attacker { controls network; plays Sender, Receiver }
      property once: Got(B, A, m) requires injectively Sent(A, B, m)
        unless dishonest(A), dishonest(B)
      property twice: Got(B, A, _) requires injectively Sent(A, B, _)
        unless dishonest(A), dishonest(B)
      """)
    #expect(answers == ["once": .proved, "twice": .proved])
  }

  /// Each answer of the sender is to one challenge, although its event came before.
  @Test func aSessionTakesEachStepOnce() throws {
    func found(_ step: String) throws -> Answer? {
      try answers(
        """
        protocol Handshake
        function k(Principal, Principal): Key private
        message Key1(n: Nonce)
        message Question(n: Nonce)
        message Reply(n: Nonce, m: Nonce)
        role Sender(A, receiver B)
          knows k(A, B)
        {
          start -> sent {
            fresh n: Nonce
            event Sent(A, B, n)
            send senc(Key1(n), k(A, B))
          }
          sent -> \(step) {
            receive senc(Question(?m), k(A, B))
            send senc(Reply(n, m), k(A, B))
          }
        }
        role Receiver(B, sender A)
          knows k(A, B)
        {
          start -> asked {
            receive senc(Key1(?n), k(A, B))
            fresh m: Nonce
            send senc(Question(m), k(A, B))
          }
          asked -> done {
            receive senc(Reply(n, m), k(A, B))
            event Got(B, A, n)
          }
        }
        attacker { controls network; plays Sender, Receiver }
        property p: Got(B, A, n) requires injectively Sent(A, B, n)
          unless dishonest(A), dishonest(B)
        """)["p"]
    }
    #expect(try found("done") == .proved)
    #expect(try found("sent") == .notProved)
  }

  // MARK: Keys of tables

  private let cached = """
    start -> done {
      receive senc(Order(?n, ?amount), k(A, B))
      require n not in seen
      insert n into seen
      event Got(B, A, n, amount)
    }
    """
  private let seen = "table seen(value: Message) of Receiver"

  @Test func aReplayCacheMakesItOnce() throws {
    #expect(try found(cached, seen) == .proved)
  }

  @Test func aCacheInALoopMakesItOnceEachRound() throws {
    #expect(try found(cached.replacing("start -> done", with: "start -> start"), seen) == .proved)
  }

  @Test func aCacheThatIsEmptiedDoesNot() throws {
    let emptied =
      cached + """

        done -> gone {
          delete n from seen
        }
        """
    #expect(try found(emptied, seen) == .notProved)
  }

  @Test func aCacheThatIsNotFilledDoesNot() throws {
    let body = cached.replacing("insert n into seen", with: "")
    #expect(body != cached)
    #expect(try found(body, seen) == .notProved)
  }

  @Test func aCacheOfSomethingElseDoesNot() throws {
    let body = cached.replacing("require n not", with: "require A not")
      .replacing("insert n into", with: "insert A into")
    #expect(try found(body, seen) == .proved, "each sender is served once")
    let other = cached.replacing("insert n into", with: "insert A into")
    #expect(try found(other, seen) == .notProved)
  }

  /// What is checked after it is inserted says nothing of other steps.
  @Test func theOrderOfCheckAndInsertionMatters() throws {
    let body = """
      start -> done {
        receive senc(Order(?n, ?amount), k(A, B))
        insert n into seen
        event Got(B, A, n, amount)
      }
      start -> other {
        receive ?x
        require x not in seen
      }
      """
    #expect(try found(body, seen) == .notProved)
  }

  /// Only entries with an integer are absent; the other may be there.
  @Test func anIntegerWildcardLeavesOtherEntriesIn() throws {
    let table = "table seen(value: Message, amount: Message) of Receiver"
    let body = cached.replacing("require n not", with: "require (n, _) not")
      .replacing("insert n into", with: "insert (n, A) into")
    #expect(try found(body, table) == .proved)
  }

  // MARK: Occurrences

  @Test func twoEventsOfOneSessionAreTwo() throws {
    let body = """
      start -> done {
        receive senc(Order(?n, ?amount), k(A, B))
        require n not in seen
        insert n into seen
        event Got(B, A, n, amount)
        event Got(B, A, n, amount)
      }
      """
    #expect(try found(body, seen) == .notProved)
    let later = """
      start -> done {
        receive senc(Order(?n, ?amount), k(A, B))
        require n not in seen
        insert n into seen
        event Got(B, A, n, amount)
      }
      done -> again {
        event Got(B, A, n, amount)
      }
      """
    #expect(try found(later, seen) == .notProved)
  }

  @Test func roundsOfALoopAreDifferentOccurrences() throws {
    let body = """
      start -> got {
        receive senc(Order(?n, ?amount), k(A, B))
        require n not in seen
        insert n into seen
      }
      got -> got {
        receive ?x
        event Got(B, A, n, amount)
      }
      """
    #expect(try found(body, seen) == .notProved)
  }

  @Test func eachAlternativeIsServedApart() throws {
    let answers = try answers(
      """
      protocol Either
      role Server(S) {
        start -> done {
          receive ?x
          event One(x)
          event Two(x)
          event Done(S, x)
        }
      }
      property own: Done(S, x) requires injectively One(x) or Two(x)
      property both: Done(S, x) requires injectively One(x) and Two(x)
      """)
    #expect(answers == ["own": .proved, "both": .proved])
  }
}
