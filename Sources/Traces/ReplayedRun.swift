// What happened in a replayed run, step by step: the base of narrations and charts, and all that
// the properties are judged by. Everything here was computed by the replayer from the model; from
// the trace come only the choices.

import ProtocolModel
import Terms

/// A message as it was sent by an honest session.
package struct SentMessage: Hashable, Sendable {
  package let step: Int
  package let session: Int
  package let channel: ChannelID
  /// The owner of the sending session.
  package let sender: Term
  /// The principal it is for, on channels with two ends.
  package let recipient: Term?
  package let term: Term
  /// Its place in the attacker's knowledge, if the attacker reads it.
  package internal(set) var observed: Int?
  /// The steps that received it, ascending.
  package internal(set) var deliveries: [Int] = []
}

/// A message as a session received it.
package struct ReceivedMessage: Hashable, Sendable {
  package let term: Term
  package let channel: ChannelID
  /// In whose name it came; nil where the attacker sends in nobody's.
  package let sender: Term?
  /// The sent message that the channel delivered; nil if the attacker made it.
  package let delivered: Int?
}

/// A term that the attacker read or that was revealed to it.
package struct ObservedTerm: Hashable, Sendable {
  package let step: Int
  package let term: Term
  /// The sent message that was read; nil for a reveal.
  package let sent: Int?
}

package struct Binding: Hashable, Sendable {
  package let variable: Variable
  package let value: Term
}

package struct RecordedEvent: Hashable, Sendable {
  package let step: Int
  package let session: Int
  package let event: EventID
  package let arguments: [Term]
}

package struct TableChange: Hashable, Sendable {
  package let table: TableID
  package let owner: Term
  package let entry: [Term]
  /// Whether the entry came or went.
  package let isInsertion: Bool
}

package struct ChosenEntry: Hashable, Sendable {
  package let table: TableID
  package let entry: [Term]
}

package struct ReplayedStep: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// By index in the session's role.
    case transition(Int)
    /// By index in the threat model, and the term that was revealed.
    case reveal(Int, Term)
  }
  package let session: Int
  package let kind: Kind
  package internal(set) var received: ReceivedMessage?
  /// All bindings of the step in the order they were made; those of one match by variable.
  package internal(set) var bindings: [Binding] = []
  /// Those of the bindings that are fresh values.
  package internal(set) var fresh: [Binding] = []
  package internal(set) var lookups: [ChosenEntry] = []
  package internal(set) var events: [RecordedEvent] = []
  package internal(set) var tableChanges: [TableChange] = []
  /// Places in the run's `sent`.
  package internal(set) var sent: [Int] = []
  /// The state that the session is in afterwards; for a reveal the one it stays in.
  package internal(set) var target: StateID
  /// The session's bindings at the end of the step, before the target state forgets some.
  package internal(set) var values: [Variable: Term] = [:]
  /// How many terms the attacker had observed before the step.
  package let observedBefore: Int
}

package struct ReplayedRun: Hashable, Sendable {
  package let trace: Trace
  /// The dishonest principals, in order: those of the trace and those declared so.
  package let dishonest: [String]
  package internal(set) var steps: [ReplayedStep] = []
  package internal(set) var sent: [SentMessage] = []
  /// What the attacker observed, in order: `Derivation.observed` counts in this list.
  package internal(set) var observed: [ObservedTerm] = []
  /// What the run shows; nil only while it is being judged.
  package internal(set) var finding: Finding?
  /// The sorts of the names that were made, for models that say `typed`.
  var sorts = NameSorts()

  /// All events in the order of the run.
  package var events: [RecordedEvent] { steps.flatMap(\.events) }

  /// All revealed terms in the order of the run.
  package var revealed: [(step: Int, term: Term)] {
    steps.enumerated().compactMap { index, step in
      if case .reveal(_, let term) = step.kind { (index, term) } else { nil }
    }
  }
}

/// What a run shows, and since when.
package struct Finding: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The attacker derives this term, which the session takes for a secret.
    case learned(Term, session: Int)
    /// The attacker can tell that a guess of this term is right.
    case confirmed(Term, session: Int)
    /// The owner of session `viewer` derives this term of `session`.
    case seen(Term, session: Int, viewer: Int)
    /// No earlier events account for this one (by index in `events`). For an injective
    /// correspondence it is the event with which there are too few.
    case unaccounted(event: Int)
    /// The comparison is false for this principal's tables and these values.
    case broken(owner: Term, left: Int, right: Int, values: [Binding])
    /// These events (by index in `events`) match the patterns, in their order.
    case reached(events: [Int])
    /// Every session is in a final state.
    case completed
  }
  package let kind: Kind
  /// The index of the step after which it holds; -1 if it holds before the first step.
  package let step: Int
}
