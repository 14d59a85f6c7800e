// What the translation says of sessions, tables and events. Each abstraction forgets something;
// these models would be proved wrongly if it forgot to add.

import Testing

@Suite struct SessionTests {
  private func answer(_ body: String, _ property: String, _ more: String = "") throws -> Answer? {
    try answers(
      """
      protocol One
      function k(Principal): Key private
      table seen(value: Message) of Actor
      \(more)
      role Actor(A)
        knows k(A)
      {
      \(body)
      }
      attacker { controls network; plays Actor }
      property p: \(property)
      """)["p"]
  }

  // MARK: What the clauses say at once

  /// What a dishonest partner sends back is known, and a key of honest principals is not: neither
  /// has to be looked at, though a nonce may be the message that contains it.
  @Test func clausesThatWouldFeedThemselvesAreClosed() throws {
    let echo = """
      protocol Echo
      function key(Principal, Principal): Key private
      function succ(Message): Message
      role Client(A, server B) knows key(A, B) {
        start -> done { fresh n: Nonce  send senc(n, key(A, B)) }
      }
      role Server(B, client A) knows key(A, B) {
        start -> done {
          receive senc(?n, key(A, B))
          fresh m: Nonce
          send senc((succ(n), m), key(A, B))
        }
      }
      attacker { controls network }
      property mine: secret m of Server
      property theirs: secret n of Client
      """
    #expect(try answers(echo) == ["mine": .proved, "theirs": .proved])
  }

  /// What an event says is what the message says.
  @Test func oneSumIsOneValue() throws {
    let body = """
      start -> done {
        receive ?x: Int, ?y: Int
        event Signed(x + y)
        send senc(x + y, k(A))
      }
      start -> checked {
        receive senc(?sum, k(A))
        event Seen(sum)
      }
      """
    #expect(try answer(body, "Seen(n) requires Signed(n)") == .proved)
  }

  // MARK: Order within a transition

  @Test func eventsCountInTheWrittenOrder() throws {
    let body = """
      start -> done {
        receive ?x
        event First(x)
        event Second(x)
      }
      """
    #expect(try answer(body, "Second(x) requires First(x)") == .proved)
    #expect(try answer(body, "First(x) requires Second(x)") == .notProved)
  }

  /// What is inserted can be looked up at once: the entry must not bring the events after it.
  @Test func anEntryOfTheSameTransitionBringsNoLaterEvent() throws {
    let body = """
      start -> done {
        receive ?x
        insert x into seen
        require x in seen
        event First(x)
        event Second(x)
      }
      """
    #expect(try answer(body, "First(x) requires Second(x)") == .notProved)
    #expect(try answer(body, "Second(x) requires First(x)") == .proved)
    let later = """
      start -> done {
        receive ?x
        event First(x)
        event Second(x)
        insert x into seen
        require x in seen
      }
      """
    #expect(try answer(later, "First(x) requires Second(x)") == .notProved)
  }

  @Test func anEntryOfTheSameTransitionCanBeLookedUp() throws {
    let body = """
      start -> done {
        insert A into seen
        require A in seen
        event Done(A)
      }
      """
    #expect(try answer(body, "reachable Done(A)") == .notProved)
  }

  /// Nobody receives what is sent before the transition is complete.
  @Test func aMessageBringsTheEventsAfterIt() throws {
    let body = """
      start -> sent {
        fresh n: Nonce
        send senc(n, k(A))
        event Sent(A)
      }
      start -> got {
        receive senc(?n, k(A))
        event Got(A)
      }
      """
    #expect(try answer(body, "Got(A) requires Sent(A)") == .proved)
    #expect(try answer(body, "Sent(A) requires Got(A)") == .notProved)
  }

  // MARK: Tables

  @Test func deletedEntriesAndAbsentOnesAreForgotten() throws {
    let body = """
      start -> stored {
        insert A into seen
      }
      stored -> deleted {
        delete A from seen
      }
      deleted -> done {
        require A not in seen
        event Done(A)
      }
      """
    #expect(try answer(body, "reachable Done(A)") == .notProved)
  }

  @Test func whatNobodyInsertsIsNotFound() throws {
    let body = """
      start -> done {
        require k(A) in seen
        event Done(A)
      }
      """
    #expect(try answer(body, "reachable Done(A)") == .proved)
  }

  @Test func entriesAreOfTheirOwner() throws {
    let body = """
      start -> done {
        receive ?x
        require x in seen
        event Done(A, x)
      }
      start -> stored {
        event Stored(A, A)
        insert A into seen
      }
      """
    #expect(try answer(body, "Done(A, x) requires Stored(A, x)") == .proved)
    #expect(try answer(body, "Done(A, x) requires Stored(_, A)") == .proved)
  }

  // MARK: Values

  @Test func randomisedCiphertextsDiffer() throws {
    let body = """
      start -> done {
        let x = aenc(A, pk(k(A)))
        let y = aenc(A, pk(k(A)))
        require x == y
        event Done(A)
      }
      """
    #expect(try answer(body, "reachable Done(A)") == .proved)
    #expect(try answer(body, "reachable Done(A)", "deterministic aenc") == .notProved)
  }

  @Test func freshValuesDifferBetweenSessions() throws {
    let body = """
      start -> made {
        fresh n: Nonce
        insert n into seen
        send n
      }
      made -> done {
        receive ?m
        require m in seen
        require m != n
        event Other(A)
      }
      made -> same {
        receive ?m
        require m in seen
        require m != n
        require m == n
        event Same(A)
      }
      """
    #expect(try answer(body, "reachable Other(A) under network") == .notProved)
    #expect(try answer(body, "reachable Same(A) under network") == .proved)
  }

  @Test func comparisonsOfIntegersAreForgotten() throws {
    let body = """
      start -> done {
        receive ?x: Int, ?y: Int
        require x < y
        require x + 1 > y + 5
        event Done(A)
      }
      start -> equal {
        receive ?x: Int, ?y: Int
        require x == y and x == 3 and y == 4
        event Equal(A)
      }
      """
    #expect(try answer(body, "reachable Done(A) under network") == .notProved)
    #expect(try answer(body, "reachable Equal(A) under network") == .proved)
  }

  @Test func onlyIntegersAreReceivedAsIntegers() throws {
    let body = """
      start -> sent {
        fresh n: Nonce
        send senc(n, k(A))
      }
      start -> got {
        receive senc(?i: Int, k(A))
        event Got(A)
      }
      start -> took {
        receive senc(?m, k(A))
        event Took(A)
      }
      """
    #expect(try answer(body, "reachable Got(A)") == .proved)
    #expect(try answer(body, "reachable Took(A)") == .notProved)
  }

  @Test func typedVariablesTakeTheirSort() throws {
    let body = """
      start -> sent {
        fresh n: Nonce
        send senc(n, k(A))
      }
      start -> got {
        receive senc(?i: Key, k(A))
        event Got(A)
      }
      """
    #expect(try answer(body, "reachable Got(A)") == .notProved)
    #expect(try answer(body, "reachable Got(A)", "typed") == .proved)
  }

  @Test func declaredEquationsAreUsed() throws {
    let equation = """
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, y), y) = x
      """
    let body = """
      start -> sent {
        fresh n: Nonce
        send enc(n, k(A))
        send k(A)
      }
      """
    #expect(try answer(body, "secret n of Actor", equation) == .notProved)
    let hidden = body.replacing("send k(A)", with: "event Sent(A)")
    #expect(try answer(hidden, "secret n of Actor unless dishonest(A)", equation) == .proved)
    let opened = """
      start -> sent {
        fresh n: Nonce
        send enc(n, k(A))
      }
      start -> got {
        receive ?c
        let n = dec(c, k(A))
        send n
      }
      """
    #expect(try answer(opened, "secret n of Actor", equation) == .notProved)
  }

  // MARK: Loops

  /// The second round reveals what the first made.
  @Test func aLoopCarriesWhatItsStateBinds() throws {
    let body = """
      start -> ready {
        fresh n: Nonce
        send senc(n, k(A))
      }
      ready -> asked {
        receive ?x
      }
      asked -> ready {
        send n
      }
      """
    #expect(try answer(body, "secret n of Actor") == .notProved)
  }

  @Test func everyRoundMakesValuesOfItsOwn() throws {
    let body = """
      ready -> ready {
        fresh n: Nonce
        require n in seen
        event Repeated(A)
      }
      """
    #expect(try answer(body, "reachable Repeated(A)") == .proved)
    let stored = body.replacing("event", with: "insert n into seen\n  event")
    #expect(try answer(stored, "reachable Repeated(A)") == .proved)
  }

  @Test func whatHappenedBeforeARoundStaysTrue() throws {
    let body = """
      start -> ready {
        fresh n: Nonce
        event Began(A, n)
        send n
      }
      ready -> ready {
        receive n
        event Round(A, n)
      }
      """
    #expect(try answer(body, "Round(A, n) requires Began(A, n)") == .proved)
    #expect(try answer(body, "Began(A, n) requires Round(A, n)") == .notProved)
  }

  /// In the second round the old value is forgotten, but it is still a secret.
  @Test func forgottenValuesAreClaimed() throws {
    let body = """
      ready -> made {
        fresh n: Nonce
        send senc(n, k(A))
      }
      made -> ready {
        send n
      }
      """
    #expect(try answer(body, "secret n of Actor at made") == .notProved)
  }

  // MARK: Reveals

  @Test func aRevealExcusesIfItIsOfTheSameValue() throws {
    let model = """
      protocol Revealed
      function k(Principal): Key private
      role Actor(A)
        knows k(A)
      {
        start -> done {
          fresh n: Nonce
          send senc(n, k(A))
        }
      }
      role Other(B)
        knows k(B)
      {
        start -> done {
          send B
        }
      }
      attacker { controls network; plays Other; reveals k(B) of Other at done }
      property plain: secret n of Actor
      property excused: secret n of Actor unless revealed(k(A))
      property wrongExcuse: secret n of Actor unless revealed(n)

      """
    let found = try answers(model)
    #expect(found == ["plain": .notProved, "excused": .proved, "wrongExcuse": .notProved])
  }

  @Test func nothingIsRevealedThatIsNotReached() throws {
    let body = """
      start -> never {
        receive k(A)
      }
      start -> done {
        send A
      }
      """
    let found = try answers(
      """
      protocol Unreached
      function k(Principal): Key private
      role Actor(A)
        knows k(A)
      {
      \(body)
      }
      attacker { controls network; reveals k(A) of Actor at never }
      property p: secret k(A) of Actor
      """)
    #expect(found["p"] == .proved)
  }

  // MARK: Triggers

  @Test func aTriggerThatNothingReachesIsVacuous() throws {
    let body = """
      start -> done {
        receive k(A)
        event Done(A)
      }
      start -> other {
        event Other(A)
      }
      """
    #expect(try answer(body, "Done(A) requires Other(A)") == .vacuous)
    #expect(try answer(body, "secret k(A) of Actor at done") == .vacuous)
  }
}
