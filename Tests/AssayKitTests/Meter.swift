// A meter that is read again and again: a loop, branches and arithmetic, as text and in Swift.

import AssayKit

enum Meter {
  static let text = """
    protocol Meter

    option capped

    enum Kind { quick, slow }

    message Reading(meter: Principal, count: Int, kind: Kind)
    message Stop(meter: Principal)

    table readings(meter: Principal, count: Int) of Office

    role Meter(M, office O, step: Int)
      knows sk(M)
    {
      idle -> idle {
        require 2 * step + 1 > 3 and (step <= 5 or not (step == 9))
        send sign(Reading(M, step, quick), sk(M))
        event Sends(M, O, step)
      }
      idle -> idle when not capped {
        require step - 1 != -4
        send sign(Reading(M, step + 1, slow), sk(M))
        event Sends(M, O, step + 1)
      }
      idle -> done {
        send sign(Stop(M), sk(M))
      }
    }

    role Office(O, meter M) distinct O, M
      knows vk(M)
    {
      open -> open {
        receive sign(Reading(M, ?count, ?kind), sk(M))
        require count >= 0 and count < 100
        require (M, count) not in readings
        insert (M, count) into readings
        event Counts(O, M, count)
      }
      open -> closed {
        receive ?last
        match last as sign(Stop(M), sk(M))
        let total = hash((O, M))
        event Closes(O, M, total)
      }
    }

    property honestCounts: Counts(O, M, n) requires Sends(M, _, n) unless dishonest(M)
        expect holds
    property once: Counts(O, M, n) requires injectively Sends(M, O, n) unless dishonest(M)
        expect attack
    property bounded: invariant sum(n for (M, ?n) in readings) - 1 <= 3 of Office
        expect attack
    property stops: reachable Closes(O, M, _)
        expect witness

    configuration free { }
    configuration cap { capped }

    scenario default { 1 Meter, 1 Office, loops 1 }
    """

  static let capped = ProtocolOption("capped")
  static let kind = Enumeration("Kind", "quick", "slow")
  static let reading = Message(
    "Reading", ["meter": .principal, "count": .int, "kind": kind.sort])
  static let stop = Message("Stop", ["meter": .principal])
  static let (meter, office): (RoleName, RoleName) = ("Meter", "Office")
  static let readings = Table("readings", ["meter": .principal, "count": .int], of: office)
  static let (sends, counts, closes) = (Event("Sends"), Event("Counts"), Event("Closes"))
  static let (m, o, n): (Term, Term, Term) = ("M", "O", "n")
  static let (step, count, last): (Term, Term, Term) = ("step", "count", "last")

  static let model = Model("Meter") {
    capped
    kind
    [reading, stop]
    readings
    Role(meter, owner: m, office(o), step.of(.int), knows: sk(m)) {
      Transition(from: "idle", to: "idle") {
        Require(2 * step + 1 > 3 && (step <= 5 || !(step == 9)))
        Send(sign(reading(m, step, kind.quick), sk(m)))
        Record(sends(m, o, step))
      }
      Transition(from: "idle", to: "idle") {
        Require(step - 1 != -4)
        Send(sign(reading(m, step + 1, kind.slow), sk(m)))
        Record(sends(m, o, step + 1))
      }.when(!capped)
      Transition(from: "idle", to: "done") {
        Send(sign(stop(m), sk(m)))
      }
    }
    Role(office, owner: o, meter(m), distinct: [o, m], knows: vk(m)) {
      Transition(from: "open", to: "open") {
        Receive(sign(reading(m, bind(count), bind("kind")), sk(m)))
        Require(count >= 0 && count < 100)
        Require(!readings.contains(m, count))
        Insert(m, count, into: readings)
        Record(counts(o, m, count))
      }
      Transition(from: "open", to: "closed") {
        Receive(bind(last))
        Match(last, as: sign(stop(m), sk(m)))
        Let("total", equals: hash(tuple(o, m)))
        Record(closes(o, m, "total"))
      }
    }
    Property("honestCounts", .every(counts(o, m, n), requires: sends(m, .any, n)))
      .unless(.dishonest(m)).expect(.holds)
    Property("once", .every(counts(o, m, n), requiresInjectively: sends(m, o, n)))
      .unless(.dishonest(m)).expect(.attack)
    Property("bounded", .invariant(sum(n, for: m, bind(n), in: readings) - 1 <= 3, of: office))
      .expect(.attack)
    Property("stops", .reachable(closes(o, m, .any))).expect(.witness)
    Configuration("free")
    Configuration("cap", capped)
    Scenario(sessions: [meter: 1, office: 1], loops: 1)
  }
}
