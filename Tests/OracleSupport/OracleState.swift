// One explicit state of a run. Two states are the same if and only if all of this is equal.

import ProtocolModel
import Terms

struct SessionState: Hashable {
  var control: StateID
  var environment: Environment
  /// States that the session has been in, by index.
  var visited: [Bool]
  /// How often each transition was taken; stays zero in roles without loops.
  var taken: [Int]
  /// How many values the session has made.
  var freshCount: Int
  /// Reveals that were used on this session, by index.
  var revealed: [Bool]
}

/// A message that a channel has to offer because the attacker cannot simply say it again.
struct Message: Hashable {
  var content: Ground
  var channel: ChannelID
  var sender: Ground
  var receiver: Ground?
  /// The role at the receiving end; nil on `network`.
  var role: RoleID?

  /// Any fixed order will do.
  var order: [Int32] {
    [
      content.index, Int32(channel.index), sender.index, receiver?.index ?? -1,
      Int32(role?.index ?? -1),
    ]
  }
}

struct TableState: Hashable {
  var table: TableID
  var owner: Ground
  /// In ascending order: a table is a set (S5.1).
  var entries: [[Ground]]
}

enum LogEntry: Hashable {
  case event(EventID, [Ground])
  case reveal(Ground)
}

/// Values for which a `secret` or `hidden` property has to hold from now on: those of the
/// variables of the term and of the excuses.
struct Obligation: Hashable {
  var session: Int
  var environment: Environment
}

struct OracleState: Hashable {
  /// Which cast this run has.
  var cast: Int
  var sessions: [SessionState]
  /// What the attacker has read.
  var attacker: Knowledge
  /// What the owners of sessions have seen; only for `hidden`.
  var views: [Knowledge]
  /// In a fixed order, with repetitions.
  var messages: [Message]
  var tables: [TableState]
  /// Events and reveals that the property speaks about, in the order of the run.
  var log: [LogEntry]
  var obligations: Set<Obligation>

  func entries(of table: TableID, owner: Ground) -> [[Ground]] {
    tables.first { $0.table == table && $0.owner == owner }?.entries ?? []
  }

  mutating func setEntries(_ entries: [[Ground]], of table: TableID, owner: Ground) {
    tables.removeAll { $0.table == table && $0.owner == owner }
    if entries.isEmpty { return }
    let sorted = entries.sorted { $0.lexicographicallyPrecedes($1) }
    tables.append(TableState(table: table, owner: owner, entries: sorted))
    tables.sort { ($0.table.index, $0.owner) < ($1.table.index, $1.owner) }
  }

  mutating func add(_ message: Message) {
    messages.append(message)
    messages.sort { $0.order.lexicographicallyPrecedes($1.order) }
  }
}
